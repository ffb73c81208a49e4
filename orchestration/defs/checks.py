"""The audit: Great Expectations over what dbt built, as asset checks, and the gate they form.

Which check goes where: a vendor broke its promise (type, count) -> counted in raw `_misfits` and
`_reconciliation`; our SQL broke an invariant -> a dbt test beside the model; what a reader of the
marts may rely on, and the quality rules -> here. Contracts block the publication; rules never do.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from expectations import CheckResult, run_expectations, write_results
from orchestration.defs.resources import WAREHOUSE_POOL, Platform
from orchestration.defs.run_hold import RunHold
from orchestration.glossary import read_quality_rules
from orchestration.settings import DBT_PROJECT_DIR

EXPECTATION_RESULT = dg.AssetKey(["quality", "expectation_result"])
CONTRACTS = "contracts_of_the_marts"


def _rule_ids() -> list[str]:
    return [rule.id for rule in read_quality_rules(DBT_PROJECT_DIR).rules]


def _contracts_check(results: Sequence[CheckResult]) -> dg.AssetCheckResult:
    """One blocking check for all contracts: the run stops before publishing if any failed."""
    broken = [result for result in results if result.blocking and not result.success]
    return dg.AssetCheckResult(
        check_name=CONTRACTS,
        passed=not broken,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"broken": [result.expectation for result in broken]},
    )


def _rule_check(rule_id: str, results: Sequence[CheckResult]) -> dg.AssetCheckResult:
    """One warning per rule: how many records or fields break it."""
    mine = [result for result in results if result.rule_id == rule_id]
    return dg.AssetCheckResult(
        check_name=rule_id,
        passed=all(result.success for result in mine),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "unexpected": sum(result.unexpected_count for result in mine),
            "judged": sum(result.element_count for result in mine),
        },
    )


def build_expectation_asset() -> dg.AssetsDefinition:
    """quality.expectation_result: one row per expectation, with the ids of all that failed it."""
    rule_ids = _rule_ids()

    @dg.asset(
        key=EXPECTATION_RESULT,
        deps=[
            ["quality", "field_profile"],
            ["quality", "finding"],
            ["quality", "rule_result"],
            ["quality", "conflict"],
            ["marts", "mart_pipeline"],
            ["marts", "mart_funnel_cohort"],
            ["marts", "mart_channel_performance"],
            ["marts", "mart_sync_status"],
        ],
        check_specs=[
            dg.AssetCheckSpec(CONTRACTS, asset=EXPECTATION_RESULT, blocking=True),
            *(dg.AssetCheckSpec(rule_id, asset=EXPECTATION_RESULT) for rule_id in rule_ids),
        ],
        group_name="quality",
        kinds={"great_expectations"},
        pool=WAREHOUSE_POOL,
        description="What Great Expectations judged: one row per expectation, all failing ids.",
    )
    def expectation_result(
        platform: dg.ResourceParam[Platform],
        run_hold: dg.ResourceParam[RunHold],
    ) -> Iterator[dg.MaterializeResult[None]]:
        warehouse = platform.warehouse()
        run_hold.context(warehouse)
        platform.say("checking")
        engine = warehouse.engine()
        results = run_expectations(engine, warehouse.schema)
        write_results(engine, warehouse.schema("quality"), results)
        yield dg.MaterializeResult(
            metadata={"dagster/row_count": len(results)},
            check_results=[
                _contracts_check(results),
                *(_rule_check(rule_id, results) for rule_id in rule_ids),
            ],
        )

    return expectation_result
