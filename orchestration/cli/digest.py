"""`digest`: the week in ten lines, for a channel or a mail. It is printed; nothing is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import ConfigError
from orchestration.redaction import printable
from orchestration.report import format as words
from orchestration.report.format import MoneyFormat
from orchestration.report.masthead import read_money
from orchestration.report.names import object_title
from orchestration.settings import load_settings

_WHOLE = sa.text(
    """
    select
        scores.value, scores.value_before, scores.before_as_of, scores.value_change,
        whole.opportunities, whole.amount, whole.untrusted_amount, runs.as_of, weeks.*
    from (select max(as_of) as as_of from quality.score_history) as runs
    cross join (
        select
            cast(coalesce(sum(count_new), 0) as bigint) as appeared,
            cast(coalesce(sum(count_reappeared), 0) as bigint) as reappeared,
            cast(coalesce(sum(count_fixed), 0) as bigint) as fixed,
            cast(coalesce(sum(count_waived), 0) as bigint) as waived,
            cast(coalesce(sum(count_came_with_rule), 0) as bigint) as came_with_rules,
            cast(coalesce(sum(count_withdrawn), 0) as bigint) as withdrawn,
            cast(coalesce(sum(count_open), 0) as bigint) as standing,
            coalesce(min(case when rule_state = 'new' then 1 else 0 end), 0) = 1 as is_first_look
        from quality.rule_change
    ) as weeks
    left join quality.score_change as scores
        on scores.metric = 'pipeline_trust' and scores.scope = '(all)'
    left join quality.trust_slice as whole on whole.worst_finding = 'all'
    """
)
_CHANGES = sa.text(
    """
    select
        rule_id, coalesce(name, rule_id) as name, severity,
        cast(count_new + count_reappeared as bigint) as worse, count_fixed as fixed
    from quality.rule_change
    where count_new + count_reappeared + count_fixed > 0
    order by change_rank
    """
)
#: A finding that has a row for each other system is of one field, which no other system has.
#: Without a field it is of how many records there are.
_BREAKS = sa.text(
    """
    select
        rule_id, source_system, source_object, field, coalesce(field_label, field) as label,
        count(*) over () as breaks
    from quality.finding_told
    where rule_level = 'break' and news is not null
    order by told_rank
    """
)
_MONDAY = sa.text(
    """
    select
        rule_id, name, severity, cast(failed_open as bigint) as standing,
        cast(open_amount_touched as decimal(24, 4)) as amount,
        cast(open_amount_estimated as decimal(24, 4)) as estimated, how_to_fix
    from quality.rule_result
    where problem_rank <= 3
    order by problem_rank
    """
)
_NAMED: Final = 2
_ADVICE_LIMIT: Final = 110
#: What a channel takes for a command or a link stays what it is: a text.
_HARMLESS: Final = str.maketrans({"<": "‹", ">": "›", "&": "+", "`": "'", "\n": " "})


@click.command()
@click.option("--link", metavar="URL", help="Where the report is hosted; else its file here.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the lines to this file as well.",
)
@json_option
def digest(link: str | None, out: Path | None, as_json: bool) -> None:
    """The week in ten lines, for a channel or a mail.

    What got better and worse, new breaks, the money, and the top three to do on Monday. No name,
    address or value of a record is in it. It sends nothing: pipe it.
    """
    settings = load_settings()
    with published_for(settings, _WHOLE, _CHANGES, _BREAKS, _MONDAY) as connection:
        money = read_money(connection)
        whole = connection.execute(_WHOLE).one()
        changes = connection.execute(_CHANGES).all()
        breaks = connection.execute(_BREAKS).all()
        monday = connection.execute(_MONDAY).all()
    report = link or settings.report_path.resolve().as_uri()
    lines = [
        _safe(line)
        for line in (
            _title(whole),
            _pipeline(whole, money),
            *_week(whole, changes),
            _broken(breaks),
            *_to_do(monday, money),
        )
    ]
    lines.append(f"Report: {printable(report)}")
    if out is not None:
        _write(out, lines)
    result(
        as_json,
        {
            "as_of": whole.as_of,
            "currency": money.code or None,
            "week": _document(whole),
            "changes": [_document(row) for row in changes],
            "breaks": [_document(row) for row in breaks],
            "monday": [_document(row) for row in monday],
            "lines": lines,
            "report": report,
        },
        lines,
    )


def _title(whole: Any) -> str:
    day = words.iso_date(whole.as_of.date()) if whole.as_of else words.MISSING
    return f"Hymnsheet, {day}: {words.plural(whole.standing, 'finding')} open"


def _pipeline(whole: Any, money: MoneyFormat) -> str:
    if not whole.opportunities:
        return "Money: there is no open pipeline to judge."
    total = money(whole.amount).short
    if whole.value is None:
        return f"Money: {total} of open pipeline; how far to trust it could not be judged."
    told = (
        f"Money: {words.percent(float(whole.value))} of {total} open pipeline is to be trusted,"
        f" {money(whole.untrusted_amount).short} is not"
    )
    if whole.before_as_of is None or whole.value_before is None:
        return f"{told}; there is nothing yet to compare with."
    before = words.percent(float(whole.value_before))
    return f"{told} (was {before} on {words.iso_date(whole.before_as_of.date())})."


def _week(whole: Any, changes: Sequence[Any]) -> Iterator[str]:
    if whole.is_first_look:
        yield "First look: everything found came with the rules; from now on changes are told."
        return
    better = _most((row.name, row.fixed) for row in changes)
    waived = f"; {words.count(whole.waived)} waived" if whole.waived else ""
    yield f"Better: {words.count(whole.fixed)} fixed{better}{waived}."
    worse = _most((row.name, row.worse) for row in changes)
    back = words.count(whole.reappeared)
    yield f"Worse: {words.count(whole.appeared)} new, {back} came back{worse}."
    if whole.came_with_rules or whole.withdrawn:
        yield (
            f"Rules changed: {words.count(whole.came_with_rules)} came with them,"
            f" {words.count(whole.withdrawn)} withdrawn; nobody broke or fixed these."
        )


def _most(counted: Any) -> str:
    """`: Duplicate record 3, No amount 2`: the most severe rules of which there is any."""
    named = [f"{name} {words.count(number)}" for name, number in counted if number]
    return f": {', '.join(named[:_NAMED])}{', …' if named[_NAMED:] else ''}" if named else ""


def _broken(breaks: Sequence[Any]) -> str:
    if not breaks:
        return "New breaks: no field broke with its ways."
    shown = [
        f"{object_title(row.source_system, row.source_object)} {_label(row)} ({row.rule_id})"
        for row in breaks[:_NAMED]
    ]
    more = ", …" if breaks[_NAMED:] else ""
    return f"New breaks: {words.count(breaks[0].breaks)}: {', '.join(shown)}{more}."


def _label(row: Any) -> str:
    return words.clip(row.label, 40) if row.label else "made otherwise"


def _to_do(monday: Sequence[Any], money: MoneyFormat) -> Iterator[str]:
    if not monday:
        yield "Monday: nothing that a rule knows of."
    for place, row in enumerate(monday, start=1):
        touched = f", {money(row.amount).short} of open pipeline" if row.amount else ""
        if row.estimated:
            touched += (
                f"{' and' if row.amount else ','} about {money(row.estimated).short} estimated"
            )
        advice = words.clip(row.how_to_fix or "", _ADVICE_LIMIT)
        yield (
            f"Monday {place}: {row.name} ({row.rule_id}, {row.severity}):"
            f" {words.count(row.standing)}{touched}. {advice}"
        )


def _safe(line: str) -> str:
    return printable(line.translate(_HARMLESS))


def _document(row: Any) -> dict[str, object]:
    return dict(row._mapping)


def _write(path: Path, lines: Sequence[str]) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines) + "\n")
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror}.",
            next_step="Name a file that is yours to write.",
        ) from error
