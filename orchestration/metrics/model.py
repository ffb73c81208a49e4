"""What a metric says of itself: `config.meta` of its model, in dbt's own properties file."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from orchestration.model_files import ModelFile, Shape, Text

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class MetricMeta(Shape):
    """`config.meta`. Ids are never reused; `version` is raised when the meaning changes.

    Attributes:
        per_stage: it is one metric for every step of the process; id and label then hold
            `{stage}`, in which the step's code and label stand.
        kind: what its value is: a sum of numerators, or their ratio to the denominators.
        better: which way a team wants it to go.
        indicator: whether it tells of what is to come, or of what came out.
        owner_team: who moves it; of a metric per stage who owns the step.
        seen_stage: the role of a step without whose evidence nothing is known of it.
        seen_kind: what marketing must have done at all, as fct_marketing_activity calls it, for
            anything to be known of it.
        seen_activity: the kind of activity of sales that some system must hold and let us read for
            anything to be known of it; `any` for whatever reaches a person.
        of_handoffs: whether it counts hand-overs, so that a clause may be about those of one kind.
        above, below: of a ratio, the metrics that count what stands above and below its line,
            where there are such: goals of all three can contradict each other.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\{stage\})?$")]
    version: int = Field(ge=1)
    label: Text
    per_stage: bool = False
    unit: Literal["count", "currency", "share", "minutes", "days"]
    kind: Literal["sum", "ratio"]
    better: Literal["higher", "lower"]
    indicator: Literal["leading", "outcome"]
    owner_team: Text | None = None
    seen_stage: Literal["opened", "won"] | None = None
    seen_kind: Literal["form_submission", "mailing", "visit", "advertising"] | None = None
    seen_activity: Literal["call", "email", "meeting", "any"] | None = None
    of_handoffs: bool = False
    above: Id | None = None
    below: Id | None = None
    definition: Annotated[str, Field(min_length=30)]

    @model_validator(mode="after")
    def _is_one_metric_or_one_per_stage(self) -> Self:
        for name, value in (("id", self.id), ("label", self.label)):
            if ("{stage}" in value) is not self.per_stage:
                raise ValueError(
                    f"{name}: `{{stage}}` stands in it if, and only if, per_stage is true"
                )
        if (self.owner_team is None) is not self.per_stage:
            raise ValueError(
                "owner_team: a metric per stage has that of the stage, any other says it"
            )
        if self.kind != "ratio" and (self.above or self.below):
            raise ValueError("above, below: only a ratio has them")
        return self


MetricFile = ModelFile[MetricMeta]


class Metric(MetricMeta):
    """One metric file, with the dbt model that counts it.

    Attributes:
        model: the model's name, which is the name of both files.
    """

    model: str
