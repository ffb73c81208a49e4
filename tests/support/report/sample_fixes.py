"""What would set findings of the believable company right: files, hands, people and refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.sample_rules import RULES

_TOOLS: Final = {"salesforce": "Data Loader", "hubspot": "Import"}
_NAMES: Final = {rule.rule_id: rule.name for rule in RULES}
#: By the first letter of a rule, how its findings are set right, in turns.
_WAYS: Final = {"V": ("file", "file", "by_hand"), "X": ("file", "refused"), "L": ("decide",)}
_LOST: Final = (
    "HubSpot wins this field in the sync: fix it there; what is written in Salesforce would be"
    " overwritten"
)


def fill_fixes(engine: Engine, findings: Iterable[Mapping[str, Any]]) -> None:
    """A row per finding of a record."""
    records = [row for row in findings if row["source_id"] is not None]
    insert(engine, "quality.fix", [_fix(row, place) for place, row in enumerate(records)])


def _fix(row: Mapping[str, Any], place: int) -> dict[str, Any]:
    ways = _WAYS.get(row["rule_id"][0], ("decide",))
    way = ways[place % len(ways)]
    kept = ("finding_key", "rule_id", "severity", "source_system", "source_object", "field")
    return {
        **{name: row[name] for name in (*kept, "source_id", "owner_key", "detail")},
        "rule_name": _NAMES[row["rule_id"]],
        "finding_rank": place + 1,
        "takes": "what the system says that wins in the sync" if way != "decide" else None,
        "vendor_field": str(row["field"]).title(),
        "field_label": str(row["field"]).title(),
        "fix_kind": "decide" if way == "decide" else "set",
        "way": way,
        "import_tool": _TOOLS[row["source_system"]],
        "refusal": "losing_side" if way == "refused" else None,
        "refused_because": _LOST if way == "refused" else None,
    }
