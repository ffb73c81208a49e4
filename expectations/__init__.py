"""Great Expectations: suites over what dbt built, and the table of their results.

Here: which expectations hold for which table (suites/), how one is put to Great Expectations
(validator.py), all of them in one call (runner.py), the shape and storage of a result (results.py),
how each rule stands against the last publication (standing.py).
Not here: the rules themselves. SQL finds what breaks a rule (dbt_project/models/quality); a suite
only confirms it, so both name the same keys. Great Expectations takes seconds to import, so it is
imported inside functions only.
"""

from expectations.results import CheckResult, described_results, write_results
from expectations.runner import run_expectations
from expectations.standing import (
    Standing,
    StreamStanding,
    read_standings,
    read_stream_standing,
)

__all__ = [
    "CheckResult",
    "Standing",
    "StreamStanding",
    "described_results",
    "read_standings",
    "read_stream_standing",
    "run_expectations",
    "write_results",
]
