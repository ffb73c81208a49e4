"""Benches can be run: what they build reads nothing that they do not make."""

from __future__ import annotations

import re

from tests.benchmarks.attribution_steps import planned
from tests.benchmarks.touches import GIVEN
from tests.support.paths import PROJECT

_REF = re.compile(r"""ref\(\s*["'](\w+)["']""")


def test_the_bench_of_attribution_is_given_every_record_that_its_models_read() -> None:
    paths = [*(PROJECT / "models").rglob("*.sql"), *(PROJECT / "seeds").rglob("*.csv")]
    nodes = {
        path.stem: {
            "name": path.stem,
            "path": path.relative_to(PROJECT / path.relative_to(PROJECT).parts[0]).as_posix(),
            "resource_type": "model" if path.suffix == ".sql" else "seed",
            "parents": _REF.findall(path.read_text("utf-8")) if path.suffix == ".sql" else (),
        }
        for path in paths
    }
    built = set(planned(nodes))
    assert {"fct_touchpoint", "fct_attribution"} <= built
    assert {name.partition(".")[2] for name in GIVEN}.isdisjoint(built)
    assert [name for name in sorted(built) if name.startswith(("stg_", "cnf_"))] == []
