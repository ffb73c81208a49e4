"""What a system reports of its campaigns, asked for by its API, equals what was planted."""

from __future__ import annotations

from tests.support.answers import answers
from tests.support.attribution.truth import reports
from tests.support.company import Company


def test_every_campaign_is_reported_once_by_the_linear_rule(larkspur: Company) -> None:
    told, planned = reports(larkspur.rows, answers(larkspur.world_dir, "campaign_reports"))
    assert told == planned
    assert len({row[1] for row in planned}) > 5, "numbers that could be mistaken for each other"


def test_ours_stands_beside_a_report_and_is_not_made_from_it(larkspur: Company) -> None:
    [row] = larkspur.rows(
        "select count(case when revenue_state = 'told' then 1 end) as told, count(*) as campaigns,"
        " count(count_persons_touched) as touched, count(credited_amount_corporate) as credited"
        " from marts.mart_campaign_report"
    )
    assert row.told == row.campaigns
    assert 0 < row.touched <= row.campaigns
    assert 0 < row.credited <= row.campaigns


def test_every_advertisement_is_a_thing_of_its_campaign_that_nobody_saw(larkspur: Company) -> None:
    rows = larkspur.rows(
        "select m.name, c.name as campaign, m.count_engaged_persons as engaged"
        " from marts.mart_content as m"
        " left join marts.dim_campaign as c on c.campaign_key = m.campaign_key"
        " where m.content_kind = 'ad'"
    )
    assert rows
    assert {(row.name, row.engaged) for row in rows} == {
        (f"{row.campaign}, ads", None) for row in rows
    }
