"""Scores of matches: the same for the same two records, and wary of what colleagues share."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from orchestration.matching.accounts import ACCOUNTS
from orchestration.matching.model import Model
from orchestration.matching.persons import PERSONS
from orchestration.matching.scores import LEAST_SCORE, MODELS
from orchestration.matching.scoring import score_records

pytest.importorskip("splink", reason="possible matches are scored by splink")

Said = Mapping[str, str]
ANN: Said = {"first_name": "ann", "last_name": "lee", "given_name": "ann"}
BEN: Said = {"first_name": "ben", "last_name": "lee", "given_name": "ben"}
OFFICE: Said = {
    "phone": "079460018",
    "street": "1highstreet",
    "postal_code": "sw12ab",
    "city": "london",
}
ACME: Said = {"company_domain": "acme.example", "mail_host": "acme.example"}
HOME: Said = {"street": "7bakerstreet", "postal_code": "nw16xe", "city": "london"}
BORN: Said = {"birth_date": "19850309"}


def _mail(mailbox: str, host: str, *, is_own: bool) -> Said:
    own = {"own_mailbox": mailbox} if is_own else {}
    return {"email": f"{mailbox}@{host}", "mailbox": mailbox, "mail_host": host, **own}


def _row(number: int, said: Said, model: Model) -> tuple[object, ...]:
    return (number, "crm", "contacts", str(number), *(said.get(name) for name in model.columns))


def _score(model: Model, *records: Said) -> float:
    rows = [_row(number, said, model) for number, said in enumerate(records)]
    return max((pair.score for pair in score_records(rows, model, 0.0)), default=0.0)


MERGED, SHOWN, NOTHING = (0.99, 1.0), (LEAST_SCORE, 0.9899), (0.0, 0.4999)


@pytest.mark.parametrize(
    ("one", "other", "band"),
    [
        (ANN | OFFICE, ANN | OFFICE, MERGED),
        (ANN | BORN, ANN | BORN | HOME, MERGED),
        (ANN | BORN | HOME, {"first_name": "lee", "last_name": "ann"} | BORN | HOME, MERGED),
        (ANN | HOME, {**ANN, "last_name": "lea"} | HOME | BORN, MERGED),
        (
            ANN | _mail("ann.lee", "acme.example", is_own=False) | ACME,
            ANN | _mail("a.lee", "acme.example", is_own=False) | ACME,
            SHOWN,
        ),
        (  # namesakes, each at a company of their own
            ANN | _mail("ann.lee", "acme.example", is_own=False) | {"company_domain": "acme.ex"},
            ANN | _mail("ann.lee", "bolt.example", is_own=False) | {"company_domain": "bolt.ex"},
            NOTHING,
        ),
        (ANN | {"city": "london"}, ANN | {"city": "leeds"}, NOTHING),
        (ANN | OFFICE | ACME, BEN | OFFICE | ACME, NOTHING),  # a family firm
        (ANN | HOME, BEN | HOME, NOTHING),
        (ANN | _mail("hannah88", "a.example", is_own=True),
         ANN | _mail("hannah88", "b.example", is_own=True), MERGED),
    ],
)  # fmt: skip
def test_people_are_told_apart_from_colleagues(
    one: Said, other: Said, band: tuple[float, float]
) -> None:
    least, most = band
    assert least <= _score(PERSONS, one, other) <= most


def test_what_is_equal_but_the_name_is_never_called_one_name() -> None:
    rows = [_row(1, ANN | BORN | HOME, PERSONS), _row(2, BEN | BORN | HOME, PERSONS)]
    [twins] = score_records(rows, PERSONS, 0.0)
    assert twins.names == "differ"  # which no score outvotes, in the models
    assert twins.why == "names differ; same day of birth; same street and town"


@pytest.mark.parametrize(
    ("one", "other", "band"),
    [
        ({"name": "stone works"}, {"name": "stone works"}, NOTHING),  # a name alone
        (
            {"name": "stone works", "phone": "079460018"},
            {"name": "stone works", "phone": "079460018"},
            MERGED,
        ),
        (
            {"name": "stone works", "domain": "stone.com", "domain_label": "stone"},
            {"name": "stone works", "domain": "stone.de", "domain_label": "stone"},
            SHOWN,
        ),
        (
            {"name": "client one", "domain": "agency.io"},
            {"name": "other thing", "domain": "agency.io"},
            NOTHING,
        ),
        (
            {"name": "acme", "joined_name": "acme", "city": "oslo", "country": "norway"},
            {"name": "acme", "joined_name": "acme", "city": "oslo", "country": "sweden"},
            NOTHING,
        ),
    ],
)
def test_companies_need_more_than_a_name(one: Said, other: Said, band: tuple[float, float]) -> None:
    least, most = band
    assert least <= _score(ACCOUNTS, one, other) <= most


def test_a_score_depends_on_its_two_records_alone() -> None:
    chance = random.Random(4)
    names = ["ann", "anna", "ben", "bena", "lee", "leigh", "lea"]
    people = [
        {
            "first_name": chance.choice(names),
            "last_name": chance.choice(names),
            "phone": chance.choice(["079460018", "079460019"]),
            "city": chance.choice(["london", "leeds"]),
        }
        for _ in range(60)
    ]
    rows = [_row(number, said, PERSONS) for number, said in enumerate(people)]
    whole = list(score_records(rows, PERSONS, 0.0))
    chance.shuffle(rows)
    assert list(score_records(rows, PERSONS, 0.0)) == whole
    few = {row[3] for row in rows[:10]}
    assert list(score_records(rows[:10], PERSONS, 0.0)) == [
        pair for pair in whole if {pair.source_id, pair.other_source_id} <= few
    ]


def test_records_of_one_group_are_not_scored() -> None:
    rows = [_row(1, ANN | OFFICE, PERSONS), _row(1, ANN | OFFICE, PERSONS)]
    rows[1] = (1, "crm", "contacts", "2", *rows[1][4:])
    assert list(score_records(rows, PERSONS, 0.0)) == []
    assert list(score_records([], PERSONS, 0.0)) == []


def test_levels_are_shares() -> None:
    for model in MODELS:
        for comparison in model.comparisons:
            levels = (*comparison.levels, comparison.otherwise)
            assert all(0 < level.m < 1 and 0 < level.u < 1 for level in levels)
