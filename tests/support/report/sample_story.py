"""The accounts of the sample report with their stories, and what is to be done next."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import execute, insert, insert_tuples

EVENTS = (
    ("ann", None, "2026-03-01", "09:30", "instant", "first_seen", "first seen, source PAID_SEARCH",
     "hubspot", "contacts", "701", "paid_search", None, None),
    ("ann", None, "2026-03-01", "09:31", "instant", "form_submission", "sent in a form: Pricing",
     "hubspot", "form_submission", "93d978ea-2f43-5001-9804-53ecb8155d02-1772357460000", None,
     None, None),
    ("ann", None, "2026-03-02", None, "day", "touch", "responded to a campaign: Fair",
     "salesforce", "campaign_member", "00v1", None, None, None),
    ("ann", None, "2026-03-02", "14:00", "instant", "call", "call, outbound: Connected",
     "salesforce", "task", "00T1", None, "owner0", None),
    (None, "o0", "2026-03-05", "08:00", "instant", "opportunity_created",
     "opportunity opened in Qualify", "salesforce", "opportunity", "0065g00000A0000AAA", None,
     "owner1", 20000),
    (None, "o0", "2026-04-05", None, "assumed", "won", "won",
     "hubspot", "deals", "91000000", None, "owner1", 20977),
)  # fmt: skip


def fill_story(engine: Engine) -> None:
    """Two accounts with a page, one without, and three things to do."""
    _fill_accounts(engine)
    _fill_people(engine)
    _fill_actions(engine)


def _fill_accounts(engine: Engine) -> None:
    insert(engine, "marts.dim_account", [
        {"account_key": "acc1", "name": "Northwind", "domain": "northwind.example",
         "industry": "Farming", "country": "Chile", "owner_key": "owner0"},
        {"account_key": "acc2"},
        {"account_key": "acc3", "name": "Lost only"},
    ])  # fmt: skip
    insert_tuples(
        engine,
        "marts.mart_account",
        "account_key count_people count_won count_lost count_open won_amount_corporate"
        " open_amount_corporate value_amount_corporate count_events first_event_at last_event_at"
        " value_rank",
        [
            ("acc1", 1, 1, 0, 1, 20977, 20000, 40977, 6, "2026-03-01", "2026-04-05", 1),
            ("acc2", 0, 0, 0, 1, None, None, None, 0, None, None, 2),
            ("acc3", 0, 0, 1, 0, None, None, None, 0, None, None, None),
        ],
    )
    insert_tuples(
        engine,
        "marts.bridge_account_source",
        "account_key source_system source_object source_id",
        [("acc1", "hubspot", "companies", "501"), ("acc1", "salesforce", "account", "0015g1")],
    )


def _fill_people(engine: Engine) -> None:
    """One person, their part in an opportunity, and the events."""
    insert(engine, "marts.dim_person", [
        {"person_key": "ann", "first_name": "Ann", "last_name": "Lee", "title": "Buyer",
         "email": "ann@northwind.example", "account_key": "acc1", "channel": "paid_search"}
    ])  # fmt: skip
    insert_tuples(
        engine,
        "marts.bridge_person_source",
        "person_key source_system source_object source_id",
        [
            ("ann", "hubspot", "contacts", "701"),
            ("ann", "salesforce", "lead", "00Q5g00000A0001AAA"),
        ],
    )
    insert(engine, "marts.bridge_person_email", [
        {"person_key": "ann", "email": "ann@northwind.example", "is_main": True},
        {"person_key": "ann", "email": "a.lee@northwind.example", "is_main": False},
    ])  # fmt: skip
    insert(
        engine, "marts.bridge_opportunity_person", [{"opportunity_key": "o0", "person_key": "ann"}]
    )
    execute(
        engine, "update marts.fct_opportunity set account_key = 'acc1' where opportunity_key = 'o0'"
    )
    columns = (
        "person_key opportunity_key happened_date happened_time dated_by kind what source_system"
        " source_object source_id channel owner_key amount_corporate"
    )
    insert(engine, "marts.fct_timeline", [
        dict(zip(columns.split(), event, strict=True))
        | {"event_key": str(n), "event_number": n, "story_key": "acc1", "account_key": "acc1",
           "happened_at": f"{event[2]} {event[3] or '00:00'}:00"}
        for n, event in enumerate(EVENTS, 1)
    ])  # fmt: skip


def _fill_actions(engine: Engine) -> None:
    """What is to be done, and what numbers of cycles and opportunities open into."""
    insert(engine, "marts.mart_pipeline", [{"cycle_key": "c1", "person_key": "ann"}])
    insert(engine, "quality.open_opportunity", [
        {"opportunity_key": "o0", "worst_severity": "major", "recorded_amount": 20000,
         "untrusted_amount": 10000}
    ])  # fmt: skip
    insert_tuples(
        engine,
        "quality.next_action",
        "action_key action_rank action_kind rule_id severity owner_key team source_system"
        " source_object source_id amount_corporate expected_amount_corporate action_records"
        " action_amount_corporate action_amount_estimated action_expected_amount_corporate",
        [
            *(
                (f"a{n}", 1, "follow_up", None, "major", "owner0", "sales", "salesforce", "lead",
                 f"00Q{n}", None, 4000, 2, None, None, 8000)
                for n in range(2)
            ),
            ("b", 2, "unstick", None, "minor", "owner1", None, "hubspot", "deals", "91000000", 9000,
             900, 1, 9000, None, 900),
            ("c", 3, "fix", "D003", "minor", None, None, "salesforce", "opportunity",
             "0065g00000A0001AAA", None, None, 1, None, 700, None),
        ],
    )  # fmt: skip
