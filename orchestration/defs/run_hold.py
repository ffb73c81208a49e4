"""One run at a time, whoever starts it: its lock, and its clock, which every step asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import dagster as dg

from orchestration.defs.resources import Platform
from orchestration.errors import WarehouseError, WarehouseLockedError
from orchestration.loading import RunContext, read_run
from orchestration.redaction import scrub
from orchestration.warehouse import Warehouse


@dataclass
class RunHold:
    """The warehouse, held by this run from its first step to its last.

    Attributes:
        run_id: of the run whose clock the steps go by; None while there was no sync yet.
    """

    platform: Platform
    run_id: str | None = None

    def context(self, warehouse: Warehouse) -> RunContext:
        """The run whose clock this step goes by.

        Raises:
            WarehouseLockedError: another run has taken over since the last step.
            WarehouseError: nothing was ever synced into this warehouse.
        """
        found = read_run(warehouse)
        if self.run_id is not None and found.run_id != self.run_id:
            raise WarehouseLockedError(
                f"Run {found.run_id} has taken over {warehouse.display_url} from {self.run_id}.",
                next_step="Nothing of this run was published; look at the other run.",
            )
        self.run_id = found.run_id
        return found

    @contextmanager
    def opened(self, warehouse: Warehouse) -> Iterator[RunContext]:
        """The run's context, and the build side kept open, for a step that asks it many things."""
        with warehouse.kept_open():
            yield self.context(warehouse)

    @contextmanager
    def step(self) -> Iterator[None]:
        """Around every step: what an error tells holds no secret, in Dagster's history neither."""
        try:
            yield
        except Exception as error:
            scrub(error, self.platform.settings.secret_values())
            raise


@dg.resource(required_resource_keys={"platform"})
def run_hold(context: dg.InitResourceContext) -> Iterator[RunHold]:
    """Holds the warehouse while a run's steps last. The CLI holds it already."""
    platform: Platform = context.resources.platform
    warehouse = platform.warehouse()
    held = nullcontext() if platform.holds_warehouse else warehouse.exclusive()
    with held:
        hold = RunHold(platform)
        if warehouse.exists():
            try:
                hold.run_id = read_run(warehouse).run_id
            except WarehouseError:
                hold.run_id = None
        yield hold
