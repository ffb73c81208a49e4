"""`glossary try`: what other definitions would have made of the same history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
import yaml

from orchestration.checked_yaml import load_yaml
from orchestration.cli.output import json_option, progress, result
from orchestration.compile.build_copy import build_copy
from orchestration.defs.models import glossary_file, models_of
from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary, read_glossary, see
from orchestration.glossary.overrides import with_overrides
from orchestration.glossary.read import GLOSSARY_FILE
from orchestration.known_names import near
from orchestration.loading.sync_log import read_run
from orchestration.settings import DBT_PROJECT_DIR, Settings, exported, load_settings
from orchestration.trial import Comparison, Scratch, compare, pieces_of_evidence, scratch_build
from orchestration.trial.compare import Share
from orchestration.warehouse import Warehouse, open_warehouse

_SHOWN: Final = 10
_FIELDS: Final = "Correct the change; nothing was published, and nothing is."


@click.command(name="try")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--set", "overrides", multiple=True, metavar="CHANGE", help="A change; may be given again."
)
@click.option("--stage", help="The stage to compare; the one at which marketing hands over.")
@json_option
def try_definitions(
    file: Path | None, overrides: Sequence[str], stage: str | None, as_json: bool
) -> None:
    """Compare other definitions with those in use, over the same history.

    FILE is a whole glossary. A CHANGE is ID.value=V for a setting, TABLE[CELLS].COLUMN=V for a cell
    of the one row that has all these words, TABLE+={column: value} for a row more, TABLE-=CELLS for
    one less. Nothing that is published changes.
    """
    if file is None and not overrides:
        raise click.UsageError("Name a glossary to try, or changes with --set.")
    settings = load_settings()
    known = read_glossary(models_of(settings))
    warehouse = open_warehouse(settings.effective_warehouse_url)
    warehouse.published_engine()  # nothing to compare with is said before anything is built
    content = load_yaml(file or glossary_file(settings), GlossaryError)
    make_project = partial(_project, settings, with_overrides(content, overrides), warehouse, known)
    say = progress(as_json)
    with scratch_build(
        warehouse, settings.home, make_project, exported, say, settings.build_memory_mib
    ) as scratch:
        tried = read_glossary(scratch.project)
        code = _stage(tried, stage)
        _require_matches(scratch, known, tried)
        mature_until = _mature_until(read_run(scratch.warehouse).as_of, tried)
        found = compare(warehouse, scratch.warehouse, code, mature_until)
    result(as_json, _document(found), list(_lines(found)))


def _project(
    settings: Settings, content: Any, warehouse: Warehouse, known: Glossary, folder: Path
) -> Path:
    """The dbt project with another glossary, in a folder that goes away.

    What no record can fulfil is refused before anything is built.
    """
    own = settings.project or folder / "none"
    folder.mkdir(mode=0o700)
    glossary = folder / GLOSSARY_FILE
    glossary.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")
    made = build_copy(
        DBT_PROJECT_DIR,
        folder,
        glossary=glossary,
        rules=own / "rules",
        waivers=own / "waivers.yml",
        matches=own / "matches.csv",
    )
    if warehouse.exists():
        told = set(see(warehouse.engine(), read_glossary(made)).unmatched)
        new = sorted(told - set(see(warehouse.engine(), known).unmatched))
        if new:
            raise GlossaryError(" ".join(new), next_step=_FIELDS)
    return made


def _stage(glossary: Glossary, named: str | None) -> str:
    steps = {row.code for row in glossary.stages.rows if not row.is_exit}
    if named is None:
        return next(row.code for row in glossary.stages.rows if row.is_handover)
    if named not in steps:
        raise GlossaryError(
            f"No step is called {named!r}. {near(named, steps)}", next_step="Choose one of them."
        )
    return named


def _require_matches(scratch: Scratch, known: Glossary, tried: Glossary) -> None:
    """Raise GlossaryError if the new evidence of a stage is in no record."""
    before = {(row.system, row.source) for row in known.stage_evidence.rows}
    new = [r for r in tried.stage_evidence.rows if (r.system, r.source) not in before]
    there = pieces_of_evidence(scratch.warehouse)
    empty = [row for row in new if not there.get((row.system, row.source))]
    if not empty:
        return
    alike = {source for system, source in there if system in {row.system for row in empty}}
    told = "; ".join(f"{row.stage}: {row.system} {row.source}" for row in empty)
    raise GlossaryError(
        f"This definition matches no record: {told}. {near(empty[0].source, alike)}",
        next_step=_FIELDS,
    )


def _mature_until(as_of: datetime, glossary: Glossary) -> date:
    """The last day on which a lead had time enough to be won by now."""
    window = next(one.value for one in glossary.settings if one.id == "cohort_window_days")
    return (as_of - timedelta(days=int(str(window)))).date()


def _document(found: Comparison) -> dict[str, object]:
    return {
        "stage": found.stage,
        "sides": {
            name: {
                "cycles": side.cycles,
                "persons": len(side.persons),
                "by_month": {f"{month:%Y-%m}": count for month, count in side.volume.items()},
                "reached": {later: share.document for later, share in side.conversion.items()},
                "precision": side.precision.document,
                "recall": side.recall.document,
            }
            for name, side in (("now", found.now), ("trial", found.trial))
        },
        "gained": [_person(found, key) for key in found.gained],
        "lost": [_person(found, key) for key in found.lost],
    }


def _person(found: Comparison, key: str) -> dict[str, object]:
    return {"person_key": key, "records": list(found.records.get(key, ()))}


def _lines(found: Comparison) -> Iterator[str]:
    now, trial = found.now, found.trial
    yield _line(found.stage, "now", "trial")
    yield _line("cycles", str(now.cycles), str(trial.cycles))
    for month in sorted({*now.volume, *trial.volume}):
        counts = (str(side.volume.get(month, 0)) for side in (now, trial))
        yield _line(f"  {month:%Y-%m}", *counts)
    for later in {**trial.conversion, **now.conversion}:
        shares = (_share(side.conversion.get(later)) for side in (now, trial))
        yield _line(f"reached {later}", *shares)
    yield _line("won, of those decided", _share(now.precision), _share(trial.precision))
    yield _line("found, of all won", _share(now.recall), _share(trial.recall))
    for word, keys in (("gained", found.gained), ("lost", found.lost)):
        yield f"{len(keys)} persons {word}" + (":" if keys else "")
        for key in keys[:_SHOWN]:
            yield f"  {'; '.join(found.records.get(key, (key,)))}"
        if len(keys) > _SHOWN:
            yield f"  and {len(keys) - _SHOWN} more: --json lists all"


def _line(name: str, now: str, trial: str) -> str:
    return f"{name:<24}{now:>20}{trial:>20}".rstrip()


def _share(share: Share | None) -> str:
    if share is None or share.ratio is None:
        return "none"
    return f"{share.part} of {share.whole} ({share.ratio:.0%})"
