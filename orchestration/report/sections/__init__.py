"""One module per section of the page: published rows in, words and marks out. No HTML but charts.

Each module holds a frozen view dataclass and one function that builds it. What a number means is
decided in dbt; here it is only rounded, ordered, capped and put into a sentence.
"""
