"""A signal ends a command at once: one line, its own exit code, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.paths import ROOT

CODES = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}


def start(code: str, home: Path) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-c", code, str(home)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**kept, "HYMNSHEET_HOME": str(home)}, preexec_fn=as_from_a_terminal,
    )  # fmt: skip


def as_from_a_terminal() -> None:
    """A job in the background inherits signals that are ignored."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def stopped(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, float]:
    began = time.monotonic()
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    return process.returncode, errors, time.monotonic() - began


DEEP_IN_A_QUERY = """
import multiprocessing, sys, tempfile, duckdb
from pathlib import Path
from orchestration.cli.interrupts import end_at_once_when_told
from orchestration.private_files import use_home
end_at_once_when_told()
lock = multiprocessing.get_context("spawn").RLock()  # as dbt has them
use_home(Path(sys.argv[1]))
tempfile.mkdtemp()
print("ready", flush=True)
duckdb.sql("select count(*) from range(1000000) a, range(1000000000) b where a.range = b.range % 7").fetchall()
"""  # noqa: E501


@pytest.mark.parametrize("number", CODES)
def test_a_signal_ends_a_query_with_one_line_and_leaves_no_file(
    number: signal.Signals, tmp_path: Path
) -> None:
    process = start(DEEP_IN_A_QUERY, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    time.sleep(0.3)
    code, errors, seconds = stopped(process, number)
    assert code == CODES[number]
    assert errors.count("\n") == 1
    assert number.name in errors
    assert "Traceback" not in errors
    assert seconds < 5
    assert list((tmp_path / "tmp").iterdir()) == []


SERVE = "from orchestration.cli.main import main; import sys; sys.argv[1:] = ['emulator', 'serve', '--port', '0']; main()"  # noqa: E501


def test_serving_ends_the_same_way(tmp_path: Path) -> None:
    process = start(SERVE, tmp_path)
    assert process.stdout is not None
    for line in process.stdout:
        if "CONSUMER_SECRET" in line:
            break
    code, errors, _ = stopped(process, signal.SIGTERM)
    assert code == 143
    assert "Traceback" not in errors
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_has_is_not(
    tmp_path: Path,
) -> None:
    killed, living = start(DEEP_IN_A_QUERY, tmp_path), start(DEEP_IN_A_QUERY, tmp_path)
    for process in (killed, living):
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    try:
        killed.kill()
        killed.wait()
        (left,) = (tmp_path / "tmp").glob(f"{killed.pid}-*")
        code = (
            "import sys; from pathlib import Path; import orchestration.private_files as files;"
            " files.use_home(Path(sys.argv[1])); files.leave_home()"
        )
        third = start(code, tmp_path)
        third.communicate(timeout=30)
        assert third.returncode == 0
        assert not left.exists()
        assert list((tmp_path / "tmp").glob(f"{living.pid}-*"))
    finally:
        living.kill()
        living.wait()
        for process in (killed, living):
            process.communicate()


ANOTHER_STARTS = """
import subprocess, sys, tempfile
from pathlib import Path
from orchestration import private_files
made = tempfile.mkdtemp
program = "import sys; from pathlib import Path; import orchestration.private_files as files;"
program += " files.use_home(Path(sys.argv[1])); files.leave_home()"
others = []

def another_starts(*args, **kwargs):
    folder = made(*args, **kwargs)
    others.append(subprocess.Popen([sys.executable, "-c", program, sys.argv[1]]))
    try:
        others[0].wait(2)
    except subprocess.TimeoutExpired:
        pass
    return folder

tempfile.mkdtemp = another_starts
private_files.use_home(Path(sys.argv[1]))
private_files.leave_home()
sys.exit(others[0].wait(30))
"""


def test_two_that_start_at_once_leave_each_other_alone(tmp_path: Path) -> None:
    process = start(ANOTHER_STARTS, tmp_path)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert list((tmp_path / "tmp").iterdir()) == []
