"""`story`: all that the systems know of one person, account or opportunity, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import DefinitionError
from orchestration.report.format import iso_date, machine_instant
from orchestration.report.masthead import read_money
from orchestration.report.names import object_title, system_name
from orchestration.settings import load_settings

#: Whom an ID may name. An id of 18 characters may be one of 15 with three to check it.
_NAMED: Final = sa.text(
    """
    with records as (
        select 'person' as kind, person_key as story_key, source_system, source_object, source_id
        from marts.bridge_person_source
        union all
        select 'account', account_key, source_system, source_object, source_id
        from marts.bridge_account_source
        union all
        select 'opportunity', opportunity_key, source_system, source_object, source_id
        from marts.bridge_opportunity_source
    ),

    named as (
        select 'person' as kind, person_key as story_key, 'key' as named_by from marts.dim_person
        where person_key = :id or email = lower(:id)
        union
        select 'person', person_key, 'key' from marts.bridge_person_email where email = lower(:id)
        union
        select 'account', account_key, 'key' from marts.dim_account
        where account_key = :id or domain = lower(:id)
        union
        select 'opportunity', opportunity_key, 'key' from marts.fct_opportunity
        where opportunity_key = :id
        union
        select kind, story_key, source_system || ' ' || source_object from records
        where source_id = :id
              or (length(:id) = 15 and length(source_id) = 18 and substr(source_id, 1, 15) = :id)
              or (length(:id) = 18 and length(source_id) = 15 and substr(:id, 1, 15) = source_id)
    )

    select n.kind, n.story_key, min(n.named_by) as named_by,
           min(coalesce(p.first_name || ' ' || p.last_name, p.last_name, p.first_name, p.email,
                        a.name, a.domain, o.name)) as name
    from named as n
    left join marts.dim_person as p on n.kind = 'person' and p.person_key = n.story_key
    left join marts.dim_account as a on n.kind = 'account' and a.account_key = n.story_key
    left join marts.fct_opportunity as o
        on n.kind = 'opportunity' and o.opportunity_key = n.story_key
    group by n.kind, n.story_key
    order by n.kind, n.story_key
    """
)
#: A person's story has that of the opportunities in which they have a part.
_EVENTS: Final = sa.text(
    """
    select t.happened_at, t.happened_date, t.happened_time, t.dated_by, t.kind, t.what,
           t.source_system, t.source_object, t.source_id, t.channel, t.amount_corporate,
           t.person_key, p.first_name, p.last_name, t.opportunity_key, o.name as opportunity_name,
           t.account_key, u.name as owner_name, t.event_key
    from marts.fct_timeline as t
    left join marts.dim_person as p on p.person_key = t.person_key
    left join marts.fct_opportunity as o on o.opportunity_key = t.opportunity_key
    left join marts.dim_user as u on u.owner_key = t.owner_key
    where (:kind = 'account' and t.account_key = :key)
          or (:kind = 'opportunity' and t.opportunity_key = :key)
          or (:kind = 'person' and (
              t.person_key = :key
              or (t.person_key is null and t.opportunity_key in (
                  select opportunity_key from marts.bridge_opportunity_person
                  where person_key = :key
              ))
          ))
    order by t.happened_at, t.story_key, t.event_number
    """
)
_LOOKED_FOR: Final = (
    "the key of a person, an account or an opportunity, the id of a record of one,"
    " an e-mail address of a person, the domain of an account"
)


@click.command()
@click.argument("named", metavar="ID")
@json_option
def story(named: str, as_json: bool) -> None:
    """All that happened with one person, account or opportunity.

    ID is a key, the id of a record in a CRM, an e-mail address or a domain. Times are those of the
    reporting time zone.
    """
    with published_for(load_settings(), _NAMED, _EVENTS) as connection:
        found = connection.execute(_NAMED, {"id": named.strip()}).mappings().all()
        one = _the_only(found)
        key = {"kind": one["kind"], "key": one["story_key"]}
        events = connection.execute(_EVENTS, key).mappings().all()
        money = read_money(connection)
    head = f"{one['kind']} {one['name'] or ''}".strip()
    lines = [f"{head} ({one['story_key']})"]
    for event in events:
        amount = event["amount_corporate"]
        worth = "" if amount is None else f", {money(amount).exact}"
        lines.append(f"{_when(event)}  {_what(event, one['kind'])}{worth}{_told_by(event)}")
    result(
        as_json,
        {**key, "name": one["name"], "events": [_document(event) for event in events]},
        lines if events else [*lines, "No system tells of any event."],
    )


def _the_only(found: Sequence[Mapping[Any, Any]]) -> Mapping[Any, Any]:
    if not found:
        raise DefinitionError(
            f"Nothing that was published is called so: looked for {_LOOKED_FOR}.",
            next_step="Look its id up in the CRM, or in a list of the report.",
        )
    if len(found) > 1:
        which = "; ".join(f"{row['kind']} {row['story_key']} ({row['named_by']})" for row in found)
        raise DefinitionError(
            f"{len(found)} things are called so: {which}.", next_step="Give the key of one."
        )
    return found[0]


def _when(event: Mapping[Any, Any]) -> str:
    about = "about" if event["dated_by"] == "assumed" else ""
    return f"{iso_date(event['happened_date'])} {event['happened_time'] or about:5}"


def _what(event: Mapping[Any, Any], kind: str) -> str:
    """What happened; and with whom or what, unless the whole story is about it."""
    person = " ".join(part for part in (event["first_name"], event["last_name"]) if part)
    about = person if event["person_key"] else event["opportunity_name"]
    own = "person" if event["person_key"] else "opportunity"
    return event["what"] if kind == own or not about else f"{about}: {event['what']}"


def _told_by(event: Mapping[Any, Any]) -> str:
    owner = f"; {event['owner_name']}" if event["owner_name"] else ""
    if not event["source_id"]:
        return owner
    place = object_title(event["source_system"], event["source_object"] or "")
    return f"{owner}  [{place} {event['source_id']}]"


def _document(event: Mapping[Any, Any]) -> dict[str, object]:
    system = event["source_system"]
    return {
        **event,
        "happened_at": machine_instant(event["happened_at"]),
        "source": system_name(system) if system else None,
    }
