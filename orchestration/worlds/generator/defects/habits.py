"""Plants fields that are used and say little: F006 (options), F009 (a break), F011 (one value).

What a small world shows of them by chance is noted as well: it is a defect like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from orchestration.worlds.generator.defects.fields import created, judged_table
from orchestration.worlds.generator.definitions import own_lists
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import iso
from orchestration.worlds.generator.tables import Defect, Simulation, Table, raw_name
from orchestration.worlds.generator.vocabulary import OFFERED_IN_VAIN
from orchestration.worlds.generator.written import Written, made

_CHOSEN: Final = 2
_BROKEN: Final = (
    ("hubspot", "contacts", "lead_magnet"),
    ("hubspot", "companies", "territory_code"),
    ("salesforce", "Lead", "landing_page__c"),
    ("salesforce", "Contact", "contact_role_note__c"),
    ("salesforce", "Account", "territory_code__c"),
)
_WORDS: Final = ("alpha", "beta", "gamma", "delta", "epsilon")
#: Longer ago than a quarter, less than a year, so that the field is not abandoned.
_MONTHS_AGO: Final = 7
_SAME: Final = (
    ("hubspot", "contacts", "consent_wording"),
    ("hubspot", "companies", "invoice_layout"),
    ("salesforce", "Lead", "consent_wording__c"),
    ("salesforce", "Contact", "invoice_layout__c"),
    ("salesforce", "Account", "invoice_layout__c"),
)
#: One record in so many holds another value.
_ONE_IN: Final = 200


def plant_habits(simulation: Simulation) -> None:
    """Add the columns where their object is large enough to be judged."""
    for place, options in OFFERED_IN_VAIN.items():
        if table := judged_table(simulation, *place[:2], 10 * len(options)):
            _fill(table, place[2], options[:_CHOSEN])
    _note_lists(simulation)
    for place in _SAME:
        if table := judged_table(simulation, *place[:2], _ONE_IN):
            for number, row in enumerate(_with_column(table, place[2])):
                row[place[2]] = "Long" if number % _ONE_IN == _ONE_IN - 1 else "Standard"
            _note(simulation, "F011", place)
    for place in _BROKEN:
        if table := judged_table(simulation, *place[:2], 100):
            _break(simulation, table, place)


def _note_lists(simulation: Simulation) -> None:
    """A small world has few regions: of its own lists, too, an option may be left over."""
    for place, options in own_lists():
        system, name, field = place
        if system in simulation.spec.systems and field in simulation.table(system, name).columns:
            rows = simulation.table(system, name).alive()
            values = [row[field] for row in rows if row.get(field)]
            if len({*values}) > 1 and _never_chosen(values, {*options}):
                _note(simulation, "F006", place)


def _with_column(table: Table, field: str) -> list[dict[str, str]]:
    table.columns.append(field)
    for row in table.rows.values():
        row[field] = ""
    return table.alive()


def _fill(table: Table, field: str, values: tuple[str, ...]) -> None:
    for number, row in enumerate(_with_column(table, field)):
        row[field] = values[number % len(values)]


def _break(simulation: Simulation, table: Table, place: tuple[str, str, str]) -> None:
    """Fill what was created before the month, and one in thirty since."""
    month = simulation.as_of.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _ in range(_MONTHS_AGO):
        month = (month - timedelta(days=1)).replace(day=1)
    edge, field = iso(month), place[2]
    counts = Counter(_month(datetime.fromisoformat(created(row))) for row in table.alive())
    if not _is_judged(counts, _month(month), _month(simulation.as_of)):
        return
    for number, row in enumerate(_with_column(table, field)):
        if created(row) < edge or number % 30 == 0:
            row[field] = _WORDS[number % len(_WORDS)]
    _note(simulation, "F009", place)


def _is_judged(records: Counter[int], month: int, now: int) -> bool:
    """Whether enough records were created before and after the first of a month."""
    before = sum(records[month - ago] for ago in range(1, 7))
    after = sum(records[later] for later in range(month, now))
    return (
        now - month >= 4
        and before >= 30
        and after >= 30
        and min(records[month], records[month - 1]) >= 10
    )


def _note(simulation: Simulation, rule_id: str, place: tuple[str, str, str]) -> None:
    system, name, field = place
    simulation.defects.add(Defect(rule_id, system, raw_name(name), field.lower()))


# ---------------------------------------------------------------- which fields break them
#: What the vendor keeps, and no people fill in.
_LOGS: Final = {"lead_history", "opportunity_history", "opportunity_field_history"}


def _month(moment: datetime) -> int:
    return moment.year * 12 + moment.month


def _broken(world: Written) -> Iterator[Defect]:
    """Lists of ours with options nobody chose, one value on 99 of 100, and fill that broke off."""
    customs = {
        (name, item["name"].lower())
        for name, item in world.properties()
        if not item["hubspotDefined"]
    }
    described = {(name, item["name"].lower()) for name, item in world.properties()}
    calculated = {
        (name, item["name"].lower()) for name, item in world.properties() if item["calculated"]
    }
    recently = world.as_of - timedelta(days=365)
    for (system, name), rows in world.tables.items():
        if name in _LOGS or not rows:
            continue
        recent = [row for row in rows if made(row) >= recently]
        for field in rows[0]:
            values = [row[field].strip() for row in rows if row[field].strip()]
            is_left = len(recent) >= 30 and not any(row[field].strip() for row in recent)
            if is_left or (name, field) in calculated or len(values) < 30:
                continue
            is_ours = field.endswith("__c") or (name, field) in customs
            is_ours = is_ours or (system == "hubspot" and (name, field) not in described)
            options = world.options.get((system, name, field))
            if is_ours and options and len(set(values)) > 1 and _never_chosen(values, options):
                yield Defect("F006", system, name, field)
            if is_ours and _nearly_all_the_same(values):
                yield Defect("F011", system, name, field)
            if _breaks_off(rows, field, _month(world.as_of)):
                yield Defect("F009", system, name, field)


def _never_chosen(values: list[str], options: set[str]) -> bool:
    chosen = set()
    for value in values:
        chosen |= {value} if value in options else set(value.split(";"))
    return len(values) >= 10 * len(options) and len(options) > 1 and not options <= chosen


def _nearly_all_the_same(values: list[str]) -> bool:
    if len(values) < 100 or set(values) <= {"true", "false"}:
        return False
    ((_, count),) = Counter(values).most_common(1)
    return len(values) > count >= 0.99 * len(values)


def _breaks_off(rows: list[dict[str, str]], field: str, now: int) -> bool:
    records = Counter(_month(made(row)) for row in rows)
    filled = Counter(_month(made(row)) for row in rows if row[field].strip())

    def share(first: int, end: int) -> float:
        months = range(first, end)
        return sum(filled[month] for month in months) / sum(records[month] for month in months)

    for month in [month for month in records if _is_judged(records, month, now)]:
        before = share(month - 6, month)
        if (
            before >= 0.5
            and share(month - 1, month) >= 0.8 * before
            and share(month, month + 1) <= before / 2
            and share(month, now) <= before / 2
        ):
            return True
    return False


PLANTED: Final = Planted(("F006", "F009", "F011"), plant_habits, _broken, place=4)
