"""The models of a DuckDB build once more, by the SQL that dbt made of them: seconds, not minutes.

For tests that change raw rows many times and look at what a few models make of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from orchestration.matching import MATCHED, score_matches
from tests.support.dbt.build import Build


class ModelsAgain:
    """What is above some models, parents first; built by dbt before."""

    def __init__(
        self,
        build: Build,
        scratch: Path,
        *names: str,
        scores_matches: bool = True,
        remembers: bool = True,
    ) -> None:
        self._build = build
        self._scores_matches = scores_matches
        # with other raw tables views are others, and what is kept from run to run begins anew
        self._written = {"table"} if remembers else {"table", "incremental", "view"}
        # while one is open, others open at once, and what is attached stays so
        self._held: Connection | None = build.engine.connect()
        manifest = json.loads((scratch / "target" / "manifest.json").read_text(encoding="utf-8"))
        self._nodes: Mapping[str, Any] = manifest["nodes"]
        self._order: list[str] = []
        for name in names:
            self._visit(f"model.hymnsheet.{name}")

    def _visit(self, unique_id: str) -> None:
        if unique_id in self._order or unique_id not in self._nodes:
            return
        node = self._nodes[unique_id]
        for parent in node["depends_on"].get("nodes", ()):
            self._visit(parent)
        if node["resource_type"] == "model" and node["config"]["materialized"] in self._written:
            self._order.append(unique_id)

    def close(self) -> None:
        """Let go of the file until the next run."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def hits(self, test: str) -> list[tuple[Any, ...]]:
        """What a test of the project finds, which dbt ran before."""
        return self._build.rows(_literal(self._nodes[f"test.hymnsheet.{test}"]))

    def rewrite(self, name: str, pattern: str, text_instead: str) -> None:
        """Change the SQL of one model, as another glossary or release would."""
        node = self._nodes[f"model.hymnsheet.{name}"]
        changed = re.sub(pattern, text_instead, node["compiled_code"])
        assert changed != node["compiled_code"]
        node["compiled_code"] = changed

    def run(self) -> None:
        """Every table anew; possible matches are scored where a build scores them."""
        if self._held is None:
            self._held = self._build.engine.connect()
        scored: Collection[str] = [f"model.hymnsheet.{name}" for name in MATCHED]
        left = set(scored)
        for unique_id in self._order:
            if self._scores_matches and not left and "__scored" in unique_id:
                score_matches(self._build.engine)
                left = set(scored) | {"done"}
            node = self._nodes[unique_id]
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            with self._build.engine.begin() as connection:
                connection.execute(
                    text(f"create or replace {kind} {node['relation_name']} as {_literal(node)}")
                )
            left.discard(unique_id)


def _literal(node: Mapping[str, Any]) -> str:
    """Its SQL, in which a colon names no value."""
    return str(node["compiled_code"]).replace(":", "\\:")
