"""Bulk API 2.0 queries: jobs that render CSV, their endpoints; `v1` is the older API over them."""
