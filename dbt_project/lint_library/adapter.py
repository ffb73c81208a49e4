"""A stand-in for dbt's adapter, for the SQL linter, which renders without dbt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def dispatch(context: Context, macro: str, _package: str = "") -> Callable[..., Any]:
    """DuckDB's version of a macro, or the one for every engine."""
    return context.resolve(f"duckdb__{macro}") or context.resolve(f"default__{macro}")


def quote(identifier: str) -> str:
    """A name as an identifier."""
    return f'"{identifier}"'
