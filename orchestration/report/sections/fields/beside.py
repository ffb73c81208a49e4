"""What stands beside a field on its page: fields that look like it, and what refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.sections.fields.rows import LookAlikeRow, ReferenceRow

_LIMIT: Final = 70
_DETAIL_LIMIT: Final = 160
_ANSWERS: Final = {"yes": "yes", "no": "no", "could_not_see": "could not see"}
_LIKENESSES: Final = {
    "same_values": "says the same",
    "fills_gaps": "fills its gaps",
    "too_few": "too few records fill both",
    "never_vary": "hardly a value differs",
    "different": "says something else",
}


@dataclass(frozen=True)
class LookAlikeLine:
    """One field that looks like this one, in words."""

    label: str
    api_name: str
    alike_by: str
    filled: str
    both_filled: str
    equal: str
    verdict: str


@dataclass(frozen=True)
class ReferenceLine:
    """What of one kind refers to the field, in words."""

    kind: str
    code: str
    answer: str
    told: str


def look_alike(row: LookAlikeRow) -> LookAlikeLine:
    """One field that looks like this one, in words."""
    ways = {"label": row.by_label, "name": row.by_name}
    verdict = _LIKENESSES.get(row.verdict, row.verdict)
    if row.is_to_merge:
        verdict += "; may be merged into this one" if row.is_kept else "; keep that one"
    equal = f"{words.count(row.equal_values)} ({words.percent(row.agreement_ratio)})"
    return LookAlikeLine(
        label=words.clip(row.label or row.vendor_field or row.field, _LIMIT),
        api_name=words.clip(row.vendor_field or row.field, _LIMIT),
        alike_by=" and ".join(way for way, is_so in ways.items() if is_so) or "values alone",
        filled=words.count(row.filled),
        both_filled=words.count(row.both_filled),
        equal=equal if row.both_filled else words.MISSING,
        verdict=verdict,
    )


def reference(row: ReferenceRow) -> ReferenceLine:
    """What of one kind refers to the field, in words."""
    return ReferenceLine(
        kind=row.kind_label,
        code=row.verdict,
        answer=_ANSWERS.get(row.verdict, row.verdict),
        told=words.clip(row.referred_by or row.could_not_see or "", _DETAIL_LIMIT),
    )
