"""The history rows an edit leaves behind: of tracked fields, and snapshots of opportunities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from orchestration.worlds.csv_table import Row


class _Tracking(NamedTuple):
    """Where an object's history goes, how it points back, and which fields are tracked."""

    table: str
    parent: str
    fields: Mapping[str, str]


_OWNER: Final = {"OwnerId": "EntityId"}
_STATUS: Final = {"Status": "DynamicEnum", **_OWNER}
TRACKED: Final[Mapping[str, _Tracking]] = {
    "Lead": _Tracking("LeadHistory", "LeadId", _STATUS),
    "Case": _Tracking("CaseHistory", "CaseId", _STATUS),
    "Account": _Tracking("AccountHistory", "AccountId", _OWNER),
    "Contact": _Tracking("ContactHistory", "ContactId", _OWNER),
    "Opportunity": _Tracking(
        "OpportunityFieldHistory",
        "OpportunityId",
        {"StageName": "DynamicEnum", "Amount": "Currency", "CloseDate": "DateOnly", **_OWNER},
    ),
}
_SNAPSHOT_FIELDS: Final = ("StageName", "Amount", "CloseDate", "Probability")
_COPIED: Final = (*_SNAPSHOT_FIELDS, "ExpectedRevenue", "ForecastCategory", "CurrencyIsoCode")

Written = tuple[str, Row]


def history_rows(
    sobject: str, before: Row | None, after: Row, names: Mapping[str, str | None]
) -> Iterator[Written]:
    """Yield (history object, row without Id and times) for one edit.

    Args:
        sobject: the object edited.
        before: the record as it was; None when the edit creates it.
        after: the record as it is now.
        names: name of each user and queue by id, for changes of owner.
    """
    tracking = TRACKED.get(sobject)
    if tracking is not None:
        for change in _changes(tracking, before, after, names):
            yield tracking.table, {tracking.parent: after["Id"], **change}
    if sobject == "Opportunity" and _is_snapshot_due(before, after):
        yield "OpportunityHistory", _snapshot(before or {}, after)


def _changes(
    tracking: _Tracking, before: Row | None, after: Row, names: Mapping[str, str | None]
) -> Iterator[Row]:
    if before is None:
        yield _change("created", "Text", None, None)
        return
    if _is_true(after.get("IsConverted")) and not _is_true(before.get("IsConverted")):
        yield _change("leadConverted", "Text", None, None)
    for field, kind in tracking.fields.items():
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if field == "OwnerId":  # a look-up leaves two rows: names and ids
            yield _change("Owner", "Text", names.get(old or "") or old, names.get(new or "") or new)
            yield _change("Owner", kind, old, new)
        else:
            yield _change(field, kind, old, new)


def _change(field: str, kind: str, old: str | None, new: str | None) -> Row:
    return {"Field": field, "DataType": kind, "OldValue": old, "NewValue": new}


def _is_snapshot_due(before: Row | None, after: Row) -> bool:
    return before is None or any(before.get(n) != after.get(n) for n in _SNAPSHOT_FIELDS)


def _snapshot(before: Row, after: Row) -> Row:
    copied: Row = {name: after.get(name) for name in _COPIED if name in after}
    return {
        "OpportunityId": after["Id"],
        **copied,
        "PrevAmount": before.get("Amount"),
        "PrevCloseDate": before.get("CloseDate"),
    }


def _is_true(value: str | None) -> bool:
    return (value or "").lower() == "true"
