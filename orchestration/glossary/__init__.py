"""The definitions both teams sign: read, and compare with the data.

The definitions themselves are dbt_project/glossary.yml; what they do is SQL in dbt_project/models.
"""

from orchestration.glossary.append import append_rows
from orchestration.glossary.check import (
    GlossaryReport,
    Seen,
    check_against_data,
    refuse,
    report,
    require_known_terms,
    see,
)
from orchestration.glossary.entry import NOBODY
from orchestration.glossary.model import Glossary
from orchestration.glossary.read import read_glossary
from orchestration.glossary.terms import UnknownTerm

__all__ = [
    "NOBODY",
    "Glossary",
    "GlossaryReport",
    "Seen",
    "UnknownTerm",
    "append_rows",
    "check_against_data",
    "read_glossary",
    "refuse",
    "report",
    "require_known_terms",
    "see",
]
