"""A setting that cannot be meant is refused when it is read, by its name and without its value."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.errors import ConfigError
from orchestration.private_files import use_home
from orchestration.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, value)
            for name in ("HUBSPOT_BASE_URL", "SALESFORCE_LOGIN_URL")
            for value in (
                "http://acme.test",
                "ftp://acme.test",
                "acme.test",
                "https://",
                "https:///path",
                "https://[::1",
                "https://acme.test:99999",
                "https://acme.test:port",
                "https://acme.test:0",
                "https://ac\u202eme.test",
                "https://acme.test/?token=s3cretvalue",
                "https://acme.test/#s3cretvalue",
                "https://user:s3cretvalue@acme.test",
                f"https://{'a' * 300}.test",
            )
        ),
        ("SALESFORCE_API_VERSION", "../query"),
        ("SALESFORCE_API_VERSION", "latest"),
        *(("AS_OF", value) for value in ("yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31")),
        ("AS_OF", "1e400"),
        ("MAX_DELETED_SHARE", "nan"),
        ("MAX_DELETED_SHARE", "2"),
        *(
            ("OVERLAP_MINUTES", value)
            for value in (
                '{"deals": -1}',
                '{"deals": 999999999999}',
                '{"deals": "x"}',
                "[]",
                "{",
                "s3cretvalue",
            )
        ),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"HYMNSHEET_{name}", value)
    with pytest.raises(ConfigError, match=f"HYMNSHEET_{name}") as caught:
        load_settings()
    assert "s3cretvalue" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    ["https://api.hubapi.com", "https://localhost:8443", "https://[::1]:8443/", "https://a"],
)
def test_an_address_is_a_host_with_or_without_a_port(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HYMNSHEET_HUBSPOT_BASE_URL", value)
    assert load_settings().hubspot_base_url == value


def _homes(folder: Path) -> dict[str, Path]:
    (folder / "file").write_text("x")
    (folder / "loop").symlink_to(folder / "loop")
    return {
        "a file": folder / "file",
        "in a file": folder / "file" / "x",
        "a loop": folder / "loop",
        "too long": folder / ("x" * 5_000),
        "not for writing": Path("/proc/hymnsheet"),
        "a device": Path("/dev/null"),
    }


@pytest.mark.parametrize(
    "kind", ["a file", "in a file", "a loop", "too long", "not for writing", "a device"]
)
def test_a_home_that_is_none_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ConfigError, match="home folder"):
        use_home(_homes(tmp_path)[kind])
