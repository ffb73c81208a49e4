"""Contacts that are paid for and reach nobody, or are there twice: how many, and what they cost."""
