"""The shape of dbt_project/quality_rules.yml: what each quality rule says about itself.

What a rule does is SQL in models/quality; this is its name, weight and reason, for the report.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
#: `system.object.field` in raw names, or `*` for every field there is.
FieldPlace = Annotated[str, Field(pattern=r"^(\*|[a-z]+\.[a-z_]+\.\w+)$")]


class QualityRule(BaseModel):
    """One rule. `severity_weight` is in (0, 1]; `parameters` are numbers that only it reads.

    `reads` are the fields it judges: where one may not be read, the rule could not see.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Z]\d{3}$")]
    version: int = Field(ge=1)
    name: Text
    severity: Literal["minor", "major", "critical"]
    severity_weight: float = Field(gt=0, le=1)
    level: Literal["field", "record", "pair"]
    reads: Annotated[list[FieldPlace], Field(min_length=1)]
    population: Text
    why_it_matters: Text
    how_to_fix: Text
    parameters: dict[str, int | float | str] = Field(default_factory=dict)


class QualityRules(BaseModel):
    """Every rule, ids unique, and the numbers several rules read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parameters: dict[str, int | float | str] = Field(default_factory=dict)
    rules: list[QualityRule]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [rule.id for rule in self.rules]
        twice = sorted({rule_id for rule_id in ids if ids.count(rule_id) > 1})
        if twice:
            raise ValueError(f"rules: defined twice: {', '.join(twice)}")
        return self
