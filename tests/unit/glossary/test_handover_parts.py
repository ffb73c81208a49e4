"""What the glossary may say of working hours, teams, outcomes, terms and reasons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")
MONDAY = '{calendar: office, weekday: 1, opens: "9:00", closes: "17:00"}'


def _with(folder: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    (folder / "glossary.yml").write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("said", "minute"), [('"9:00"', 540), ("17:30", 1050), ("0", 0), ('"24:00"', 1440)]
)
def test_a_time_of_a_day_is_a_minute_however_yaml_reads_it(
    tmp_path: Path, said: str, minute: int
) -> None:
    is_start = minute < 1020
    new = MONDAY.replace('"9:00"' if is_start else '"17:00"', said)
    hours = read_glossary(_with(tmp_path, MONDAY, new)).work_hours.rows[0]
    assert (hours.opens if is_start else hours.closes) == minute


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (MONDAY, MONDAY.replace('"9:00"', '"nine"'), "'nine' is no time of a day"),
        (MONDAY, MONDAY.replace('"17:00"', '"8:00"'), "closes before it opens"),
        (MONDAY, MONDAY.replace("weekday: 1", "weekday: 2"), "weekday 2]: two rows overlap"),
        (MONDAY, MONDAY.replace("office", "ofice"), "no work calendar is called 'ofice'"),
        (
            '{code: office, label: "Office hours"}',
            '{code: office, label: "Office hours", time_zone: Europe/Berln}',
            "work_calendars[office].time_zone: 'Europe/Berln' is no IANA time zone",
        ),
        (
            "{scope: everyone, calendar: office}",
            "{scope: team, name: sales, calendar: office}",
            "exactly one row says `scope: everyone`",
        ),
        (
            "{scope: everyone, calendar: office}",
            "{scope: everyone, calendar: office}\n    - {scope: owner, calendar: office}",
            "a team or an owner has a name",
        ),
        ("value: Marketing, team: marketing", "value: Marketing, team: markting", "markting"),
        ("meaning: connected}", "meaning: conected}", "no meaning is called 'conected'"),
        ("never_factor: 5, is_default: true", "never_factor: 5", "`is_default: true`"),
        ("lead_type: hand_raiser, channel", "lead_type: hand_riser, channel", "no lead type is"),
        ("{lead_type: hand_raiser, channel: website}", "{lead_type: standard}", "fits no lead"),
        ("raiser, channel: phone_inquiry}", "raiser, channel: phone}", "through a channel 'phone'"),
        (
            "raiser, channel: phone_inquiry}",
            'raiser, system: salesforce, source: "lead.score__c>=high"}',
            "write object.field=value or object.field>=number, of lead, contact",
        ),
        (
            "raiser, channel: phone_inquiry}",
            "raiser, form: Demo}",
            "say the system that a source or a form is in",
        ),
        (
            "raiser, channel: phone_inquiry}",
            "raiser, channel: website, system: hubspot}",
            "say the system that a source or a form is in, and none without",
        ),
        ("field: recycle_reason__c", "field: Recycle_Reason__c", "in small letters"),
        ("reason: no_budget}", "reason: no_money}", "no reason is called 'no_money'"),
    ],
)
def test_what_models_cannot_compute_with_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    with pytest.raises(GlossaryError, match=re.escape(expected)):
        read_glossary(_with(tmp_path, old, new))
