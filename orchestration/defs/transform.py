"""dbt as Dagster assets: one asset per model and seed, one check per dbt test.

All business logic is in dbt_project/; here it is only started, with the warehouse's variables, and
its row counts are shown. The manifest is parsed when it is missing or older than the project.
"""

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as sa
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from packaging.version import Version

from orchestration.defs.resources import KNOWN_TERMS, WAREHOUSE_POOL, Platform
from orchestration.errors import BuildError
from orchestration.glossary import read_glossary, require_known_terms
from orchestration.settings import DBT_PROJECT_DIR, exported
from orchestration.sources.registry import STREAMS
from orchestration.warehouse import Warehouse, qualified

MANIFEST = DBT_PROJECT_DIR / "target" / "manifest.json"


class LayerTranslator(DagsterDbtTranslator):
    """Asset keys are [layer, table]; groups are layers; staging waits for the glossary's gate."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Key of a model, seed or source: its schema's name in design terms, then its own."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([_layer(dbt_resource_props), dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """One group per layer."""
        return _layer(dbt_resource_props)

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """As dagster-dbt has it, and staging models also depend on the glossary's gate."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        if spec.key.path[0] != "staging" or not unique_id.startswith("model."):
            return spec
        return spec.replace_attributes(deps=[*spec.deps, dg.AssetDep(KNOWN_TERMS)])


def _layer(dbt_resource_props: Mapping[str, Any]) -> str:
    layer: str = dbt_resource_props.get("config", {}).get("schema") or "staging"
    return layer


class InstalledDbt(DbtCliResource):
    """The dbt of this environment; `dbt --version`, run otherwise, asks an index on the network."""

    @cached_property
    def _cli_version(self) -> Version:
        return Version(version("dbt-core"))


def ensure_manifest() -> Path:
    """The project's manifest.json, parsed anew if any file of the project is younger.

    Raises:
        BuildError: dbt cannot parse the project; the message ends with dbt's own words.
    """
    sources = (
        path
        for folder in ("models", "macros", "seeds", "tests")
        for path in (DBT_PROJECT_DIR / folder).rglob("*")
    )
    newest = max(path.stat().st_mtime for path in (*sources, DBT_PROJECT_DIR / "dbt_project.yml"))
    if MANIFEST.exists() and MANIFEST.stat().st_mtime >= newest:
        return MANIFEST
    command = [dbt_executable(), "parse", "--quiet", "--project-dir", str(DBT_PROJECT_DIR)]
    command += ["--profiles-dir", str(DBT_PROJECT_DIR)]
    parsed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if parsed.returncode != 0:
        raise BuildError(
            f"dbt cannot parse {DBT_PROJECT_DIR.name}/: {parsed.stdout[-2000:]}",
            next_step="Mend the file that dbt names, then run again.",
        )
    MANIFEST.touch()
    return MANIFEST


def dbt_executable() -> str:
    """The dbt of this environment, whether or not its bin folder is on the PATH."""
    beside_python = Path(sys.executable).with_name("dbt")
    return str(beside_python) if beside_python.exists() else shutil.which("dbt") or "dbt"


@dg.asset(
    key=KNOWN_TERMS,
    deps=[[f"raw_{source}", stream.name] for source in STREAMS for stream in STREAMS[source]],
    group_name="ops",
    kinds={"python"},
    pool=WAREHOUSE_POOL,
    description="The gate: every status and stage in the raw data is in the signed glossary.",
)
def known_terms(platform: dg.ResourceParam[Platform]) -> dg.MaterializeResult[None]:
    """Stop before any model is built if the data holds a term that nobody signed, or no data."""
    warehouse = platform.warehouse()
    platform.require_rows(warehouse)
    engine = warehouse.engine()
    require_known_terms(engine, read_glossary(DBT_PROJECT_DIR))
    return dg.MaterializeResult()


def _row_counts(warehouse: Warehouse, keys: list[dg.AssetKey]) -> dict[dg.AssetKey, int]:
    """Rows of each table on the build side; views are not counted, that would compute them."""
    counts: dict[dg.AssetKey, int] = {}
    with warehouse.engine().connect() as connection:
        existing = {
            (schema, name)
            for schema in {warehouse.schema(key.path[0]) for key in keys}
            for name in sa.inspect(connection).get_table_names(schema=schema)
        }
        for key in keys:
            schema, name = warehouse.schema(key.path[0]), key.path[1]
            if (schema, name) in existing:
                target = qualified(connection, schema, name)
                statement = f"select count(*) from {target}"  # noqa: S608  names are quoted
                counts[key] = connection.execute(sa.text(statement)).scalar_one()
    return counts


def build_dbt_assets() -> dg.AssetsDefinition:
    """All models, seeds and tests as one step, so that dbt itself orders and parallelises them."""

    @dbt_assets(
        manifest=ensure_manifest(),
        dagster_dbt_translator=LayerTranslator(),
        name="dbt_models",
        pool=WAREHOUSE_POOL,
    )
    def dbt_models(
        context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]
    ) -> Iterator[Any]:
        warehouse = platform.warehouse()
        platform.say("building the models")
        dbt = InstalledDbt(
            project_dir=str(DBT_PROJECT_DIR),
            profiles_dir=str(DBT_PROJECT_DIR),
            dbt_executable=dbt_executable(),
        )
        # dagster-dbt echoes every line of dbt; they are in the log file that errors name.
        with exported(warehouse.dbt_environment()), redirect_stdout(io.StringIO()):
            invocation = dbt.cli(["build"], context=context, raise_on_error=False)
            events = list(invocation.stream())
        if not invocation.is_successful():
            raise BuildError(
                f"dbt build failed; nothing was published. {_failures(invocation)}",
                next_step=f"Its log is {invocation.target_path / 'dbt.log'}.",
            )
        for key, rows in _row_counts(warehouse, sorted(context.selected_asset_keys)).items():
            context.add_asset_metadata({"dagster/row_count": rows}, asset_key=key)
        yield from events
        # dagster-dbt makes one such folder per run, some 20 MB; it has served.
        shutil.rmtree(invocation.target_path, ignore_errors=True)
        platform.say(f"built {len(context.selected_asset_keys)} models")

    return dbt_models


def _failures(invocation: Any) -> str:
    """Dbt's own words on what failed, shortened: node and message."""
    try:
        results = invocation.get_artifact("run_results.json")["results"]
    except (FileNotFoundError, KeyError):
        return ""
    failed = [row for row in results if row["status"] in {"error", "fail", "runtime error"}]
    return "; ".join(f"{row['unique_id']}: {row.get('message') or ''}"[:300] for row in failed[:5])
