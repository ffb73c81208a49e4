"""The one error tree, grouped by how you recover. Imports nothing of ours.

HymnsheetError
├── ConfigError              2   a setting is missing or wrong: change it
├── SourceError              3   a vendor answered in a way that ends this run
│   ├── CredentialsError    10   log-in refused or missing: fix the credentials
│   ├── UnreachableError    11   no answer from the host: check network, URL, certificate
│   ├── QuotaExhaustedError 12   the vendor's daily allowance is spent: run again after it resets
│   ├── EmptySourceError    13   nothing to build on: no source holds a single record
│   ├── TransientSourceError 14  retries ran out on a passing fault: run again
│   │   └── AnswerError          what came is no answer (cut, garbled, of another shape)
│   ├── DeletesRefusedError 15   a run would mark too much as deleted: look, then accept it
│   └── StreamUnavailableError   one object is not ours to read: skipped and reported
├── WorldError              20   a world folder is malformed: fix the file, line and column named
├── DefinitionError         22   what people wrote is wrong, or what is made of it is stale
│   └── GlossaryError       21   a term in the data that nobody signed, or a bad glossary
├── WarehouseError          30   the warehouse refused: look at the message
│   ├── RowTooWideError          one row does not fit: it is left out, named, and the others land
│   └── WarehouseLockedError 31  another process holds the warehouse: wait for it or stop it
├── BuildError              40   dbt could not build the models: see the log named
└── CheckFailedError         1   data failed a blocking check: nothing was published

The number is the process exit code. 4 is kept for faults of ours (any other exception).
"""

from __future__ import annotations


class HymnsheetError(Exception):
    """Base of every error we raise on purpose.

    Args:
        message: what went wrong, and where (file, stream, host). Never a secret or a person's data.
        next_step: what the reader should do now, as one sentence.
    """

    exit_code = 4

    def __init__(self, message: str, *, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}"


class ConfigError(HymnsheetError):
    """A setting is missing or wrong."""

    exit_code = 2


class SourceError(HymnsheetError):
    """A vendor answered in a way that ends this run."""

    exit_code = 3


class CredentialsError(SourceError):
    """Log-in refused, or no credentials given."""

    exit_code = 10


class UnreachableError(SourceError):
    """No answer from the host: name, network or certificate."""

    exit_code = 11


class QuotaExhaustedError(SourceError):
    """The daily allowance is spent. Never retried; the next run resumes from the last cursor."""

    exit_code = 12


class EmptySourceError(SourceError):
    """Every configured source is empty."""

    exit_code = 13


class TransientSourceError(SourceError):
    """A passing fault outlived our retries.

    Args:
        retry_after_s: seconds the vendor asked us to wait, if it said.
    """

    exit_code = 14

    def __init__(self, message: str, *, next_step: str, retry_after_s: float | None = None) -> None:
        super().__init__(message, next_step=next_step)
        self.retry_after_s = retry_after_s


class AnswerError(TransientSourceError):
    """What a vendor sent cannot be its answer: cut, garbled, or of another shape."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message,
            next_step="Run again; if it repeats, look for a proxy between here and the vendor, or"
            " report it with this message.",
        )


class DeletesRefusedError(SourceError):
    """More rows would be marked deleted than a run may believe unasked; none of them was."""

    exit_code = 15


class StreamUnavailableError(SourceError):
    """One object cannot be read (scope, permission, edition). The run goes on without it."""


class WorldError(HymnsheetError):
    """A world folder cannot be served; the message names file, line and column."""

    exit_code = 20


class DefinitionError(HymnsheetError):
    """What people wrote says something it may not, or what is generated from it is stale."""

    exit_code = 22


class GlossaryError(DefinitionError):
    """The glossary is invalid, or does not know a term found in the data."""

    exit_code = 21


class WarehouseError(HymnsheetError):
    """The warehouse refused an operation."""

    exit_code = 30


class RowTooWideError(WarehouseError):
    """A row is wider than the engine can hold; nothing of its transaction was written."""


class WarehouseLockedError(WarehouseError):
    """Another process holds the DuckDB file."""

    exit_code = 31


class BuildError(HymnsheetError):
    """dbt failed; nothing was published."""

    exit_code = 40


class CheckFailedError(HymnsheetError):
    """A blocking data check failed; nothing was published."""

    exit_code = 1
