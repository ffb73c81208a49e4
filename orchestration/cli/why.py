"""`why`: the touches before one deal, what each rule gives them, and who sourced the deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import DefinitionError
from orchestration.report.format import iso_date, machine_instant, percent
from orchestration.report.masthead import read_money

#: An id of 18 characters may be one of 15 with three to check it.
_DEALS: Final = sa.text(
    """
    select o.opportunity_key, o.name, o.created_at, o.created_date, o.close_date, o.stage_category,
           o.is_won, o.amount_corporate, s.sourced_by_first_touch, s.sourced_by_channel,
           s.sourced_by_pre_sales, s.is_disputed, s.is_influenced_before, s.is_influenced_after,
           s.first_marketing_touch_at, s.first_sales_touch_at, o.channel
    from marts.fct_opportunity as o
    inner join marts.mart_opportunity_sourcing as s on s.opportunity_key = o.opportunity_key
    where o.opportunity_key = :id or lower(o.name) = lower(:id) or o.opportunity_key in (
        select opportunity_key from marts.bridge_opportunity_source
        where source_id = :id
              or (length(:id) = 15 and length(source_id) = 18 and substr(source_id, 1, 15) = :id)
              or (length(:id) = 18 and length(source_id) = 15 and substr(:id, 1, 15) = source_id)
    )
    order by o.opportunity_key
    """
)
_PARTS: Final = sa.text(
    """
    select a.conversion, a.model, a.touchpoint_key, a.position, a.count_touches, a.touch_at,
           a.channel, a.is_by_account, a.weight, a.attributed_amount, t.touch_type, t.content,
           t.is_marketing, t.source_system, t.source_object, t.source_id,
           coalesce(y.label, t.touch_type) as touch_label, coalesce(c.label, a.channel) as place,
           k.name as campaign_name, p.first_name, p.last_name
    from marts.fct_attribution as a
    left join marts.fct_touchpoint as t on t.touchpoint_key = a.touchpoint_key
    left join marts.dim_touch_type as y on y.touch_type = t.touch_type
    left join marts.dim_channel as c on c.channel = a.channel
    left join marts.dim_campaign as k on k.campaign_key = a.campaign_key
    left join marts.dim_person as p on p.person_key = a.person_key
    where a.opportunity_key = :key
    order by a.conversion, a.position, a.model
    """
)
_MODELS: Final = sa.text("select model, label from marts.dim_attribution_model order by label")
_Row = Mapping[Any, Any]
#: What a conversion is called before what led to it.
_ENDS: Final = {"created": "it was made", "won": "it was won"}


@click.command()
@click.argument("named", metavar="DEAL")
@json_option
def why(named: str, as_json: bool) -> None:
    """The touches before one deal, and the share of each.

    DEAL is its key, its name, or the id of a record of it in a CRM. Also who sourced it, under
    three rules, and whether marketing influenced it. Times are UTC.
    """
    from orchestration.settings import load_settings  # pydantic is slow to import

    with published_for(load_settings(), _DEALS, _PARTS, _MODELS) as connection:
        deal = _the_only(connection.execute(_DEALS, {"id": named.strip()}).mappings().all())
        parts = connection.execute(_PARTS, {"key": deal["opportunity_key"]}).mappings().all()
        models = {row["model"]: row["label"] for row in connection.execute(_MODELS).mappings()}
        money = read_money(connection)
    amount = deal["amount_corporate"]
    worth = "no amount" if amount is None else money(amount).exact
    closed = "" if deal["stage_category"] == "open" else f" on {iso_date(deal['close_date'])}"
    lines = [
        f"{deal['name'] or 'opportunity'} ({deal['opportunity_key']})",
        f"{deal['stage_category']}{closed}, {worth}; made {iso_date(deal['created_date'])}",
        *_sourcing(deal),
    ]
    for conversion in ("created", "won"):
        lines.extend(_touches([row for row in parts if row["conversion"] == conversion], models))
    result(as_json, _document(deal, parts), lines)


def _the_only(found: Sequence[_Row]) -> _Row:
    if not found:
        raise DefinitionError(
            "No deal that was published is called so: looked for a key, a name and the id of a"
            " record.",
            next_step="Look its id up in the CRM, or in a list of the report.",
        )
    if len(found) > 1:
        keys = ", ".join(row["opportunity_key"] for row in found)
        raise DefinitionError(
            f"{len(found)} deals are called so: {keys}.", next_step="Give the key of one."
        )
    return found[0]


def _sourcing(deal: _Row) -> list[str]:
    dispute = "; the rules disagree" if deal["is_disputed"] else ""
    marketing, sales = deal["first_marketing_touch_at"], deal["first_sales_touch_at"]
    return [
        f"sourced by {deal['sourced_by_first_touch']} by the first touch,"
        f" {deal['sourced_by_channel']} by its channel ({deal['channel']}),"
        f" {deal['sourced_by_pre_sales']} by who touched a buyer first{dispute}",
        f"marketing first touched its people {_at(marketing)}, sales {_at(sales)}",
        f"influenced by marketing before it was made: {_yes(deal['is_influenced_before'])};"
        f" after: {_yes(deal['is_influenced_after'])}",
    ]


def _touches(parts: Sequence[_Row], models: Mapping[str, str]) -> list[str]:
    """Each touch with what every rule gives it; rules that found no touch last."""
    if not parts:
        return []
    lines = ["", f"touches before {_ENDS[parts[0]['conversion']]}:"]
    touches: dict[Any, list[_Row]] = {}
    for row in parts:
        touches.setdefault(row["touchpoint_key"], []).append(row)
    nobody = touches.pop(None, [])
    for rows in touches.values():
        lines.append(_touch(rows[0]))
        shares = (f"{models[row['model']]} {percent(float(row['weight']))}" for row in rows)
        lines.append(f"     {', '.join(shares)}")
    if not touches:
        lines.append("  none was seen: the deal is unattributed under every rule")
    elif nobody:
        lines.append(f"  unattributed: {', '.join(models[row['model']] for row in nobody)}")
    return lines


def _touch(row: _Row) -> str:
    person = " ".join(part for part in (row["first_name"], row["last_name"]) if part)
    about = row["campaign_name"] or row["content"]
    told = [row["touch_label"], row["place"], about, person]
    account = " (of its account: the deal names nobody)" if row["is_by_account"] else ""
    return (
        f"  {row['position']:>2}  {_at(row['touch_at'])}  {', '.join(filter(None, told))}{account}"
    )


def _at(moment: Any) -> str:
    return "never" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _yes(value: bool | None) -> str:
    return "nobody can tell" if value is None else "yes" if value else "no"


def _document(deal: _Row, parts: Sequence[_Row]) -> dict[str, object]:
    return {
        "deal": _plain(deal),
        "parts": [_plain(row) for row in parts],
    }


def _plain(row: _Row) -> dict[str, object]:
    return {
        name: machine_instant(value) if name.endswith("_at") and value is not None else value
        for name, value in row.items()
    }
