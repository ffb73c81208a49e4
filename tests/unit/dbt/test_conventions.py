"""Rules every model keeps: where sources are read, what is described."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.sources.registry import VENDORS
from tests.support.paths import PROJECT

MODELS = sorted((PROJECT / "models").rglob("*.sql"))


@cache
def _described() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in (PROJECT / "models").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models") or []:
            assert model["name"] not in found, f"{model['name']} is described twice"
            found[model["name"]] = model
    return found


def _code(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", " ", text, flags=re.DOTALL)
    return re.sub(r"--[^\n]*", " ", text).lower()


def _is_a_vendors_shape(path: Path) -> bool:
    """What a vendor fills a shape with is described where the shape is."""
    return re.fullmatch(r"cnf_[a-z0-9_]+?__\w+", path.stem) is not None


def test_every_model_is_described() -> None:
    described = set(_described())
    assert {path.stem for path in MODELS if not _is_a_vendors_shape(path)} <= described


def test_every_vendor_fills_shapes_that_are_described() -> None:
    shapes = {path.stem.split("__")[1] for path in MODELS if _is_a_vendors_shape(path)}
    assert {f"cnf_{shape}" for shape in shapes} <= set(_described())


@pytest.mark.parametrize("layer", ["intermediate", "marts", "quality"])
def test_vendors_end_at_the_conformed_layer(layer: str) -> None:
    """Their names stand in columns that readers know, which macros/source_ids.sql lists."""
    vendors = "|".join(VENDORS)
    readers = {
        path.stem
        for path in [*MODELS, *(PROJECT / "macros" / "quality").glob("*.sql")]
        if layer in path.relative_to(PROJECT).parts
        and re.search(rf"['\"_]({vendors})\b|stg_({vendors})", _code(path))
    }
    assert readers == set()


def test_every_description_belongs_to_a_model() -> None:
    assert set(_described()) <= {path.stem for path in MODELS}


@pytest.mark.parametrize(
    "path", [path for path in MODELS if "marts" in path.parts], ids=lambda path: path.stem
)
def test_every_mart_column_has_a_type_and_a_description(path: Path) -> None:
    for column in _described()[path.stem]["columns"]:
        assert column["data_type"], column["name"]
        assert column["description"], column["name"]


#: What works over fields that are known only when it runs, and so over raw tables: ADR 10.
OF_ANY_FIELD = {
    "macros/hubspot/contact_optouts.sql",
    "macros/hubspot/deal_stage_dates.sql",
    "macros/quality/catalog.sql",
    "macros/quality/checked_fields.sql",
    "macros/quality/date_pairs.sql",
    "macros/quality/field_profile.sql",
    "macros/quality/fill_dates.sql",
    "macros/quality/free_texts.sql",
    "macros/quality/look_alikes.sql",
    "macros/quality/misfits.sql",
    "macros/quality/names.sql",
    "macros/quality/placeholders.sql",
    "macros/quality/row_copies.sql",
    "macros/quality/text_values.sql",
    "macros/quality/value_days.sql",
    "macros/quality/break_makers.sql",
    "macros/quality/break_records.sql",
    "macros/named_fields.sql",
    "macros/stage_fields.sql",
    "models/quality/rules/rule_f007_undeclared_option.sql",
    "macros/quality/segments.sql",
    "models/intermediate/quality/int_quality__option_values.sql",
}
#: What reads a table that is made out of models in the middle of a build, so none of raw rows.
BETWEEN_MODELS = {"models/intermediate/identity/int_match_scores__read.sql"}


def test_only_staging_reads_sources() -> None:
    readers = {
        path.relative_to(PROJECT).as_posix()
        for path in [*MODELS, *(PROJECT / "macros").rglob("*.sql")]
        if re.search(r"\b(source|quality_raw_table)\(", _code(path))
    }
    staging = {path for path in readers if path.startswith("models/staging/")}
    assert staging
    assert readers - staging == OF_ANY_FIELD | BETWEEN_MODELS


def test_models_are_named_after_their_layer() -> None:
    prefixes = {
        "staging": ("stg_",),
        "conformed": ("cnf_",),
        "intermediate": ("int_",),
        "marts": ("dim_", "fct_", "bridge_", "mart_"),
    }
    for path in MODELS:
        layer = path.relative_to(PROJECT / "models").parts[0]
        if layer in prefixes:
            assert path.stem.startswith(prefixes[layer]), path.stem


def test_the_name_of_a_unit_test_is_short_enough_for_postgres() -> None:
    """A table of dbt is called so, and Postgres takes 63 characters at most."""
    names = [
        test["name"]
        for path in (PROJECT / "models").rglob("*.yml")
        for test in yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests") or []
    ]
    assert names
    assert [name for name in names if len(name) > 63] == []


def test_every_singular_test_says_what_a_hit_means() -> None:
    singular = [p for p in (PROJECT / "tests").rglob("*.sql") if p.parent.name != "generic"]
    for path in singular:
        assert path.stem.startswith("assert_"), path.stem
        assert path.read_text(encoding="utf-8").startswith("-- A hit is"), path.stem


#: What tells the time itself, or remembers it: built anew in every run, so kept small.
EVERY_HOUR = {
    "finding",
    "finding_history",
    "fix_outcome",
    "rule_history",
    "rule_change",
    "score_history",
    "score_change",
    "trust_bridge",
    "schema_change",
    "field_profile",
    "mart_sync_status",
    "int_record_conditions__first_seen",
    "int_quality__objects",
}


def test_only_these_tables_are_built_by_the_hour() -> None:
    """The day is read by `reporting_day()`; an instant that leaves rows out, by a view."""
    readers = {
        path.stem
        for path in MODELS
        if re.search(r"\bas_of\(\)|quality_window_starts\(", _code(path))
        and 'materialized="view"' not in _code(path)
    }
    assert readers == EVERY_HOUR


def test_keys_and_filled_columns_are_one_test_of_a_table() -> None:
    """`promises` says them all: each test is a query of its own, and costs every run as much."""
    single = re.compile(r"\b(not_null|unique|unique_together)\b(?=[\],:]|$)", re.MULTILINE)
    for path in [*PROJECT.glob("models/**/*.yml"), *PROJECT.glob("seeds/**/*.yml")]:
        properties = yaml.safe_load(path.read_text(encoding="utf-8"))
        for table in (*(properties.get("models") or ()), *(properties.get("seeds") or ())):
            tests = [*table.get("data_tests", ())]
            for column in table.get("columns", ()):
                tests += column.get("data_tests", ())
            assert not [test for test in tests if single.search(str(test))], table["name"]
            assert sum("promises" in test for test in tests) < 2, table["name"]
