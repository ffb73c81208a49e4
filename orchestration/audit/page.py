"""An audit as one HTML page: self-contained, offline, in the look of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Final

from orchestration.audit.audited import Audited
from orchestration.audit.exports import UNKNOWN
from orchestration.audit.joins import Join
from orchestration.audit.judged import Found, RuleResult
from orchestration.audit.ledger import Ledger
from orchestration.audit.page_lines import (
    CohortLine,
    FaultLine,
    FieldLine,
    JoinLine,
    PageView,
    RuleLine,
    TableLine,
    TallyLine,
)
from orchestration.audit.raw_tables import RawTable
from orchestration.audit.reading.notes import NoteGroup
from orchestration.audit.told import CohortRow, FieldRow, OwnersRow, Totals
from orchestration.audit.tops import TopValue, is_personal
from orchestration.report import format as words
from orchestration.report.frame import environment, policy_of, style_of

_PACKAGE: Final = "orchestration.audit"
#: So that the page stays one that can be mailed.
_MOST_FIELDS: Final = 1500
_LINES: Final = 12
_LABEL: Final = 90
_ODDITY: Final = 160
_VALUE: Final = 40
_NEAR: Final = ("near_constant", "nearly constant")


def page_of(audited: Audited, *, redact: bool) -> str:
    """The page as HTML; values are left out where `redact`."""
    fields = files("orchestration.report").joinpath("sections", "fields")
    own = files(_PACKAGE).joinpath("page.css").read_text("utf-8")
    style = style_of(fields.joinpath("section.css").read_text("utf-8"), own)
    script = fields.joinpath("section.js").read_text("utf-8")
    template = environment(_PACKAGE).get_template("page.html.j2")
    return template.render(
        view=view_of(audited, redact=redact),
        style=style,
        script=script,
        policy=policy_of(style, script),
    )


def view_of(audited: Audited, *, redact: bool) -> PageView:
    """The page in words."""
    ledger, totals = audited.ledger, audited.told.totals
    rows = audited.told.fields
    return PageView(
        subject=words.clip(words.listed([table.table.name for table in ledger.tables[:3]]), _LABEL),
        as_of=words.instant(ledger.as_of),
        as_of_machine=words.machine_instant(ledger.as_of),
        headline=_headline(totals),
        told=_told(totals),
        tables=tuple(_table(table, ledger) for table in ledger.tables),
        refused=tuple(ledger.refused.values()),
        faults=tuple(_fault(group) for group in ledger.notes.groups if _is_fault(group)),
        rules=tuple(_rule(rule, redact) for rule in audited.rules if rule.failed),
        rules_told=_rules_told(audited.rules),
        unjudged=_unjudged(audited.rules),
        joins=tuple(_join(join) for join in audited.joins),
        tally=tuple(_tally(rows)),
        fields=tuple(_field(row, audited, redact) for row in rows[:_MOST_FIELDS]),
        has_cohorts=bool(audited.told.cohorts),
        has_owners=bool(audited.told.owners),
        left_out=words.count(len(rows[_MOST_FIELDS:])) if rows[_MOST_FIELDS:] else "",
        clock=f"Fields are judged as of {words.instant(ledger.as_of)}.",
        is_redacted=redact,
    )


def _headline(totals: Totals) -> str:
    fields = words.plural(totals.fields, "field")
    idle = [
        f"{words.count(number)} {told}"
        for number, told in (
            (totals.never_populated, "hold nothing"),
            (totals.abandoned, "nobody fills any more"),
            (totals.constant, "always say the same"),
        )
        if number
    ]
    return f"Of {fields}, {words.listed(idle)}." if idle else f"All {fields} hold something."


def _told(totals: Totals) -> str:
    parts = []
    if totals.near_constant:
        parts.append(
            f"{words.plural(totals.near_constant, 'more is', 'more are')} nearly constant."
        )
    if totals.with_placeholders:
        values = words.plural(totals.placeholder_values, "value that counts", "values that count")
        parts.append(
            f"Placeholders stand in {words.plural(totals.with_placeholders, 'field')}: {values} as"
            " empty."
        )
    if totals.misfits:
        values = words.plural(totals.misfits, "value does", "values do")
        parts.append(f"{values} not fit what the rest of their column is.")
    if totals.too_few:
        fields = words.plural(totals.too_few, "field has", "fields have")
        parts.append(f"{fields} too few records to be judged.")
    return " ".join(parts) or "No placeholder stands in them, and no value is of another kind."


def _table(raw: RawTable, ledger: Ledger) -> TableLine:
    facts = [
        group.first.told
        for group in ledger.notes.of(raw.table.file)
        if group.first.kind == "read as" and not group.first.column
    ]
    known = _system(raw.origin.system, ledger)
    deleted = f"{words.count(raw.deleted)} deleted, left out" if raw.deleted else ""
    return TableLine(
        words.clip(raw.table.name, _LABEL) if raw.table.name != raw.table.path.stem else "",
        raw.table.file,
        f"{known} {raw.origin.object}" if known else words.MISSING,
        words.count(raw.records),
        deleted,
        words.count(len(raw.fields)),
        ", ".join(facts) or "Parquet",
    )


def _system(system: str, ledger: Ledger) -> str:
    """What people call a CRM; blank for files of none that is known."""
    titles: Mapping[str, str] = ledger.models.library.project("vendor_titles")
    return "" if system == UNKNOWN else titles.get(system, system)


def _is_fault(group: NoteGroup) -> bool:
    return group.first.kind != "read as" or bool(group.first.column)


def _fault(group: NoteGroup) -> FaultLine:
    lines = [words.count(note.line) for note in group.notes if note.line]
    more = ", …" if len(lines) > _LINES or group.count > len(group.notes) else ""
    return FaultLine(
        group.first.told,
        group.first.kind,
        group.first.kind.replace(" ", "_"),
        group.first.place,
        words.count(group.count),
        f"{', '.join(lines[:_LINES])}{more}" if len(lines) > 1 else words.MISSING,
    )


def _rule(rule: RuleResult, redact: bool) -> RuleLine:
    return RuleLine(
        rule.name,
        rule.rule_id,
        rule.severity,
        rule.why,
        rule.fix,
        words.count(rule.failed),
        words.plural(rule.population, "field")
        if rule.is_of_fields
        else words.count(rule.population),
        tuple(_place(found, redact or not rule.is_of_fields) for found in rule.examples),
    )


def _place(found: Found, is_bare: bool) -> str:
    """Where a finding is; what is said of a record holds a person's values, and is left out."""
    line = f", line {found.line:,}" if found.line else ""
    place = f"{found.source_object}.{found.field}{line}"
    return place if is_bare or not found.detail else words.clip(f"{place}: {found.detail}", _ODDITY)


def _rules_told(rules: Sequence[RuleResult]) -> str:
    clean = [rule.rule_id for rule in rules if rule.population and not rule.failed]
    told = "What the rules of the pipeline find that files can be judged by, the gravest first."
    return f"{told} Nothing was found by {words.listed(sorted(clean))}." if clean else told


def _unjudged(rules: Sequence[RuleResult]) -> str:
    needing = sorted(rule.rule_id for rule in rules if rule.needs)
    return f"Rules that need whole CRMs are not judged: {words.listed(needing)}." if needing else ""


def _join(join: Join) -> JoinLine:
    return JoinLine(
        f"{join.table.table.name}.{join.name}",
        join.target.table.name,
        words.count(join.values),
        words.count(join.lost),
        words.count(join.first_line) if join.first_line else words.MISSING,
    )


def _tally(rows: Sequence[FieldRow]) -> Iterator[TallyLine]:
    verdicts = dict.fromkeys(_verdict(row) for row in rows)
    for code, verdict in verdicts:
        count = sum(1 for row in rows if _verdict(row)[0] == code)
        yield TallyLine(code, verdict, words.count(count))


def _verdict(row: FieldRow) -> tuple[str, str]:
    return _NEAR if row.is_near_constant else (row.verdict, row.verdict_label)


def _field(row: FieldRow, audited: Audited, redact: bool) -> FieldLine:
    code, verdict = _verdict(row)
    place = (row.source_system, row.source_object, row.field)
    tops = audited.tops.get(place, ())
    cohorts = audited.told.cohorts.get(place, ()) if row.filled_raw else ()
    records = f"of {words.count(row.records)} records"
    return FieldLine(
        name=words.clip(row.name, _LABEL),
        code=code,
        verdict=verdict,
        system=_system(row.source_system, audited.ledger) or words.MISSING,
        table=row.source_object,
        data_type=row.data_type,
        filled=words.percent(row.fill_ratio),
        width=words.width(row.fill_ratio),
        title=f"{words.count(row.filled)} {records}",
        raw=words.percent(row.fill_ratio_raw),
        raw_width=words.width(row.fill_ratio_raw),
        raw_title=f"{words.count(row.filled_raw)} {records}",
        distinct=words.count(row.distinct_values),
        top_share=words.percent(row.top_value_ratio),
        tops=() if redact else tuple(_top(top) for top in tops),
        last_filled=words.iso_date(row.last_filled),
        cohorts=tuple(_cohort(one) for one in cohorts),
        by_cohort=_by_cohort(cohorts),
        by_owner=_by_owner(audited.told.owners.get(place)) if row.filled_raw else "",
        oddities=tuple(words.clip(told, _ODDITY) for told in _oddities(row, redact)),
    )


def _cohort(row: CohortRow) -> CohortLine:
    title = f"{words.count(row.filled)} of {words.count(row.records)} records"
    return CohortLine(row.cohort, words.percent(row.fill_ratio), title)


def _by_cohort(rows: Sequence[CohortRow]) -> str:
    """`98 % → 3 %`: of the oldest and the newest that are told; blank where they say the same."""
    ends = dict.fromkeys(words.percent(row.fill_ratio) for row in (*rows[:1], *rows[-1:]))
    return " → ".join(ends) if list(ends)[1:] else ""


def _by_owner(row: OwnersRow | None) -> str:
    """`3 % to 98 %, 12 owners`; blank where all fill the same. Nobody is named."""
    if row is None or row.least_ratio == row.most_ratio:
        return ""
    least, most = words.percent(row.least_ratio), words.percent(row.most_ratio)
    return f"{least} to {most}, {words.plural(row.owners, 'owner')}"


def _top(top: TopValue) -> str:
    return f"{words.clip(top.value, _VALUE)} {words.percent(top.share)}"


def _oddities(row: FieldRow, redact: bool) -> Iterator[str]:
    if row.placeholder_records:
        yield f"counted as empty: {row.placeholders}"
    if row.placeholder_candidates:
        yield f"may mean nothing: {row.placeholder_candidates}"
    if row.misfits:
        told = f"{words.plural(row.misfits, 'value does', 'values do')} not fit the type"
        yield told if redact or is_personal(row) else f"{told}: {row.misfit_examples}"
