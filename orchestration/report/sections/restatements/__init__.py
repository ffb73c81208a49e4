"""The numbers that earlier runs told otherwise, and why."""
