"""For every test: a Postgres server from the development requirements, and an end to slow tests."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.support.order import LongestFirst, longest_first
from tests.support.postgres import CANNOT_START, own_database, running_postgres
from tests.support.shared import shared_folder

# A toy is a company's addition, whole: its tests run where the recipe's test puts them.
collect_ignore = ["support/toys"]


_RUN = ExitStack()


def pytest_configure() -> None:
    """What is shared by the processes of a run lies in one folder."""
    _RUN.enter_context(shared_folder())


def pytest_unconfigure() -> None:
    _RUN.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst | None:
    """Files of one company go to one process, and the longest work begins first."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return LongestFirst(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = longest_first(items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """No slow test begins after the time (Unix seconds) that the run was given."""
    until = float(os.environ.get("SLOW_TESTS_BEGIN_UNTIL", "inf"))
    if time.time() > until and item.get_closest_marker("nightly"):
        pytest.skip("the time that this run was given for slow tests is over")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty Postgres on a free port of 127.0.0.1, stopped when the session ends."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(running_postgres())
        except CANNOT_START as error:
            if os.environ.get("CI"):
                raise  # there it must start: half of the product would go untested in silence
            reason = f"the bundled Postgres cannot start here: {error}"
            print(reason)
            pytest.skip(reason)
        yield url


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """A database of its own on the session's server, dropped after the test."""
    with own_database(postgres_url) as url:
        yield url
