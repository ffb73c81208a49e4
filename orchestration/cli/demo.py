"""`demo`: the whole job against an emulated company; product code does not know it is a demo."""

from __future__ import annotations

import re
import time
from pathlib import Path

import click

from orchestration.cli.findings import failed_rules, lines_of
from orchestration.cli.job import run_job
from orchestration.cli.output import json_option, progress, result
from orchestration.cli.world import chosen_world, demo_home, world_options
from orchestration.emulator import Emulator, load_world
from orchestration.private_files import use_home
from orchestration.settings import Settings, load_settings, without_vendors


def emulated_settings(emulator: Emulator, home: Path) -> Settings:
    """The user's settings with every vendor redirected to `emulator`; its world's clock is as_of.

    A vendor that the world lacks has no credentials, as in a company that does not use it.
    Nothing of a project folder is used: made-up records never reach a company's own tables.
    """
    dropped = {"files_folder": emulator.world.files}
    overrides: dict[str, object] = {
        "home": home,
        "as_of": emulator.clock.now(),
        "ca_bundle": emulator.ca_path,
        **without_vendors(),
        **emulator.settings(),
        **dropped,
    }
    settings = load_settings(overrides)
    if settings.project is None:
        return settings
    return settings.model_copy(update={"project": None, "warehouse_url": None, **dropped})


def _as_agreed(settings: Settings, world: Path) -> Settings:
    """With the definitions that the emulated company's two teams signed, where it brings some."""
    if not (world / "glossary.yml").is_file():
        return settings
    return settings.model_copy(update={"project": world})


@click.command()
@world_options
@json_option
def demo(world_dir: Path | None, seed: int, as_json: bool) -> None:
    """Run the whole job on an emulated company: no account, no key."""
    started = time.monotonic()
    say = progress(as_json)
    use_home(load_settings().home)
    folder = chosen_world(world_dir, seed)
    world = load_world(folder)
    home = demo_home() / re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name)
    say(f"serving {world.name} as of {world.as_of:%Y-%m-%d %H:%M} UTC")
    with Emulator(world) as emulator:
        settings = _as_agreed(emulated_settings(emulator, home), folder)
        outcome = run_job(settings, say)
    failed = failed_rules(settings)
    seconds = time.monotonic() - started
    result(
        as_json,
        {
            "run_id": outcome.run_id,
            "as_of": outcome.as_of.isoformat(),
            "world": world.name,
            "report": outcome.report_path,
            "warehouse": outcome.warehouse_url,
            "seconds": round(seconds, 1),
            "worst": [rule.document for rule in failed],
        },
        [
            f"\nThe worst of what is wrong in {world.name}:",
            *(f"  {line}" for line in lines_of(failed, limit=5)),
            f"\nTables: {outcome.warehouse_url} (schemas marts and quality)",
            f"Report: {outcome.report_path.resolve()}  ({seconds:.0f} s)",
        ],
    )
