"""dbt as Dagster assets: one asset per model and seed, one check per dbt test.

All business logic is in dbt_project/, what is out of date is known in transform/; here it is only
started, with the warehouse's variables, and its row counts are shown.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import sqlalchemy as sa
from dagster_dbt import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtProject,
    dbt_assets,
)

from orchestration.defs.resources import (
    GATE_GROUP,
    GLOSSARY_GATE,
    MODELS,
    MODELS_GROUP,
    WAREHOUSE_POOL,
    Platform,
)
from orchestration.defs.run_hold import RunHold
from orchestration.glossary import read_glossary, require_known_terms
from orchestration.loading import ensure_issued_fixes, ensure_raw_tables, resolve_web_addresses
from orchestration.matching import MATCH_SCORE, MATCHED, WEIGHTS, score_matches
from orchestration.sources.registry import VENDORS
from orchestration.transform import BuildResult, Project, Step, build_models, layer_of
from orchestration.warehouse import Warehouse, qualified


class LayerTranslator(DagsterDbtTranslator):
    """Asset keys are [layer, table]; groups are layers; staging waits for the glossary's gate."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Key of a model, seed or source: its schema's name in design terms, then its own."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([layer_of(dbt_resource_props), dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """One group per layer."""
        return layer_of(dbt_resource_props)

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The model's own; a vendor's part of a shape is described with the shape."""
        own, name = dbt_resource_props.get("description"), str(dbt_resource_props["name"])
        vendor, parted, shape = name.removeprefix("cnf_").partition("__")
        if not own and parted and vendor in VENDORS:
            return f"What {VENDORS[vendor].title} gives to cnf_{shape}, in the columns of that."
        return str(own or "")

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """As dagster-dbt has it, but for the database: the project is parsed without one."""
        name = ".".join(self.get_asset_key(dbt_resource_props).path)
        return {**super().get_metadata(dbt_resource_props), "dagster/table_name": name}

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """As dagster-dbt has it, and staging models also depend on the glossary's gate."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        if spec.key.path[0] != "staging" or not unique_id.startswith("model."):
            return spec
        return spec.replace_attributes(deps=[*spec.deps, dg.AssetDep(GLOSSARY_GATE)])


@dg.asset(
    key=GLOSSARY_GATE,
    deps=[[f"raw_{name}", spec.name] for name, vendor in VENDORS.items() for spec in vendor.specs],
    group_name=GATE_GROUP,
    kinds={"python"},
    pool=WAREHOUSE_POOL,
    description="The gate: every status and stage in the raw data is in the signed glossary.",
)
def glossary_gate(
    platform: dg.ResourceParam[Platform], run_hold: dg.ResourceParam[RunHold]
) -> dg.MaterializeResult[None]:
    """Stop before any model is built if the data holds a term that nobody signed, or no data."""
    warehouse = platform.warehouse()
    with run_hold.opened(warehouse):
        # What a release reads that the last sync did not know of yet is there, and empty.
        for name, vendor in VENDORS.items():
            ensure_raw_tables(warehouse, vendor.specs, f"raw_{name}")
        platform.require_rows(warehouse)
        found = require_known_terms(warehouse.engine(), read_glossary(platform.models))
    if found.unmapped:
        platform.say(
            f"{len(found.unmapped)} terms are unmapped: `hymnsheet glossary check` lists them"
        )
    return dg.MaterializeResult()


#: Filled by the dbt step before dbt, from the addresses in the raw tables.
WEB_ADDRESSES = dg.AssetSpec(
    ["ops", "web_address"],
    group_name=GATE_GROUP,
    description="The registrable domain of every host that the raw data names.",
)
#: Written by `hymnsheet fix files`; made empty by the dbt step where nobody asked for any.
ISSUED_FIXES = dg.AssetSpec(
    ["ops", "issued_fix"],
    group_name=GATE_GROUP,
    description="The values that somebody was asked to write into a CRM.",
)
#: Made by the dbt step, between the models that say what is compared and those that read it.
MATCH_SCORES = dg.AssetSpec(
    list(MATCH_SCORE),
    deps=[["intermediate", name] for name in MATCHED],
    group_name="intermediate",
    description="Records that look like one although nothing exact says so, scored by splink.",
)


def _scoring(platform: Platform, warehouse: Warehouse) -> Step:
    def make() -> None:
        pairs = score_matches(warehouse.engine(), warehouse.schema("intermediate"))
        if pairs is None:
            platform.say("splink is not installed: no possible matches were scored")
        else:
            platform.say(f"scored {pairs} possible matches")

    return Step(MATCH_SCORE, MATCHED, WEIGHTS, make)


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


def build_dbt_assets(project: Project) -> dg.AssetsDefinition:
    """All models, seeds and tests as one step, so that what is out of date is known as a whole.

    Each is an asset, and each dbt test an asset check.
    """
    manifest = project.manifest()

    @dbt_assets(
        manifest=manifest,
        dagster_dbt_translator=LayerTranslator(
            DagsterDbtTranslatorSettings(enable_asset_checks=True)
        ),
        name="dbt_models",
        pool=WAREHOUSE_POOL,
    )
    def dbt_models(
        context: dg.AssetExecutionContext,
        platform: dg.ResourceParam[Platform],
        run_hold: dg.ResourceParam[RunHold],
    ) -> Iterator[dg.MaterializeResult[None]]:
        keys = sorted(context.selected_asset_keys)
        names = {key.path[-1] for key in keys}
        names |= {check.name for check in context.selected_asset_check_keys}
        is_whole = len(keys) == len(context.assets_def.keys)
        result = _built(platform, run_hold, project, None if is_whole else names)
        yield from _results(context, result, _row_counts(platform.warehouse(), keys))

    return dbt_models


def build_models_asset(project: Project) -> dg.AssetsDefinition:
    """The same step as one asset, for a run whose history nobody can look at.

    Dagster takes seconds over some hundred assets. Dbt's tests run and stop the run as ever.
    """

    @dg.asset(
        key=MODELS,
        deps=[GLOSSARY_GATE],
        group_name=MODELS_GROUP,
        kinds={"dbt"},
        pool=WAREHOUSE_POOL,
        description="Every model and seed, and dbt's tests of them.",
    )
    def dbt_models(
        platform: dg.ResourceParam[Platform], run_hold: dg.ResourceParam[RunHold]
    ) -> dg.MaterializeResult[None]:
        _built(platform, run_hold, project, None)
        return dg.MaterializeResult()

    return dbt_models


def _built(
    platform: Platform, run_hold: RunHold, project: Project, only: set[str] | None
) -> BuildResult:
    warehouse = platform.warehouse()
    with run_hold.opened(warehouse):
        resolve_web_addresses(warehouse.engine())
        ensure_issued_fixes(warehouse.engine())
    platform.say("building the models")
    with run_hold.step():
        steps = [_scoring(platform, warehouse)]
        result = build_models(warehouse, project, only=only, steps=steps)
    asked = [name for name in map(_name, result.relations) if only is None or name in only]
    left = len(asked) - len(result.built)
    platform.say(f"built {len(result.built)} models, {left} were up to date")
    return result


def _name(unique_id: str) -> str:
    return unique_id.split(".")[2]


def _results(
    context: dg.AssetExecutionContext, result: BuildResult, rows: Mapping[dg.AssetKey, int]
) -> Iterator[dg.MaterializeResult[None]]:
    """One result per asset, with its checks. What was not run again passed on the same rows."""
    by_name = {key.path[-1]: key for key in context.selected_asset_keys}
    keys = [by_name[name] for name in map(_name, result.relations) if name in by_name]
    built, tested, warned = (
        {*map(_name, ids)} for ids in (result.built, result.tested, result.warned)
    )
    checks: dict[dg.AssetKey, list[str]] = {}
    for check in sorted(context.selected_asset_check_keys):
        checks.setdefault(check.asset_key, []).append(check.name)
    for key in keys:
        metadata: dict[str, dg.MetadataValue] = {
            "rebuilt": dg.MetadataValue.bool(key.path[-1] in built)
        }
        if key in rows:
            metadata["dagster/row_count"] = dg.MetadataValue.int(rows[key])
        yield dg.MaterializeResult(
            asset_key=key,
            metadata=metadata,
            check_results=[
                dg.AssetCheckResult(
                    asset_key=key,
                    check_name=name,
                    passed=name not in warned,
                    severity=dg.AssetCheckSeverity.WARN,
                    metadata={"ran": name in tested},
                )
                for name in checks.get(key, ())
            ],
        )
