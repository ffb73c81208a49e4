"""Other people's journeys through the whole job: dropped files in, their published answers out.

Who came to no deal is among them, since what all journeys teach is of those as well.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.support.attribution import drops
from tests.support.attribution.channels import removal_effects
from tests.support.attribution.paths import RULES
from tests.support.company import SHARED_DATA, Company, RunCompany

FOLDER = SHARED_DATA / "mta_paths"
ALL = 10_000
# 88,387 people and 378,209 touches
pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3000)]


@pytest.fixture(scope="module")
def journeys(run_company: RunCompany, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """All of them, after a run."""
    if not FOLDER.exists():
        pytest.skip(f"the journeys are not here: {FOLDER}")
    routes = drops.read(FOLDER / "data.csv", ALL)
    return run_company(drops.write(tmp_path_factory.mktemp("journeys") / "world", routes))


def test_each_channel_has_what_the_published_answers_say(journeys: Company) -> None:
    found: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for row in journeys.rows(
        "select model, channel, weight, attributed_amount from marts.mart_attribution_comparison"
        " where conversion = 'won'"
    ):
        amount = float(row.attributed_amount) / drops.SCALE
        found[row.channel][row.model] = (float(row.weight), amount)
    assert found.keys() == {*drops.CHANNELS.values()}
    for place, measure in enumerate(("conversions", "value")):
        for theirs, answers in _answers(measure).items():
            for name, model in RULES.items():
                if model != "any":
                    got = found[drops.CHANNELS[theirs]][model][place]
                    assert got == pytest.approx(float(answers[name]), abs=2e-6), (theirs, name)


def test_whom_each_channel_met_at_all_is_counted_once_a_deal(journeys: Company) -> None:
    met = {
        row.channel: (row.deals, float(row.amount) / drops.SCALE)
        for row in journeys.rows(
            "select p.channel, count(*) as deals, sum(o.amount_corporate) as amount"
            " from (select distinct channel, opportunity_key from marts.fct_attribution"
            "       where conversion = 'won' and model = 'linear') as p"
            " inner join marts.fct_opportunity as o on o.opportunity_key = p.opportunity_key"
            " group by p.channel"
        )
    }
    for place, measure in enumerate(("conversions", "value")):
        for theirs, answers in _answers(measure).items():
            wanted = float(answers["influenced_any_touch"])
            assert met[drops.CHANNELS[theirs]][place] == pytest.approx(wanted, abs=2e-6)


def test_what_is_missed_without_a_channel_is_of_all_journeys(journeys: Company) -> None:
    told = Counter[tuple[tuple[str, ...], bool]]()
    for route in drops.read(FOLDER / "data.csv", ALL):
        told[route.steps, True] += route.wins
        told[route.steps, False] += route.none
    rows = journeys.rows(
        "select channel, removal_effect, count_journeys, count_converting_journeys"
        " from marts.mart_attribution_channel where conversion = 'won'"
    )
    wanted = removal_effects(Counter({one: count for one, count in told.items() if count}))
    assert {row.channel for row in rows} == wanted.keys()
    for row in rows:
        assert float(row.removal_effect) == pytest.approx(float(wanted[row.channel]), abs=1e-11)
        for column, is_won in (("count_journeys", None), ("count_converting_journeys", True)):
            assert getattr(row, column) == sum(
                count
                for (steps, won), count in told.items()
                if row.channel in steps and is_won in (None, won)
            )


def _answers(measure: str) -> dict[str, dict[str, str]]:
    path = Path(FOLDER / "truth" / f"attribution_{measure}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {row.pop("channel"): row for row in csv.DictReader(lines)}
    assert rows.pop("TOTAL")
    return rows
