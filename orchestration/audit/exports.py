"""Which files are exports of a CRM that is known, by what the vendors' own models say of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from orchestration.audit.dbt_names import literal
from orchestration.audit.models import Models

#: The system of tables that are of no CRM that is known.
UNKNOWN: Final = "files"
#: What exports add to the name of an object: days, numbers, words.
_ADDED: Final = re.compile(r"[\W_]*(\(\d+\)|\d[\d\W_]*|export(ed)?|all|extract)$", re.IGNORECASE)
_CREATED: Final = frozenset(
    (
        *("created", "createdat", "createddate", "createdate", "createdon"),
        *("creationdate", "datecreated", "dateadded"),
    )
)
_OWNER: Final = frozenset(
    (
        *("owner", "ownerid", "ownername", "recordowner", "assignedto", "salesrep"),
        *("leadowner", "contactowner", "companyowner", "accountowner", "dealowner"),
        *("opportunityowner",),
    )
)
_DELETED: Final = frozenset(("isdeleted", "deleted"))


@dataclass(frozen=True)
class Origin:
    """Where a table comes from.

    Attributes:
        system: a vendor, or UNKNOWN.
        object: the vendor's object as its raw table is called; else the table's own name.
        created: the column that says when a record was made, if one does.
        deleted: the column that says that a record is deleted, if one does.
        key: the column that names a record, if one does.
    """

    system: str
    object: str
    created: str | None
    deleted: str | None
    key: str | None


def plain(name: str) -> str:
    """A name without what spellings of it differ in: `Created Date`, `created_date`."""
    return re.sub(r"[\W_]+", "", name.lower())


def origin_of(models: Models, name: str, fields: Sequence[str]) -> Origin:
    """Where a table of this name with these columns comes from; see `Origin`."""
    known = {plain(field): field for field in reversed(fields)}
    created = next((known[each] for each in known if each in _CREATED), None)
    deleted = next((known[each] for each in known if each in _DELETED), None)
    stream = _stream(models, name, fields)
    if stream is None:
        key = next((known[each] for each in ("id", "recordid", "uniqueid") if each in known), None)
        return Origin(UNKNOWN, name, created, deleted, key)
    key = next(each for each in _keys(models)(stream) if each in fields)
    return Origin(stream["vendor"], stream["name"], stream["created_column"], deleted, key)


def _stream(models: Models, name: str, fields: Collection[str]) -> Mapping[str, Any] | None:
    stem = name
    while _ADDED.search(stem) and _ADDED.sub("", stem):
        stem = _ADDED.sub("", stem)
    keys = _keys(models)
    for stream in models.library.project("streams"):
        is_named = plain(stem) in (plain(stream["name"]), plain(stream["source_object"]))
        has_key = any(key in fields for key in keys(stream))
        if is_named and stream["has_fields"] and stream["created_column"] in fields and has_key:
            found: Mapping[str, Any] = stream
            return found
    return None


def created_in(models: Models, system: str, name: str, fields: Collection[str]) -> str | None:
    """The column that says when a record of this object was made, where it is there."""
    created = (
        stream["created_column"]
        for stream in models.library.project("streams")
        if (stream["vendor"], stream["name"]) == (system, name)
    )
    return next((column for column in created if column in fields), None)


def _keys(models: Models) -> Callable[[Mapping[str, Any]], list[str]]:
    """The columns that name a record of an object: `id`, and what its vendor's roles say."""
    rows = models.query(
        "select source_system, source_object, field from staging.audit_roles"
        " where field_role = 'record_id'"
    ).rows
    return lambda stream: [
        "id",
        *(row[2] for row in rows if (row[0], row[1]) == (stream["vendor"], stream["name"])),
    ]


def worded(models: Models, origin: Origin, fields: Sequence[str]) -> frozenset[str]:
    """The fields whose names or roles say that they hold words: a telephone is no number."""
    names = ", ".join(f"({literal(field)})" for field in fields)
    rows = models.query(
        f"select field from (values {names}) as fields(field) where exists (select 1 from"  # noqa: S608  quoted
        f" {models.ref('field_kinds')} as kinds where lower(field) like kinds.field_pattern and"
        " (kinds.field_role = '*' or kinds.field_role in (select roles.field_role from"
        f" staging.audit_roles as roles where source_system = {literal(origin.system)}"
        f" and source_object = {literal(origin.object)} and roles.field = fields.field)))"
    ).rows
    return frozenset(str(row[0]) for row in rows)


def give_roles(models: Models) -> None:
    """Make the table of what the vendors' fields mean, from the vendors' own models."""
    parts = [
        f"select '{vendor}' as source_system, roles.*"  # noqa: S608  names of ours
        f" from {models.ref(f'cnf_{vendor}__field_roles')} as roles"
        for vendor, shapes in models.library.project("vendor_shapes").items()
        if "field_roles" in shapes
    ]
    models.give("audit_roles", " union all ".join(parts))


def keep_roles(models: Models) -> None:
    """Make the roles of the fields that are there, as the models ask for them.

    Of a table that no CRM is known to have made, a field has the role whose kind its name has: the
    seed that says what kind of value a name stands for is read the other way round.
    """
    there = "select source_system, object as source_object, field"
    fields = f"{there} from {models.ref('stg_meta__fields')}"
    known = (
        f"select roles.* from staging.audit_roles as roles inner join ({fields}) as fields"  # noqa: S608  names of ours
        " using (source_system, source_object, field)"
    )
    models.give("cnf_field_roles", known)
    kinds = models.ref("int_quality__field_kinds")
    models.give(
        "cnf_field_roles",
        f"{known} union all by name select source_system, source_object, field, field_role from"  # noqa: S608  names of ours
        f" {kinds} as kinds inner join (select field_kind, coalesce(max(field_role) filter (where"
        f" field_role = field_kind), arg_min(field_role, rank)) as field_role"
        f" from {models.ref('field_kinds')} where field_role <> '*' group by field_kind) as roles"
        f" using (field_kind) where source_system = '{UNKNOWN}'"
        " and (field_role <> 'country' or field like '%country%')"
        f" union all by name ({_owners(fields)})",
    )


def _owners(fields: str) -> str:
    """Of each table that no CRM is known to have made, the column that says whose a record is."""
    names = ", ".join(literal(name) for name in sorted(_OWNER))
    return (
        f"select *, 'record_owner' as field_role from ({fields}) as fields where source_system ="  # noqa: S608  names of ours
        f" '{UNKNOWN}' and regexp_replace(lower(field), '[^a-z0-9]', '', 'g') in ({names})"
        " qualify row_number() over (partition by source_object order by field) = 1"
    )
