"""What marketing cost and what customers are worth, once more in plain Python over the facts.

By the formulas of docs/money.md and from nothing that the models know. `facts` says what a fact is
and what follows from one cycle; `cells` adds up by period and scope; `costs`, `customers` and
`returns` are the three tables.
"""
