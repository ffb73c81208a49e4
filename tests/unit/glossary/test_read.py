"""What glossary.yml may say, and how it is told that it may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary, read_glossary
from orchestration.glossary.parts.part import Part
from orchestration.glossary.read import SHIPPED_FILE
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")


def _write(folder: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    (folder / "glossary.yml").write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    return folder


def _message(folder: Path) -> str:
    with pytest.raises(GlossaryError) as raised:
        read_glossary(folder)
    return str(raised.value)


def test_the_shipped_glossary_is_valid() -> None:
    glossary = read_glossary(PROJECT)
    codes = [stage.code for stage in glossary.stages.rows]
    assert codes[:6] == ["INQ", "MQL", "SAL", "SQL", "OPP", "WON"]
    assert set(codes[6:]) == {"LOST", "DISQUALIFIED", "RECYCLED"}


def test_agreement_key_on_is_not_read_as_true(tmp_path: Path) -> None:
    signed = "agreed_by: {marketing: Ann, sales: Bo, on: 2026-11-26}"
    folder = _write(tmp_path, "agreed_by: nobody yet", signed)
    agreement = read_glossary(folder).settings[0].agreed_by
    assert not isinstance(agreement, str)
    assert agreement.on.year == 2026


def test_nothing_that_ships_reads_as_signed() -> None:
    glossary = read_glossary(PROJECT)
    entries = [*glossary.settings, *glossary.tables.values()]
    assert {entry.agreed_by for entry in entries} == {"nobody yet"}


@pytest.mark.parametrize("name", ["default", "nobody yet", " Nobody "])
def test_nobody_signs_as_somebody(tmp_path: Path, name: str) -> None:
    signed = f"agreed_by: {{marketing: {name!r}, sales: Bo, on: 2026-11-26}}"
    assert "signs nothing" in _message(_write(tmp_path, "agreed_by: nobody yet", signed))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: null", "value: EURO", "'EURO' is no currency code of ISO 4217. Is it 'EUR'"),
        ("value: null", "value: eur", "'eur' is no currency code"),
        ("value: null", "value: [EUR]", "is no currency"),
        ('value: "UTC"', "value: Europa/Berlin", "is no IANA time zone. Is it 'Europe/Berlin'"),
        ('value: "UTC"', "value: +02:00", "is no IANA time zone"),
        ("value: 180", "value: -1", "no whole number of days"),
        ("value: 180", "value: soon", "no whole number of days"),
        ("value: 1.959964", "value: 0", "no number of standard deviations"),
        ("id: cohort_window_days", "id: cohort_windw_days", "Is it 'cohort_window_days'"),
        (", outcome: won}", "}", "shared_stages: exactly one says `outcome: won`, and here 0 do"),
        ("Negotiation}", "Negotiation, outcome: lost}", "`outcome: lost`, and here 2 do"),
        (
            "{system: salesforce, value: New, meaning: new}",
            "{system: salesforce, value: recycled, meaning: new}",
            "means",
        ),
        ("stage: INQ, system: hubspot", "stage: MQLS, system: hubspot", "Is it 'MQL'"),
        ("source: deals.createdate,", "source: deals.createddate,", "Is it 'deals.createdate'"),
        ("source: task.completed,", "source: chats.completed,", "no model reads"),
        ("source: lead.converteddate,", "source: nonsense,", "no model reads"),
        ("{code: MQL, rank: 2", "{code: MQL, rank: 10", "the steps are ranked 1, 2, 3"),
        ("label: Won, is_exit: false", "label: Won, is_exit: true", "stages[WON]: a way out opens"),
        ("{code: LOST, rank: 7", "{code: LOST, rank: 5.5", "valid integer"),
        (", is_handover: true", "", "`is_handover: true`, and here none does"),
        ("opens_cycle: alone, owner", "is_handover: true, owner", "and here MQL, SQL"),
        ("is_exit: false, is_of_opportunity: true", "is_exit: false", "two at least"),
        ("opens_cycle: alone, is_of_opportunity: true", "opens_cycle: alone", "the last steps"),
    ],
)
def test_what_no_model_could_compute_with_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert expected in _message(_write(tmp_path, old, new))


def test_a_row_without_flags_stands_for_what_the_shipped_one_does(tmp_path: Path) -> None:
    flags = r", (?:opens_cycle|has_cohort|is_handover|is_of_opportunity|outcome): \w+"
    (tmp_path / "glossary.yml").write_text(re.sub(flags, "", SHIPPED), encoding="utf-8")
    assert "opens_cycle" in _message(tmp_path)
    (tmp_path / SHIPPED_FILE).write_text(SHIPPED, encoding="utf-8")
    assert read_glossary(tmp_path) == read_glossary(PROJECT)


def test_what_a_later_release_defines_is_ours_until_the_company_says(tmp_path: Path) -> None:
    older = yaml.safe_load(SHIPPED)
    older["settings"] = [s for s in older["settings"] if s["id"] != "recycle_idle_days"]
    del older["source_channels"]
    older["channels"]["rows"][0]["label"] = "Theirs"
    (tmp_path / "glossary.yml").write_text(yaml.safe_dump(older), encoding="utf-8")
    assert "source_channels: Field required" in _message(tmp_path)
    (tmp_path / SHIPPED_FILE).write_text(SHIPPED, encoding="utf-8")
    theirs, ours = read_glossary(tmp_path), read_glossary(PROJECT)
    assert theirs.source_channels == ours.source_channels
    assert theirs.settings[-1] == next(s for s in ours.settings if s.id == "recycle_idle_days")
    assert theirs.channels.rows[0].label == "Theirs"


def test_a_company_may_say_its_goals_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "glossary.yml").write_text("{}", encoding="utf-8")
    (tmp_path / SHIPPED_FILE).write_text(SHIPPED, encoding="utf-8")
    assert read_glossary(tmp_path) == read_glossary(PROJECT)


def test_the_check_of_every_part_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is hidden by that of a part it stands beside, or is made of."""
    parts = [part for part in Glossary.__mro__ if issubclass(part, Part) and "check" in vars(part)]
    asked: list[type[Part]] = []
    for part in parts:
        monkeypatch.setattr(part, "check", lambda self, part=part: asked.append(part))
    read_glossary(PROJECT)
    assert len(parts) > 4
    assert asked == parts[::-1]


def test_a_flag_that_a_row_has_is_its_own(tmp_path: Path) -> None:
    folder = _write(tmp_path, "always, has_cohort: true, is_handover", "never, is_handover")
    (folder / SHIPPED_FILE).write_text(SHIPPED, encoding="utf-8")
    handover = read_glossary(folder).stages.rows[1]
    assert (handover.opens_cycle, handover.has_cohort) == ("never", True)


def test_a_status_called_no_stays_text(tmp_path: Path) -> None:
    folder = _write(tmp_path, "{system: salesforce, value: New,", "{system: salesforce, value: NO,")
    values = {row.value for row in read_glossary(folder).lead_statuses.rows}
    assert "NO" in values


def test_an_unknown_key_is_named_with_its_entry(tmp_path: Path) -> None:
    folder = _write(tmp_path, "    value: 180\n", "    value: 180\n    windw: 3\n")
    assert "settings[cohort_window_days].windw" in _message(folder)


def test_a_missing_sentence_is_named_with_its_entry(tmp_path: Path) -> None:
    sentence = '  definition: "What each lead status of either system says about the lead."\n'
    assert "lead_statuses.definition" in _message(_write(tmp_path, sentence, ""))


def test_a_meaning_nobody_knows_is_refused(tmp_path: Path) -> None:
    folder = _write(tmp_path, "value: New, meaning: new", "value: New, meaning: fresh")
    assert "lead_statuses.rows[1].meaning" in _message(folder)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: New, meaning: new", 'value: "Open", meaning: new', "lead_statuses"),
        ("- {code: MQL, rank: 2", "- {code: MQL, rank: 1", "stages.rank"),
        (
            "value: Web, channel: website",
            'value: "online_form", channel: website',
            "source_channels",
        ),
        ("  - id: corporate_currency", "  - id: reporting_time_zone", "settings"),
    ],
)
def test_what_is_defined_twice_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    message = _message(_write(tmp_path, old, new))
    assert expected in message
    assert "defined twice" in message


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: Web, channel: website", "value: Web, channel: web_site", "web_site"),
        (
            "value: Prospecting, shared_stage: discovery",
            "value: Prospecting, shared_stage: x",
            "'x'",
        ),
        ("- {stage: INQ, system: hubspot", "- {stage: INQUIRY, system: hubspot", "INQUIRY"),
        ("    owner_team: revops", "    owner_team: nobody", "nobody"),
        ("value: lead, stage: INQ", "value: lead, stage: ENQ", "ENQ"),
    ],
)
def test_a_name_that_is_not_defined_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert expected in _message(_write(tmp_path, old, new))


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    folder = _write(tmp_path, "    value: 180\n", "    value: 180\n    value: 90\n")
    assert "'value' stands twice" in _message(folder)


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    assert "glossary.yml is not valid YAML" in _message(
        _write(tmp_path, "settings:", "settings: [")
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"a: !!timestamp 2024-99-99",
        b"a: !!python/object/apply:os.system ['true']",
        b"a: &x [*x]",
        b"? []\n: 1",
        b"[" * 3_000,
        b"- " * 3_000,
        b"\x00",
        b"",
        b"7",
    ],
)
def test_a_file_that_is_no_glossary_is_refused_and_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "glossary.yml").write_bytes(content)
    assert "glossary.yml" in _message(tmp_path)


def test_a_missing_file_names_the_file(tmp_path: Path) -> None:
    assert "glossary.yml cannot be read" in _message(tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "glossary.yml").write_text("", encoding="utf-8")
    assert "glossary.yml is invalid" in _message(tmp_path)
