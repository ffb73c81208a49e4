"""Who is not to be marketed to: the wishes alone, and neither names nor days of birth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from tests.support.sources.world import MANY_CALLS, read, salesforce, salesforce_world

PERSON = "0PK000000000001AAA"


@pytest.fixture
def org() -> Iterator[Emulator]:
    world = salesforce_world(
        {
            "Individual": [
                {"Id": PERSON, "LastName": "Secret", "BirthDate": "1980-05-06",
                 "Website": "https://a.example", "HasOptedOutSolicit": "true",
                 "HasOptedOutProcessing": "false", "ShouldForget": "false"},
            ],
            "Lead": [{"Id": "00Q000000000001AAA", "LastName": "Bo", "IndividualId": PERSON}],
        }
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


def test_nothing_is_read_of_a_person_but_their_wishes(org: Emulator) -> None:
    with closing(salesforce(org)) as connector:
        [row] = [row for one in read(connector, "individual") for row in one.table.to_pylist()]
        [lead] = [row for one in read(connector, "lead") for row in one.table.to_pylist()]
    assert (row["id"], row["hasoptedoutsolicit"], row["shouldforget"]) == (PERSON, True, False)
    assert lead["individualid"] == PERSON
    assert not {"lastname", "firstname", "name", "birthdate", "website"} & row.keys()


def test_an_org_that_does_not_show_them_is_not_without(org: Emulator) -> None:
    org.records["salesforce"].hide("Individual")
    with closing(salesforce(org)) as connector, pytest.raises(StreamUnavailableError):
        read(connector, "individual")
