"""`demo`: the whole job against an emulated company; product code does not know it is a demo."""

from __future__ import annotations

import re
import time
from pathlib import Path

import click

from orchestration.cli.findings import worst_findings
from orchestration.cli.job import run_job
from orchestration.cli.output import json_option, progress, result
from orchestration.emulator import Emulator, World
from orchestration.settings import Settings, load_settings


def emulated_settings(emulator: Emulator, world: World, home: Path) -> Settings:
    """The user's settings with both vendors redirected to `emulator`; its world's clock is as_of.

    A vendor that the world lacks has no credentials, as in a company that does not use it.
    """
    credentials = emulator.credentials
    hubspot = world.hubspot is not None
    salesforce = world.salesforce is not None
    overrides: dict[str, object] = {
        "home": home,
        "as_of": emulator.clock.now(),
        "ca_bundle": emulator.ca_path,
        "hubspot_base_url": emulator.base_url,
        "hubspot_access_token": credentials.hubspot_access_token if hubspot else None,
        "salesforce_login_url": emulator.base_url if salesforce else None,
        "salesforce_consumer_key": credentials.salesforce_consumer_key if salesforce else None,
        "salesforce_consumer_secret": credentials.salesforce_consumer_secret
        if salesforce
        else None,
    }
    return load_settings(overrides)


def generated_world(folder: Path, seed: int) -> Path:
    """The generator's company for `seed`, written once."""
    from orchestration.emulator.generator import write_world

    if not (folder / "world.json").exists():
        write_world(folder, seed=seed)
    return folder


@click.command()
@click.option(
    "--world",
    "world_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A world folder to serve instead of the generated company.",
)
@click.option("--seed", default=7, show_default=True, help="Which generated company.")
@json_option
def demo(world_dir: Path | None, seed: int, as_json: bool) -> None:
    """Run the whole job on an emulated company: no account, no network, no key."""
    started = time.monotonic()
    say = progress(as_json)
    home = load_settings().home / "demo"
    if world_dir is None:
        world_dir = generated_world(home / f"world-{seed}", seed)
    world = World.load(world_dir)
    home = home / re.sub(r"[^A-Za-z0-9_-]+", "-", world_dir.resolve().name)
    say(f"serving {world.name} as of {world.as_of:%Y-%m-%d %H:%M} UTC")
    with Emulator(world) as emulator:
        settings = emulated_settings(emulator, world, home)
        outcome = run_job(settings, say)
    worst = worst_findings(settings)
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
            "worst": [finding.document for finding in worst],
        },
        [
            f"\nThe worst five of what is wrong in {world.name}:",
            *(f"  {finding.line}" for finding in worst),
            f"\nTables: {outcome.warehouse_url} (schemas marts and quality)",
            f"Report: {outcome.report_path.resolve()}  ({seconds:.0f} s)",
        ],
    )
