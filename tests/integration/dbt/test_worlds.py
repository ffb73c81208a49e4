"""The models on generated companies: who is who, when, and how much, as the simulation knows it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orchestration.worlds.generator.spec import DEFAULT_AS_OF
from orchestration.worlds.generator.writer import write_world
from tests.support import contracts, quotes, spending
from tests.support.attribution import truth as of_touches
from tests.support.customers import customers
from tests.support.dbt import contents
from tests.support.dbt.build import Build
from tests.support.dbt.movements import WATERFALL, movements_simulated, movements_told
from tests.support.dbt.world import fill_from_world
from tests.support.lines import differences
from tests.support.mailings import mailings, mailings_planted

SYSTEMS = [
    ("hubspot", "salesforce"),
    *(pytest.param((alone,), marks=pytest.mark.nightly) for alone in ("hubspot", "salesforce")),
]

MARTS = (
    *("bridge_person_source", "bridge_account_source", "bridge_opportunity_source", "dim_user"),
    *("fct_funnel_stage_event", "mart_pipeline", "fct_opportunity", "fct_opportunity_state"),
    *("mart_pipeline_waterfall", "mart_pipeline_as_of", "fct_timeline"),
    *("fct_lead_handoff", "fct_lead_response", "mart_baton_pass", "mart_follow_up"),
    *("dim_product", "fct_opportunity_line", "fct_opportunity_line_check"),
    *("fct_marketing_spend", "mart_acquisition_cost", "fct_customer", "mart_customer_value"),
    *("mart_mailing", "mart_content", "assert_customers_are_those_that_were_acquired"),
    *("fct_touchpoint", "fct_attribution", "mart_opportunity_sourcing"),
    *("mart_campaign_influence", "dim_campaign_status", "fct_quote", "fct_contract"),
    "mart_campaign_report",
)
#: Kinds of events that are of a person.
DONE_WITH_PEOPLE = ("call", "email", "meeting", "message", "task", "touch")


class Known(NamedTuple):
    """A built company and the folder with its answers."""

    build: Build
    truth: Path

    def answers(self, name: str) -> list[dict[str, str]]:
        with (self.truth / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def answers_if_any(self, name: str) -> list[dict[str, str]]:
        return self.answers(name) if (self.truth / f"{name}.csv").exists() else []

    def that_look_alike(self) -> set[tuple[str, str]]:
        sides = ("object", "record_id"), ("other_object", "other_record_id")
        rows = self.answers_if_any("lookalikes")
        return {(row[name], row[record]) for row in rows for name, record in sides}

    def summary(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.truth / "summary.json").read_text("utf-8"))
        return loaded


@pytest.fixture(scope="module", params=SYSTEMS, ids="+".join)
def known(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("world")
    write_world(folder / "world", seed=11, people=300, systems=request.param, name="small")
    made = Build.on_duckdb(folder)
    fill_from_world(made, folder / "world")
    made.score()
    made.dbt(*(f"+{mart}" for mart in MARTS))
    yield Known(made, folder / "world" / "truth")
    made.engine.dispose()


def _keys(known: Known, kind: str) -> dict[tuple[str, str], str]:
    query = f"select source_object, source_id, {kind}_key from marts.bridge_{kind}_source"
    return {(row[0], row[1]): row[2] for row in known.build.rows(query)}


@pytest.mark.parametrize(
    ("kind", "name"),
    [("person", "persons"), ("account", "accounts"), ("opportunity", "opportunities")],
)
def test_records_are_grouped_as_simulated(known: Known, kind: str, name: str) -> None:
    keys = _keys(known, kind)
    pairs = {
        (row[f"{kind}_id"], keys[row["object"], row["record_id"]]) for row in known.answers(name)
    }
    unclear = known.that_look_alike()  # test_lookalikes.py is about these
    clear = {
        (row[f"{kind}_id"], keys[row["object"], row["record_id"]])
        for row in known.answers(name)
        if (row["object"], row["record_id"]) not in unclear
    }
    assert len(clear) == len({answer for answer, _ in clear}), "one was split"
    assert len(pairs) == len({key for _, key in pairs}), "two were taken for one"
    assert len(keys) == len(known.answers(name))


def test_every_line_is_told_once_with_its_cost(known: Known) -> None:
    found = differences(known.truth.parent, known.build.rows, nobody_ran=True)
    assert found == {"lines": (set(), set()), "line_checks": (set(), set())}


def test_stages_are_entered_at_the_recorded_instants(known: Known) -> None:
    keys = _keys(known, "person")
    person = {
        keys[row["object"], row["record_id"]]: row["person_id"] for row in known.answers("persons")
    }
    found = {
        (person[key], str(cycle), stage, at)
        for key, cycle, stage, at in known.build.rows(
            "select person_key, cycle_number, stage_code, entered_at"
            " from marts.fct_funnel_stage_event where not is_imputed and person_key is not null"
        )
    }
    wanted = {
        (row["person_id"], row["cycle_number"], row["stage_code"], _instant(row["entered_at"]))
        for row in known.answers("stages")
        if row["person_id"]
    }
    assert found == wanted


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def test_money_equals_the_simulation(known: Known) -> None:
    won, opened, count = known.build.rows(
        "select sum(case when is_won then amount_corporate end),"
        " sum(case when is_open then amount_corporate end), count(*) from marts.fct_opportunity"
    )[0]
    summary = known.summary()
    assert won == Decimal(str(summary["won_amount"]))
    assert opened == Decimal(str(summary["open_amount"]))
    assert count == summary["opportunities"]


def test_cycles_of_each_kind_equal_the_simulation(known: Known) -> None:
    counts = dict(
        known.build.rows("select cycle_type, count(*) from marts.mart_pipeline group by 1")  # type: ignore[arg-type]
    )
    wanted = known.summary()["cycles"]
    assert counts.pop("marketing_generated") == wanted["lead"]
    assert counts == {kind: count for kind, count in wanted.items() if kind != "lead"}


def test_the_pipeline_moved_as_simulated_in_every_period_and_scope(known: Known) -> None:
    owners = dict(known.build.rows("select owner_key, email from marts.dim_user"))  # type: ignore[arg-type]
    found = movements_told(
        known.build.rows(f"{WATERFALL} where scope_type in ('all', 'owner')"), owners
    )
    wanted = movements_simulated(known.answers("waterfall"))
    assert len(wanted) > 50
    assert found == wanted


def test_what_was_open_at_the_end_of_a_month_was_open_in_the_simulation(known: Known) -> None:
    found = {
        (str(start), count, amount or Decimal(0))
        for start, count, amount in known.build.rows(
            "select period_start, sum(count_open), sum(open_amount_corporate)"
            " from marts.mart_pipeline_as_of where period_type = 'month' group by 1"
        )
    }
    assert found == {
        (row["period_start"], int(row["count"]), Decimal(row["amount"]))
        for row in known.answers("open_pipeline")
    }


def test_what_nothing_tells_of_is_no_silent_guess(known: Known) -> None:
    """These worlds have the histories of all that the pipeline's numbers rest on."""
    assert known.build.rows(
        "select distinct evidence from marts.fct_opportunity_state order by 1"
    ) == [("history",)]


def test_opportunities_tell_the_story_that_was_planned(known: Known) -> None:
    """Opened, moved, re-priced, put off, handed on, won, lost, re-opened: each once."""
    found = known.build.rows(
        "select source_system, source_id, happened_at, kind from marts.fct_timeline"
        " where person_key is null and opportunity_key is not null and kind in"
        " ('opportunity_created', 'opportunity_stage', 'opportunity_owner', 'amount',"
        " 'close_date', 'won', 'lost', 'reopened') order by story_key, event_number"
    )
    planned = [row for row in known.answers("stories") if row["kind"] not in DONE_WITH_PEOPLE]
    assert len({row["kind"] for row in planned}) == 8
    assert Counter(map(tuple, found)) == _events_of(planned)


def test_what_was_done_with_people_is_in_their_story(known: Known) -> None:
    """Every call, e-mail, meeting, message and task, and every answer to a campaign: each once."""
    found = known.build.rows(
        "select source_system, source_id, happened_at, kind from marts.fct_timeline"
        f" where kind in {DONE_WITH_PEOPLE}"
        " and source_object not in ('form_submissions', 'email_events', 'page_views')"
        " order by story_key, event_number"
    )
    planned = [row for row in known.answers("stories") if row["kind"] in DONE_WITH_PEOPLE]
    assert len(planned) > 50
    assert Counter(map(tuple, found)) == _events_of(planned)


def test_touches_sources_and_credit_are_those_that_were_planned(known: Known) -> None:
    """Of every person and deal; nothing is told that was not planned, and nothing twice."""
    assert of_touches.differences(known.build.rows, known.truth) == []


def test_what_a_system_credits_itself_is_told_as_it_says(known: Known) -> None:
    """Of every rule and campaign: deals, those won, and what both come to."""
    told, planned = of_touches.influences(known.build.rows, known.answers_if_any("influence"))
    assert told == planned


def test_what_a_system_says_that_campaigns_brought_is_told_as_it_says(known: Known) -> None:
    """Of every campaign, by the linear rule alone; without that system there is none."""
    told, planned = of_touches.reports(known.build.rows, known.answers_if_any("campaign_reports"))
    assert told == planned


def test_quotes_became_what_was_planned_and_one_at_most_stands_for_a_deal(known: Known) -> None:
    planned = known.answers_if_any("quotes")
    assert quotes.differences(known.build.rows, planned) == (set(), set())


def test_contracts_run_from_when_to_when_it_was_planned(known: Known) -> None:
    planned = known.answers_if_any("contracts")
    assert contracts.differences(known.build.rows, planned) == (set(), set())


def _events_of(planned: list[dict[str, str]]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (row["system"], row["record_id"], _instant(row["happened_at"]), row["kind"])
        for row in planned
    )


HANDED_OVER = """
    select
        h.evidence_id, h.handoff_number, h.handoff_at, q.name, h.assigned_at, u.email,
        r.first_attempt_at, h.reason, h.outcome, r.response_status
    from marts.fct_lead_handoff as h
    inner join marts.fct_lead_response as r on r.handoff_key = h.handoff_key
    left join marts.dim_user as u on u.owner_key = h.to_owner_key
    left join marts.dim_user as q on q.owner_key = h.queue_key
"""


def handed_over(build: Build, truth: Path) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """The hand-overs that were planned, as the models see them and as truth has them."""
    with (truth / "handoffs.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    wanted = {
        (
            row["lead_id"],
            int(row["handoff_number"]),
            _instant(row["handoff_at"]),
            row["queue"] or None,
            _instant(row["assigned_at"]) if row["assigned_at"] else None,
            row["owner"] or None,
            _instant(row["first_attempt_at"]) if row["first_attempt_at"] else None,
            row["reason"] or None,
            row["outcome"],
            row["status"],
        )
        for row in rows
    }
    leads = {row["lead_id"] for row in rows}
    found = {tuple(row) for row in build.rows(HANDED_OVER) if row[0] in leads}
    return found, wanted


def test_hand_overs_become_what_was_planned(known: Known) -> None:
    """Owner, queue, first call, answer, reason and status of each, and no hand-over more."""
    if not (known.truth / "handoffs.csv").exists():
        assert not known.build.rows("select 1 from raw_salesforce.lead")
        return
    found, wanted = handed_over(known.build, known.truth)
    assert len({row[8] for row in wanted}) == 7, "every outcome is planned"
    assert found == wanted


def test_every_hand_over_has_one_outcome_and_one_status(known: Known) -> None:
    """The counts of each breakdown add up to all hand-overs."""
    sums = known.build.rows(
        "select p.breakdown, sum(p.count_handed_over),"
        " sum(p.count_accepted + p.count_rejected + p.count_recycled + p.count_returned"
        " + p.count_nobodys + p.count_never_followed_up + p.count_pending + p.count_unseen)"
        " from marts.mart_baton_pass as p group by 1"
    )
    sums += known.build.rows(
        "select breakdown, sum(count_handed_over), sum(count_judged + count_pending + count_unseen"
        " + count_already_engaged + count_undated) from marts.mart_follow_up group by 1"
    )
    [(all_of_them,)] = known.build.rows("select count(*) from marts.fct_lead_handoff")
    assert {total for _, *totals in sums for total in totals} <= {all_of_them}


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [7, 23])
def test_hand_overs_of_other_worlds_are_told_as_exactly(seed: int, tmp_path: Path) -> None:
    write_world(tmp_path / "world", seed=seed, people=400, as_of=DEFAULT_AS_OF, name="other")
    made = Build.on_duckdb(tmp_path)
    fill_from_world(made, tmp_path / "world")
    made.dbt("+path:models/marts/handover", "dim_user")
    found, wanted = handed_over(made, tmp_path / "world" / "truth")
    assert found == wanted
    made.engine.dispose()


def test_every_cost_counts_once_and_as_simulated(known: Known) -> None:
    wanted, found = spending.costs(known.truth.parent, known.build.rows)
    assert found == wanted


def test_what_was_spent_is_what_bringing_people_cost(known: Known) -> None:
    wanted, found = spending.wholes(known.truth.parent, known.build.rows)
    assert found == wanted


def test_customers_are_worth_what_their_deals_brought(known: Known) -> None:
    wanted, found = customers(known.truth.parent, known.build.rows)
    assert sum(row[7] is not None for row in wanted.values()) > 2, "no profit to compare"
    assert found == wanted


def test_what_became_of_mailings_is_told_by_person_and_machine(known: Known) -> None:
    wanted = mailings_planted(known.answers_if_any("mailings"))
    assert mailings(known.build.rows) == (wanted, True)


def test_content_did_what_was_simulated_and_what_its_touches_say(known: Known) -> None:
    wanted = contents.uses_simulated(known.answers("pushed_content"))
    assert contents.uses_told(known.build.rows) == wanted
    assert contents.pieces_told(known.build.rows) == contents.pieces_reckoned(known.build.rows)
