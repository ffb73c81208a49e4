"""A company's folder whose warehouse is what the fixture `published` of a test's own file made."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli.init import init


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: str) -> Path:
    """A folder with what `published` says, in which commands are run."""
    folder = tmp_path / "company"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HYMNSHEET_PROJECT", raising=False)
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", published)
    return folder
