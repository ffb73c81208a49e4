"""Fix files, loaded and undone: what they say is fixed, nothing else changes, the bytes come back.

Between the two, values are overwritten in every way there is: `fix verify` says which, of each.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from click.testing import CliRunner

from orchestration.cli.fix import fix as fix_command
from orchestration.emulator import Emulator
from orchestration.fixes import FIXES, Fix, folders_of
from orchestration.worlds.generator import write_world
from tests.support.company import Company, RunCompany
from tests.support.emulator.loading import Loaded, Loader
from tests.support.emulator.overwrites import Planted, bring_back, hire, plant
from tests.support.postgres import own_database

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3600)]

_WINNERS = (("amount", "salesforce"), ("close_date", "salesforce"), ("owner", "hubspot"))
#: What an edit stamps beside the field that it is about.
_STAMPS = {"lastmodifieddate", "lastmodifiedbyid", "systemmodstamp", "hs_lastmodifieddate"}
#: Rows that an edit adds, not values that it changes.
_HISTORIES = {"lead_history", "opportunity_field_history", "opportunity_history"}
Raw = dict[tuple[str, str, str, str], Any]


@dataclass
class Story:
    """One company from run to run: what each run published, and what was done in between."""

    loaded: list[Fix] = field(default_factory=list)
    by_hand: list[Fix] = field(default_factory=list)
    raw: dict[str, Raw] = field(default_factory=dict)
    standing: dict[str, set[str]] = field(default_factory=dict)
    fixed: dict[str, set[str]] = field(default_factory=dict)
    outcomes: dict[str, dict[str, tuple[str, str | None]]] = field(default_factory=dict)
    places: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    imports: dict[str, Loaded] = field(default_factory=dict)
    undone: dict[str, Loaded] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)


@pytest.fixture(
    scope="module", params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def warehouse_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Nothing for the file of a folder of its own."""
    if request.param == "duckdb":
        yield None
        return
    with own_database(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture(scope="module")
def story(
    run_company: RunCompany, tmp_path_factory: pytest.TempPathFactory, warehouse_url: str | None
) -> Story:
    chosen = {"warehouse_url": warehouse_url} if warehouse_url else {}
    world = write_world(tmp_path_factory.mktemp("fixes") / "larkspur", seed=7)
    _agree(world / "glossary.yml")
    hire(world)
    company = run_company(world, project=world, **chosen)
    told, out, emulator = Story(), tmp_path_factory.mktemp("files"), company.emulator
    told.writes = [
        one.path for one in emulator.log.entries() if "import" in one.path or "ingest" in one.path
    ]
    _note(told, company, "before")
    fixes = [Fix(**row._mapping) for row in company.rows(str(FIXES))]
    for folder in folders_of(fixes):
        told.loaded += [fix for file in folder.files for fix in file.fixes]
        told.by_hand += folder.by_hand
    _command(company, "files", "--out", str(out))
    loader = Loader(emulator)

    told.imports = _after_a_while(emulator, lambda: loader.load_folders(out))
    _run(told, company, "loaded")
    told.planted = _after_a_while(emulator, lambda: list(plant(emulator, told.loaded)))
    _run(told, company, "overwritten")
    gone = {one.key for one in told.planted if one.outcome == "record_gone"}
    for fix in told.loaded:
        if fix.finding_key in gone:
            bring_back(emulator, fix)
    told.undone = _after_a_while(emulator, lambda: loader.load_folders(out, undo=True))
    _run(told, company, "undone")
    return told


def test_every_row_of_every_file_is_taken(story: Story) -> None:
    assert story.writes == [], "the product wrote"
    for files in (story.imports, story.undone):
        assert sum(len(one.errors) for one in files.values()) == 0, files
        assert sum(one.rows for one in files.values()) == len(story.loaded)
    systems = Counter((fix.rule_id, fix.source_system) for fix in story.loaded)
    print(dict(systems))
    assert {system for _, system in systems} == {"hubspot", "salesforce"}
    assert {rule for rule, _ in systems} >= {"V002", "V003", "V005", "X002", "X003", "X004"}


def test_exactly_what_the_files_say_is_fixed(story: Story) -> None:
    """And what else stood on a value that was written: that its owner left, say.

    Nothing is new, but that no sync reaches whose filler of an address was cleared.
    """
    keys = {fix.finding_key for fix in story.loaded}
    written = {
        (fix.source_system, fix.source_object, fix.source_id, fix.field) for fix in story.loaded
    }
    assert keys <= story.fixed["loaded"]
    beside = story.fixed["loaded"] - keys
    assert {story.places[key] for key in beside} <= written
    left = story.standing["before"] - keys - beside
    assert left <= story.standing["loaded"]
    cleared = {
        (fix.source_system, fix.source_object, fix.source_id)
        for fix in story.loaded
        if fix.field == "email" and fix.value_after is None
    }
    for key in story.standing["loaded"] - left:
        assert story.rules[key] == "X007", story.places[key]
        assert story.places[key][:3] in cleared
    outcomes = story.outcomes["loaded"]
    assert {outcomes[key] for key in keys} == {("fixed", None)}
    assert {outcomes[fix.finding_key][0] for fix in story.by_hand} == {"still_open"}


def test_no_other_value_of_any_record_changes(story: Story) -> None:
    before, after = story.raw["before"], story.raw["loaded"]
    changed = {
        place for place in before.keys() | after.keys() if before.get(place) != after.get(place)
    }
    wanted = {
        (fix.source_system, fix.source_object, fix.source_id, fix.field) for fix in story.loaded
    }
    assert changed - wanted == set(), "changed and not asked for"
    assert wanted - changed == set(), "asked for and not changed"


def test_every_overwrite_is_caught_and_none_is_invented(story: Story) -> None:
    outcomes = story.outcomes["overwritten"]
    planted = {one.key: one for one in story.planted}
    rows = Counter(
        (planted[key].what if key in planted else "left as it was", *outcomes[key])
        for key in (fix.finding_key for fix in story.loaded)
    )
    for (what, outcome, by), fixes in sorted(rows.items(), key=str):
        print(f"{what:28} {outcome:14} {by or '':12} {fixes:4}")
    for one in story.planted:
        assert outcomes[one.key] == (one.outcome, one.by), one
    quiet = {fix.finding_key for fix in story.loaded} - planted.keys()
    assert {outcomes[key] for key in quiet} == {("fixed", None)}
    assert {one.by for one in story.planted} == {None, "hubspot", "salesforce"}


def test_the_undo_files_restore_the_bytes_and_the_findings(story: Story) -> None:
    before, after = story.raw["before"], story.raw["undone"]
    different = {
        place: (before.get(place), after.get(place))
        for place in before.keys() | after.keys()
        if before.get(place) != after.get(place)
    }
    assert different == {}
    assert story.standing["undone"] == story.standing["before"]


def _agree(glossary: Path) -> None:
    """Say which system wins which field."""
    content = yaml.safe_load(glossary.read_text("utf-8"))
    rows = [{"field": name, "winner": winner} for name, winner in _WINNERS]
    content["sync_winners"] = {**content.get("sync_winners", _ENTRY), "rows": rows}
    glossary.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")


_ENTRY = {
    "definition": "Which system wins in the sync.",
    "unit": "one row per entry",
    "owner_team": "revops",
    "agreed_by": "nobody yet",
    "why": "So that no fix is overwritten.",
    "version": 1,
}


def _after_a_while(emulator: Emulator, act: Any) -> Any:
    emulator.clock.advance(timedelta(minutes=20))
    done = act()
    emulator.clock.advance(timedelta(minutes=20))
    return done


def _run(told: Story, company: Company, name: str) -> None:
    company.run_again()
    _note(told, company, name)
    answer = _command(company, "verify")
    told.outcomes[name] = {
        one["finding_key"]: (one["outcome"], one["overwritten_by"]) for one in answer["outcomes"]
    }


def _note(told: Story, company: Company, name: str) -> None:
    findings = company.rows(
        "select finding_key, status, source_system, source_object, source_id, field, rule_id"
        " from quality.finding"
    )
    told.rules |= {row.finding_key: row.rule_id for row in findings}
    told.places = {row[0]: (row[2], row[3], row[4], row[5]) for row in findings}
    told.fixed[name] = {row.finding_key for row in findings if row.status == "fixed"}
    told.standing[name] = {row.finding_key for row in findings} - told.fixed[name]
    told.raw[name] = _raw_values(company)


def _raw_values(company: Company) -> Raw:
    """Every value of every record, by system, object, record and field."""
    found: Raw = {}
    inspector = sa.inspect(company.warehouse.engine())
    for system in ("hubspot", "salesforce"):
        schema = f"raw_{system}"
        for table in inspector.get_table_names(schema=schema):
            if table.startswith("_") or table in _HISTORIES:
                continue
            for row in company.raw_rows(f'select * from {schema}."{table}"'):
                values = dict(row._mapping)
                for name, value in values.items():
                    if not name.startswith("_") and name not in _STAMPS and "id" in values:
                        found[(system, table, str(values["id"]), name)] = value
    return found


def _command(company: Company, *arguments: str) -> Any:
    """The command's JSON, against what the company published."""
    settings = company.settings
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HYMNSHEET_HOME", str(settings.home))
        patch.setenv("HYMNSHEET_WAREHOUSE_URL", settings.effective_warehouse_url)
        answer = CliRunner().invoke(fix_command, [*arguments, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)
