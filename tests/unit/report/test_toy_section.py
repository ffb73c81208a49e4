"""The recipe for a section, followed: one folder in a copy of the product, and no other file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT

TOY = {
    "__init__.py": '"""How many people own something."""\n',
    "query.sql": """-- name: owners
select owner_key, name
from marts.dim_user
order by owner_key collate "C"
""",
    "view.py": '''"""Every owner by name."""

from dataclasses import dataclass

from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class OwnerRow:
    """One owner."""

    owner_key: str
    name: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    owners: tuple[OwnerRow, ...]


@dataclass(frozen=True)
class ToyView:
    """Names, and where they are as a file."""

    names: tuple[str, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ToyView:
    """Nobody is left out."""
    return ToyView(tuple(row.name or row.owner_key for row in rows.owners), context.csv("toy"))


SECTION = Section(
    title="A toy",
    page="pipeline",
    order=15,
    rows=Rows,
    view=view,
    tables=(CsvTable("owners", "toy"),),
)
''',
    "section.html.j2": """{% import "templates/macros.html.j2" as m %}
<p>Owners: {{ view.names | join(", ") }}</p>
{{ m.csv(view.csv, "All owners") }}
""",
}
RENDER = """
import sys
from pathlib import Path

import orchestration
from orchestration.report import render_report
from tests.support.report.sample_report import sample_engine

folder = Path(sys.argv[1])
assert Path(orchestration.__file__).is_relative_to(folder), orchestration.__file__
render_report(sample_engine(folder), folder / "site")
"""


def test_a_folder_is_a_section_on_its_page_with_its_file(tmp_path: Path) -> None:
    nothing_built = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "orchestration", tmp_path / "orchestration", ignore=nothing_built)
    toy = tmp_path / "orchestration" / "report" / "sections" / "toy"
    toy.mkdir()
    for name, text in TOY.items():
        (toy / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    page = (tmp_path / "site" / "pipeline.html").read_text(encoding="utf-8")
    toy_at = page.index('<h2 id="toy">A toy</h2>')
    assert page.index('id="funnel"') < toy_at < page.index('id="origins"')
    assert "<p>Owners: Ada Brandt, Ben Okafor, owner2</p>" in page
    file = tmp_path / "site" / "hymnsheet-lists" / "toy.csv"
    assert '"owner0","Ada Brandt"' in file.read_text(encoding="utf-8-sig")
