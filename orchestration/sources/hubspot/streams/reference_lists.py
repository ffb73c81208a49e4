"""Owners, pipelines, exchange rates: small lists, each with its own JSON shape.

Each is read whole in every run: an entry says where it is, what its rows look like, and how one
row is asked for by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import orjson
import pyarrow as pa

from orchestration.sources.hubspot.answers import OWNER, PIPELINE, RATE
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.metadata import scopes_of
from orchestration.sources.hubspot.second_look import Key, Look, contradiction, one
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport, Query
from orchestration.sources.shapes import Shape
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

EITHER: Final = ("false", "true")  # archived


@dataclass(frozen=True)
class ReferenceList(Stream[HubSpotSession]):
    """A list that is read whole.

    Attributes:
        path: of the list.
        shape: of one of its results.
        rows: the rows that a result holds.
        queries: of the calls that make up the whole.
        is_there: whether there is a row with a key, asked for by itself.
        updated: the column that carries the vendor's time of change, if there is one.
    """

    path: str
    shape: Shape
    rows: Callable[[Mapping[str, Any]], Iterable[Row]]
    queries: tuple[Query, ...]
    is_there: Look
    updated: str | None = None

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; the window has no part in it."""
        del ask
        results = session.listed[self.spec.name] = self._results(session)
        rows = [row for result in results for row in self.rows(result)]
        yield rows_batch(self.spec, rows, updated=self.updated)

    def just_listed(self, session: HubSpotSession) -> list[dict[str, Any]]:
        """What the last read of this list held, once; the list itself where there was none."""
        listed = session.listed.pop(self.spec.name, None)
        return self._results(session) if listed is None else listed

    def _results(self, session: HubSpotSession) -> list[dict[str, Any]]:
        found = (
            results_of(session.transport, self.path, self.shape, query) for query in self.queries
        )
        return [result for results in found for result in results]

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the rows that the list lacks, asked for one by one."""
        del ask
        return contradiction(session.transport, self.is_there, absent)


def below(path: str, shape: Shape, *queries: Query) -> Look:
    """Looks under the list's path and a row's id."""

    def is_there(transport: HubSpotTransport, key: Key) -> bool:
        where = f"{path.rstrip('/')}/{key['id']}"
        return any(one(transport, where, shape, query) for query in queries or ((),))

    return is_there


def _has_stage(transport: HubSpotTransport, key: Key) -> bool:
    path = f"/crm/v3/pipelines/{key['object_type']}/{key['pipeline_id']}"
    pipeline = one(transport, path, PIPELINE)
    stages = [] if pipeline is None else pipeline["stages"]
    return any(str(stage["id"]) == key["stage_id"] for stage in stages)


def _owner(owner: Mapping[str, Any]) -> Iterator[Row]:
    user_id = owner.get("userId")
    teams = owner.get("teams")
    yield {
        "id": owner.get("id"),
        "email": owner.get("email"),
        "firstname": owner.get("firstName"),
        "lastname": owner.get("lastName"),
        "userid": owner.get("userIdIncludingInactive") if user_id is None else user_id,
        "type": owner.get("type"),
        "createdat": owner.get("createdAt"),
        "updatedat": owner.get("updatedAt"),
        "archived": owner.get("archived"),
        "teams": orjson.dumps(teams).decode() if teams else None,
    }


def _stages(pipeline: Mapping[str, Any], object_type: str) -> Iterator[Row]:
    for stage in pipeline["stages"]:
        yield _stage(pipeline, stage, object_type)


def _stage(pipeline: Mapping[str, Any], stage: Mapping[str, Any], object_type: str) -> Row:
    metadata = stage.get("metadata") or {}
    return {
        "object_type": object_type,
        "pipeline_id": pipeline.get("id"),
        "stage_id": stage.get("id"),
        "pipeline_label": pipeline.get("label"),
        "stage_label": stage.get("label"),
        "display_order": stage.get("displayOrder"),
        "is_closed": metadata.get("isClosed"),
        "probability": metadata.get("probability"),
        "archived": stage.get("archived") or pipeline.get("archived"),
    }


def _rate(rate: Mapping[str, Any]) -> Iterator[Row]:
    yield {name.lower(): value for name, value in rate.items()}


def _pipelines(name: str, object_type: str, **how: Any) -> ReferenceList:
    path = f"/crm/v3/pipelines/{object_type}"
    return ReferenceList(
        StreamSpec(
            name,
            f"pipelines/{object_type}",
            columns(
                "object_type pipeline_id stage_id pipeline_label stage_label",
                number="probability",
                integer="display_order",
                boolean="is_closed archived",
            ),
            primary_key=("object_type", "pipeline_id", "stage_id"),
            sweep_deletes=True,
            reason="One answer holds all of it.",
            priority=1,
            has_fields=False,
            scopes=scopes_of(object_type),
            **how,
        ),
        path=path,
        shape=PIPELINE,
        rows=partial(_stages, object_type=object_type),
        queries=((),),
        is_there=_has_stage,
    )


# A deactivated owner stays alive here, `archived` true: it still owns.
OWNERS: Final = ReferenceList(
    StreamSpec(
        "owners",
        "owners",
        columns(
            "id email firstname lastname type teams",
            integer="userid",
            boolean="archived",
            ts="createdat updatedat",
        ),
        sweep_deletes=True,
        reason="A list of hundreds without a filter on changes; deactivated owners are kept in it.",
        priority=1,
        description="One row per HubSpot owner, archived ones included.",
        created_column="createdat",
        is_setting=True,
        scopes=("crm.objects.owners.read",),
    ),
    path="/crm/v3/owners/",
    shape=OWNER,
    rows=_owner,
    queries=tuple([("limit", "500"), ("archived", archived)] for archived in EITHER),
    is_there=below("/crm/v3/owners/", OWNER, *([("archived", each)] for each in EITHER)),
    updated="updatedat",
)
STREAMS: Final = (
    OWNERS,
    _pipelines(
        "pipelines",
        "deals",
        description="One row per stage of a HubSpot deal pipeline; stages removed since keep their"
        " last label.",
        is_setting=True,
    ),
    _pipelines(
        "lead_pipelines",
        "leads",
        description="One row per stage of a pipeline of HubSpot's leads; stages removed since keep"
        " their last label.",
        is_optional=True,
        is_setting=True,
    ),
    ReferenceList(
        StreamSpec(
            "currencies",
            "currencies/exchange-rates",
            columns(
                "id fromcurrencycode tocurrencycode",
                number="conversionrate",
                boolean="visibleinui",
                ts="effectiveat createdat updatedat",
            ),
            sweep_deletes=True,
            reason="A short list without a filter on changes.",
            priority=1,
            description="One row per exchange rate to the portal's currency and the instant from"
            " which it holds.",
            has_fields=False,
            is_optional=True,
            scopes=("settings.currencies.read",),
        ),
        path="/settings/v3/currencies/exchange-rates",
        shape=RATE,
        rows=_rate,
        queries=([("limit", "100")],),
        is_there=below("/settings/v3/currencies/exchange-rates", RATE),
        updated="updatedat",
    ),
)
