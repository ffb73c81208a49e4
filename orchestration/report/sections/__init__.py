"""One folder per section, with `view.py` (SECTION), `query.sql` and `section.html.j2`.

No other file knows a section. What a number means is decided in dbt; a section rounds it, and
puts it into sentences.
"""
