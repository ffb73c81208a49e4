"""The metrics of the scorecard: one SQL file and one YAML file of the same name, read and checked.

What a metric counts is the SQL, in dbt_project/models/metrics; what it says of itself is the YAML.
Targets are goals of the glossary.
"""

from orchestration.metrics.model import Metric
from orchestration.metrics.read import METRICS, read_metrics

__all__ = ["METRICS", "Metric", "read_metrics"]
