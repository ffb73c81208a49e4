"""The definitions by topic: row types, tables, settings, and what they may say. One file each."""
