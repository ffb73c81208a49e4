"""What teams want to reach with one product: how many units, and at which margin."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from orchestration.glossary.entry import Code, Row, Table, Text, known, unique
from orchestration.glossary.parts.teams import Teams


class ProductGoal(Row):
    """A target of one product.

    Attributes:
        product_code: the product, by the code that it has in the systems; letter case is no matter.
        measure: units, or margin_ratio (gross profit by net revenue, 0.4 for 40 %).
        owner_team: who is to reach it.
    """

    IS_KEYED: ClassVar[bool] = False

    product_code: Text
    period: Literal["month", "quarter", "year"]
    measure: Literal["units", "margin_ratio"]
    target: float = Field(gt=0, allow_inf_nan=False)
    owner_team: Code

    @model_validator(mode="after")
    def _leaves_a_cost(self) -> Self:
        if self.measure == "margin_ratio" and self.target >= 1:
            raise ValueError(f"{self.product_code}: a margin_ratio is below 1: 0.4 for 40 %")
        return self


class ProductGoals(Teams):
    """Targets of products."""

    product_goals: Table[ProductGoal]

    def check(self) -> None:
        """One target per product, period and measure; each is a team's that is defined."""
        rows = self.product_goals.rows
        unique("product_goals", ((g.product_code.lower(), g.period, g.measure) for g in rows))
        teams = {row.code for row in self.teams.rows}
        known("product_goals", "team", (row.owner_team for row in rows), teams)
