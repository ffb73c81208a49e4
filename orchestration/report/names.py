"""Plain words for the codes found in the published tables."""

from __future__ import annotations

import re
from typing import Final

from orchestration.sources.registry import SYSTEMS, VENDORS

_NOT_ANCHOR: Final = re.compile(r"[^A-Za-z0-9_-]")


def systems() -> tuple[str, ...]:
    """The systems that may be connected, in the order of loading."""
    return tuple(SYSTEMS)


def system_titles() -> tuple[str, ...]:
    """Their names for people."""
    return tuple(vendor.title for vendor in SYSTEMS.values())


def system_name(system: str) -> str:
    """`HubSpot` for `hubspot`; an unknown system keeps its own name."""
    return VENDORS[system].title if system in VENDORS else system


def object_name(system: str, object_code: str) -> str:
    """`leads` for a Salesforce `lead`; an unknown object keeps its own name."""
    specs = VENDORS[system].specs if system in VENDORS else ()
    named = (spec.title for spec in specs if spec.name == object_code)
    return next(named, object_code.replace("_", " "))


def object_title(system: str, object_code: str) -> str:
    """`Salesforce leads`."""
    return f"{system_name(system)} {object_name(system, object_code)}"


def column_beside(vendor_field: str | None, column: str | None) -> str:
    """The column, where it is not just the vendor's name of the field in lower case."""
    if not column or not vendor_field or vendor_field.lower() == column:
        return ""
    return column


def rule_anchor(rule_id: str) -> str:
    """`rule-D001`: stable, so that a link sent in a meeting keeps working."""
    return f"rule-{_NOT_ANCHOR.sub('-', rule_id)}"


def definition_anchor(rule_id: str) -> str:
    """Where the page of method tells how a rule judges."""
    return f"judges-{rule_anchor(rule_id)}"


def fix_anchor(rule_id: str) -> str:
    """Where the page of fix files tells of a rule."""
    return f"fix-{rule_anchor(rule_id)}"
