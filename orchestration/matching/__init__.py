"""Records that look like one person or company although nothing exact says so, scored by splink.

model.py (what a comparison is), persons.py and accounts.py (what is compared, and how much each
answer weighs), scoring.py (splink at work), scores.py (the table that the models read). Which
records are compared, what a score leads to and what people decided is in dbt.
"""

from orchestration.matching.scores import MATCH_SCORE, MATCHED, WEIGHTS, score_matches

__all__ = ["MATCHED", "MATCH_SCORE", "WEIGHTS", "score_matches"]
