"""Contacts that are paid for in vain are those that were planted, for the reasons planted."""

from __future__ import annotations

from tests.support.audience import differences, reasons_planted
from tests.support.company import Company


def test_each_paid_contact_is_reachable_or_not_as_planted(larkspur: Company) -> None:
    assert differences(larkspur.world_dir, larkspur.rows) == []


def test_the_costs_of_the_audience_are_of_all_that_is_paid_for(larkspur: Company) -> None:
    planted = reasons_planted(larkspur.world_dir)
    told = {
        row.reason: (row.count_contacts, row.count_paid_for)
        for row in larkspur.rows(
            "select reason, count_contacts, count_paid_for from marts.mart_audience_cost"
            " where count_paid_for is not null"
        )
    }
    names = {"bounced": "has_bounced", "opted_out": "has_opted_out", "junk": "is_junk"}
    names |= {"opted_out_elsewhere": "has_opted_out_elsewhere"}
    beside = {"opted_out_of_some": "has_opted_out_of_some"}
    names |= {"duplicate": "is_duplicate", "no_address": "has_no_address", "paid_for": "paid_for"}
    paid = planted["paid_for"]
    assert {name: told[name] for name in names | beside} == {
        name: (planted[reason], paid) for name, reason in (names | beside).items()
    }
    assert planted["has_opted_out_of_some"] > 3
    assert planted["has_bounced"] > 3
    assert planted["is_duplicate"] > 1
    assert 0 < told["paid_in_vain"][0] <= sum(told[name][0] for name in names if name != "paid_for")
