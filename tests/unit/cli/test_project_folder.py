"""A company's own folder: found from anywhere below it, refused by file and line, shared safely."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from orchestration.cli.init import init
from orchestration.compile.matches import matches_text, read_matches
from orchestration.defs.models import models_of
from orchestration.errors import ConfigError, DefinitionError, GlossaryError
from orchestration.settings import (
    DBT_PROJECT_DIR,
    ROOT,
    load_settings,
    project_in_use,
    project_keys,
)


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `init` makes it; the working directory is far below it."""
    folder = tmp_path / "company"
    done = CliRunner().invoke(init, [str(folder)])
    assert done.exit_code == 0, done.output
    below = folder / "notes" / "2026"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.delenv("HYMNSHEET_PROJECT", raising=False)
    return folder


def _say(company: Path, text: str) -> None:
    (company / "hymnsheet.yml").write_text(text, encoding="utf-8")


def test_a_new_folder_is_its_owners_and_its_secrets_stay_out_of_version_control(
    company: Path,
) -> None:
    for path in company.rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert ".env" in (company / ".gitignore").read_text().splitlines()
    assert (company / "glossary.yml").read_bytes() == (
        DBT_PROJECT_DIR / "glossary.yml"
    ).read_bytes()


def test_a_new_folder_changes_no_setting_but_its_places(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_folder = load_settings().model_dump()
    monkeypatch.chdir(tmp_path)
    without = load_settings().model_dump()
    assert {name for name in without if with_folder[name] != without[name]} == {"project", "home"}
    assert with_folder["home"] == company / ".hymnsheet"


def test_every_key_that_may_be_set_stands_in_the_file_and_no_other(company: Path) -> None:
    text = (company / "hymnsheet.yml").read_text(encoding="utf-8")
    said = yaml.safe_load(re.sub(r"^( *)#(?=[a-z_]+:)", r"\1", text, flags=re.MULTILINE))
    own, vendors = project_keys()
    open_ones = {name for name, key in own.items() if not key.is_secret}
    assert set(said) == open_ones | {"sources"}
    for vendor, keys in vendors.items():
        assert set(said["sources"][vendor]) == {n for n, key in keys.items() if not key.is_secret}
    explained = (ROOT / "docs" / "project.md").read_text(encoding="utf-8")
    assert [key for key in open_ones if f"| `{key}` |" not in explained] == []
    secret = {
        key.field for each in (own, *vendors.values()) for key in each.values() if key.is_secret
    }
    named = re.findall(r"^#HYMNSHEET_(\w+)=", (company / ".env").read_text(), re.MULTILINE)
    assert {name.lower() for name in named} == secret | {"warehouse_url"}


def test_an_existing_folder_is_left_as_it_is(company: Path) -> None:
    _say(company, "max_deleted_share: 0.5\n")
    again = CliRunner().invoke(init, [str(company)])
    assert isinstance(again.exception, ConfigError)
    assert load_settings().max_deleted_share == 0.5


def test_files_that_are_there_stay_and_are_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HYMNSHEET_ALERT_WEBHOOK_URL=https://mine.example\n")
    (tmp_path / "notes.txt").write_text("mine")
    done = CliRunner().invoke(init, [str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "Kept what was there: .env." in done.output
    assert (tmp_path / ".env").read_text().startswith("HYMNSHEET_ALERT_WEBHOOK_URL")
    assert (tmp_path / "hymnsheet.yml").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".env", ".gitignore", "glossary.yml", "hymnsheet.yml", "matches.csv", "notes.txt", "rules",
        "waivers.yml",
    ]  # fmt: skip


def test_a_new_folder_has_a_file_for_decisions_that_says_what_a_row_takes(company: Path) -> None:
    assert (company / "matches.csv").read_text(encoding="utf-8") == matches_text(())
    assert read_matches(company, {}) == ()


@pytest.mark.parametrize("below", ["", "acme", "dbt_project/acme"])
def test_no_folder_inside_the_clone_is_made(below: str) -> None:
    done = CliRunner().invoke(init, [str(ROOT / below)])
    assert isinstance(done.exception, ConfigError)
    assert "inside the clone" in done.exception.message
    assert not (ROOT / below / "hymnsheet.yml").exists()


def test_the_folder_chosen_counts_before_the_nearest_one(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project_in_use() == company
    other = tmp_path / "other"
    CliRunner().invoke(init, [str(other)])
    monkeypatch.setenv("HYMNSHEET_PROJECT", str(other))
    assert project_in_use() == other
    monkeypatch.setenv("HYMNSHEET_PROJECT", str(tmp_path))
    with pytest.raises(ConfigError, match=r"holds no hymnsheet\.yml"):
        project_in_use()


def test_an_env_file_does_not_choose_the_folder(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"HYMNSHEET_PROJECT={company}\n")
    with pytest.raises(ConfigError, match=r"HYMNSHEET_PROJECT stands in \.env"):
        load_settings()


def test_the_environment_counts_before_env_file_and_that_before_the_file(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say(company, "max_deleted_share: 0.5\nsources: {salesforce: {api_version: 61.0}}\n")
    settings = load_settings()
    assert (settings.max_deleted_share, settings.salesforce_api_version) == (0.5, "61.0")
    (company / ".env").write_text("HYMNSHEET_MAX_DELETED_SHARE=0.6\n")
    assert load_settings().max_deleted_share == 0.6
    monkeypatch.setenv("HYMNSHEET_MAX_DELETED_SHARE", "0.7")
    assert load_settings().max_deleted_share == 0.7
    assert load_settings({"max_deleted_share": 0.8}).max_deleted_share == 0.8


def test_places_are_relative_to_the_folder(company: Path) -> None:
    _say(company, "warehouse_url: duckdb:///tables.duckdb\nca_bundle: proxy.pem\nhome: work\n")
    settings = load_settings()
    assert settings.effective_warehouse_url == f"duckdb:///{company / 'tables.duckdb'}"
    assert (settings.ca_bundle, settings.home) == (company / "proxy.pem", company / "work")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("home: x\nmax_deletd_share: 1\n", r"line 2: max_deletd_share.*'max_deleted_share'"),
        ("max_deleted_share: 2\n", r"line 1: max_deleted_share: .*less than or equal to 1"),
        ("overlap_minutes: {deals: -1}\n", r"line 1: overlap_minutes\.deals: .*greater"),
        ("overlap_minutes: 5\n", r"line 1: overlap_minutes: .*dictionary"),
        ("streams: {hubspt: {deals: false}}\n", r"line 1: streams: .*'hubspt'\. Is it 'hubspot'"),
        ("\nstreams: {hubspot: {deal: false}}\n", r"line 2: streams: .*'deal'\. There are .*deals"),
        ("streams: {hubspot: {deals: maybe}}\n", r"line 1: streams\.hubspot\.deals: .*boolean"),
        ("schedule: {cron: daily}\n", r"line 1: schedule\.cron: 'daily' is no cron line"),
        ("schedule: {cron: 61 2 * * *}\n", r"line 1: schedule\.cron: '61 2 \* \* \*' is no cron"),
        ("schedule: {time_zone: Berlin}\n", r"line 1: schedule\.time_zone: 'Berlin' is no IANA"),
        ("schedule: {corn: x}\n", r"line 1: schedule\.corn: .*not permitted"),
        ("as_of: yesterday\n", r"line 1: as_of: .*datetime"),
        ("\nsources:\n  hubspt: {base_url: x}\n", r"line 3: sources\.hubspt.*'hubspot'"),
        (
            "sources:\n  hubspot:\n    base_url: http://x\n",
            r"line 3: sources\.hubspot\.base_url: does not begin with https",
        ),
        (
            "sources:\n  hubspot:\n    access_token: s3cret\n",
            r"line 3: sources\.hubspot\.access_token is a secret.*HUBSPOT_ACCESS_TOKEN.*\.env",
        ),
        ("warehouse_url: postgresql://me:s3cret@db/x\n", r"line 1: warehouse_url holds a password"),
        ("alert_webhook_url: https://s3cret\n", r"line 1: alert_webhook_url is a secret"),
        ("home: a\nhome: b\n", r"line 2: home stands twice"),
        ("- home\n", r"line 1: the file must be keys"),
        ("sources: [hubspot]\n", r"line 1: sources must be keys"),
        ("home: [\n", "not valid YAML"),
        ("project: elsewhere\n", r"line 1: project: nothing reads"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_file_and_line(
    company: Path, text: str, told: str
) -> None:
    _say(company, text)
    with pytest.raises(ConfigError, match=told) as caught:
        load_settings()
    assert str(company / "hymnsheet.yml") in caught.value.message
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "sources:\n", "sources:\n  hubspot:\n"])
def test_a_file_that_says_nothing_sets_nothing(company: Path, text: str) -> None:
    _say(company, text)
    assert load_settings().max_deleted_share == 0.2


def test_an_own_glossary_is_compiled_beside_ours(company: Path) -> None:
    before = {path: path.read_bytes() for path in DBT_PROJECT_DIR.rglob("*.*") if path.is_file()}
    glossary = company / "glossary.yml"
    settings = load_settings()
    ours = models_of(settings)
    glossary.write_text(glossary.read_text().replace("value: 180", "value: 90", 1))
    theirs = models_of(settings)
    assert '"cohort_window_days": "90"' in (theirs / "macros/generated/glossary.sql").read_text()
    assert '"cohort_window_days": "180"' in (ours / "macros/generated/glossary.sql").read_text()
    assert models_of(settings) == theirs
    after = {path: path.read_bytes() for path in DBT_PROJECT_DIR.rglob("*.*") if path.is_file()}
    assert after == before


def test_the_copies_of_old_definitions_go(company: Path) -> None:
    glossary = company / "glossary.yml"
    text = glossary.read_text()
    for days in (100, 101, 102, 103):
        glossary.write_text(text.replace("value: 180", f"value: {days}", 1))
        last = models_of(load_settings())
    assert last in last.parent.iterdir()
    assert len(list(last.parent.iterdir())) == 3


def test_a_glossary_that_is_wrong_leaves_nothing_behind(company: Path) -> None:
    glossary = company / "glossary.yml"
    glossary.write_text(glossary.read_text().replace("value: 180", "value: soon", 1))
    with pytest.raises(GlossaryError, match="cohort_window_days"):
        models_of(load_settings())
    assert list((company / ".hymnsheet" / "dbt_project").iterdir()) == []


def test_own_waivers_are_compiled_into_the_copy_and_read_again_after_an_edit(company: Path) -> None:
    waivers = company / "waivers.yml"
    example = [line[1:] for line in waivers.read_text().splitlines() if re.match(r"#(-|  )", line)]
    seed = Path("seeds/generated/quality_waivers.csv")
    nothing = (models_of(load_settings()) / seed).read_text()
    assert len(nothing.splitlines()) == 1
    assert nothing == (DBT_PROJECT_DIR / seed).read_text()
    waivers.write_text("\n".join(example))
    waived = (models_of(load_settings()) / seed).read_text().splitlines()
    assert waived[1].startswith("1,D002,hubspot,deals,17000000001,amount,")
    waivers.write_text("- rule: D002\n  reason: x\n  owner: y\n")
    with pytest.raises(DefinitionError, match=r"waivers\.yml, entry 1 \(line 1\).*\n  until"):
        models_of(load_settings())


def test_an_own_rule_that_is_half_a_rule_is_refused(company: Path) -> None:
    (company / "rules" / "rule_z001_own.sql").write_text("select 1\n")
    with pytest.raises(DefinitionError, match=r"rule_z001_own\.yml is missing"):
        models_of(load_settings())
