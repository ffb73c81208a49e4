"""Decisions about matches: read from matches.csv, refused where they cannot be meant."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from orchestration.compile import compile_project
from orchestration.compile.matches import (
    MatchDecision,
    match_key,
    matches_text,
    parse_matches,
    write_matches,
)
from orchestration.errors import DefinitionError
from orchestration.sources.registry import VENDORS

STREAMS = {name: vendor.specs for name, vendor in VENDORS.items()}
HEAD = "system,object,id,other_system,other_object,other_id,decision,by,on,reason\n"
ANN = ("hubspot", "contacts", "1")
LEE = ("salesforce", "lead", "00Q1")
ROW = f"{','.join(ANN)},{','.join(LEE)}"


def _refused(text: str) -> str:
    with pytest.raises(DefinitionError) as caught:
        parse_matches(text, "matches.csv", STREAMS)
    assert caught.value.next_step.startswith("Correct that row")
    return caught.value.message


def test_decisions_become_a_seed(project: Path) -> None:
    (project / "matches.csv").write_text(
        f"{HEAD}{ROW},same,Ann Lee,2026-03-01,one badge\n", encoding="utf-8"
    )
    compile_project(project)
    with (project / "seeds/generated/match_decisions.csv").open(encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert row == {
        "match_decision": "1",
        "source_system": "hubspot",
        "source_object": "contacts",
        "source_id": "1",
        "other_source_system": "salesforce",
        "other_source_object": "lead",
        "other_source_id": "00Q1",
        "decision": "same",
        "decided_by": "Ann Lee",
        "decided_on": "2026-03-01",
        "reason": "one badge",
    }


@pytest.mark.parametrize("text", [None, HEAD])
def test_without_decisions_the_seed_has_its_columns_only(project: Path, text: str | None) -> None:
    if text is not None:
        (project / "matches.csv").write_text(text, encoding="utf-8")
    compile_project(project)
    seed = (project / "seeds/generated/match_decisions.csv").read_text(encoding="utf-8")
    assert seed.startswith("match_decision,source_system,")
    assert seed.count("\n") == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{ROW},maybe,Ann,2026-03-01,", "decision: 'maybe' is neither same nor different"),
        (f"{ROW},same,,2026-03-01,", "by: is missing"),
        (f"{ROW},same,Ann,1.3.2026,", "on: '1.3.2026' is no day"),
        (f"{ROW},same,Ann,,", "on: '' is no day"),
        (f"hubspt,contacts,1,{','.join(LEE)},same,Ann,2026-03-01,", "Is it 'hubspot'?"),
        (f"hubspot,contact,1,{','.join(LEE)},same,Ann,2026-03-01,", "has no object 'contact'"),
        (f"hubspot,contacts,,{','.join(LEE)},same,Ann,2026-03-01,", "id: is missing"),
        (f"{','.join(ANN)},{','.join(ANN)},same,Ann,2026-03-01,", "is the record itself"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_with_its_line(row: str, said: str) -> None:
    message = _refused(f"{HEAD}{ROW},different,Ann,2026-03-01,\n{row}\n")
    assert "matches.csv, line 3" in message
    assert said in message


def test_a_file_of_other_columns_is_refused() -> None:
    assert "the first line lacks other_id" in _refused(HEAD.replace("other_id,", ""))
    assert "lacks system" in _refused("system;object;id\n")


def test_decisions_that_contradict_each_other_are_refused() -> None:
    end = "Ann,2026-03-01,\n"
    third = "salesforce,contact,0031"
    chain = f"{ROW},same,{end}{','.join(LEE)},{third},same,{end}"
    assert "other rows make the two one" in _refused(
        f"{HEAD}{chain}{third},{','.join(ANN)},different,{end}"
    )
    turned = f"{','.join(LEE)},{','.join(ANN)}"
    assert "decided twice" in _refused(f"{HEAD}{ROW},same,{end}{turned},same,{end}")


def test_a_list_to_fill_in_is_read_where_it_is_filled_in() -> None:
    text = HEAD.replace("reason", "reason,score") + f"{ROW},,,,,0.9\n{ROW},same,,,,0.9\n"
    [decision] = parse_matches(text, "x.csv", STREAMS, {"by": "Ann", "on": "2026-03-01"})
    assert decision == MatchDecision(*ANN, *LEE, "same", "Ann", date(2026, 3, 1), "")


def test_what_is_written_is_read_again_and_is_its_owners(tmp_path: Path) -> None:
    decision = MatchDecision(*ANN, *LEE, "same", "Ann, Lee", date(2026, 3, 1), 'a "reason"')
    path = tmp_path / "matches.csv"
    write_matches(path, [decision])
    assert parse_matches(path.read_text(encoding="utf-8"), "x", STREAMS) == (decision,)
    assert parse_matches(matches_text([]), "x", STREAMS) == ()
    assert [each.name for each in tmp_path.iterdir()] == ["matches.csv"]


def test_a_pair_has_one_key_in_either_order() -> None:
    assert match_key(ANN, LEE) == match_key(LEE, ANN)
    assert match_key(ANN, LEE) != match_key(ANN, ("salesforce", "contact", "00Q1"))
