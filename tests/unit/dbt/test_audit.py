"""An audit builds the ledger of fields without dbt: a model that it cannot build is named here.

What such a model newly reads is in a room of models that audits may build
(`orchestration/audit/models.py`), or of a table that they make.
"""

from __future__ import annotations

from pathlib import Path

from orchestration.audit.ledger import open_ledger
from orchestration.audit.told import Told


def test_the_ledger_of_a_file_is_built_by_the_projects_own_models(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = "".join(f"{n},Select,,x,{n % 2}\n" for n in range(40))
    path.write_text(f"id,choice,nothing,one,two\n{rows}", encoding="utf-8")
    with open_ledger([path]) as ledger:
        told = {row.field: row for row in Told(ledger).fields}
    assert {field: (row.filled_raw, row.filled, row.verdict) for field, row in told.items()} == {
        "id": (40, 40, "used"),
        "choice": (40, 0, "never_populated"),
        "nothing": (0, 0, "never_populated"),
        "one": (40, 40, "constant"),
        "two": (40, 40, "used"),
    }
