"""Keys of people over many runs: records arrive, are linked, merged, converted, decided about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from tests.support.dbt.build import Build
from tests.support.dbt.identity_links import full_id
from tests.support.dbt.models_again import ModelsAgain

BEGAN = datetime.fromisoformat("2026-01-01T08:00:00")
MODELS = ("int_persons__resolved", "int_accounts__resolved", "match_proposal")
FIRST = ("Ann", "Ben", "Cleo", "Dana", "Emil", "Fay", "Gus", "Hana", "Ivo", "June")
LAST = ("Archer", "Bloom", "Castle", "Drum", "Eagle", "Fern", "Garden", "Harbour", "Inkwell")

Record = tuple[str, str, str]
Keys = dict[Record, str]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Build, ModelsAgain]]:
    scratch = tmp_path_factory.mktemp("stable")
    made = Build.on_duckdb(scratch)
    made.fill({}, {})
    made.at(BEGAN)
    made.score()
    names = [f"+{name}" for name in MODELS]
    for command in ("seed", "run"):
        made.dbt(*names, command=command)
    models = ModelsAgain(made, scratch, *MODELS)
    yield made, models
    models.close()
    made.engine.dispose()


class Company:
    """Two systems whose records change by chance; every change is a run."""

    def __init__(self, build: Build, models: ModelsAgain, seed: int) -> None:
        self._build, self._models, self.chance = build, models, random.Random(seed)
        self._made = 0
        self._converted: set[Record] = set()
        self.people: list[list[Record]] = []
        self.decided = 0
        for table in ("raw_hubspot.contacts", "raw_salesforce.lead", "raw_salesforce.contact"):
            build.execute(f"delete from {table}")
        build.execute("delete from staging.match_decisions")

    def now(self) -> datetime:
        self._made += 1
        return BEGAN + timedelta(hours=self._made)

    def keys(self) -> Keys:
        self._models.run()
        query = "select source_system, source_object, source_id, person_key"
        rows = self._build.rows(f"{query} from intermediate.int_persons__resolved")
        return {(row[0], row[1], row[2]): row[3] for row in rows}

    def _insert(self, table: str, **values: object) -> None:
        spelt = ", ".join(
            f"timestamp '{value}'" if isinstance(value, datetime) else f"'{value}'"
            for value in values.values()
        )
        self._build.execute(f"insert into {table} ({', '.join(values)}) values ({spelt})")

    def _update(self, table: str, record: Record, change: str) -> None:
        self._build.execute(f"update {table} set {change} where id = '{record[2]}'")

    def arrive(self, person: int | None = None) -> None:
        """A record of somebody new, or another one of somebody known, by the same address."""
        when = self.now()
        if person is None:
            person = len(self.people)
            self.people.append([])
        first, last = FIRST[person % len(FIRST)], LAST[person // len(FIRST) % len(LAST)]
        said = {"firstname": first, "lastname": last, "email": f"p{person}@x{person}.example"}
        if self.chance.random() < 0.5:
            record = ("hubspot", "contacts", str(10_000 - self._made))  # the later the smaller
            self._insert("raw_hubspot.contacts", id=record[2], createdate=when, **said)
        else:
            record = ("salesforce", "lead", full_id("00Q", f"n{self._made}"))
            self._insert("raw_salesforce.lead", id=record[2], createddate=when, **said)
        self.people[person].append(record)

    def arrive_again(self) -> None:
        self.arrive(self.chance.randrange(len(self.people)))

    def convert(self) -> None:
        """A lead becomes a contact without an address."""
        person, lead = self._one_of("lead")
        if lead is None or lead in self._converted:
            return
        self._converted.add(lead)
        contact = ("salesforce", "contact", full_id("003", f"n{self._made}"))
        self._insert(
            "raw_salesforce.contact", id=contact[2], lastname="Somebody", createddate=self.now()
        )
        change = f"isconverted = true, convertedcontactid = '{contact[2]}'"
        self._update("raw_salesforce.lead", lead, change)
        self.people[person].append(contact)

    def merge(self) -> None:
        """HubSpot merges two contacts of somebody: the winner is as old as the older of the two."""
        for records in self.people:
            alike = [record for record in records if record[1] == "contacts"]
            if len(alike) > 1:
                winner, loser = self.chance.sample(alike, 2)
                gone = f"_deleted_at = timestamp '{self.now()}', _merged_into = '{winner[2]}'"
                self._update("raw_hubspot.contacts", loser, gone)
                both = f"('{winner[2]}', '{loser[2]}')"
                oldest = f"select min(createdate) from raw_hubspot.contacts where id in {both}"
                self._update(
                    "raw_hubspot.contacts",
                    winner,
                    f"createdate = ({oldest}), hs_merged_object_ids = '{loser[2]}'",
                )
                records.remove(loser)
                return

    def edit(self) -> None:
        """Something that says nothing of who it is; or an address that nobody else has."""
        _, contact = self._one_of("contacts")
        if contact is not None:
            self._update("raw_hubspot.contacts", contact, "jobtitle = 'Boss', city = 'Bath'")

    def decide(self, one: Record, other: Record, decision: str) -> None:
        self.decided += 1
        self._insert(
            "staging.match_decisions",
            match_decision=self.decided,
            source_system=one[0],
            source_object=one[1],
            source_id=one[2],
            other_source_system=other[0],
            other_source_object=other[1],
            other_source_id=other[2],
            decision=decision,
            decided_by="Ann Lee",
            decided_on=date(2026, 1, 1),
        )

    def undo(self) -> None:
        self._build.execute("delete from staging.match_decisions")

    def _one_of(self, name: str) -> tuple[int, Record | None]:
        there = [
            (person, record)
            for person, records in enumerate(self.people)
            for record in records
            if record[1] == name
        ]
        return self.chance.choice(there) if there else (0, None)


def _no_key_is_new(before: Keys, after: Keys) -> None:
    """Of every group that holds a known record, the key is one that such a record had."""
    former: dict[str, set[str]] = {}
    for record, key in after.items():
        if record in before:
            former.setdefault(key, set()).add(before[record])
    strays = {key: known for key, known in former.items() if key not in known}
    assert not strays


@pytest.mark.parametrize(
    ("seed", "runs"),
    [(3, 10), *(pytest.param(seed, 50, marks=pytest.mark.nightly) for seed in (1, 2))],
)
def test_keys_outlive_the_runs_of_a_history(
    build: tuple[Build, ModelsAgain], seed: int, runs: int
) -> None:
    company = Company(*build, seed)
    for _ in range(8):
        company.arrive()
    before = company.keys()
    steps = [company.arrive, company.arrive_again, company.convert, company.merge, company.edit]
    for _ in range(runs):
        company.chance.choice(steps)()
        after = company.keys()
        _no_key_is_new(before, after)
        for records in company.people:
            assert len({after[record] for record in records}) == 1
        before = after


def test_a_decision_joins_parts_and_is_taken_back(build: tuple[Build, ModelsAgain]) -> None:
    company = Company(*build, 7)
    for person in (None, None, None, 1, 1):
        company.arrive(person)
    before = company.keys()
    one, other = company.people[0][0], company.people[2][0]
    assert before[one] != before[other]
    company.decide(one, other, "same")
    joined = company.keys()
    assert joined[one] == joined[other] == before[one]
    company.undo()
    assert company.keys() == before

    near, *_, far = company.people[1]
    assert before[near] == before[far]  # by one address
    company.decide(near, far, "different")
    parted = company.keys()
    assert parted[near] != parted[far]
    assert company.keys() == parted  # and it stays so
    company.undo()
    assert company.keys() == before
