"""An audit as one JSON object, and in ten lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from orchestration.audit.audited import Audited
from orchestration.audit.joins import Join
from orchestration.audit.judged import RuleResult
from orchestration.audit.ledger import Ledger
from orchestration.audit.reading.notes import NoteGroup
from orchestration.audit.told import CohortRow, OwnersRow

#: Values of people may be among these: a redacted document leaves them out.
_VALUES: Final = ("placeholders", "placeholder_candidates", "misfit_examples")
_REFUSED: Final = 2
_FAULTS: Final = 3
_RULES: Final = 2
_TABLES: Final = 5


def document_of(audited: Audited, *, redact: bool) -> dict[str, Any]:
    """Everything, for `--json`; without values where `redact`."""
    told, tops = audited.told, {} if redact else audited.tops
    fields = []
    for row in told.fields:
        place = (row.source_system, row.source_object, row.field)
        values = tops.get(place, ())
        field = {
            name: value for name, value in asdict(row).items() if not redact or name not in _VALUES
        }
        owners = told.owners.get(place)
        fields.append(
            {
                **field,
                "top_values": [asdict(each) for each in values],
                "cohorts": [_parted(each) for each in told.cohorts.get(place, ())],
                "owners": _parted(owners) if owners else None,
            }
        )
    return {
        "as_of": f"{audited.ledger.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "files": _files(audited.ledger),
        "totals": asdict(told.totals),
        "fields": fields,
        "placeholders": told.placeholders,
        "misfits": [] if redact else told.misfits,
        "joins": [_join(each) for each in audited.joins],
        "rules": [_rule(each, redact) for each in audited.rules],
    }


def _parted(row: CohortRow | OwnersRow) -> dict[str, Any]:
    """What is told of a part of the records, without the field that it is told of."""
    place = ("source_system", "source_object", "field")
    return {name: value for name, value in asdict(row).items() if name not in place}


def _files(ledger: Ledger) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    for table in ledger.tables:
        files.setdefault(table.table.file, {"tables": [], "refused": None})["tables"].append(
            {
                "name": table.table.name,
                "system": table.origin.system,
                "object": table.origin.object,
                "records": table.records,
                "deleted": table.deleted,
                "columns": list(table.names),
            }
        )
    for file, why in ledger.refused.items():
        files.setdefault(file, {"tables": []})["refused"] = why
    for file, said in files.items():
        said["notes"] = [_note(group) for group in ledger.notes.of(file)]
    return files


def _note(group: NoteGroup) -> dict[str, Any]:
    return {
        "kind": group.first.kind,
        "told": group.first.told,
        "count": group.count,
        "places": [{"line": n.line, "column": n.column} for n in group.notes if n.line or n.column],
    }


def _join(join: Join) -> Mapping[str, Any]:
    return {
        "table": join.table.table.name,
        "column": join.name,
        "target": join.target.table.name,
        "values": join.values,
        "lost": join.lost,
        "first_line": join.first_line or None,
    }


def _rule(rule: RuleResult, redact: bool) -> Mapping[str, Any]:
    said = asdict(rule)
    if redact:
        said["examples"] = [{**each, "detail": None} for each in said["examples"]]
    return said


def lines_of(audited: Audited) -> Iterator[str]:
    """At most nine lines: how much was read, what is wrong with fields, rules, and files."""
    ledger, totals = audited.ledger, audited.told.totals
    yield from (f"not read: {why}" for why in list(ledger.refused.values())[:_REFUSED])
    tables = ", ".join(f"{each.table.name} {each.records:,}" for each in ledger.tables[:_TABLES])
    more = ", …" if ledger.tables[_TABLES:] else ""
    yield f"{totals.fields:,} fields; records of {tables}{more}; as of {ledger.as_of:%Y-%m-%d}"
    yield (
        f"never populated {totals.never_populated:,} · abandoned {totals.abandoned:,} · constant"
        f" {totals.constant:,} · nearly constant {totals.near_constant:,} · too few to judge"
        f" {totals.too_few:,}"
    )
    yield (
        f"placeholders in {totals.with_placeholders:,} fields ({totals.placeholder_values:,} values"
        f" that count as empty); {totals.misfits:,} values that do not fit their column"
    )
    for rule in [rule for rule in audited.rules if rule.failed][:_RULES]:
        of = f"{rule.failed:,} of {rule.population:,}"
        yield f"{rule.rule_id}  {rule.severity}  {rule.name}: {of}"
    faults = [group for group in ledger.notes.groups if group.first.kind != "read as"]
    for group in faults[:_FAULTS]:
        times = f" ({group.count:,} times)" if group.count > 1 else ""
        yield f"{group.first.kind}: {group.first.place}: {group.first.told}{times}"
