"""`agreement`: what the teams owe each other, whether they kept to it, and their signatures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click
import sqlalchemy as sa
from pydantic import ValidationError

from orchestration.cli.output import json_option, result
from orchestration.defs.models import glossary_file, models_of
from orchestration.errors import ConfigError, GlossaryError
from orchestration.glossary import NOBODY, read_glossary
from orchestration.glossary.parts.agreement import Clause, Signature
from orchestration.glossary.read import GLOSSARY_FILE
from orchestration.glossary.sign import sign_clause
from orchestration.known_names import near
from orchestration.report.published import present_tables, published
from orchestration.settings import DBT_PROJECT_DIR, IS_CLONE, Settings, load_settings
from orchestration.warehouse import open_warehouse

_KEPT = sa.text(
    """
    select clause_id, period_label, periods_ago, actual_value, status
    from marts.mart_agreement
    order by clause_id, periods_ago
    """
)


@click.command()
@click.option("--sign", "signed", metavar="CLAUSE", help="Sign this clause as it stands now.")
@click.option("--team", help="With --sign: the team that signs, one of the clause's two.")
@click.option("--by", "name", help="With --sign: who signs for it.")
@json_option
def agreement(signed: str | None, team: str | None, name: str | None, as_json: bool) -> None:
    """What the teams owe each other, and how it went.

    Each clause with who signed it and how it was kept to. A signature is of a clause as it stands:
    any later change undoes it.
    """
    settings = load_settings()
    if signed is not None:
        if not team or not name or not name.strip():
            raise click.UsageError("--sign takes --team and --by as well.")
        _sign(settings, signed, team, name)
    elif team or name:
        raise click.UsageError("--team and --by say who signs: name a clause with --sign.")
    clauses = read_glossary(models_of(settings)).agreement.rows
    kept = _kept(settings)
    result(
        as_json,
        {"clauses": [_document(clause, kept.get(clause.id, [])) for clause in clauses]},
        [line for clause in clauses for line in _lines(clause, kept.get(clause.id, []))]
        or ["There is no clause yet: write them into the glossary, under `agreement`."],
    )


def _sign(settings: Settings, clause: str, team: str, name: str) -> None:
    if settings.project is None and not IS_CLONE:
        raise ConfigError(
            "The agreement is part of the installed package.",
            next_step="Make a folder of your own with `hymnsheet init DIR`, and work there.",
        )
    known = {row.id: row for row in read_glossary(models_of(settings)).agreement.rows}
    if clause not in known:
        raise GlossaryError(
            f"No clause is called {clause!r}. {near(clause, known)}",
            next_step="`hymnsheet agreement` lists them.",
        )
    parties = (known[clause].owed_by, known[clause].owed_to)
    if team not in parties:
        raise GlossaryError(
            f"{team} is no party of {clause}.", next_step=f"Sign as {' or '.join(parties)}."
        )
    today = (settings.as_of or datetime.now(UTC)).date()
    try:
        signature = Signature(team=team, by=name, on=today, of=known[clause].fingerprint)
    except ValidationError as error:
        raise click.UsageError(f"--by {name!r} is nobody's name.") from error
    sign_clause(glossary_file(settings), clause, signature, DBT_PROJECT_DIR / GLOSSARY_FILE)


def _kept(settings: Settings) -> Mapping[str, list[Any]]:
    """The periods of every clause as published, the running one first; none before a run."""
    warehouse = open_warehouse(settings.effective_warehouse_url)
    if not warehouse.exists():
        return {}
    kept: dict[str, list[Any]] = {}
    with published(warehouse.published_engine()) as connection:
        if "marts.mart_agreement" in present_tables(connection):
            for row in connection.execute(_KEPT):
                kept.setdefault(row.clause_id, []).append(row)
    return kept


def _document(clause: Clause, periods: list[Any]) -> dict[str, object]:
    return {
        **clause.model_dump(exclude={"signed"}),
        "is_signed": clause.is_signed,
        "signed_by": clause.signed_by,
        "periods": [
            {"period": row.period_label, "actual": row.actual_value, "status": row.status}
            for row in periods
        ],
    }


def _lines(clause: Clause, periods: list[Any]) -> list[str]:
    bound = "at least" if clause.at_most is None else "at most"
    much = clause.at_least if clause.at_most is None else clause.at_most
    signed = f"signed by {clause.signed_by or NOBODY}"
    kind = f" of {clause.lead_type} leads" if clause.lead_type else ""
    doubt = "" if clause.is_signed else ": it does not count yet"
    told = [
        f"{clause.id}: {clause.owed_by} owes {clause.owed_to} {bound} {much:g} of {clause.metric}"
        f"{kind} per {clause.period}; {signed}{doubt}"
    ]
    for row in [row for row in periods if row.periods_ago > 0][:1]:
        value = "" if row.actual_value is None else f" ({row.actual_value:g})"
        told.append(f"  {row.period_label}: {row.status}{value}")
    return told
