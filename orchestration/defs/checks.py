"""The audit: Great Expectations over what dbt built, as asset checks, and the gate they form.

Which check goes where: a vendor broke its promise (type, count) -> counted in raw `_misfits` and
`_reconciliation`; a table is not what its model says (keys, vocabulary, references, sums within)
-> a dbt test beside the model; figures that two tables tell, and the quality rules -> here. What
fails in dbt, or as a contract here, blocks the publication; rules never do.
"""

import re
from collections.abc import Iterator, Sequence

import dagster as dg

from expectations import (
    CheckResult,
    Standing,
    StreamStanding,
    read_standings,
    read_stream_standing,
    run_expectations,
    write_results,
)
from orchestration.defs.resources import (
    AUDIT_GROUP,
    EXPECTATION_RESULT,
    WAREHOUSE_POOL,
    Platform,
)
from orchestration.defs.run_hold import RunHold
from orchestration.rules import Rule, read_rules
from orchestration.transform import Project, note_audit

CONTRACTS = "what_readers_rely_on"
STREAMS = "what_vendors_have_was_read"
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def title_of(rule: Rule) -> str:
    """The plain name of a rule as Dagster takes it: words, no id."""
    return _NO_LETTER.sub("_", rule.name.lower()).strip("_")


def _contracts_spec() -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        CONTRACTS,
        asset=EXPECTATION_RESULT,
        blocking=True,
        description="Figures that two marts tell are the same. Nothing is published otherwise.",
    )


def _contracts_check(results: Sequence[CheckResult]) -> dg.AssetCheckResult:
    """One blocking check for all contracts: the run stops before publishing if any failed."""
    contracts = [result for result in results if result.blocking]
    broken = [result.expectation for result in contracts if not result.success]
    return dg.AssetCheckResult(
        check_name=CONTRACTS,
        passed=not broken,
        severity=dg.AssetCheckSeverity.ERROR,
        description=f"{len(contracts) - len(broken)} of {len(contracts)} contracts hold.",
        metadata={"broken": broken},
    )


def _streams_spec() -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        STREAMS,
        asset=EXPECTATION_RESULT,
        description="Every stream was read to its end, and as many records were kept as the vendor"
        " counts. Passes where nothing is worse than in the last publication.",
    )


def streams_check(standing: StreamStanding) -> dg.AssetCheckResult:
    """News as well: a stream that has lacked something for weeks is told once."""
    return dg.AssetCheckResult(
        check_name=STREAMS,
        passed=not standing.worse,
        severity=dg.AssetCheckSeverity.WARN,
        description=standing.words,
        metadata={"lacking": list(standing.lacking), "new since then": list(standing.worse)},
    )


def _rule_spec(rule: Rule) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        title_of(rule),
        asset=EXPECTATION_RESULT,
        description=f"{rule.name} ({rule.id}, {rule.severity}). {rule.why_it_matters} "
        f"To do: {rule.how_to_fix} Passes where nothing is worse than in the last publication.",
        metadata={"rule": rule.id, "severity": rule.severity, "judges": rule.population},
    )


def rule_check(rule: Rule, standing: Standing) -> dg.AssetCheckResult:
    """News, not a state: it passes where readers have seen all that the rule finds.

    A check that stays amber for as long as a company has one bad record is soon read by nobody.
    """
    is_critical = rule.severity == "critical"
    counts = {
        "found now": standing.failed,
        "found in the last publication": standing.failed_before,
        "new since then": standing.appeared,
        "judged": standing.population,
    }
    return dg.AssetCheckResult(
        check_name=title_of(rule),
        passed=not standing.is_worse,
        severity=dg.AssetCheckSeverity.ERROR if is_critical else dg.AssetCheckSeverity.WARN,
        description=standing.words,
        metadata={
            "outcome": standing.outcome,
            **{name: count for name, count in counts.items() if count is not None},
        },
    )


def build_expectation_asset(
    project: Project, *, reads: Sequence[dg.AssetKey]
) -> dg.AssetsDefinition:
    """quality.expectation_result: one row per expectation, with the ids of all that failed it.

    Args:
        project: whose rules are judged.
        reads: the assets that are there before it.
    """
    every_rule = read_rules(project.folder)
    rules = every_rule.rules

    @dg.asset(
        key=EXPECTATION_RESULT,
        deps=reads,
        check_specs=[_contracts_spec(), _streams_spec(), *(_rule_spec(rule) for rule in rules)],
        group_name=AUDIT_GROUP,
        kinds={"great_expectations"},
        pool=WAREHOUSE_POOL,
        description="What Great Expectations judged: one row per expectation, all failing ids.",
    )
    def expectation_result(
        platform: dg.ResourceParam[Platform],
        run_hold: dg.ResourceParam[RunHold],
    ) -> Iterator[dg.MaterializeResult[None]]:
        warehouse = platform.warehouse()
        with run_hold.opened(warehouse):
            platform.say("checking")
            engine = warehouse.engine()
            results = run_expectations(engine, warehouse.schema, every_rule)
            standings = read_standings(engine, warehouse.schema)
            streams = streams_check(read_stream_standing(engine, warehouse.schema))
            write_results(engine, warehouse.schema("quality"), results)
            contracts = _contracts_check(results)
            note_audit(warehouse, project.digest, passed=contracts.passed)
        yield dg.MaterializeResult(
            metadata={"dagster/row_count": len(results)},
            check_results=[
                contracts,
                streams,
                *(rule_check(rule, standings[rule.id]) for rule in rules),
            ],
        )

    return expectation_result
