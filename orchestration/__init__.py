"""Hymnsheet's Python side: moves rows and runs the job. Business logic lives in dbt_project/."""
