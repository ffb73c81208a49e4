"""One line of `doctor`: what was looked at, how it stands, and how to fix it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orchestration.errors import HymnsheetError


@dataclass(frozen=True)
class Diagnosis:
    """What was looked at. A warning is ok for the exit code and worth reading all the same."""

    what: str
    is_ok: bool
    state: str
    fix: str = ""
    exit_code: int = 0
    is_warning: bool = False

    @classmethod
    def of_error(cls, what: str, error: HymnsheetError) -> Diagnosis:
        """An error as a diagnosis."""
        return cls(what, False, error.message, error.next_step, error.exit_code)

    @property
    def line(self) -> str:
        """For a terminal."""
        mark = "FAIL" if not self.is_ok else "warn" if self.is_warning else "ok  "
        return f"{mark}  {self.what}: {self.state}" + (f"\n      {self.fix}" if self.fix else "")


def examine(what: str, look: Callable[[], str]) -> Diagnosis:
    """What `look` says, or the error that it raises."""
    try:
        return Diagnosis(what, True, look())
    except HymnsheetError as error:
        return Diagnosis.of_error(what, error)
