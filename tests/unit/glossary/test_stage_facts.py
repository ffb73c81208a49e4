"""The gate takes a stage for what the models take it for, or says that its vendor does not say."""

from __future__ import annotations

import pytest
import yaml

from orchestration.glossary.stage_facts import stage_facts
from tests.support.paths import PROJECT

_MODEL = "models/intermediate/opportunities/int_opportunity_stages__described.yml"
[_TEST] = yaml.safe_load((PROJECT / _MODEL).read_text(encoding="utf-8"))["unit_tests"]
_ROWS = [
    (told["stage_value"], told["is_closed"], told["probability_ratio"], meant["stage_category"])
    for told, meant in zip(_TEST["given"][0]["rows"], _TEST["expect"]["rows"], strict=True)
]
#: What no run is stopped for; the models have to take it for something.
_UNSAID = ("flag alone", "nothing said")


@pytest.mark.parametrize(("stage", "closed", "probability", "category"), _ROWS)
def test_the_gate_and_the_models_agree(
    stage: str, closed: bool | None, probability: float | None, category: str
) -> None:
    flag = None if closed is None else float(closed)
    outcome = stage_facts("toy", stage, stage, flag, None, probability, 1).outcome
    assert outcome == (None if stage in _UNSAID else category)
