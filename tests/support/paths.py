"""Where things lie: the checkout, its models, and real data kept beside it."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "dbt_project"
SHARED = ROOT / ".." / "shared"
