"""The descriptor of the folder of dropped files."""

from __future__ import annotations

from typing import Final

from orchestration.sources.vendor import Vendor, VendorSetting

VENDOR: Final = Vendor(
    name="files",
    title="File drops",
    order=8,
    is_system=False,
    settings=(VendorSetting("folder", "folder", example="files"),),
    log_in="web_sessions, interactions, content_pieces, ad_spend, costs and targets in a folder, as"
    " CSV, XLSX or Parquet.",
)
