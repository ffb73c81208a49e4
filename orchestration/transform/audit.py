"""Which build was audited, and whether it passed: `ops.audit` of the build side, one row.

A build is known by what each of its nodes was built from and holds, so that one which came out
the same needs no second audit, and one that differs in a single row does.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Boolean, Column, MetaData, Table, Text, delete, insert, select
from sqlalchemy.schema import CreateSchema

from orchestration.errors import CheckFailedError
from orchestration.transform import state
from orchestration.warehouse import Warehouse

_AUDIT = Table(
    "audit",
    MetaData(),
    Column("build", Text, nullable=False),
    Column("passed", Boolean, nullable=False),
    schema=state.OPS,
)


def note_audit(warehouse: Warehouse, code: str, *, passed: bool) -> None:
    """Remember what the audit said of what is built now.

    Args:
        warehouse: its build side was audited.
        code: hash of the project, `Project.digest`.
        passed: whether nothing that blocks the publication was found.
    """
    build = _build(warehouse, code)
    with warehouse.engine().begin() as connection:
        connection.execute(CreateSchema(state.OPS, if_not_exists=True))
        _AUDIT.create(connection, checkfirst=True)
        connection.execute(delete(_AUDIT))
        connection.execute(insert(_AUDIT).values(build=build, passed=passed))


def require_audit(warehouse: Warehouse, code: str) -> None:
    """Refuse to go on unless the audit of what is built now passed.

    Raises:
        CheckFailedError: it did not pass, or this very build was not audited.
    """
    build = _build(warehouse, code)
    with warehouse.engine().begin() as connection:
        _AUDIT.create(connection, checkfirst=True)
        found = connection.execute(select(_AUDIT)).first()
    if found is not None and found.build == build and found.passed:
        return
    is_of_this_build = found is not None and found.build == build
    raise CheckFailedError(
        "What is built did not pass its audit, so it is not published."
        if is_of_this_build
        else "What is built now was not audited, so it is not published.",
        next_step="Run `hymnsheet build`: it builds what is out of date, audits and publishes it.",
    )


def _build(warehouse: Warehouse, code: str) -> str:
    lines = state.read_state(warehouse, code)
    digest = hashlib.sha256(code.encode())
    for node in sorted(lines):
        digest.update(f"\n{node}={lines[node].inputs}={lines[node].content}".encode())
    return digest.hexdigest()
