"""The judges: Great Expectations suites over what dbt built, and the table of their verdicts.

Here: which expectations hold for which table (suites/), how one is put to Great Expectations
(judge.py), all of them in one call (runner.py), the shape and storage of a verdict (results.py).
Not here: the rules themselves. SQL finds what breaks a rule (dbt_project/models/quality); a suite
only confirms it, so both name the same keys. Great Expectations takes seconds to import, so it is
imported inside functions only.
"""

from expectations.results import CheckResult, write_results
from expectations.runner import run_expectations

__all__ = ["CheckResult", "run_expectations", "write_results"]
