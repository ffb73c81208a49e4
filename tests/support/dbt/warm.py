"""dbt kept warm: a process that has dbt's code and the parse of our project, and forks per command.

A dbt of its own spends seconds on imports and the parse before the first model, and a parse for
Postgres is of no use to the next database. A fork has both and cannot stain the next command.
Started as `python -m tests.support.dbt.warm TARGET`; one request and one answer a line, as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from traceback import print_exc
from typing import Any

from orchestration.transform.project import let_go_of_duckdb
from tests.support.dbt.parsed import PARSED_AMID, PARSED_DATABASE, PARTIAL_PARSE, kept_parse
from tests.support.paths import PROJECT, ROOT


class WarmDbt:
    """A running process for one target. It ends with ours: its input is closed then."""

    def __init__(self, target: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
        """One dbt command in `cwd`, amid our environment and `environment`.

        Raises:
            AssertionError: it failed; the message is what dbt printed.
        """
        whole = {**os.environ, **environment}
        request = {"arguments": list(arguments), "environment": whole, "cwd": str(cwd)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            told = self._process.stdout.readline()
        except BaseException:  # a test that took too long: its answer is not the next one's
            self._process.kill()
            warm_dbt.cache_clear()
            raise
        answer = json.loads(told or '{"words": "dbt could not parse"}')
        assert answer.get("succeeded"), answer["words"]


@cache
def warm_dbt(target: str) -> WarmDbt:
    """The process of this session for a target: SQLAlchemy's name of it."""
    return WarmDbt(target)


def _serve(target: str) -> None:
    from dbt.cli.main import dbtRunner

    os.environ.update(PARSED_AMID[target])
    gc.set_threshold(100_000)  # as a run does
    with TemporaryDirectory(prefix="parsed-") as scratch, redirect_stdout(sys.stderr):
        shutil.copy(kept_parse(target) / PARTIAL_PARSE, scratch)
        parsed = dbtRunner().invoke(["parse", *_places(scratch), "--quiet"])
        assert parsed.success, parsed.exception
    gc.freeze()  # a fork need not look through the parse for what it can throw away
    for line in sys.stdin:
        request = json.loads(line)
        with TemporaryFile("w+") as words:
            child = os.fork()
            if child == 0:
                _run(parsed.result, request, words.fileno())
            succeeded = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            words.seek(0)
            answer = {"succeeded": succeeded, "words": words.read()}
        print(json.dumps(answer), flush=True)


def _run(manifest: Any, request: Mapping[str, Any], words: int) -> None:
    """Run one command in this fork, and end it."""
    from dbt.cli.main import dbtRunner

    exit_code = 1
    try:
        os.dup2(words, 1)
        os.dup2(words, 2)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["cwd"])
        _put_database(manifest, os.environ.get("HYMNSHEET_DBT_PG_DATABASE", ""))
        outcome = dbtRunner(manifest=manifest).invoke(request["arguments"])
        if outcome.exception:
            print(outcome.exception)
        # else what was written stays in a log beside the file, which a copy of it lacks
        let_go_of_duckdb()
        exit_code = 0 if outcome.success else 1
    except BaseException:  # noqa: BLE001  the fork ends here, whatever it was, and says it
        print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)


def _put_database(manifest: Any, database: str) -> None:
    for node in (*manifest.nodes.values(), *manifest.sources.values()):
        if node.database == PARSED_DATABASE:
            node.database = database
            if node.relation_name:
                node.relation_name = node.relation_name.replace(PARSED_DATABASE, database)


def _places(scratch: str) -> list[str]:
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    return [*places, "--target-path", scratch, "--log-path", scratch]


if __name__ == "__main__":
    _serve(sys.argv[1])
