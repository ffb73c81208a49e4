"""Build what is out of date: dbt in waves, each of nodes whose parents are settled.

After a wave the contents of its tables decide what is out of date next, so a table that came out
as it was stops the work below it. What is published is what a build of everything would publish.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from orchestration.errors import BuildError
from orchestration.transform import state
from orchestration.transform.described import is_promise
from orchestration.transform.graph import (
    Node,
    Step,
    below,
    frontier,
    inputs_of,
    nodes_of,
    shape_of,
    sources_of,
    steps_of,
)
from orchestration.transform.project import Project, failures
from orchestration.transform.shortage import next_step
from orchestration.transform.state import Line
from orchestration.warehouse import Warehouse

_PASSED = "passed"


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    Attributes:
        built: ids of the seeds and models that dbt built.
        tested: ids of the tests that ran; the others passed on the same rows before.
        warned: ids of the tests that ran and warn.
        relations: ids of all seeds and models, parents before children.
    """

    built: tuple[str, ...]
    tested: tuple[str, ...]
    warned: tuple[str, ...]
    relations: tuple[str, ...]


def build_models(
    warehouse: Warehouse,
    project: Project,
    *,
    only: Collection[str] | None = None,
    steps: Collection[Step] = (),
) -> BuildResult:
    """Bring the built layers up to what the raw tables hold now.

    Args:
        warehouse: its build side is read and written.
        project: the dbt project.
        only: names of the nodes that may be built; None for all.
        steps: tables to make between models, where what they are made from changed.

    Raises:
        BuildError: a node or a test failed; the next build starts there.
    """
    with project.swept():
        return _Build(warehouse, project, only, steps).run()


@dataclass
class _Build:
    warehouse: Warehouse
    project: Project
    only: Collection[str] | None
    steps: Collection[Step]
    done: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    _held: ExitStack = field(default_factory=ExitStack)
    _manifest: Any = None

    def run(self) -> BuildResult:
        document = self.project.manifest()
        self._steps = steps_of(document, self.steps)
        self._nodes = nodes_of(document, self._steps)
        self._published = state.published_contents(self.warehouse, self._nodes.values())
        with self._held:
            self._held.enter_context(self.warehouse.kept_open())
            self._lines = state.read_state(self.warehouse, self.project.digest)
            raw = {i: at for i, at in sources_of(document).items() if i not in self._steps}
            with self.warehouse.engine().connect() as connection:
                self._raw = state.source_contents(connection, raw)
            self._build_up()
        made = {i for i, node in self._nodes.items() if node.place is not None} - {*self._steps}
        relations = [i for i in self._nodes if i in made]
        return BuildResult(
            built=tuple(i for i in self.done if i in made),
            tested=tuple(i for i in self.done if self._nodes[i].place is None),
            warned=tuple(self.warned),
            relations=tuple(relations),
        )

    def _build_up(self) -> None:
        if not self._lines and self.only is None:
            self._from_nothing()
        while ready := self._ready():
            seen_through = [unique_id for unique_id in ready if self._shows(unique_id)]
            between = [unique_id for unique_id in ready if unique_id in self._steps]
            if between:
                self._make(between)
            elif seen_through:
                self._settle(seen_through, self._lines)
            else:
                self._wave(ready)

    def _from_nothing(self) -> None:
        """Everything in as few commands as can be: what no step is above, the steps, the rest."""
        later = below(self._nodes, self._steps)
        if not later:
            self._wave(list(self._nodes), is_everything=True)
            return
        state.forget(self.warehouse, None)
        first = [unique_id for unique_id in self._nodes if unique_id not in later]
        self._wave(first)
        self._make(list(self._steps))
        rest = [unique_id for unique_id in self._nodes if unique_id in later - {*self._steps}]
        self._wave(rest)

    def _make(self, steps: list[str]) -> None:
        state.forget(self.warehouse, steps)
        before = {i: line for i in steps if (line := self._lines.pop(i, None)) is not None}
        for unique_id in steps:
            self._steps[unique_id].make()
        self._settle(steps, before)
        self.done.extend(steps)

    def _ready(self) -> list[str]:
        """The nodes to build next: out of date, ours to build, and nothing above them is."""
        mine = {
            unique_id
            for unique_id in self._outdated()
            if self.only is None
            or unique_id in self._steps
            or self._nodes[unique_id].name in self.only
        }
        return frontier(self._nodes, mine - set(self.done))

    def _shows(self, unique_id: str) -> bool:
        """A standing view of this code shows new rows by itself, unless a parent has new columns.

        Only what it holds is to be looked at again.
        """
        node, line = self._nodes[unique_id], self._lines.get(unique_id)
        if line is None or not node.is_view:
            return False
        inputs = self._inputs(node, self._contents(), line)
        return inputs is not None and shape_of(inputs) == shape_of(line.inputs)

    def _inputs(self, node: Node, contents: Mapping[str, str], own: Line | None) -> str | None:
        """What `node` is made from. One that reads itself also from what it held before.

        So it stands when it came out as it went in: built again of the same, it would again.
        """
        held = own.content if own is not None and node.reads_itself else ""
        looked_back = f"{held}\n{self._published.get(node.id, '')}".strip()
        step = self._steps.get(node.id)
        code = self.project.digest if step is None else step.code
        return inputs_of(node, code, contents, looked_back)

    def _outdated(self) -> set[str]:
        contents, places = self._contents(), self._standing()
        outdated = set()
        for unique_id, node in self._nodes.items():
            line = self._lines.get(unique_id)
            stands = node.place is None or self._place(node) in places
            if not stands:  # dropped by hand, or by Postgres with a table that it reads
                self._lines.pop(unique_id, None)
                line = None
            if line is None or line.inputs != self._inputs(node, contents, line):
                outdated.add(unique_id)
        return outdated

    def _contents(self) -> dict[str, str]:
        """What sources and nodes hold, as far as it is known. No raw row changes during a build."""
        return self._raw | {node: line.content for node, line in self._lines.items()}

    def _standing(self) -> set[tuple[str, str]]:
        schemas = {self._place(node)[0] for node in self._nodes.values() if node.place}
        with self.warehouse.engine().connect() as connection:
            return state.standing(connection, schemas)

    def _place(self, node: Node) -> tuple[str, str]:
        layer, name = node.place or ("", "")
        return self.warehouse.schema(layer), name

    def _wave(self, wave: list[str], *, is_everything: bool = False) -> None:
        state.forget(self.warehouse, None if is_everything else wave)
        before = {i: line for i in wave if (line := self._lines.pop(i, None)) is not None}
        new = (self._nodes[unique_id] for unique_id in wave if unique_id not in before)
        state.forget_keys(self.warehouse, new)
        self._held.close()  # dbt opens the file in its own way
        if self._manifest is None:
            self._manifest = self.project.parse()
        outcome = self.project.build(self._manifest, None if is_everything else {*wave})
        self._held.enter_context(self.warehouse.kept_open())
        succeeded = _with_status(outcome, {"success", "pass"})
        self._settle([unique_id for unique_id in wave if unique_id in succeeded], before)
        self.warned.extend(_with_status(outcome, {"warn"}))
        if not outcome.success:
            words = failures(outcome, self._found)
            log = f"Its log is {self.project.scratch / 'dbt.log'}."
            raise BuildError(
                f"dbt build failed; nothing was published. {words}",
                next_step=next_step(words, self.warehouse.dbt_environment()) or log,
            )
        self.done.extend(wave)

    def _found(self, node: Any) -> str:
        """Which promises are broken, and how often. No other test is asked: rows may be people."""
        asked = getattr(node, "compiled_code", None)  # a seed has none
        if not asked or not is_promise(node.to_dict()):
            return ""
        with self.warehouse.engine().connect() as connection:
            broken = connection.exec_driver_sql(asked).all()
        return f" ({', '.join(f'{promise}: {count} broken' for promise, count in broken)})"

    def _settle(self, finished: list[str], before: Mapping[str, Line]) -> None:
        """Remember what came out well. A test that warns is no such thing: it warns every time."""
        nodes = [self._nodes[unique_id] for unique_id in self._nodes if unique_id in set(finished)]
        with self.warehouse.engine().connect() as connection:
            fresh = state.node_contents(connection, self.warehouse, nodes)
        contents = self._contents() | fresh
        lines: dict[str, Line] = {}
        for node in nodes:
            inputs = self._inputs(node, contents, before.get(node.id))
            came_out = _PASSED if node.place is None else fresh.get(node.id)
            if inputs is not None and came_out is not None:
                lines[node.id] = Line(inputs, came_out)
        state.remember(self.warehouse, self.project.digest, finished, lines)
        for unique_id in finished:
            self._lines.pop(unique_id, None)
        self._lines |= lines


def _with_status(outcome: Any, statuses: Collection[str]) -> set[str]:
    results = getattr(outcome.result, "results", None) or ()
    return {row.node.unique_id for row in results if str(row.status) in statuses}
