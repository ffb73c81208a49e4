"""What we write is its owner's alone, whatever the mask of the shell that starts us."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.private_files import leave_home, use_home


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    mask = os.umask(0o022)
    yield
    leave_home()
    os.umask(mask)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_old_files_are_tightened_and_new_ones_are_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "report").mkdir(parents=True)
    page = home / "report" / "index.html"
    page.write_text("people")
    outside = tmp_path / "outside.txt"
    outside.write_text("not ours")
    (home / "link").symlink_to(outside)
    assert (mode(home), mode(page)) == (0o755, 0o644)

    use_home(home)
    (home / "new.duckdb").write_text("people")
    assert (mode(home), mode(home / "report"), mode(page)) == (0o700, 0o700, 0o600)
    assert mode(home / "new.duckdb") == 0o600
    assert mode(outside) == 0o644


def test_temporary_files_stand_in_the_home_and_go_with_the_process(tmp_path: Path) -> None:
    use_home(tmp_path)
    made = Path(tempfile.mkdtemp())
    assert made.is_relative_to(tmp_path / "tmp")
    leave_home()
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not Path(tempfile.gettempdir()).is_relative_to(tmp_path)


def test_what_another_process_removes_meanwhile_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("passing", "staying"):
        (tmp_path / name).write_text("people")
        (tmp_path / name).chmod(0o644)
    looked_at = Path.lstat

    def gone_at_once(path: Path) -> os.stat_result:
        if path.name == "passing":
            path.unlink()
        return looked_at(path)

    monkeypatch.setattr(Path, "lstat", gone_at_once)
    use_home(tmp_path)
    leave_home()
    assert mode(tmp_path / "staying") == 0o600


def test_a_home_behind_a_link_is_private_too(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "old.duckdb").write_text("people")
    (tmp_path / "home").symlink_to(there)
    use_home(tmp_path / "home")
    assert (mode(there), mode(there / "old.duckdb")) == (0o700, 0o600)
