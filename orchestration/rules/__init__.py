"""The quality rules: each one SQL file and one YAML file of the same name, read and checked.

What a rule does is the SQL; what it says of itself is the YAML. Ours are in
dbt_project/models/quality/rules, a company's own beside them once its project folder is compiled.
"""

from orchestration.rules.fixes import FIXES, Fix, read_fixes
from orchestration.rules.model import SEVERITIES, Expect, Level, Rule, Rules, Severity
from orchestration.rules.read import OWN, RULES, read_rules

__all__ = [
    "FIXES",
    "OWN",
    "RULES",
    "SEVERITIES",
    "Expect",
    "Fix",
    "Level",
    "Rule",
    "Rules",
    "Severity",
    "read_fixes",
    "read_rules",
]
