"""The definitions both teams sign: read, and compare with the data.

The definitions themselves are dbt_project/glossary.yml; what they do is SQL in dbt_project/models.
"""

from orchestration.glossary.check import (
    GlossaryReport,
    check_against_data,
    refuse,
    report,
    require_known_terms,
)
from orchestration.glossary.model import Glossary
from orchestration.glossary.read import read_glossary, read_quality_rules
from orchestration.glossary.rules import QualityRule, QualityRules
from orchestration.glossary.terms import UnknownTerm

__all__ = [
    "Glossary",
    "GlossaryReport",
    "QualityRule",
    "QualityRules",
    "UnknownTerm",
    "check_against_data",
    "read_glossary",
    "read_quality_rules",
    "refuse",
    "report",
    "require_known_terms",
]
