"""`python -m orchestration.emulator.generator OUT`: write one world folder."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from orchestration.emulator.generator.plan import DEFAULT_AS_OF
from orchestration.emulator.generator.writer import write_world


def main() -> None:
    """Read the arguments and write the folder they describe."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.emulator.generator")
    parser.add_argument("out", type=Path, help="folder to write; its old world is replaced")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--name", default="larkspur")
    parser.add_argument("--as-of", type=_instant, default=DEFAULT_AS_OF, help="ISO 8601, UTC")
    parser.add_argument(
        "--systems", nargs="+", choices=("hubspot", "salesforce"), default=["hubspot", "salesforce"]
    )
    parser.add_argument("--clean", action="store_true", help="plant no defects")
    given = parser.parse_args()
    write_world(
        given.out,
        seed=given.seed,
        people=given.people,
        as_of=given.as_of,
        systems=tuple(given.systems),
        defects=not given.clean,
        name=given.name,
    )


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


if __name__ == "__main__":
    main()
