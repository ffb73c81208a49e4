"""A metric is two files that say the same; whatever else is refused, with file, key and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.compile.metric_rows import check_metrics, metric_rows
from orchestration.errors import DefinitionError, GlossaryError
from orchestration.glossary import Glossary, read_glossary
from orchestration.metrics import METRICS, read_metrics
from tests.support.paths import PROJECT

NAME = "metric_win_rate"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / METRICS).mkdir(parents=True)
    for suffix in (".yml", ".sql"):
        shutil.copy(PROJECT / METRICS / (NAME + suffix), tmp_path / METRICS)
    return tmp_path


def _edit(project: Path, old: str, new: str) -> None:
    path = project / METRICS / f"{NAME}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _refused(project: Path) -> str:
    with pytest.raises(DefinitionError) as caught:
        read_metrics(project)
    assert caught.value.next_step.startswith("Correct ")
    return caught.value.message


def test_what_ships_is_valid_and_names_each_step_once() -> None:
    rows = list(metric_rows(read_metrics(PROJECT), read_glossary(PROJECT)))
    ids = [row["metric_id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert {"entered_inq", "entered_won", "win_rate"} <= set(ids)
    by_id = {row["metric_id"]: row for row in rows}
    assert (by_id["entered_mql"]["owner_team"], by_id["entered_mql"]["seen_stage"]) == (
        "marketing",
        "MQL",
    )
    assert by_id["opened_amount"]["seen_stage"] == "OPP"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: win_rate", "id: win_rates", "are called metric_win_rates"),
        ("id: win_rate", "id: Win", "should match pattern"),
        ("label: Win rate", 'label: "Win {stage}"', "if, and only if, per_stage"),
        ("owner_team: sales", "owner_team: null", "any other says it"),
        ("kind: ratio", "kind: mean", "'sum' or 'ratio'"),
        ("better: higher", "better: higher\n        colour: red", "no such key"),
        ("kind: ratio", "kind: sum\n        below: calls_made", "only a ratio has them"),
        (f"name: {NAME}", "name: metric_other", "is not the name of the file"),
    ],
)
def test_what_is_wrong_is_named(project: Path, old: str, new: str, expected: str) -> None:
    _edit(project, old, new)
    assert expected in _refused(project)


def test_a_file_alone_is_no_metric(project: Path) -> None:
    (project / METRICS / f"{NAME}.sql").unlink()
    assert f"a metric is two files; {NAME}.sql is missing" in _refused(project)


def _with(**rows: list[dict[str, object]]) -> Glossary:
    """Our glossary with other rows in some tables."""
    content = read_glossary(PROJECT).model_dump()
    for table, said in rows.items():
        content[table]["rows"] = said
    return Glossary.model_validate(content)


def _with_goal(metric: str) -> Glossary:
    return _with(goals=[{"metric": metric, "period": "month", "target": 5, "owner_team": "sales"}])


def test_a_goal_that_nothing_counts_is_refused() -> None:
    metrics = read_metrics(PROJECT)
    check_metrics(metrics, _with_goal("entered_sal"))
    with pytest.raises(GlossaryError, match="Is it 'entered_mql'"):
        check_metrics(metrics, _with_goal("entered_mqll"))


def test_a_clause_about_a_kind_of_lead_is_about_hand_overs() -> None:
    clause: dict[str, object] = {
        "id": "hot",
        "owed_by": "sales",
        "owed_to": "marketing",
        "period": "week",
        "lead_type": "standard",
        "at_least": 0.9,
        "definition": "In time.",
    }
    metrics = read_metrics(PROJECT)
    check_metrics(metrics, _with(agreement=[{**clause, "metric": "follow_up_in_time"}]))
    with pytest.raises(GlossaryError, match="hot: win_rate does not count hand-overs") as refused:
        check_metrics(metrics, _with(agreement=[{**clause, "metric": "win_rate"}]))
    assert "follow_up_in_time, handoffs_accepted" in str(refused.value.next_step)


def test_a_metric_of_nobody_is_refused(project: Path) -> None:
    _edit(project, "owner_team: sales", "owner_team: slaes")
    with pytest.raises(DefinitionError, match="Is it 'sales'"):
        check_metrics(read_metrics(project), _with(agreement=[]))


def test_a_part_of_a_ratio_that_nothing_counts_is_refused(project: Path) -> None:
    _edit(project, "kind: ratio", "kind: ratio\n        above: win_rates")
    with pytest.raises(DefinitionError, match="Is it 'win_rate'"):
        check_metrics(read_metrics(project), _with(agreement=[]))
