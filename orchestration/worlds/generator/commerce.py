"""What was sold, offered and agreed: after all that it is made of, and its answers."""

from __future__ import annotations

from orchestration.worlds.generator import (
    contracts,
    contracts_truth,
    customers_truth,
    goods_truth,
    quotes,
    quotes_truth,
)
from orchestration.worlds.generator.tables import Row, Simulation


def write_commerce(simulation: Simulation) -> None:
    """Records that are of deals whose amounts are settled; some deals come to name a contract."""
    quotes.write_quotes(simulation)
    contracts.write_contracts(simulation)


def answers(simulation: Simulation) -> dict[str, list[Row]]:
    """Rows of truth files, by name."""
    return {
        "lines": goods_truth.line_rows(simulation),
        "line_checks": goods_truth.check_rows(simulation),
        "customers": customers_truth.customer_rows(simulation),
        "quotes": quotes_truth.quote_rows(simulation),
        "contracts": contracts_truth.contract_rows(simulation),
    }
