"""One idea, two places: streams, settings, commands, rules and definitions say the same in both."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
import yaml

from orchestration.cli.main import cli
from orchestration.glossary import read_glossary
from orchestration.known_names import CURRENCY_CODES
from orchestration.settings import DBT_PROJECT_DIR, settings_type
from orchestration.sources.registry import VENDORS
from tests.support.tree import ROOT, ending, name, text

MODELS = DBT_PROJECT_DIR / "models"
STAGE_FIELDS = DBT_PROJECT_DIR / "macros" / "generated" / "stage_fields.sql"


@pytest.mark.parametrize("system", VENDORS)
def test_every_stream_column_is_used_by_its_staging_model(system: str) -> None:
    unused = {}
    proofs = set(re.findall(r'"field": "(\w+)"', text(STAGE_FIELDS)))  # read as they were loaded
    for stream in VENDORS[system].specs:
        sql = text(MODELS / "staging" / system / f"{stream.staging_model(system)}.sql")
        assert f'source("raw_{system}", "{stream.name}")' in sql, stream.name
        staged = set(stream.columns) - set(stream.audit_from) - proofs
        missing = {column for column in staged if not re.search(rf"\b{column}\b", sql)}
        if missing:
            unused[stream.name] = missing
    assert unused == {}


def test_no_field_rule_judges_a_log() -> None:
    judged = [
        stream.name
        for vendor in VENDORS.values()
        for stream in vendor.specs
        if stream.is_log and stream.has_fields and stream.kept_by == "people"
    ]
    assert judged == []


def test_every_setting_is_in_the_example_and_back() -> None:
    settings = {f"HYMNSHEET_{field.upper()}" for field in settings_type().model_fields}
    example = set(re.findall(r"^#?(HYMNSHEET_\w+)=", text(ROOT / ".env.example"), re.MULTILINE))
    assert example == settings


@pytest.mark.parametrize("system", VENDORS)
def test_a_vendor_lists_its_streams_and_what_they_need(system: str) -> None:
    """Written by `hymnsheet compile`, where the README leaves it a place."""
    readme = text(ROOT / "orchestration" / "sources" / system / "README.md")
    assert [one.name for one in VENDORS[system].specs if f"\n| `{one.name}` | " not in readme] == []


def test_no_default_in_the_example_is_outdated() -> None:
    fields = settings_type().model_fields
    for key, value in re.findall(
        r"^#HYMNSHEET_(HOME|REPORT_REDACT)=(.+)$",
        text(ROOT / ".env.example"),
        re.MULTILINE,
    ):
        assert str(fields[key.lower()].default).lower() == value.lower(), key


def test_only_settings_spells_its_own_variables() -> None:
    fields = {f"HYMNSHEET_{field.upper()}" for field in settings_type().model_fields}
    for path in [*ending(".py"), *ending(".md"), *ending(".yml"), ROOT / "Makefile"]:
        named = set(re.findall(r"HYMNSHEET_[A-Z_]*[A-Z]\b", text(path)))
        strange = {one for one in named - fields if not one.startswith("HYMNSHEET_DBT_")}
        assert strange == set(), name(path)


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for key in group.list_commands(context):
        command = group.get_command(context, key)
        assert command is not None, key
        if isinstance(command, click.Group):
            assert command.help, key
            yield from _commands(command, (*path, key))
        else:
            yield " ".join((*path, key)), command


def _all_commands() -> dict[str, click.Command]:
    return dict(_commands(cli))


@pytest.mark.parametrize(("path", "command"), _all_commands().items())
def test_every_command_and_option_says_what_it_does(path: str, command: click.Command) -> None:
    assert command.help, path
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.opts[0]}"


def test_every_command_but_the_server_answers_in_json() -> None:
    flags = {path: {opt for p in c.params for opt in p.opts} for path, c in _all_commands().items()}
    assert [path for path, opts in flags.items() if "--json" not in opts] == ["emulator serve"]


def test_every_command_is_in_the_readme_and_back() -> None:
    readme = text(ROOT / "README.md")
    table = re.findall(r"^\| (`hymnsheet .+?) \|", readme, re.MULTILINE)
    listed = set()
    for cell in table:
        first, *others = (part.strip("` ") for part in cell.split("·"))
        words = [word for word in first.split("[")[0].split()[1:] if not word.isupper()]
        listed |= {" ".join(words), *(" ".join([*words[:-1], other]) for other in others)}
    assert listed == set(_all_commands())


def test_every_definition_is_explained() -> None:
    glossary = read_glossary(DBT_PROJECT_DIR)
    entries = {**{entry.id: entry for entry in glossary.settings}, **glossary.tables}
    for key, entry in entries.items():
        assert len(entry.definition) > 20, key
        assert len(entry.why) > 10, key
        assert entry.owner_team, key


def test_every_currency_that_may_be_signed_has_its_digits() -> None:
    lines = text(DBT_PROJECT_DIR / "seeds" / "currencies.csv").splitlines()[1:]
    assert {line.split(",")[0] for line in lines} >= CURRENCY_CODES


def test_every_table_of_the_glossary_is_compiled() -> None:
    raw = yaml.safe_load(text(DBT_PROJECT_DIR / "glossary.yml"))
    assert set(raw) == {"settings", *read_glossary(DBT_PROJECT_DIR).tables}


def test_every_definition_is_computed_with() -> None:
    """Named by a model, a macro or the compiler: what is signed does something."""
    glossary = read_glossary(DBT_PROJECT_DIR)
    sql = "\n".join(text(p) for p in ending(".sql", "dbt_project") if "generated" not in p.parts)
    code = text(ROOT / "orchestration" / "glossary" / "terms.py") + "".join(
        text(path) for path in (ROOT / "orchestration" / "compile" / "outputs").glob("*.py")
    )
    tables = set(glossary.tables) - {"teams"}  # what `owner_team` of every entry refers to
    unused = {
        *(s.id for s in glossary.settings if f'glossary("{s.id}")' not in sql),
        *(t for t in tables if f'"glossary_{t}"' not in sql and f"glossary.{t}." not in code),
    }
    assert unused == set()


@pytest.mark.parametrize("layer", ["marts", "quality"])
def test_every_published_column_is_described(layer: str) -> None:
    for path in (MODELS / layer).rglob("*.yml"):
        for model in yaml.safe_load(text(path)).get("models", []):
            assert model.get("description"), model["name"]
            for column in model.get("columns", []):
                assert column.get("description"), f"{model['name']}.{column['name']}"


def test_a_record_is_named_alike_in_every_published_table() -> None:
    """source_system, source_object and source_id: what joins one table joins them all."""
    otherwise = re.compile(r"(.*_)?(system|object|object_type|record_id|source|record)")
    strange = {
        f"{model['name']}.{column['name']}"
        for layer in ("marts", "quality")
        for path in (MODELS / layer).rglob("*.yml")
        for model in yaml.safe_load(text(path)).get("models", [])
        for column in model.get("columns", [])
        if otherwise.fullmatch(column["name"])
        and not re.fullmatch(r"(other_)?source_(system|object)", column["name"])
    }
    # Where the evidence of a stage stands, and what two words of marketing mean.
    assert strange == {
        "fct_funnel_stage_event.evidence_system",
        "fct_funnel_stage_event.evidence_source",
        "fct_opportunity_stage_history.evidence_source",
        "fct_touchpoint.utm_source",  # as the address of a link calls it
        "fct_metric_gap.compared_system",  # whose count is explained, not where a record stands
        "mart_metric_gap.compared_system",
        *(
            f"fct_lead_handoff.{word}_{part}"
            for word in ("evidence", "answer")
            for part in ("system", "source")
        ),
        *(
            f"{table}.{word}"
            for table in ("dim_person", "mart_pipeline")
            for word in ("lead_source", "original_source")
        ),
    }


def test_the_name_of_a_published_column_says_its_type() -> None:
    """What ends in _at is an instant, in _date or _on a day; amounts are exact, flags are flags."""
    kinds = {
        r"(is|has)_.*": "boolean",
        r".*_at": "timestamp",
        r"(?!count_|stage_)((.*_)?date|.*_(date|on|from|to))": "date",
        r"count_.*": "bigint",
        r"(?!count_)(.*_)?amount(_(corporate|touched|estimated|difference))?": "decimal",
        r".*_(ratio|rate)": "decimal",
    }
    published = [
        (f"{model['name']}.{column['name']}", column["name"], column["data_type"].lower())
        for layer in ("marts", "quality")
        for path in (MODELS / layer).glob("*/*.yml" if layer == "marts" else "*.yml")
        for model in yaml.safe_load(text(path)).get("models", [])
        for column in model.get("columns", [])
    ]
    strange = {
        place: kind
        for place, column, kind in published
        for pattern, wanted in kinds.items()
        if re.fullmatch(pattern, column) and not kind.startswith(wanted)
    }
    assert len(published) > 300
    assert strange == {}


def test_every_mart_has_a_contract() -> None:
    """A contract makes dbt refuse a column that is not listed, hence described."""
    project = yaml.safe_load(text(DBT_PROJECT_DIR / "dbt_project.yml"))["models"]["hymnsheet"]
    assert project["marts"]["+contract"]["enforced"] is True


def test_every_published_quality_table_has_a_contract() -> None:
    properties = [yaml.safe_load(text(path)) for path in (MODELS / "quality").glob("*.yml")]
    models = [model for file in properties for model in file["models"]]
    enforced = {m["name"] for m in models if m["config"].get("contract", {}).get("enforced")}
    assert enforced == {path.stem for path in (MODELS / "quality").glob("*.sql")}


def test_every_link_of_the_documents_leads_somewhere() -> None:
    lost = [
        f"{name(path)}: {target}"
        for path in ending(".md")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text(path))
        if not (path.parent / target).exists()
    ]
    assert lost == []


def test_every_path_that_the_recipes_name_exists() -> None:
    recipes = text(ROOT / "CONTRIBUTING.md")
    named = re.findall(
        r"`((?:orchestration|dbt_project|expectations|tests|docs)/[\w./]*)`", recipes
    )
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    for path in ending(".md"):
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", text(path), re.MULTILINE))
        assert named <= targets, name(path)
