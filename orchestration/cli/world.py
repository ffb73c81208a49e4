"""`world generate`, and which company an emulator serves: the options that choose one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from orchestration.cli.output import json_option, result
from orchestration.errors import WorldError
from orchestration.settings import load_settings
from orchestration.worlds.generator import DEFAULT_AS_OF, SYSTEMS, write_world


def world_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--world` and `--seed`, as `world_dir: Path | None` and `seed: int`."""
    command = click.option("--seed", default=7, show_default=True, help="Which generated company.")(
        command
    )
    return click.option(
        "--world",
        "world_dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A world folder to serve instead of the generated company.",
    )(command)


def demo_home() -> Path:
    """Where demos keep their worlds, warehouses and reports."""
    return load_settings().home / "demo"


def chosen_world(world_dir: Path | None, seed: int) -> Path:
    """The folder asked for, else the generator's company for `seed`, written once."""
    if world_dir is not None:
        return world_dir
    folder = demo_home() / f"world-{seed}"
    if not (folder / "world.json").exists():
        write_world(folder, seed=seed)
    return folder


@click.group()
def world() -> None:
    """World folders: the companies that an emulator serves."""


@world.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=7, show_default=True, help="Same seed, same bytes.")
@click.option(
    "--people",
    type=click.IntRange(min=1),
    default=3000,
    show_default=True,
    help="Persons that came through marketing.",
)
@click.option("--name", default="larkspur", show_default=True, help="The company's, lower case.")
@click.option(
    "--as-of",
    default=DEFAULT_AS_OF.isoformat(),
    show_default=True,
    help="The instant at which it stops: ISO 8601, UTC where no zone is given.",
)
@click.option(
    "--systems",
    type=click.Choice(SYSTEMS),
    multiple=True,
    default=SYSTEMS,
    help="What the company has; repeat it for several. Default: all.",
)
@click.option("--clean", is_flag=True, help="Plant no defects.")
@json_option
def generate(
    folder: Path,
    seed: int,
    people: int,
    name: str,
    as_of: str,
    systems: tuple[str, ...],
    clean: bool,
    as_json: bool,
) -> None:
    """Write a made-up company to FOLDER: its records, planted defects, and the right answers.

    An older world in FOLDER is replaced.
    """
    _refuse_what_is_no_world(folder)
    try:
        write_world(
            folder,
            seed=seed,
            people=people,
            as_of=_instant(as_of),
            systems=systems,
            defects=not clean,
            name=name,
        )
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}."
        raise WorldError(message, next_step="Name a folder that is yours to write.") from error
    document = {"world": folder.resolve(), "seed": seed, "people": people, "systems": systems}
    result(as_json, document, [f"Wrote {name}: hymnsheet demo --world {folder}"])


def _refuse_what_is_no_world(folder: Path) -> None:
    """Only an older world may be replaced.

    Raises:
        WorldError: the folder holds something else.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "world.json").exists():
        raise WorldError(
            f"{folder} holds files but no world.json: nothing was written.",
            next_step="Name a new or empty folder, or one that holds a world to be replaced.",
        )


def _instant(text: str) -> datetime:
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no ISO 8601 time, such as 2026-06-30T12:00:00Z.", param_hint="--as-of"
        ) from error
    return value if value.tzinfo else value.replace(tzinfo=UTC)
