"""What moved the trust of the pipeline adds up exactly, whatever happened between two runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.audit.models import Models
from tests.support.paths import PROJECT

WEIGHTS = {"minor": "0.25", "major": "0.5", "critical": "1"}
ACCEPTED = settings(max_examples=15, deadline=None)
NOW, BEFORE = "2026-01-10 12:00:00", "2026-01-09 12:00:00"
#: Of each opportunity by its key: its amount, and the rules that it breaks.
Deals = dict[str, tuple[int, frozenset[str]]]
#: Of each rule by its id: its version and severity.
Rules = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Pipeline:
    """What one run saw."""

    deals: Deals
    rules: Rules

    def worst(self, deal: str) -> str | None:
        broken = [self.rules[rule][1] for rule in self.deals[deal][1] if rule in self.rules]
        return max(broken, key=lambda severity: Decimal(WEIGHTS[severity]), default=None)

    def doubt(self, deal: str) -> str:
        worst = self.worst(deal)
        return WEIGHTS[worst] if worst else "0"

    @property
    def trust(self) -> Decimal | None:
        whole = sum(amount for amount, _ in self.deals.values())
        if not whole:
            return None
        trusted = sum(
            amount * (1 - Decimal(self.doubt(deal))) for deal, (amount, _) in self.deals.items()
        )
        return (Decimal(trusted) / whole).quantize(Decimal("0.000001"))


@st.composite
def pipelines(draw: st.DrawFn) -> Pipeline:
    severities = st.tuples(st.integers(1, 2), st.sampled_from(sorted(WEIGHTS)))
    rules = draw(st.dictionaries(st.sampled_from(["R1", "R2", "R3"]), severities, min_size=1))
    broken = st.frozensets(st.sampled_from(sorted(rules)))
    deals = st.tuples(st.sampled_from([0, 1, 70, 900, 12_000]), broken)
    return Pipeline(draw(st.dictionaries(st.sampled_from("abcdef"), deals, max_size=6)), rules)


def _relation(columns: str, rows: list[tuple[Any, ...]]) -> str:
    named = [column.split(":") for column in columns.split()]
    selects = [
        "select "
        + ", ".join(
            f"cast({'null' if value is None else repr(value)} as {kind}) as {name}"
            for (name, kind), value in zip(named, row, strict=True)
        )
        for row in rows
    ]
    nothing = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in named)
    return " union all ".join(selects) or f"select {nothing} where false"


PLACE = "source_system:text source_object:text source_id:text"
BRIDGE = "as_of:timestamp cause:text opportunities:bigint score_change:decimal(18,6)"
Bridge = dict[tuple[str, str], tuple[int, Decimal]]


def _published(before: Pipeline, known: Bridge) -> Callable[..., str]:
    """What stands where readers look, as `previous_publication` gives it."""
    tables = {
        "open_opportunity": _relation(
            "opportunity_key:text recorded_amount:decimal(24,4) estimated_amount:decimal(24,4)"
            " worst_severity:text",
            [
                (deal, None, amount, before.worst(deal))
                for deal, (amount, _) in before.deals.items()
            ],
        ),
        "rule_result": _relation(
            "rule_id:text rule_version:integer",
            [(rule, version) for rule, (version, _) in before.rules.items()],
        ),
        "finding": _relation(
            f"rule_id:text rule_version:integer {PLACE} status:text",
            [
                (rule, before.rules[rule][0], "a", "deals", deal, "waived")
                for deal, (_, broken) in before.deals.items()
                for rule in sorted(broken)
            ],
        ),
        "trust_bridge": _relation(
            BRIDGE, [(*key, count, str(change)) for key, (count, change) in known.items()]
        ),
    }
    return lambda table, _columns: tables[table]


def bridge(before: Pipeline, now: Pipeline, known: Bridge | None = None) -> Bridge:
    """What the model says moved the trust."""
    failures = [(rule, deal) for deal, (_, broken) in now.deals.items() for rule in sorted(broken)]
    given_tables = {
        "stg_ops__run_context": ("as_of:timestamp", [(NOW,)]),
        "int_quality__rules": (
            "rule_id:text rule_version:integer severity:text severity_weight:decimal(4,2)",
            [
                (rule, version, severity, WEIGHTS[severity])
                for rule, (version, severity) in now.rules.items()
            ],
        ),
        "severity": (
            "severity:text weight:decimal(4,2)",
            list(WEIGHTS.items()),
        ),
        "int_quality__open_pipeline": (
            "opportunity_key:text weight_amount:decimal(24,4) severity_weight:decimal(4,2)",
            [(deal, amount, now.doubt(deal)) for deal, (amount, _) in now.deals.items()],
        ),
        "bridge_opportunity_source": (
            f"{PLACE} opportunity_key:text",
            [("a", "deals", deal, deal) for deal in {**before.deals, **now.deals}],
        ),
        "int_quality__failed_record_opportunities": (
            f"{PLACE} opportunity_key:text is_opportunity_record:boolean",
            [("a", "deals", deal, deal, True) for deal in {deal for _, deal in failures}],
        ),
        "int_quality__failures": (
            f"rule_id:text {PLACE}",
            [(rule, "a", "deals", deal) for rule, deal in failures],
        ),
    }
    with duckdb.connect() as connection:
        macros = {"previous_publication": _published(before, known or {})}
        models = Models(PROJECT, connection, macros)
        for name, (columns, rows) in given_tables.items():
            models.give(name, _relation(columns, rows))
        told = models.query(
            "select strftime(as_of, '%Y-%m-%d %H:%M:%S'), cause, opportunities, score_change"
            f" from {models.ref('trust_bridge')}"
        ).rows
    return {(as_of, cause): (count, change) for as_of, cause, count, change in told}


@ACCEPTED
@given(pipelines(), pipelines())
def test_causes_add_up_to_the_change_of_the_score(before: Pipeline, now: Pipeline) -> None:
    told = bridge(before, now)
    if before.trust is None or now.trust is None:
        assert told == {}
        return
    change = sum((change for _, change in told.values()), Decimal(0))
    assert abs(change - (now.trust - before.trust)) <= Decimal("0.000001")
    unmoved = (0, Decimal(0))
    assert told.get((NOW, "fixed"), unmoved)[1] >= 0
    assert told.get((NOW, "broken"), unmoved)[1] <= 0


@ACCEPTED
@given(pipelines())
def test_where_nothing_happened_nothing_moved(pipeline: Pipeline) -> None:
    assert bridge(pipeline, pipeline) == {}


@ACCEPTED
@given(pipelines(), st.sampled_from(sorted(WEIGHTS)))
def test_what_only_rules_did_nobody_fixed_or_broke(pipeline: Pipeline, severity: str) -> None:
    rules = {rule: (version + 1, severity) for rule, (version, _) in pipeline.rules.items()}
    told = bridge(pipeline, Pipeline(pipeline.deals, rules))
    assert {cause for _, cause in told} <= {"rules"}


def test_one_of_each() -> None:
    """Of 100 each: one was fixed, one broke, one left, one is new; from 0.625 to 0.75."""
    rules: Rules = {"R1": (1, "major"), "R2": (1, "critical")}
    clean, major, critical = frozenset(""), frozenset({"R1"}), frozenset({"R2"})
    before = {"fixed": critical, "broken": clean, "left": major, "same": clean}
    now = {"fixed": clean, "broken": major, "same": clean, "new": major}
    known: Bridge = {(BEFORE, "left"): (1, Decimal("0.1")), (NOW, "new"): (2, Decimal("0.01"))}
    told = bridge(
        Pipeline({deal: (100, broken) for deal, broken in before.items()}, rules),
        Pipeline({deal: (100, broken) for deal, broken in now.items()}, rules),
        known,
    )
    assert told == {
        (BEFORE, "left"): (1, Decimal("0.1")),
        (NOW, "left"): (1, Decimal("0.041667")),
        (NOW, "fixed"): (1, Decimal("0.333333")),
        (NOW, "broken"): (1, Decimal("-0.166667")),
        (NOW, "new"): (3, Decimal("-0.073333")),
    }
