"""`matches`: records that look like one, and what people decide about them in matches.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.compile.matches import (
    DIFFERENT,
    MATCHES,
    SAME,
    MatchDecision,
    Record,
    match_key,
    matches_text,
    parse_matches,
    read_matches,
    write_matches,
)
from orchestration.errors import ConfigError, DefinitionError
from orchestration.settings import Settings, load_settings
from orchestration.sources.registry import VENDORS
from orchestration.warehouse import open_warehouse

_PROPOSALS = sa.text("select * from quality.match_proposal order by score desc, kind, match_key")
_SHORT: Final = 8
_COUNTS: Final = "It counts from the next run on: `hymnsheet build`."
_STREAMS: Final = {name: vendor.specs for name, vendor in VENDORS.items()}
_BESIDE: Final = (
    "name",
    "web_or_mail",
    "phone",
    "address",
    "country",
    "birthday",
    "company_name",
    "created_at",
)


@click.group()
def matches() -> None:
    """Records that look like one: decide if they are."""


@matches.command(name="list")
@click.option("--kind", type=click.Choice(("person", "account")), help="Only of this kind.")
@click.option(
    "--state",
    type=click.Choice(("open", "merged", "decided")),
    default="open",
    show_default=True,
    help="Open ones, those that their score joined, or those in matches.csv.",
)
@click.option("--limit", default=20, show_default=True, help="At most so many; 0 for all.")
@json_option
def list_matches(kind: str | None, state: str, limit: int, as_json: bool) -> None:
    """Pairs, the likeliest first."""
    settings = load_settings()
    if state == "decided":
        decided = _decisions(settings)
        result(
            as_json,
            {"decisions": [_decision_document(each) for each in decided]},
            [_decision_line(each) for each in decided] or ["Nobody decided anything yet."],
        )
        return
    rows = [
        row for row in _proposals(settings) if row["state"] == state and kind in (None, row["kind"])
    ]
    shown = rows[:limit] if limit else rows
    rest = [f"{len(rows) - len(shown)} more: --limit 0"] if len(shown) < len(rows) else []
    result(
        as_json,
        {"matches": shown, "count": len(rows)},
        [*map(_line, shown), *rest] if rows else [f"No {state} matches."],
    )


@matches.command()
@click.argument("key")
@json_option
def show(key: str, as_json: bool) -> None:
    """Both records of a pair, side by side. KEY is what `list` shows, or the start of it."""
    row = _found(_proposals(load_settings()), key)
    beside = [("", _place(row, ""), _place(row, "other_"))]
    beside += [
        (name.replace("_", " "), str(row[name] or ""), str(row[f"other_{name}"] or ""))
        for name in _BESIDE
        if row[name] or row[f"other_{name}"]
    ]
    width = max(len(left) for _, left, _ in beside)
    lines = [f"{name:13} {left:{width}}  {right}".rstrip() for name, left, right in beside]
    told = f"{row['state']}, {row['reason']}" if row["reason"] else str(row["state"])
    result(as_json, row, [f"{row['score']}  {row['why']}  ({told})", *lines])


@matches.command()
@click.argument("decision", type=click.Choice((SAME, DIFFERENT)), required=False)
@click.argument("which", nargs=-1)
@click.option("--by", help="Who decides.")
@click.option("--reason", default="", help="Why.")
@click.option(
    "--from",
    "filled",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of the report, with the column `decision` filled in.",
)
@json_option
def decide(
    decision: str | None,
    which: tuple[str, ...],
    by: str | None,
    reason: str,
    filled: Path | None,
    as_json: bool,
) -> None:
    """Say that two records are one (same) or two (different).

    WHICH is the key that `list` shows, or six words: system, object and id of both.
    """
    settings = load_settings()
    known = _decisions(settings)
    if filled is not None:
        fresh = list(_read_filled(filled, by, _today(settings)))
    elif decision and which and by:
        one, other = _named(which, settings)
        fresh = [MatchDecision(*one, *other, decision, by, _today(settings), reason)]
    else:
        raise click.UsageError("Say DECISION, WHICH and --by, or --from a file.")
    replaced = {each.pair for each in fresh}
    if fresh:
        _write(settings, [*(each for each in known if each.pair not in replaced), *fresh])
    result(
        as_json,
        {"decided": [_decision_document(each) for each in fresh]},
        [*map(_decision_line, fresh), _COUNTS if fresh else "Nothing is filled in."],
    )


@matches.command()
@click.argument("key")
@json_option
def undo(key: str, as_json: bool) -> None:
    """Take a decision back. KEY is what `list --state decided` shows, or the start of it."""
    settings = load_settings()
    known = _decisions(settings)
    gone = [each for each in known if match_key(each.record, each.other).startswith(key)]
    if len(gone) != 1:
        raise _no_single(len(gone), key)
    _write(settings, [each for each in known if each not in gone])
    result(
        as_json,
        {"undone": _decision_document(gone[0])},
        [f"Taken back: {_decision_line(gone[0])}", _COUNTS],
    )


def _folder(settings: Settings) -> Path:
    if settings.project is None:
        raise ConfigError(
            "Decisions are kept in a company's own folder, and this is a clone used as it is.",
            next_step="Make one with `hymnsheet init DIR`, and run there.",
        )
    return settings.project


def _decisions(settings: Settings) -> tuple[MatchDecision, ...]:
    return read_matches(_folder(settings), _STREAMS)


def _write(settings: Settings, decisions: Sequence[MatchDecision]) -> None:
    """Only what a run will accept is written."""
    parse_matches(matches_text(decisions), MATCHES, _STREAMS)
    write_matches(_folder(settings) / MATCHES, decisions)


def _read_filled(path: Path, by: str | None, today: date) -> Sequence[MatchDecision]:
    """The rows that somebody filled in; `by` and `on` may be left to us."""
    return parse_matches(
        path.read_text(encoding="utf-8-sig"),
        path.name,
        _STREAMS,
        defaults={"by": by or "", "on": today.isoformat()},
    )


def _today(settings: Settings) -> date:
    return (settings.as_of or datetime.now(UTC)).date()


def _proposals(settings: Settings) -> list[dict[str, Any]]:
    engine = open_warehouse(settings.effective_warehouse_url).published_engine()
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("match_proposal", schema="quality"):
            raise ConfigError(
                "What is published holds no matches yet.",
                next_step="Run `hymnsheet build`, then ask again.",
            )
        return [dict(row) for row in connection.execute(_PROPOSALS).mappings()]


def _found(rows: Sequence[dict[str, Any]], key: str) -> dict[str, Any]:
    found = [row for row in rows if str(row["match_key"]).startswith(key)]
    if len(found) != 1:
        raise _no_single(len(found), key)
    return found[0]


def _no_single(count: int, key: str) -> DefinitionError:
    return DefinitionError(
        f"{f'{count} pairs begin' if count else 'No pair begins'} with {key!r}.",
        next_step="Give more of the key; `hymnsheet matches list` shows them.",
    )


def _named(which: Sequence[str], settings: Settings) -> tuple[Record, Record]:
    """The records of a pair, by their own words or by the key of a proposal."""
    if len(which) == 6:
        return (which[0], which[1], which[2]), (which[3], which[4], which[5])
    row = _found(_proposals(settings), which[0])
    return _record(row, ""), _record(row, "other_")


def _record(row: dict[str, Any], side: str) -> Record:
    system, place, record_id = (row[f"{side}source_{part}"] for part in ("system", "object", "id"))
    return str(system), str(place), str(record_id)


def _place(row: dict[str, Any], side: str) -> str:
    return " ".join(_record(row, side))


def _line(row: dict[str, Any]) -> str:
    names = " / ".join(str(row[name] or "no name") for name in ("name", "other_name"))
    return (
        f"{str(row['match_key'])[:_SHORT]}  {row['score']}  {names}: {_place(row, '')} and"
        f" {_place(row, 'other_')}: {row['why']}"
    )


def _decision_document(decision: MatchDecision) -> dict[str, Any]:
    return {"match_key": match_key(decision.record, decision.other), **asdict(decision)}


def _decision_line(decision: MatchDecision) -> str:
    key = match_key(decision.record, decision.other)[:_SHORT]
    why = f": {decision.reason}" if decision.reason else ""
    return (
        f"{key}  {decision.decision}: {' '.join(decision.record)} and"
        f" {' '.join(decision.other)} ({decision.by}, {decision.on}{why})"
    )
