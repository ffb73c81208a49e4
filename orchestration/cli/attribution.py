"""`attribution compare`: what each rule gives each channel, and where the rules disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import DefinitionError
from orchestration.known_names import near
from orchestration.report.format import count, listed, percent

_MODELS: Final = sa.text("select model, label from marts.dim_attribution_model order by label")
#: The channels with most at stake first; what no touch has a share in last.
_CHANNELS: Final = sa.text(
    """
    select told.channel, case when told.channel = 'unattributed' then 'Unattributed'
                              else coalesce(channels.label, told.channel) end as label,
           told.least_model,
           told.least_ratio, told.most_model, told.most_ratio, told.ratio_range, told.weight_range,
           told.count_journeys, told.count_converting_journeys, told.removal_effect,
           told.removal_credit_ratio
    from marts.mart_attribution_channel as told
    left join marts.dim_channel as channels on channels.channel = told.channel
    where told.conversion = :conversion
    order by case when told.channel = 'unattributed' then 1 else 0 end, told.ratio_range desc,
             told.most_ratio desc, told.channel
    """
)
_PARTS: Final = sa.text(
    """
    select model, channel, count_opportunities, weight, weight_ratio, attributed_amount,
           amount_ratio
    from marts.mart_attribution_comparison
    where conversion = :conversion
    order by channel, model
    """
)
#: So many rules stand side by side in a terminal.
_BESIDE: Final = 5
_Row = Mapping[Any, Any]


@click.group()
def attribution() -> None:
    """The credit for deals, rule beside rule."""


@attribution.command()
@click.option(
    "--conversion",
    type=click.Choice(["won", "created"]),
    default="won",
    help="Of the opportunities that were won, or that were created.",
)
@click.option("--model", "models", multiple=True, help="Only this rule; may be given again.")
@click.option("--amounts", is_flag=True, help="Shares of the amounts, not of their number.")
@json_option
def compare(conversion: str, models: Sequence[str], amounts: bool, as_json: bool) -> None:
    """What each rule gives each channel, and where they disagree.

    A column per rule, a line per channel, those first about which the rules disagree most. No rule
    is the truth: what lies between two of them is decided by the choice of the rule.
    """
    from orchestration.settings import load_settings  # pydantic is slow to import

    with published_for(load_settings(), _MODELS, _CHANNELS, _PARTS) as connection:
        known = {row["model"]: row["label"] for row in connection.execute(_MODELS).mappings()}
        key = {"conversion": conversion}
        channels = connection.execute(_CHANNELS, key).mappings().all()
        parts = connection.execute(_PARTS, key).mappings().all()
    shown = _shown(models, known)
    measure = "amount_ratio" if amounts else "weight_ratio"
    shares = {(row["model"], row["channel"]): row[measure] for row in parts}
    result(
        as_json,
        {
            "conversion": conversion,
            "models": [{"model": code, "label": known[code]} for code in shown],
            "channels": [dict(row) for row in channels],
            "parts": [dict(row) for row in parts if row["model"] in shown],
        },
        [
            *_tables(channels, shown, known, shares),
            *(_said_of(row, known) for row in channels),
        ]
        or [f"No opportunity was {conversion} yet, so there is no credit to share."],
    )


def _shown(models: Sequence[str], known: Mapping[str, str]) -> list[str]:
    for model in models:
        if model not in known:
            raise DefinitionError(
                f"No rule of attribution is called {model!r}. {near(model, known)}",
                next_step=f"There are {listed(sorted(known))}.",
            )
    return [*dict.fromkeys(models)] or [*known]


def _tables(
    channels: Sequence[_Row],
    models: Sequence[str],
    known: Mapping[str, str],
    shares: Mapping[tuple[str, str], Any],
) -> list[str]:
    """Several tables of a few rules each: one of all is wider than a terminal."""
    if not channels:
        return []
    first = max(len(row["label"]) for row in channels)
    lines: list[str] = []
    for start in range(0, len(models), _BESIDE):
        beside = models[start : start + _BESIDE]
        widths = [max(len(known[model]), 7) for model in beside]
        heads = [known[model].rjust(wide) for model, wide in zip(beside, widths, strict=True)]
        lines.append("  ".join(["".ljust(first), *heads]))
        for row in channels:
            cells = (percent(_float(shares.get((model, row["channel"])))) for model in beside)
            told = [cell.rjust(wide) for cell, wide in zip(cells, widths, strict=True)]
            lines.append("  ".join([row["label"].ljust(first), *told]))
        lines.append("")
    return lines


def _said_of(row: _Row, known: Mapping[str, str]) -> str:
    least, most = (known.get(row[f"{end}_model"], row[f"{end}_model"]) for end in ("least", "most"))
    if row["least_ratio"] == row["most_ratio"]:
        words = f"{row['label']}: {percent(_float(row['most_ratio']))} under every rule"
    else:
        words = (
            f"{row['label']}: {percent(_float(row['least_ratio']))} ({least})"
            f" to {percent(_float(row['most_ratio']))} ({most})"
        )
    if row["count_journeys"] is None:
        return words
    removed = _float(row["removal_effect"])
    missed = "" if removed is None else f"; without it {percent(removed)} would be missed"
    return (
        f"{words}; {count(row['count_journeys'])} journeys,"
        f" {count(row['count_converting_journeys'])} of them converted{missed}"
    )


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
