"""Teams, and which owners belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.hubspot.answers import OWNER, TEAM
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.second_look import Key, contradiction, one
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.streams.reference_lists import EITHER, OWNERS, ReferenceList
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_TEAMS: Final = "/settings/v3/users/teams"


class OwnerTeams(Stream[HubSpotSession]):
    """The teams that the list of owners names: no call more."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; the window has no part in it."""
        del ask
        rows = [row for owner in OWNERS.just_listed(session) for row in _teams_of(owner)]
        yield rows_batch(self.spec, rows, updated=None)

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the owners, asked for one by one."""
        del ask
        return contradiction(session.transport, _belongs, absent)


def _teams_of(owner: Mapping[str, Any]) -> Iterator[Row]:
    for team in owner.get("teams") or []:
        yield {
            "owner_id": owner["id"],
            "team_id": team["id"],
            "team_name": team.get("name"),
            "is_primary": team.get("primary"),
        }


def _belongs(transport: HubSpotTransport, key: Key) -> bool:
    path = f"/crm/v3/owners/{key['owner_id']}"
    found = (one(transport, path, OWNER, [("archived", archived)]) for archived in EITHER)
    owner = next((each for each in found if each is not None), {})
    return any(str(team["id"]) == key["team_id"] for team in owner.get("teams") or [])


def _team(team: Mapping[str, Any]) -> Iterator[Row]:
    yield {"id": team["id"], "name": team.get("name")}


def _is_listed(transport: HubSpotTransport, key: Key) -> bool:
    """The list once more: no team is shown by itself."""
    return any(str(team["id"]) == key["id"] for team in results_of(transport, _TEAMS, TEAM, ()))


STREAMS: Final = (
    OwnerTeams(
        StreamSpec(
            "owner_teams",
            "owners/teams",
            columns("owner_id team_id team_name", boolean="is_primary"),
            primary_key=("owner_id", "team_id"),
            sweep_deletes=True,
            reason="It comes with the list of owners.",
            parents=("owners",),
            priority=1,
            description="One row per HubSpot owner and team that the owner belongs to.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            is_setting=True,
            scopes=("crm.objects.owners.read",),
        )
    ),
    ReferenceList(
        StreamSpec(
            "teams",
            "users/teams",
            columns("id name"),
            sweep_deletes=True,
            reason="One answer holds all of it.",
            priority=1,
            description="One row per HubSpot team, those without owners included.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            is_setting=True,
            scopes=("settings.users.teams.read",),
        ),
        path=_TEAMS,
        shape=TEAM,
        rows=_team,
        queries=((),),
        is_there=_is_listed,
    ),
)
