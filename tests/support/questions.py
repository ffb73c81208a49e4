"""The questions of docs/questions.md, and what a published company answers to them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from tests.support.company import Company
from tests.support.paths import ROOT

_QUESTION = re.compile(r"^## \d+\. ([^\n]+)\n.*?^```sql\n(.*?)^```$", re.DOTALL | re.MULTILINE)
#: Heading of each question, and its query.
QUESTIONS: dict[str, str] = dict(
    _QUESTION.findall((ROOT / "docs/questions.md").read_text(encoding="utf-8"))
)


def answer(company: Company, question: str) -> list[dict[str, Any]]:
    """The rows of one question's query, as it stands in the page."""
    return [row._asdict() for row in company.rows(QUESTIONS[question].replace(":", r"\:"))]


def compared(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with numbers of one type: an engine may answer a division exactly or not."""
    return [
        {
            name: round(float(value), 6) if isinstance(value, Decimal | float) else value
            for name, value in row.items()
        }
        for row in rows
    ]
