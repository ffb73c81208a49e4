"""A warehouse that is thrown away: the rows of the last run, built by other definitions.

Only what the stages are made from is built. The warehouse in use is read, never written; the copy
lies under the home, for the owner of the process alone, since it holds what the CRMs hold.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orchestration.errors import BuildError
from orchestration.transform import Project
from orchestration.transform.graph import nodes_of
from orchestration.transform.project import failures
from orchestration.trial.copying import copy_rows
from orchestration.warehouse import Warehouse

#: What a trial is compared by; all that these are made from is built as well.
TARGETS: Final = ("bridge_person_source", "dim_stage", "fct_funnel_stage_event", "mart_pipeline")
#: Dbt's own parse, from which the next begins.
_PARSE: Final = "partial_parse.msgpack"

Exported = Callable[[Mapping[str, str]], AbstractContextManager[None]]


@dataclass(frozen=True)
class Scratch:
    """A copy that was built.

    Attributes:
        warehouse: its build side holds the trial.
        project: the folder of the dbt project that it was built by.
        built: how many seeds and models were built.
    """

    warehouse: Warehouse
    project: Path
    built: int


@contextmanager
def scratch_build(
    warehouse: Warehouse,
    home: Path,
    make_project: Callable[[Path], Path],
    exported: Exported,
    say: Callable[[str], None],
    build_memory_mib: int | None = None,
) -> Iterator[Scratch]:
    """A copy of the warehouse, built by other definitions; gone at the end of the block.

    Args:
        warehouse: the one in use. Nobody may write to it while it is copied.
        home: where the copy may lie.
        make_project: makes the dbt project of the trial in a folder, and says where it stands.
        exported: sets variables for dbt.
        say: told what is being done.
        build_memory_mib: memory of DuckDB while dbt builds; None for a share of what there is.

    Raises:
        WarehouseError: there is nothing to copy, or a run holds it.
        GlossaryError: the definitions of the trial say something they may not.
        BuildError: they cannot be built.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="trial-", dir=home) as folder:
        place = Path(folder)
        project_folder = make_project(place / "project")
        say("copying the rows")
        copied = copy_rows(warehouse, place, build_memory_mib)
        project = Project(
            project_folder,
            place / "dbt",
            lambda: exported(copied.dbt_environment()),
            lambda: exported(copied.dbt_parse_environment()),
        )
        project.scratch.mkdir(mode=0o700)
        kept = home / "dbt" / _PARSE
        if kept.is_file():
            shutil.copyfile(kept, project.scratch / _PARSE)
        say("building the trial")
        yield Scratch(copied, project_folder, _build(project))


def _build(project: Project) -> int:
    """Build what the targets are made from, in one command; how many that is."""
    manifest = project.parse()
    nodes = nodes_of(project.manifest())
    wanted = {node.id for node in nodes.values() if node.name in TARGETS}
    for unique_id in reversed(nodes):  # parents stand before children
        if unique_id in wanted:
            wanted.update(parent for parent in nodes[unique_id].parents if parent in nodes)
    outcome = project.build(manifest, wanted)
    if not outcome.success:
        raise BuildError(
            f"The trial cannot be built. {failures(outcome)}",
            next_step="Look at what dbt says of the definition that you changed.",
        )
    return len(wanted)
