"""From a vendor's spelling to a raw column: never two names for one column, on any engine.

A connector gives each field of an object a name of its own, in lower case (`field_names`); the
loader gives that name a column which every engine takes (`column_names`). Both answer the same for
the same names in any order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from hashlib import md5

from orchestration.sources.spec import AUDIT_COLUMNS

# Postgres cuts identifiers at 63 bytes; one rule for every engine keeps their tables alike.
_LONGEST_NAME = 63
_HASH_LENGTH = 8
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
# Columns that an engine has of its own: Postgres refuses the first seven in a new table, and
# DuckDB's `rowid` would hide its row numbers.
_ENGINES_OWN = frozenset({"tableoid", "oid", "xmin", "cmin", "xmax", "cmax", "ctid", "rowid"})


def field_names(names: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """The name under which a connector carries each field: itself in lower case.

    With a number where it would hide another, one of `taken` or one of our own columns.
    """
    used = {*AUDIT_COLUMNS, *taken}
    found: dict[str, str] = {}
    for name in sorted(set(names), key=lambda n: (n.lower() in used, n != n.lower(), n)):
        field, number = name.lower(), 2
        while field in used:
            field, number = f"{name.lower()}__{number}", number + 1
        used.add(field)
        found[name] = field
    return found


def column_name(vendor_name: str) -> str:
    """The column of a vendor's field: its own name in lower case.

    A name that holds other characters than letters, digits and `_`, is too long for Postgres, or
    belongs to an engine, is spelt with `_` and ends in a hash of the original, so that two names
    never meet.
    """
    lowered = vendor_name.lower()
    is_plain = _PLAIN_NAME.fullmatch(lowered) and len(lowered) <= _LONGEST_NAME
    return lowered if is_plain and lowered not in _ENGINES_OWN else _marked(vendor_name)


def column_names(vendor_names: Iterable[str]) -> dict[str, str]:
    """The column of each name; of names that differ in case only, one keeps the plain column."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    # A name that is a column as it stands comes before one that only becomes it.
    for name in sorted(set(vendor_names), key=lambda name: (column_name(name) != name, name)):
        column = column_name(name)
        names[name] = column if column not in taken else _marked(name)
        taken.add(names[name])
    return names


def _marked(vendor_name: str) -> str:
    mark = md5(vendor_name.encode(), usedforsecurity=False).hexdigest()[:_HASH_LENGTH]
    safe = re.sub(r"[^a-z0-9_]", "_", vendor_name.lower())
    if not safe or safe[0].isdigit():
        safe = f"_{safe}"
    return f"{safe[: _LONGEST_NAME - _HASH_LENGTH - 1]}_{mark}"
