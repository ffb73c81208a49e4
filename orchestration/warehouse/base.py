"""What the rest of the code may ask of a warehouse: eleven members, two implementations beside it.

Layers: `raw_<vendor>`, `ops` (ours), `staging`, `conformed`, `intermediate` (dbt, private),
`marts`, `quality` (dbt, published). Nothing here knows what the tables mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy.engine import Engine

from orchestration.warehouse.contents import Place
from orchestration.warehouse.described import NOTHING_SAID, Described

PUBLISHED_LAYERS: tuple[str, ...] = ("marts", "quality")


class Warehouse(Protocol):
    """One database, with a side that is built and a side that is read.

    DuckDB: two files (`x_build.duckdb` is built; `x.duckdb`, the URL given, is replaced whole).
    Postgres: one database; what differs between `build_marts`, `build_quality` and `marts`,
    `quality` is written in one transaction.
    """

    kind: Literal["duckdb", "postgres"]

    @property
    def display_url(self) -> str:
        """The URL without its password, fit for messages."""
        ...

    @property
    def loader_url(self) -> str:
        """Where rows are landed, as a URL with its password, for loading/ only."""
        ...

    def engine(self) -> Engine:
        """The build side, unpooled: every closed connection frees the file for the next step."""
        ...

    def published_engine(self) -> Engine:
        """The side that readers see, opened read-only. Raises WarehouseError before any publish."""
        ...

    def schema(self, layer: str) -> str:
        """The schema in which `layer` stands on the build side."""
        ...

    def dbt_environment(self) -> Mapping[str, str]:
        """The HYMNSHEET_DBT_* variables that dbt_project/profiles.yml reads."""
        ...

    def dbt_parse_environment(self) -> Mapping[str, str]:
        """What of them a parse may hang on: nothing that differs between homes or runs."""
        ...

    def exists(self) -> bool:
        """Whether there is a build side already. Makes nothing."""
        ...

    def check(self) -> None:
        """Raises WarehouseLockedError or WarehouseError if a write could not start now."""
        ...

    def kept_open(self) -> AbstractContextManager[None]:
        """While it lasts, connections to the build side open at once: one of ours is open.

        Not around what opens the side in its own way: dbt, `publish`.
        """
        ...

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the warehouse for one whole run; two runs must not mix.

        Raises WarehouseLockedError naming the run that holds it.
        """
        ...

    def publish(self, described: Mapping[Place, Described] = NOTHING_SAID) -> Path | str:
        """Swap the built PUBLISHED_LAYERS in, whole. Returns what was replaced, for a log line.

        Args:
            described: by layer and table, what is said of it and promised of its rows.
        """
        ...
