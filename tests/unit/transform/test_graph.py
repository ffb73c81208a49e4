"""What is out of date: by what a node is made from, never by time."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from orchestration.errors import BuildError
from orchestration.transform.graph import Node, frontier, inputs_of, nodes_of, shape_of
from orchestration.transform.project import Project


def node(name: str, *parents: str) -> Node:
    return Node(name, name, "model", parents, ("marts", name))


def graph(*nodes: Node) -> dict[str, Node]:
    return {each.id: each for each in nodes}


def test_only_nodes_with_settled_parents_are_ready() -> None:
    nodes = graph(node("a"), node("b", "a"), node("c", "b"), node("d", "a"), node("e"))
    assert frontier(nodes, {"a", "c", "e"}) == ["a", "e"]
    assert frontier(nodes, {"b", "c", "d"}) == ["b", "d"]
    assert frontier(nodes, set()) == []


def test_rows_of_a_parent_change_the_inputs_and_its_columns_change_their_shape() -> None:
    child = node("child", "parent")
    before = inputs_of(child, "code", {"parent": "rows.shape"})
    more_rows = inputs_of(child, "code", {"parent": "other.shape"})
    more_columns = inputs_of(child, "code", {"parent": "rows.other"})
    assert before is not None
    assert more_rows is not None
    assert more_columns is not None
    assert len({before, more_rows, more_columns}) == 3
    assert shape_of(before) == shape_of(more_rows) != shape_of(more_columns)


def test_other_code_is_other_inputs_and_an_unknown_parent_is_none() -> None:
    child = node("child", "parent")
    contents = {"parent": "rows.shape"}
    assert inputs_of(child, "code", contents) != inputs_of(child, "other code", contents)
    assert inputs_of(child, "code", {}) is None


def _entry(name: str, materialized: str, *parents: str, **more: Any) -> dict[str, Any]:
    return {
        "resource_type": "model", "name": name, "alias": name, "depends_on": {"nodes": parents},
        "config": {"materialized": materialized, "schema": "quality"}, **more,
    }  # fmt: skip


def test_what_a_node_looks_back_at_is_known_from_its_kind_and_its_meta() -> None:
    reads = {"reads_publication": {"quality.finding": ["finding_key", "status"]}}
    published = _entry("published", "table")
    published["config"]["meta"] = reads
    manifest = {
        "nodes": {
            "model.h.own": _entry("own", "incremental"),
            "model.h.published": published,
            "model.h.plain": _entry("plain", "table", "model.h.own"),
        }
    }
    nodes = {each.name: each for each in nodes_of(manifest).values()}
    assert [name for name, each in nodes.items() if each.reads_itself] == ["own"]
    assert nodes["published"].reads_published == (("quality.finding", ("finding_key", "status")),)
    assert nodes["plain"].reads_published == ()


def test_a_model_that_is_only_text_is_no_node_and_hides_none_of_its_parents() -> None:
    manifest = {
        "nodes": {
            "model.h.low": _entry("low", "view", "source.h.raw"),
            "model.h.mapped": _entry("mapped", "ephemeral", "model.h.low", "source.h.other"),
            "model.h.again": _entry("again", "ephemeral", "model.h.mapped"),
            "model.h.union": _entry("union", "table", "model.h.again", "model.h.low"),
        }
    }
    nodes = nodes_of(manifest)
    assert [*nodes] == ["model.h.low", "model.h.union"]
    assert nodes["model.h.union"].parents == ("model.h.low", "source.h.other")


def test_what_a_node_looks_back_at_is_part_of_its_inputs() -> None:
    own = node("own", "parent")
    contents = {"parent": "rows.shape"}
    before, after = (inputs_of(own, "code", contents, held) for held in ("few", "more"))
    assert before is not None
    assert after is not None
    assert before != after
    assert shape_of(before) == shape_of(after)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "project"
    (folder / "models").mkdir(parents=True)
    (folder / "dbt_project.yml").write_text("name: tiny\nprofile: tiny\nversion: 0.1.0\n")
    (folder / "profiles.yml").write_text(
        "tiny:\n  target: d\n  outputs:\n    d: {type: duckdb, path: ':memory:', schema: staging}\n"
    )
    (folder / "models" / "one.sql").write_text("select 1 as id\n")
    return Project(folder, tmp_path / "scratch")


def test_every_edit_of_the_project_is_another_digest(project: Project) -> None:
    seen = {project.digest}
    for name in ("models/one.sql", "models/two.sql", "macros/m.sql", "seeds/s.csv", "profiles.yml"):
        path = project.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"-- edited {name}\n")
        seen.add(Project(project.folder, project.scratch).digest)
    (project.folder / "models" / "one.sql").unlink()
    seen.add(Project(project.folder, project.scratch).digest)
    assert len(seen) == 7


@pytest.mark.parametrize("cut", [b'{"nodes": {"model.tiny', b"\xff\xfe"])
def test_a_parse_that_cannot_be_read_is_made_again(project: Project, cut: bytes) -> None:
    whole = project.manifest()
    (kept,) = project.scratch.glob("manifest-*.json")
    kept.write_bytes(cut)
    (project.scratch / "partial_parse.msgpack").write_bytes(cut)
    (project.scratch / "manifest-of_old.json.partial").write_bytes(cut)
    assert project.manifest()["nodes"].keys() == whole["nodes"].keys() == {"model.tiny.one"}
    assert json.loads(kept.read_bytes())["nodes"]
    assert not list(project.scratch.glob("*.partial"))


@pytest.mark.parametrize("heals", [True, False])
def test_a_parse_that_fails_is_tried_once_more_without_what_was_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch, heals: bool
) -> None:
    """An older release leaves a parse that may describe a model in a file of its own."""
    asked: list[list[str]] = []
    parsed = SimpleNamespace(nodes={})

    def invoke(self: Project, command: list[str], manifest: Any, amid: Any) -> Any:
        assert (manifest, amid) == (None, self.parsed_amid)
        asked.append(command)
        is_whole = "--no-partial-parse" in command
        said = SimpleNamespace(msg="two entries for one model")
        return SimpleNamespace(success=is_whole and heals, result=parsed, exception=said)

    monkeypatch.setattr(Project, "_invoke", invoke)
    if heals:
        assert project.parse() is parsed
    else:
        with pytest.raises(BuildError):
            project.parse()
    assert asked == [["parse"], ["parse", "--no-partial-parse"]]
