"""Running the dbt project: only what is out of date, in this process, without Dagster.

project.py (the project's files, their hash and dbt's parse of them), graph.py (which nodes are out
of date, as plain graph functions), state.py (what was built from what, remembered in the
warehouse), build.py (waves of dbt until nothing is out of date),
described.py (what the models promise of their tables), audit.py (which build may be published).
"""

from orchestration.transform.audit import note_audit, require_audit
from orchestration.transform.build import BuildResult, build_models
from orchestration.transform.described import described_tables
from orchestration.transform.graph import Step, layer_of
from orchestration.transform.project import Project

__all__ = [
    "BuildResult",
    "Project",
    "Step",
    "build_models",
    "described_tables",
    "layer_of",
    "note_audit",
    "require_audit",
]
