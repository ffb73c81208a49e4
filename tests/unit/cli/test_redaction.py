"""Secrets are checked when read and never told; a vendor's words cannot drive the terminal."""

from __future__ import annotations

import traceback

import pytest

from orchestration.errors import ConfigError, SourceError
from orchestration.redaction import printable, redacted, scrub
from orchestration.settings import load_settings

SECRET = "pat-eu1-5ecret/with+signs"
PASSWORD = "pa55-w0rd"


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("hubspot_access_token", f"{SECRET}\n", "line break"),
        ("hubspot_access_token", f"Authorization:\r\n{SECRET}", "line break"),
        ("salesforce_consumer_key", f" {SECRET}", "space"),
        ("salesforce_consumer_secret", f'"{SECRET}"', "quotation marks"),
        ("salesforce_consumer_secret", f"Bearer {SECRET}", "space"),
        ("hubspot_access_token", f"{SECRET}\u201d", "no key has"),
        ("hubspot_base_url", f"https://user:{SECRET}@api.hubapi.com", "leave them out"),
        ("salesforce_login_url", f"https://{SECRET}@login.example", "leave them out"),
    ],
)
def test_a_secret_of_the_wrong_form_is_named_and_not_shown(
    setting: str, value: str, words: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings({setting: value})
    told = "".join(traceback.format_exception(refused.value))
    assert f"HYMNSHEET_{setting.upper()}" in refused.value.message
    assert words in refused.value.message
    assert SECRET not in told


def test_errors_and_what_they_were_raised_from_hold_no_secret() -> None:
    settings = load_settings(
        {
            "hubspot_access_token": SECRET,
            "warehouse_url": f"postgresql://me:{PASSWORD}@db.example/w",
        }
    )
    secrets = settings.secret_values()
    assert set(secrets) == {SECRET, PASSWORD}
    cause = ValueError(f"bad header {SECRET}", {"token": SECRET}, PASSWORD.encode())
    error = SourceError(f"refused: {SECRET}", next_step=f"not {SECRET}")
    error.__cause__ = cause
    scrub(error, secrets)
    told = "".join(traceback.format_exception(error)) + error.message + error.next_step
    assert SECRET not in told
    assert PASSWORD not in told
    assert told.count("***") >= 5


def test_a_secret_inside_a_url_is_found_too() -> None:
    assert redacted("https://x/?key=pat-eu1-5ecret%2Fwith%2Bsigns&a=1", [SECRET]) == (
        "https://x/?key=***&a=1"
    )
    assert redacted("an ordinary word", ["an"]) == "an ordinary word"


def test_escape_codes_and_turned_text_are_spelt_out() -> None:
    assert printable("a\x1b[2J\x1b]0;t\x07b\u202egpj.exe\u2066c\x9b") == (
        "a\\x1b[2J\\x1b]0;t\\x07b\\u202egpj.exe\\u2066c\\x9b"
    )
    assert printable("Zürich → 東京\n\tok") == "Zürich → 東京\n\tok"
