"""The one resource: settings turned into plain connectors and a plain warehouse, when a step asks.

Nothing is opened at import: a code location loads with no credentials and no network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import dagster as dg

from orchestration.defs.credentials import configured_sources, how_to_configure, vendor_settings
from orchestration.defs.models import models_of
from orchestration.errors import ConfigError
from orchestration.loading import LoadPolicy, require_rows
from orchestration.settings import Settings, exported
from orchestration.sources.connector import Connector
from orchestration.sources.registry import VENDORS, connect
from orchestration.transform import Project
from orchestration.warehouse import Warehouse, open_warehouse

#: Steps that write to the warehouse share this pool: DuckDB has one writer.
WAREHOUSE_POOL = "warehouse"

#: A run with this tag set to "true" reads every stream whole.
FULL_REFRESH_TAG = "hymnsheet/full_refresh"
#: ... compares the ids of all alive records, and reads the difference.
SWEEP_IDS_TAG = "hymnsheet/sweep_ids"
#: ... marks as deleted what is gone, however much it is.
ACCEPT_DELETES_TAG = "hymnsheet/accept_deletes"
#: ... may have a clock before the one that is published.
ACCEPT_CLOCK_TAG = "hymnsheet/accept_clock"

#: Groups of assets, along the way of a record; between these stand the layers of dbt.
RAW_GROUP = "raw"
GATE_GROUP = "staging"
#: Of all models together, where none is an asset of its own.
MODELS_GROUP = "marts"
AUDIT_GROUP = "audit"
PUBLICATION_GROUP = "publication"
REPORT_GROUP = "report"

RUN_CONTEXT = dg.AssetKey(["ops", "run_context"])
GLOSSARY_GATE = dg.AssetKey(["ops", "glossary_gate"])
MODELS = dg.AssetKey(["ops", "models"])
EXPECTATION_RESULT = dg.AssetKey(["quality", "expectation_result"])
PUBLISHED = dg.AssetKey(["ops", "published"])
REPORT = dg.AssetKey(["report", "site"])


def _silent(_: str) -> None:
    """Say nothing: Dagster's own log is enough there."""


@dataclass(frozen=True)
class Platform:
    """What a step may use.

    Attributes:
        settings: as read from the environment, or as the CLI overrode them.
        say: told one line per finished piece of work; the CLI prints it.
        step_retries: how often Dagster may repeat a step that met a passing fault.
        holds_warehouse: whether who made this holds the warehouse for the run already.
        keeps_history: whether somebody can look at Dagster's history. If not, all models are one
            asset there: hundreds take seconds.
    """

    settings: Settings
    say: Callable[[str], None] = field(default=_silent)
    step_retries: int = 2
    holds_warehouse: bool = False
    keeps_history: bool = True

    def warehouse(self) -> Warehouse:
        """The warehouse of the settings. Raises ConfigError for a URL we cannot serve."""
        return open_warehouse(
            self.settings.effective_warehouse_url,
            build_memory_mib=self.settings.build_memory_mib,
        )

    @cached_property
    def models(self) -> Path:
        """The folder of the dbt project, the same for as long as this process works with it."""
        return models_of(self.settings)

    def dbt_project(self) -> Project:
        """The models, with dbt's own files kept under the home of the settings."""
        scratch = self.settings.home.absolute() / "dbt"
        return Project(
            self.models,
            scratch,
            lambda: exported(self.warehouse().dbt_environment()),
            lambda: exported(self.warehouse().dbt_parse_environment()),
        )

    def configured_sources(self) -> tuple[str, ...]:
        """Names of the vendors that have credentials, in load order."""
        return configured_sources(self.settings)

    @contextmanager
    def connector(self, source: str) -> Iterator[Connector]:
        """A connector of one configured vendor, closed at the end of the block."""
        config = vendor_settings(self.settings, VENDORS[source])
        if config is None:
            raise ConfigError(
                f"{VENDORS[source].title} has no credentials.",
                next_step=how_to_configure([source]),
            )
        connector = connect(source, config, ca_path=self.settings.ca_bundle)
        try:
            yield connector
        finally:
            connector.close()

    def load_policy(self, tags: Mapping[str, str], source: str = "") -> LoadPolicy:
        """How a run with these tags reads one vendor, by the settings."""
        return LoadPolicy(
            full_refresh=tags.get(FULL_REFRESH_TAG) == "true",
            sweep_ids=tags.get(SWEEP_IDS_TAG) == "true",
            accept_deletes=tags.get(ACCEPT_DELETES_TAG) == "true",
            most_deleted=self.settings.max_deleted_share,
            overlap_s={
                stream: 60 * minutes for stream, minutes in self.settings.overlap_minutes.items()
            },
            turned_off=self.settings.turned_off(source),
        )

    def require_rows(self, warehouse: Warehouse) -> None:
        """Raises EmptySourceError if no configured source holds a business record."""
        require_rows(warehouse, self.configured_sources())
