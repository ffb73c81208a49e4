"""A vendor added beside two others whose objects and ids are the same: each keeps its own.

The toy calls its objects as HubSpot does, and each of its records has the id of one of HubSpot's
object of that name; one of its deals names its namesake, which names an opportunity of Salesforce.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration.worlds.generator import write_world
from tests.support.additions import TOYS, Copy, copy_of_the_project

pytestmark = pytest.mark.nightly


@dataclass(frozen=True)
class Company:
    """The project with the toy vendor, after a run on a world of three systems.

    Attributes:
        copy: the project.
        report: the folder of its report.
        contacts: ids that records of two systems share.
        deals: the same; the last one's two records and `shared` are one opportunity.
        shared: the id of an opportunity of Salesforce.
        owner: an id that two colleagues share.
    """

    copy: Copy
    report: Path
    contacts: tuple[str, ...]
    deals: tuple[str, ...]
    shared: str
    owner: str


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("vendor")
    world = write_world(folder / "world", seed=5, people=60)
    contacts = rows_of(world / "hubspot/objects/contacts.csv")[:4]
    deals = rows_of(world / "hubspot/objects/deals.csv")
    own = next(deal for deal in deals if not deal["hs_salesforceopportunityid"])
    other, synced = [deal for deal in deals if deal["hs_salesforceopportunityid"]][:2]
    made = Company(
        copy_of_the_project(folder),
        folder,
        tuple(contact["id"] for contact in contacts),
        (own["id"], other["id"], synced["id"]),
        synced["hs_salesforceopportunityid"],
        own["hubspot_owner_id"],
    )
    write_toy(world, made, mail=contacts[3]["email"])
    made.copy.add(TOYS / "vendor")
    return Company(**{**vars(made), "report": made.copy.demo(world).parent})


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_toy(world: Path, company: Company, mail: str) -> None:
    """The toy's part of a world; `mail` is the address of another system's fourth contact."""
    ann, bo, cy, zoe = company.contacts
    chairs, desk, same = company.deals
    owner = company.owner
    tables: Mapping[str, Sequence[str]] = {
        "owners": (
            "id,name,mail,created_at",
            f"{owner},Rosa Keel,rosa@shop.example,2023-01-02T08:00:00Z",
        ),
        "contacts": (
            "id,mail,first_name,last_name,status,heard_of_us,owner,created_at",
            f"{ann},ann@north.example,Ann,Lee,fresh,fair,{owner},2024-03-01T10:00:00Z",
            f"{bo},bo@south.example,Bo,Diaz,dropped,fair,{owner},2024-03-05T10:00:00Z",
            f"{cy},cy@east.example,Cy,Ek,fresh,,{owner},2024-04-02T10:00:00Z",
            f"{zoe},{mail},Zoe,Quist,fresh,radio,{owner},2024-04-03T10:00:00Z",
        ),
        "deals": (
            "id,title,contact,owner,stage,elsewhere,worth,closes_on,created_at",
            f"{chairs},Ten chairs,{ann},{owner},won,,1200.50,2024-04-10,2024-03-20T09:00:00Z",
            f"{desk},A desk,{cy},{owner},talking,,300,2024-07-01,2024-04-20T09:00:00Z",
            f"{same},The same,,{owner},lost,{same},7,2024-07-01,2024-04-20T09:00:00Z",
        ),
    }
    folder = world / "toy" / "objects"
    folder.mkdir(parents=True)
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join((*lines, "")), encoding="utf-8")
    about = json.loads((world / "world.json").read_text(encoding="utf-8"))
    (world / "world.json").write_text(json.dumps({**about, "toy": {}}), encoding="utf-8")


def told(company: Company, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in company.copy.rows(sql)]


def test_people_of_a_new_vendor_stand_in_the_pipeline(company: Company) -> None:
    people = company.copy.rows(
        "select first_name, cycles.channel, inq_date, won_date, disqualified_at, amount_corporate"
        " from marts.mart_pipeline as cycles join marts.dim_person as persons"
        " on persons.person_key = cycles.person_key"
        " where persons.first_name in ('Ann', 'Bo', 'Cy') and persons.person_key in"
        " (select person_key from marts.bridge_person_source where source_system = 'toy')"
        " order by first_name"
    )
    assert [row.first_name for row in people] == ["Ann", "Bo", "Cy"]
    assert [row.channel for row in people] == ["events", "events", "unknown"]
    days = ["2024-03-01", "2024-03-05", "2024-04-02"]
    assert [row.inq_date.isoformat() for row in people] == days
    assert [row.won_date for row in people] == [date(2024, 4, 10), None, None]
    assert [row.amount_corporate for row in people] == [Decimal("1200.5"), None, 300]
    assert [row.disqualified_at is not None for row in people] == [False, True, False]


def test_records_with_one_id_are_two_people(company: Company) -> None:
    shared = told(
        company,
        "select ours.source_id from marts.bridge_person_source as ours"
        " join marts.bridge_person_source as theirs on theirs.person_key = ours.person_key"
        " where ours.source_system = 'toy' and theirs.source_system <> 'toy'",
    )
    assert shared == []
    known = told(
        company,
        "select source_id, count(distinct person_key) from marts.bridge_person_source"
        f" where source_id in {company.contacts} group by source_id",
    )
    assert sorted(known) == sorted((contact, 2) for contact in company.contacts)


def test_opportunities_of_a_new_vendor_are_opportunities(company: Company) -> None:
    deals = told(
        company,
        "select deals.name, shared_stage, is_won, hubspot_deal_id, owners.name"
        " from marts.fct_opportunity as deals"
        " join marts.dim_user as owners on owners.owner_key = deals.owner_key"
        " where source_system = 'toy' order by deals.name",
    )
    assert deals == [
        ("A desk", "discovery", False, None, "Rosa Keel"),
        ("Ten chairs", "won", True, None, "Rosa Keel"),
    ]
    [(namesake,)] = told(
        company,
        "select owners.name from marts.fct_opportunity as deals"
        " join marts.dim_user as owners on owners.owner_key = deals.owner_key"
        f" where source_system = 'hubspot' and source_id = '{company.deals[0]}'",
    )
    assert namesake != "Rosa Keel"


def test_two_systems_disagree_with_a_third_each_for_itself(company: Company) -> None:
    pairs = told(
        company,
        "select other_source_system, other_source_object, other_source_id, other_value,"
        " salesforce_value = value, hubspot_value = other_value"
        f" from quality.conflict where source_id = '{company.shared}' and field = 'amount'"
        " order by other_source_system",
    )
    assert [pair[:3] for pair in pairs] == [
        (system, "deals", company.deals[2]) for system in ("hubspot", "toy")
    ]
    assert [pair[4:] for pair in pairs] == [(True, True), (True, None)]
    assert pairs[1][3] == "7"
    page = (company.report / "systems.html").read_text(encoding="utf-8")
    assert f'<span class="system">Toy</span> <span class="id">{company.deals[2]}</span>' in page


def test_an_address_that_two_names_share_is_a_question_of_two_systems(company: Company) -> None:
    asked = told(
        company,
        "select source_system, source_object, source_id, reason from quality.identity_conflict"
        f" where other_source_system = 'toy' and other_source_id = '{company.contacts[3]}'",
    )
    assert ("hubspot", "contacts", company.contacts[3], "names_differ") in asked


def test_findings_stand_on_the_record_of_their_own_system(company: Company) -> None:
    found = told(
        company,
        "select rule_id, source_object, field, source_id, owners.name"
        " from quality.finding as found"
        " join marts.dim_user as owners on owners.owner_key = found.owner_key"
        " where source_system = 'toy' and rule_id in ('D001', 'F007', 'L001') order by rule_id",
    )
    *_, cy, zoe = company.contacts
    assert found == [
        ("D001", "deals", "closes_on", company.deals[1], "Rosa Keel"),
        ("F007", "contacts", "heard_of_us", zoe, "Rosa Keel"),
        ("L001", "contacts", "heard_of_us", cy, "Rosa Keel"),
    ]


def test_objects_of_one_name_are_scored_apart(company: Company) -> None:
    scopes = told(company, "select metric, scope from quality.score where scope like '%deals'")
    assert {scope for metric, scope in scopes if metric == "field_debt"} == {
        "hubspot.deals",
        "toy.deals",
    }
    sizes = dict(
        company.copy.rows(
            "select source_system, records from quality.record_health"
            " where source_object = 'contacts'"
        )  # type: ignore[arg-type]
    )
    assert sizes["toy"] == 4
    assert sizes["hubspot"] > 40


def test_fields_of_a_new_vendor_stand_in_the_field_ledger(company: Company) -> None:
    fields = told(
        company,
        "select field, records, filled from quality.field_profile"
        " where source_system = 'toy' and source_object = 'contacts'",
    )
    assert ("heard_of_us", 4, 3) in fields
    assert "firstname" not in {field for field, *_ in fields}


def test_streams_of_a_new_vendor_stand_in_the_freshness_table(company: Company) -> None:
    streams = told(
        company,
        "select source_system, stream, status, rows_alive from marts.mart_sync_status"
        " where stream in ('contacts', 'deals', 'owners') order by source_system, stream",
    )
    assert streams[3:] == [
        ("toy", "contacts", "ok", 4),
        ("toy", "deals", "ok", 3),
        ("toy", "owners", "ok", 1),
    ]
    assert all(status == "ok" and rows > 4 for _, _, status, rows in streams[:3])  # type: ignore[operator]


def test_the_report_names_the_new_vendor_on_its_pages(company: Company) -> None:
    for name in ("index", "fields"):
        page = (company.report / f"{name}.html").read_text(encoding="utf-8")
        assert "Toy" in page, name
