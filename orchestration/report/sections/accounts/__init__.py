"""Accounts that bought or may buy, and a page for each with its whole story."""
