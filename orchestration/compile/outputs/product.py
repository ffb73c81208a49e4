"""The release as a macro, so that a published number can say by which it was made."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import notice


def outputs(_: Inputs) -> Mapping[Path, str]:
    """`product_version()`."""
    text = f"""{{#- {notice("pyproject.toml")}
    product_version() is the release. -#}}
{{% macro product_version() -%}} {{{{ return("{version("hymnsheet")}") }}}} {{%- endmacro %}}
"""
    return {Path("macros/generated/product.sql"): text}
