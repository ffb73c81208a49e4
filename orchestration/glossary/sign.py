"""A signature written under a clause of the agreement, in the glossary itself."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary.in_place import Edit, compose, end_of, keys, rewrite
from orchestration.glossary.parts.agreement import Signature
from orchestration.known_names import near


def sign_clause(path: Path, clause: str, signature: Signature, shipped: Path | None) -> None:
    """Write a signature behind those that stand under a clause.

    Args:
        path: the glossary; replaced whole or left alone.
        clause: its id.
        signature: whose, and of what.
        shipped: our glossary, which says what a company's own leaves out.

    Raises:
        GlossaryError: there is no such clause in the file, or it cannot be written.
    """
    rewrite(path, lambda text: [_edit(text, path, clause, signature)], shipped)


def _edit(text: str, path: Path, clause: str, signature: Signature) -> Edit:
    entries = keys(compose(text))
    if "agreement" not in entries:
        raise GlossaryError(
            f"{path} has no `agreement`.",
            next_step="Copy the entry `agreement` of the glossary that ships with hymnsheet.",
        )
    rows = keys(entries["agreement"][1])["rows"][1]
    found = {keys(row)["id"][1].value: row for row in rows.value if "id" in keys(row)}
    if clause not in found:
        raise GlossaryError(
            f"No clause is called {clause!r}. {near(clause, found)}",
            next_step="`hymnsheet agreement` lists them.",
        )
    return _written(found[clause], _line(signature))


def _line(signature: Signature) -> str:
    by = json.dumps(signature.by, ensure_ascii=False)
    return f'{{team: {signature.team}, by: {by}, on: {signature.on}, of: "{signature.of}"}}'


def _written(row: yaml.Node, line: str) -> Edit:
    """Into the list of signatures, or as the first of a new one."""
    signed = keys(row).get("signed")
    if signed is None:
        end = end_of(row)
        if isinstance(row, yaml.MappingNode) and row.flow_style:
            return end - 1, end - 1, f", signed: [{line}]"
        return end, end, f"\n{' ' * row.start_mark.column}signed: [{line}]"
    key, listed = signed
    if not isinstance(listed, yaml.SequenceNode) or not listed.value:
        return key.end_mark.index, end_of(listed), f": [{line}]"
    end = end_of(listed.value[-1])
    if listed.flow_style:
        return end, end, f", {line}"
    return end, end, f"\n{' ' * listed.start_mark.column}- {line}"
