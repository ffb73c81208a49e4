"""Upserting through dlt: the only module that imports it.

dlt gets chunks that are de-duplicated, typed and wanted, so it decides nothing. Its own state is
thrown away after each run: cursors live in `_cursors`, and a package left by a crash cannot return.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from typing import Any

import dlt
from dlt.common.destination import Destination
from dlt.pipeline.exceptions import PipelineStepFailed

from orchestration.errors import WarehouseError
from orchestration.loading.landing import Chunk

# Not through the environment: these hold for this process's loads and nothing else.
_SETTINGS: dict[str, Any] = {
    "runtime.dlthub_telemetry": False,
    # Names reach dlt as the table spells them. `sql_ci_v1` would also cut trailing underscores,
    # which HubSpot property names often have, and `_fields` would then name no column.
    "schema.naming": "direct",
    "data_writer.file_max_items": 200_000,
    "load.workers": 1,
    "load.delete_completed_jobs": True,
}
STAGING_SUFFIX = "_staging"
DLT_TABLES = ("_dlt_loads", "_dlt_pipeline_state", "_dlt_version")
"""What dlt leaves behind: a schema named after ours, and its own tables in ours."""


def dlt_upsert(destination: Destination[Any, Any], schema: str, chunks: Sequence[Chunk]) -> None:
    """Upsert all chunks in one dlt run.

    Raises:
        WarehouseError: dlt could not load them; the message is the engine's, first line only.
    """
    for name, value in _SETTINGS.items():
        dlt.config[name] = value
    resources = [
        dlt.resource(
            [chunk.rows],
            name=chunk.table,
            primary_key=chunk.key,
            write_disposition={"disposition": "merge", "strategy": "upsert"},
        )
        for chunk in chunks
    ]
    with tempfile.TemporaryDirectory(prefix="hymnsheet-dlt-") as directory:
        pipeline = dlt.pipeline(
            pipeline_name=f"hymnsheet_{schema}",
            destination=destination,
            dataset_name=schema,
            pipelines_dir=directory,
        )
        # The state that dlt keeps in the warehouse is not asked for: there is none to restore.
        pipeline.config.restore_from_destination = False
        # Its remarks name columns and rows; what matters comes as an exception.
        logging.getLogger("dlt").setLevel(logging.CRITICAL)
        try:
            info = pipeline.run(resources, loader_file_format="parquet")
            info.raise_on_failed_jobs()
        except PipelineStepFailed as error:
            root: BaseException = error
            while root.__cause__ is not None:
                root = root.__cause__
            raise WarehouseError(
                f"Rows of {schema} ({', '.join(c.table for c in chunks)}) could not be loaded: "
                f"{type(root).__name__}: {str(root).splitlines()[0] if str(root) else ''}.",
                next_step="Look at the message; rows committed before stay, run again.",
            ) from error
        finally:
            pipeline.deactivate()
