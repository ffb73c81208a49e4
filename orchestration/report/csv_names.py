"""How the CSV files beside the pages are called: after section and table, the same every week."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NOBODY: Final = "nobody"
_KEY_LENGTH: Final = 8
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")


def file_name(section: str, table: str, key: str | None = None) -> str:
    """`fields.csv`, `fields-placeholders.csv`, `problems-d001.csv`.

    Args:
        section: id of the section.
        table: name of the table; the section's own name where it is the main one.
        key: what this part of the table is about, of a table that is parted.
    """
    parts = [section]
    if table != section:
        parts.append(slug(table))
    if key is not None:
        parts.append(slug(key, limit=90) or "unnamed")
    return f"{'-'.join(parts)}.csv"


def slug(text: str, limit: int = 40) -> str:
    """Lower-case ASCII letters, digits and hyphens: a part of a file name on every system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-")[:limit].rstrip("-")


def fix_folder(rule_id: str, owner_key: str | None, owner_name: str | None) -> str:
    """`V003-zoe-lee-0a1b2c3d`: where `fix files` puts what one owner has to set right of a rule.

    Two colleagues may share a name, so the key's start is part of it.
    """
    if owner_key is None:
        return f"{rule_id}-{NOBODY}"
    words = (rule_id, slug(owner_name or ""), slug(owner_key, limit=_KEY_LENGTH))
    return "-".join(word for word in words if word)


def loader_file(system: str, source_object: str, field: str) -> str:
    """`hubspot-contacts-country`: what one tool loads at once, without its ending."""
    return "-".join(map(slug, (system, source_object, field)))
