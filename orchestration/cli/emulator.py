"""`emulator serve`: every vendor's API on loopback, for trying connectors against."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from orchestration.cli.world import chosen_world, world_options
from orchestration.emulator import Emulator, Options, load_world
from orchestration.private_files import use_home
from orchestration.settings import load_settings


@click.group()
def emulator() -> None:
    """The vendors, emulated over HTTPS on loopback."""


@emulator.command()
@world_options
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8443,
    show_default=True,
    help="0 picks a free one.",
)
@click.option(
    "--host-name",
    "host_names",
    multiple=True,
    help="Another name to be certified for, e.g. api.hubapi.com; may be repeated.",
)
def serve(world_dir: Path | None, seed: int, port: int, host_names: tuple[str, ...]) -> None:
    """Serve until interrupted; prints the settings that point Hymnsheet here."""
    use_home(load_settings().home)
    world = load_world(chosen_world(world_dir, seed))
    with Emulator(world, port=port, options=Options(host_names=host_names)) as served:
        click.echo(f"# {world.name} as of {world.as_of:%Y-%m-%dT%H:%M:%SZ}; stop with Ctrl-C")
        for name, value in {
            "ca_bundle": served.ca_path,
            "as_of": world.as_of.isoformat(),
            **served.settings(),
        }.items():
            click.echo(f"export HYMNSHEET_{name.upper()}={value}")
        threading.Event().wait()  # a signal ends the process
