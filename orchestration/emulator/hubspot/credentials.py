"""The fixed, fake credentials that the emulated portal accepts. Nothing here opens a real one."""

from __future__ import annotations

from typing import Final

ACCESS_TOKEN: Final = "emulated-hubspot-private-app"  # noqa: S105 - opens nothing
#: Of somebody who may import; what the product logs in with may read.
ADMIN_TOKEN: Final = "emulated-hubspot-admin-app"  # noqa: S105 - opens nothing
CLIENT_ID: Final = "emulated-client-id"
CLIENT_SECRET: Final = "emulated-client-phrase"  # noqa: S105 - opens nothing
REFRESH_TOKEN: Final = "emulated-hubspot-refresh-phrase"  # noqa: S105 - opens nothing
CREDENTIALS: Final = {
    "access_token": ACCESS_TOKEN,
    "admin_token": ADMIN_TOKEN,
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "refresh_token": REFRESH_TOKEN,
}
