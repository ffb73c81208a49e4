"""`run` and its parts: sync, build, check, report. Each is the same job, or a piece of it."""

from __future__ import annotations

from collections.abc import Callable

import click

from orchestration.cli.findings import failed_rules, lines_of, standing_at_least
from orchestration.cli.job import JobOutcome, run_job
from orchestration.cli.output import failure_document, json_option, progress, result
from orchestration.cli.waivers import read_waiver_results, waiver_lines
from orchestration.errors import CheckFailedError
from orchestration.rules import SEVERITIES, Severity
from orchestration.settings import load_settings


def _document(outcome: JobOutcome) -> dict[str, object]:
    return {"run_id": outcome.run_id, "as_of": outcome.as_of.isoformat()}


def _not_whole_lines(outcome: JobOutcome) -> list[str]:
    if not outcome.not_whole:
        return []
    return [f"Not read whole: {', '.join(outcome.not_whole)}; `hymnsheet sync` says why."]


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """How to read, as the keywords that `run_job` takes as `reading`."""
    for option in (
        click.option(
            "--accept-deletes",
            is_flag=True,
            help="Mark as deleted what is gone, however much it is.",
        ),
        click.option(
            "--sweep-ids",
            is_flag=True,
            help="Compare the ids of all records too: finds what was purged or restored.",
        ),
        click.option(
            "--full",
            "full_refresh",
            is_flag=True,
            help="Read every stream whole, whatever was read before.",
        ),
        click.option(
            "--accept-clock",
            is_flag=True,
            help="Go on although a later time is published: forget what its runs said of time.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@reading_options
@json_option
def run(as_json: bool, **reading: bool) -> None:
    """Pull every CRM, build, check, publish, and write the report."""
    settings = load_settings()
    outcome = run_job(settings, progress(as_json), reading=reading)
    failed, waivers = failed_rules(settings), read_waiver_results(settings)
    result(
        as_json,
        {
            **_document(outcome),
            "streams_not_whole": list(outcome.not_whole),
            "report": outcome.report_path,
            "worst": [rule.document for rule in failed],
            "waivers": [waiver.document for waiver in waivers],
        },
        [
            *lines_of(failed, limit=5),
            *waiver_lines(waivers),
            *_not_whole_lines(outcome),
            f"Report: {outcome.report_path}",
        ],
    )


@click.command()
@reading_options
@json_option
def sync(as_json: bool, **reading: bool) -> None:
    """Pull every CRM into the raw tables, and stop there."""
    outcome = run_job(load_settings(), progress(as_json), ["sync"], reading=reading)
    result(
        as_json,
        {**_document(outcome), "streams_not_whole": list(outcome.not_whole)},
        [*_not_whole_lines(outcome), f"Synced as of {outcome.as_of:%Y-%m-%d %H:%M} UTC."],
    )


@click.command()
@json_option
def build(as_json: bool) -> None:
    """Build what was last synced, check it, and publish."""
    outcome = run_job(load_settings(), progress(as_json), ["build", "check"])
    result(as_json, _document(outcome), [f"Published as of {outcome.as_of:%Y-%m-%d %H:%M} UTC."])


@click.command()
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Exit with 1 if a finding of this severity or above is open.",
)
@json_option
def check(fail_on: Severity | None, as_json: bool) -> None:
    """Run the expectations, and list the worst findings."""
    settings = load_settings()
    outcome = run_job(settings, progress(as_json), ["check"])
    failed, waivers = failed_rules(settings), read_waiver_results(settings)
    document = {
        **_document(outcome),
        "worst": [rule.document for rule in failed],
        "waivers": [waiver.document for waiver in waivers],
    }
    lines = [*lines_of(failed), *waiver_lines(waivers)]
    count = 0 if fail_on is None else standing_at_least(settings, fail_on)
    if not count:
        result(as_json, document, lines)
        return
    failure = CheckFailedError(
        f"{count} open findings are {fail_on} or worse.",
        next_step="The report lists them with the records and how to fix each.",
    )
    # One document says both: two JSON objects on stdout are none to whoever parses it.
    result(as_json, {**document, **failure_document(failure)}, lines)
    if as_json:
        raise SystemExit(failure.exit_code)
    raise failure


@click.command()
@json_option
def report(as_json: bool) -> None:
    """Write the report from what was last published."""
    outcome = run_job(load_settings(), progress(as_json), ["report"])
    result(
        as_json,
        {**_document(outcome), "report": outcome.report_path},
        [f"Report: {outcome.report_path}"],
    )
