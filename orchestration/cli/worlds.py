"""Which company an emulator serves: the options that choose it, and the generated one on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from orchestration.settings import load_settings


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
    from orchestration.emulator.generator import write_world

    if world_dir is not None:
        return world_dir
    folder = demo_home() / f"world-{seed}"
    if not (folder / "world.json").exists():
        write_world(folder, seed=seed)
    return folder
