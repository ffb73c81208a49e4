"""Another definition tried on the rows of the last run, beside what is published.

scratch.py builds it in a warehouse of its own, compare.py puts both side by side.
"""

from orchestration.trial.compare import Comparison, Outcome, compare, pieces_of_evidence
from orchestration.trial.scratch import Scratch, scratch_build

__all__ = ["Comparison", "Outcome", "Scratch", "compare", "pieces_of_evidence", "scratch_build"]
