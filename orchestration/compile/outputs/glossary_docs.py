"""The glossary as docs blocks: what dbt's documentation says of a setting, a table or a stage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import notice, plain
from orchestration.glossary import Glossary


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """One file of docs blocks."""
    return {Path("models/generated_glossary.md"): _docs(inputs.glossary)}


def _docs(glossary: Glossary) -> str:
    blocks = [f"<!-- {notice('glossary.yml')} -->\n"]
    for setting in glossary.settings:
        value = plain(setting.value)
        text = f"{setting.definition} Value: {value or 'none'} ({setting.unit}). {setting.why}"
        blocks.append(_block(f"glossary_{setting.id}", text))
    for name, table in glossary.tables.items():
        blocks.append(_block(f"glossary_{name}", f"{table.definition} {table.why}"))
    blocks.extend(
        _block(f"stage_{stage.code.lower()}", f"{stage.label}: {stage.definition}")
        for stage in glossary.stages.rows
    )
    return "\n".join(blocks)


def _block(name: str, text: str) -> str:
    return f"{{% docs {name} %}}\n{text}\n{{% enddocs %}}\n"
