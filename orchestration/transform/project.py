"""The dbt project as files: their hash, dbt's parse of them, and one dbt command in this process.

A parse is kept under the hash of what was parsed, written whole or not at all; one that cannot be
read is made again.
"""

from __future__ import annotations

import gc
import hashlib
import io
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from orchestration.errors import BuildError

_FOLDERS = ("models", "macros", "seeds", "tests", "snapshots", "analyses")
_FILES = ("dbt_project.yml", "profiles.yml")
_PACKAGES = ("dbt-core", "dbt-duckdb", "dbt-postgres", "duckdb")
#: What one dbt command leaves behind; the parse beside it is kept for the next run.
_LEFT_BEHIND = ("compiled", "run", "manifest.json", "run_results.json", "graph_summary.json")
#: Marks the nodes that the next command builds.
_WAVE = "hymnsheet_wave"


@dataclass(frozen=True)
class Project:
    """One dbt project.

    Attributes:
        folder: where dbt_project.yml and profiles.yml are.
        scratch: a folder of ours for dbt's own files: its parse, its log.
        surroundings: sets, for one dbt command, the variables that profiles.yml and the models
            read.
        parsed_amid: the same for a parse. One amid other variables is of no use to the next
            command, so that they must not hang on the run or on where its files are.
    """

    folder: Path
    scratch: Path
    surroundings: Callable[[], AbstractContextManager[None]] = nullcontext
    parsed_amid: Callable[[], AbstractContextManager[None]] = nullcontext

    @cached_property
    def digest(self) -> str:
        """Hash of every file that dbt reads and of the versions of dbt: other rows need another."""
        digest = hashlib.sha256()
        for package in _PACKAGES:
            digest.update(f"{package}={version(package)}\n".encode())
        files = [self.folder / name for name in _FILES]
        for folder in _FOLDERS:
            files += (path for path in (self.folder / folder).rglob("*") if path.is_file())
        for path in sorted(files):
            digest.update(f"{path.relative_to(self.folder).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def manifest(self) -> dict[str, Any]:
        """Dbt's manifest as a document, parsed anew where none of these very files can be read.

        Raises:
            BuildError: dbt cannot parse the project; the message ends with dbt's own words.
        """
        kept = self._kept_manifest
        document = _read_manifest(kept)
        if document is not None:
            return document
        partial = kept.with_name(f"{kept.name}.partial")
        self.parse().writable_manifest().write(str(partial))
        partial.replace(kept)
        for other in self.scratch.glob("manifest-*"):  # half-written ones, too
            if other != kept:
                other.unlink(missing_ok=True)
        fresh: dict[str, Any] = orjson.loads(kept.read_bytes())
        return fresh

    def kept_parse(self) -> tuple[str, bool]:
        """How the kept parse stands, in words, and whether nothing is wrong with it."""
        if not self._kept_manifest.exists():
            return "not parsed yet; the next run does it", True
        if _read_manifest(self._kept_manifest) is None:
            return "the kept parse cannot be read; the next run makes it again", False
        return "parsed", True

    @property
    def _kept_manifest(self) -> Path:
        return self.scratch / f"manifest-{self.digest[:16]}.json"

    def parse(self) -> Any:
        """Dbt's own Manifest; cheap where nothing changed since the last parse for this target.

        Raises:
            BuildError: dbt cannot parse the project.
        """
        outcome = self._invoke(["parse"], None, self.parsed_amid)
        if not outcome.success:
            # What an older release left here may hold what this one says in another file.
            outcome = self._invoke(["parse", "--no-partial-parse"], None, self.parsed_amid)
        if not outcome.success:
            raise BuildError(
                f"dbt cannot parse {self.folder.name}/: {_words(outcome)}",
                next_step="Mend the file that dbt names, then run again.",
            )
        # A file that did not change is remembered with the folder of the copy it was parsed in.
        for node in outcome.result.nodes.values():
            if getattr(node, "root_path", None):
                node.root_path = str(self.folder)
        return outcome.result

    def build(self, manifest: Any, nodes: Collection[str] | None) -> Any:
        """`dbt build` of the nodes of these ids, or of everything; dbt's result object."""
        # Unit tests are about our SQL, not about a company's rows: `make test` runs them.
        command = ["build", "--indirect-selection", "empty", "--use-fast-test-edges"]
        command += ["--exclude-resource-type", "unit_test"]
        if nodes is not None:
            # dbt compares each name that it is told with each node; a tag it looks for once
            for unique_id, node in manifest.nodes.items():
                node.tags = [tag for tag in node.tags if tag != _WAVE]
                if unique_id in nodes:
                    node.tags.append(_WAVE)
            command += ["--select", f"tag:{_WAVE}"]
        gc.freeze()  # the parse is large, and nothing of it becomes rubbish meanwhile
        try:
            return self._invoke(command, manifest, self.surroundings)
        finally:
            gc.unfreeze()

    def _invoke(
        self,
        command: Sequence[str],
        manifest: Any,
        surroundings: Callable[[], AbstractContextManager[None]],
    ) -> Any:
        from dbt.cli.main import dbtRunner  # slow to import

        look_for_circles_quickly()
        self.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        options = [
            *("--project-dir", str(self.folder), "--profiles-dir", str(self.folder)),
            *("--target-path", str(self.scratch), "--log-path", str(self.scratch)),
            *("--log-level", "none", "--log-level-file", "warn", "--quiet", "--no-write-json"),
        ]
        # dbt prints errors whatever its log level
        with surroundings(), redirect_stdout(io.StringIO()):
            try:
                return dbtRunner(manifest=manifest).invoke([*command, *options])
            finally:
                let_go_of_duckdb()

    @contextmanager
    def swept(self) -> Iterator[None]:
        """Remove what dbt left behind, before (after a kill) and after."""
        self._sweep()
        try:
            yield
        finally:
            self._sweep()

    def _sweep(self) -> None:
        for name in _LEFT_BEHIND:
            path = self.scratch / name
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _read_manifest(path: Path) -> dict[str, Any] | None:
    try:
        document = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) and "nodes" in document else None


def look_for_circles_quickly() -> None:
    """Dbt walks every edge of its graph for a circle, in every command.

    Whether there is one shows in a hundredth of the time; which one it is, dbt says as before.
    """
    from dbt import compilation  # slow to import

    theirs: Any = compilation
    walk = theirs.Linker.find_cycles
    if getattr(walk, "is_quick", False):
        return

    def find_cycles(linker: Any) -> Any:
        is_without = theirs.nx.is_directed_acyclic_graph(linker.graph)
        return None if is_without else walk(linker)

    find_cycles.is_quick = True  # type: ignore[attr-defined]
    theirs.Linker.find_cycles = find_cycles


def let_go_of_duckdb() -> None:
    """Dbt keeps a DuckDB file open to the end of the process; our next step opens it otherwise."""
    adapter = sys.modules.get("dbt.adapters.duckdb.connections")
    if adapter is not None:
        adapter.DuckDBConnectionManager.close_all_connections()


def failures(outcome: Any, found: Callable[[Any], str] = lambda _: "") -> str:
    """Dbt's own words on what failed, shortened: node and message, and what was `found` there."""
    results: Sequence[Any] = getattr(outcome.result, "results", None) or ()
    failed = [row for row in results if str(row.status) in {"error", "fail", "runtime error"}]
    if not failed:
        return _words(outcome)
    return "; ".join(
        f"{row.node.unique_id}: {row.message or ''}"[:300] + found(row.node) for row in failed[:5]
    )


def _words(outcome: Any) -> str:
    return " ".join(str(outcome.exception or "no reason was given").split())[-2000:]
