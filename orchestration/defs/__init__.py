"""Dagster's only home: assets, checks, schedules and sensors over plain code that knows no Dagster.

ingest.py (vendors to raw), transform.py (dbt), checks.py (Great Expectations and the gate),
publish.py (swap and report), automation.py (job, schedules, sensor), resources.py (what steps
use), errors.py (which faults are worth another try).
"""
