"""The words of the report; what a severity weighs is the rules’ own number."""

from __future__ import annotations

import re

import yaml
from sqlalchemy import Engine

from tests.support.paths import ROOT
from tests.support.report.published_tables import execute
from tests.support.report.told import Tell


def test_the_weights_are_those_of_the_rules(engine: Engine, tell: Tell) -> None:
    told = "a critical one takes all of its amount, a major one half, a minor one a quarter."
    assert told in tell("vocabulary")
    execute(engine, "update quality.severity set weight = 0.4 where severity = 'major'")
    assert "a major one 40 %, a minor one" in tell("vocabulary")


def test_the_bounds_that_are_named_are_those_of_the_models(tell: Tell) -> None:
    said = tell("vocabulary")
    numbers = (ROOT / "dbt_project" / "quality_parameters.yml").read_text("utf-8")
    parameters = yaml.safe_load(numbers)["parameters"]
    told = {int(number) for number in re.findall(r"(?:at least|than) (\d+)", said)}
    assert told == {parameters["min_records"]}
    assert f"in the last {parameters['abandoned_days']} days" in said
    assert f"Not shown under {parameters['min_entries']} cycles." in said
