"""What broke in a field, since when and whose doing, in words; and what the set-up became."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def broke(**changes: object) -> dict[str, object]:
    return {
        "break_key": f"{changes.get('field')}",
        "source_system": "hubspot",
        "source_object": "contacts",
        "field": "jobtitle",
        "break_kind": "placeholder_began",
        "broke_on": date(2026, 5, 6),
        "ratio_before": 0,
        "ratio_after": 0.4,
        "records_touched": 188,
        "actor_kind": "integration",
        "actor": "Enrichly",
        "evidence": "Enrichly made the records",
    } | changes


def changed(**changes: object) -> dict[str, object]:
    return {
        "change_key": "k",
        "source_system": "salesforce",
        "source_object": "lead",
        "field": "leadsource",
        "change_kind": "option_relabelled",
        "option_value": "Web",
        "was": "Web",
        "became": "Website",
        "changed_after": datetime(2026, 5, 6, 6),  # noqa: DTZ001  the warehouse keeps UTC so
        "seen_at": datetime(2026, 5, 7, 6),  # noqa: DTZ001
    } | changes


def test_a_break_is_told_with_its_day_and_whose_doing_it_was(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.field_break", [
        broke(),
        broke(field="budget", break_kind="fill_fell", broke_on=date(2026, 5, 4),
              actor_kind="unknown", actor=None, evidence="filled on 90 %"),
        broke(field=None, break_kind="volume_stopped", broke_on=date(2026, 5, 3),
              records_touched=None, ratio_before=4, ratio_after=0),
    ])  # fmt: skip
    insert(engine, "quality.schema_change", [
        changed(),
        changed(change_key="l", field="vat", change_kind="retyped", option_value=None, was="text",
                became="number", actor_kind="user", actor="Bo Birch",
                changed_at=datetime(2026, 5, 6, 9)),  # noqa: DTZ001
    ])  # fmt: skip
    told = tell("breaks")
    assert (
        "jobtitle HubSpot contacts, jobtitle New records hold a placeholder Enrichly made" in told
    )
    assert "2026-05-06 0 % 40 % 188 the integration Enrichly" in told.replace("\u202f", " ")
    assert "New records no longer fill it filled on 90 % 2026-05-04" in told
    assert "188 unknown" in told
    assert "2026-05-03 – – – the integration Enrichly" in told
    assert told.index("2026-05-06") < told.index("2026-05-04") < told.index("2026-05-03")
    assert "option named otherwise “Web” Web Website 2026-05-06 06:00 UTC to 2026-05-07" in told
    assert "06:00 UTC unknown" in told
    assert "another type text number 2026-05-06 09:00 UTC the user Bo Birch" in told


def test_a_redacted_report_names_nobody_and_shows_no_value(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.field_break", [
        broke(actor_kind="user", actor="Ann Ash", value_after="Bo Birch",
              break_kind="value_began", evidence="Ann Ash wrote 'Bo Birch'"),
    ])  # fmt: skip
    insert(engine, "quality.schema_change", [changed(option_value="Bo Birch", became="Bo Birch")])
    told = tell("breaks", redact=True)
    assert "One value has flooded it 2026-05-06" in told
    assert "the user" in told
    assert "Ann" not in told
    assert "Birch" not in told


def test_nothing_broke_and_it_says_so(tell: Tell) -> None:
    assert tell("breaks").startswith("No field broke with its own history")
    assert "Changes of the set-up" not in tell("breaks")
