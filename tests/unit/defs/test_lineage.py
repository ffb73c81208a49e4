"""What Dagster shows: groups along the way of a record, and words where people read."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import dagster as dg
import pytest

from orchestration.definitions import build_defs
from orchestration.defs.ingest import READ_WHOLE, whole_check
from orchestration.defs.resources import EXPECTATION_RESULT, PUBLISHED, REPORT, Platform
from orchestration.loading import StreamResult
from orchestration.rules import read_rules
from orchestration.settings import DBT_PROJECT_DIR, load_settings
from orchestration.sources.registry import VENDORS
from orchestration.warehouse import PUBLISHED_LAYERS
from tests.support.dbt.parsed import home_with_parse

WAY = (
    "raw",
    "staging",
    "conformed",
    "intermediate",
    "marts",
    "quality",
    "audit",
    "publication",
    "report",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> dg.AssetGraph:
    home = home_with_parse(tmp_path_factory.mktemp("home"))
    return build_defs(Platform(load_settings({"home": home}))).resolve_asset_graph()


def test_groups_are_the_way_of_a_record_and_none_leads_back(graph: dg.AssetGraph) -> None:
    place = {node.key: WAY.index(node.group_name) for node in graph.asset_nodes}
    assert set(place.values()) == set(range(len(WAY)))
    # The private half of the quality models stands with the intermediate ones, and reads marts.
    private = {node.key for node in graph.asset_nodes if node.group_name == "intermediate"}
    backwards = [
        (parent.to_user_string(), key.to_user_string())
        for key in place
        for parent in graph.get(key).parent_keys
        if place[parent] > place[key] and key not in private
    ]
    assert backwards == []


def test_all_that_is_published_is_audited_and_only_then_published(graph: dg.AssetGraph) -> None:
    built = {
        node.key
        for node in graph.asset_nodes
        if node.key.path[0] in PUBLISHED_LAYERS and node.key != EXPECTATION_RESULT
    }
    assert len(built) > 25
    assert graph.get(EXPECTATION_RESULT).parent_keys == built
    assert graph.get(PUBLISHED).parent_keys == {EXPECTATION_RESULT}
    assert graph.get(REPORT).parent_keys == {PUBLISHED}


def test_every_asset_says_what_it_is_without_sql_or_a_database(graph: dg.AssetGraph) -> None:
    for node in graph.asset_nodes:
        assert node.description, node.key
        assert "```" not in node.description and "Raw SQL" not in node.description, node.key
        assert "memory" not in str(node.metadata.get("dagster/table_name")), node.key
    finding = graph.get(dg.AssetKey(["quality", "finding"]))
    assert finding.metadata["dagster/table_name"] == "quality.finding"


def test_every_rule_has_a_check_that_is_titled_in_words_and_blocks_nothing(
    graph: dg.AssetGraph,
) -> None:
    checks = {
        key.name: graph.get_check_spec(key)
        for key in graph.asset_check_keys
        if key.asset_key == EXPECTATION_RESULT
    }
    rules = read_rules(DBT_PROJECT_DIR).rules
    by_rule = {check.metadata["rule"]: check for check in checks.values() if check.metadata}
    assert set(by_rule) == {rule.id for rule in rules}
    for rule in rules:
        check = by_rule[rule.id]
        assert not re.search(r"[a-z]\d{3}", check.name)
        assert rule.name in (check.description or "") and rule.how_to_fix in check.description
        assert check.metadata["severity"] == rule.severity and not check.blocking
    assert [check.name for check in checks.values() if check.blocking] == ["what_readers_rely_on"]


def result(status: str, note: str | None) -> StreamResult:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return StreamResult(
        source="hubspot",
        stream="deals",
        mode="incremental",
        status=status,  # type: ignore[arg-type]
        note=note,
        cursor_from=None,
        cursor_to=None,
        rows_read=1,
        rows_changed=1,
        rows_deleted=0,
        rescued_values=0,
        api_calls=1,
        was_counted=False,
        source_count=None,
        warehouse_count=1,
        started_at=moment,
        finished_at=moment,
    )


@pytest.mark.parametrize(
    ("status", "passes"), [("ok", True), ("incomplete", False), ("unavailable", True)]
)
def test_a_stream_that_got_no_answer_warns_and_says_why(status: str, passes: bool) -> None:
    check = whole_check(result(status, "3 ids got no answer."))
    assert (check.passed, check.severity) == (passes, dg.AssetCheckSeverity.WARN)
    assert (check.description or "").endswith(" 3 ids got no answer.")


def test_every_stream_has_that_check_and_it_blocks_nothing(graph: dg.AssetGraph) -> None:
    for source, vendor in VENDORS.items():
        for stream in vendor.specs:
            key = dg.AssetCheckKey(dg.AssetKey([f"raw_{source}", stream.name]), READ_WHOLE)
            assert not graph.get_check_spec(key).blocking
