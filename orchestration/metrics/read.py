"""Find, read and check metrics."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from orchestration.metrics.model import Metric, MetricFile
from orchestration.model_files import META, pairs, read_meta, wrong

#: Where metrics stand in the dbt project.
METRICS: Final = Path("models/metrics")


def read_metrics(project_dir: Path) -> tuple[Metric, ...]:
    """Every metric, in order of ids.

    Args:
        project_dir: the folder of dbt_project.yml.

    Raises:
        DefinitionError: a file is wrong, is alone, or says what another file says already; the
            message names the file, the key and what was expected.
    """
    found: dict[str, Metric] = {}
    for path in pairs(project_dir / METRICS, "a metric"):
        meta = read_meta(path, MetricFile)
        if meta.id in found:
            raise wrong(path, f"{META}.id: {meta.id} is that of {found[meta.id].model}.yml too")
        name = f"metric_{meta.id.removesuffix('{stage}').rstrip('_')}"
        if path.stem != name:
            raise wrong(path, f"{META}.id: the files of {meta.id} are called {name}")
        found[meta.id] = Metric(**dict(meta), model=path.stem)
    return tuple(found[key] for key in sorted(found))
