"""`hymnsheet attribution compare` and `hymnsheet why`: every rule, and every touch of one deal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine

from orchestration.cli.attribution import attribution
from orchestration.cli.why import why
from orchestration.errors import DefinitionError, WarehouseError
from tests.support.report.published_tables import create_tables, insert

_MODELS = {"first": "First touch", "last": "Last touch", "markov": "Markov"}
_MADE = "2026-03-01 12:00:00"


def _parts(key: str, conversion: str, shares: dict[str, tuple[str, str | None, float]]) -> list:
    return [
        {
            "model": model, "conversion": conversion, "opportunity_key": key, "channel": channel,
            "touchpoint_key": touch, "position": {"t1": 1, "t2": 2, None: None}[touch],
            "count_touches": 2 if touch else 0, "weight": weight, "is_by_account": False,
            "touch_at": {"t1": "2026-02-01 09:00", "t2": "2026-02-03 09:00"}.get(touch or ""),
            "person_key": "ann" if touch else None,
        }
        for model, (channel, touch, weight) in shares.items()
    ]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three deals: one with two touches, one with none, and one that is called like another."""
    path = tmp_path_factory.mktemp("credit") / "published.duckdb"
    engine = create_engine(f"duckdb:///{path}")
    create_tables(engine)
    insert(engine, "marts.dim_attribution_model", [
        {"model": model, "label": label} for model, label in _MODELS.items()
    ])  # fmt: skip
    insert(engine, "marts.dim_channel", [{"channel": "paid_search", "label": "Paid search"}])
    insert(engine, "marts.dim_person", [
        {"person_key": "ann", "first_name": "Ann", "last_name": "Lee"}
    ])  # fmt: skip
    insert(engine, "marts.dim_touch_type", [{"touch_type": "form", "label": "Form"}])
    insert(engine, "marts.fct_opportunity", [
        {"opportunity_key": "o1", "name": "Northwind", "created_at": _MADE, "channel": "unknown",
         "created_date": "2026-03-01", "close_date": "2026-04-01", "stage_category": "won",
         "is_won": True, "amount_corporate": 1000},
        {"opportunity_key": "o2", "name": "Twice", "stage_category": "open", "is_won": False},
        {"opportunity_key": "o3", "name": "twice", "stage_category": "open", "is_won": False},
    ])  # fmt: skip
    insert(engine, "marts.bridge_opportunity_source", [
        {"opportunity_key": "o1", "source_system": "salesforce", "source_object": "opportunity",
         "source_id": "0065g00000A0000AAA"}
    ])  # fmt: skip
    insert(engine, "marts.mart_opportunity_sourcing", [
        {"opportunity_key": "o1", "sourced_by_first_touch": "marketing",
         "sourced_by_channel": "unknown", "sourced_by_pre_sales": "sales", "is_disputed": True,
         "is_influenced_before": True, "is_influenced_after": False,
         "first_marketing_touch_at": "2026-02-01 09:00"},
        {"opportunity_key": "o2", "sourced_by_first_touch": "unknown"},
        {"opportunity_key": "o3", "sourced_by_first_touch": "unknown"},
    ])  # fmt: skip
    insert(engine, "marts.fct_touchpoint", [
        {"touchpoint_key": "t1", "touch_type": "form", "content": "Guide"},
        {"touchpoint_key": "t2", "touch_type": "visit"},
    ])  # fmt: skip
    insert(engine, "marts.fct_attribution", [
        *_parts("o1", "won", {"first": ("paid_search", "t1", 1), "last": ("email", "t2", 1)}),
        *_parts("o1", "won", {"markov": ("paid_search", "t1", 0.25)}),
        *_parts("o1", "won", {"markov": ("email", "t2", 0.75)}),
        *_parts("o2", "created", dict.fromkeys(_MODELS, ("unattributed", None, 1))),
    ])  # fmt: skip
    insert(engine, "marts.mart_attribution_comparison", [
        {"model": model, "conversion": "won", "channel": channel, "weight_ratio": share,
         "amount_ratio": None, "weight": share, "count_opportunities": 1}
        for model, shares in {"first": (1, 0), "last": (0, 1), "markov": (0.25, 0.75)}.items()
        for channel, share in zip(("paid_search", "email"), shares, strict=True)
    ])  # fmt: skip
    insert(engine, "marts.mart_attribution_channel", [
        {"conversion": "won", "channel": channel, "least_model": least, "least_ratio": 0,
         "most_model": most, "most_ratio": 1, "ratio_range": span, "count_journeys": 1500,
         "count_converting_journeys": 1, "removal_effect": removal}
        for channel, least, most, span, removal in (
            ("email", "first", "last", 0.9, None), ("paid_search", "last", "first", 1, 0.5)
        )
    ])  # fmt: skip
    engine.dispose()
    return f"duckdb:///{path}"


def _compared(*words: str) -> Result:
    return CliRunner().invoke(attribution, ["compare", *words])


def _asked(*words: str) -> Result:
    return CliRunner().invoke(why, list(words))


@pytest.mark.usefixtures("company")
def test_rules_stand_side_by_side_and_where_they_disagree_first() -> None:
    lines = _compared().stdout.replace("\N{NARROW NO-BREAK SPACE}", " ").splitlines()
    assert lines == [
        "             First touch  Last touch   Markov",
        "Paid search        100 %         0 %     25 %",
        "email                0 %       100 %     75 %",
        "",
        "Paid search: 0 % (Last touch) to 100 % (First touch); 1,500 journeys, 1 of them converted;"
        " without it 50 % would be missed",
        "email: 0 % (First touch) to 100 % (Last touch); 1,500 journeys, 1 of them converted",
    ]


@pytest.mark.usefixtures("company")
def test_one_rule_alone_and_amounts_that_nobody_knows() -> None:
    lines = _compared("--model", "last", "--amounts").stdout.splitlines()
    assert lines[:2] == ["             Last touch", "Paid search           –"]
    told = json.loads(_compared("--model", "last", "--json").stdout)
    assert [part["model"] for part in told["parts"]] == ["last", "last"]
    assert told["channels"][0]["channel"] == "paid_search"


@pytest.mark.usefixtures("company")
def test_a_rule_that_is_not_there_is_told_with_those_that_are() -> None:
    error = _compared("--model", "lst").exception
    assert isinstance(error, DefinitionError)
    assert "last" in error.message


@pytest.mark.usefixtures("company")
def test_without_a_conversion_there_is_nothing_to_compare() -> None:
    assert _compared("--conversion", "created").stdout.splitlines() == [
        "No opportunity was created yet, so there is no credit to share."
    ]


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("named", ["o1", " northwind ", "0065g00000A0000", "0065g00000A0000AAA"])
def test_a_deal_is_told_with_its_touches_and_who_sourced_it(named: str) -> None:
    lines = _asked(named).stdout.replace("\N{NARROW NO-BREAK SPACE}", " ").splitlines()
    assert lines == [
        "Northwind (o1)",
        "won on 2026-04-01, 1,000.00; made 2026-03-01",
        "sourced by marketing by the first touch, unknown by its channel (unknown), sales by who"
        " touched a buyer first; the rules disagree",
        "marketing first touched its people 2026-02-01 09:00, sales never",
        "influenced by marketing before it was made: yes; after: no",
        "",
        "touches before it was won:",
        "   1  2026-02-01 09:00  Form, Paid search, Guide, Ann Lee",
        "     First touch 100 %, Markov 25 %",
        "   2  2026-02-03 09:00  visit, email, Ann Lee",
        "     Last touch 100 %, Markov 75 %",
    ]


@pytest.mark.usefixtures("company")
def test_a_deal_without_touches_says_so_and_what_nobody_can_tell() -> None:
    lines = _asked("o2").stdout.splitlines()
    assert "influenced by marketing before it was made: nobody can tell" in lines[4]
    assert lines[-1] == "  none was seen: the deal is unattributed under every rule"
    told = json.loads(_asked("o1", "--json").stdout)
    assert told["deal"]["created_at"] == "2026-03-01T12:00:00Z"
    assert [part["weight"] for part in told["parts"]] == [
        "1.000000000000", "0.250000000000", "1.000000000000", "0.750000000000"
    ]  # fmt: skip


@pytest.mark.usefixtures("company")
def test_a_name_that_two_have_is_refused_with_their_keys() -> None:
    error = _asked("Twice").exception
    assert isinstance(error, DefinitionError)
    assert "o2, o3" in error.message
    assert isinstance(_asked("nobody").exception, DefinitionError)


def test_before_a_run_there_is_no_credit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert isinstance(_compared().exception, WarehouseError)
    assert isinstance(_asked("o1").exception, WarehouseError)
