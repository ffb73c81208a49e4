"""Plants opportunities that do not say what is next (D003) or forecast what cannot be (D005)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.defects.standing import representing
from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Place, Written, made

_RIPE: Final = timedelta(days=21)
#: Outcome, the category or the chance that it cannot have, and how many are planted.
_SLIPS: Final = (
    ("open", "Closed", None, 2),
    ("lost", "Pipeline", None, 2),
    ("won", "Forecast", None, 1),
    ("won", "", 90, 2),
    ("lost", "", 60, 1),
)
#: HubSpot describes its stages, so that certainty before the end is known to be none of theirs.
_CERTAIN: Final = 1
_FIELDS: Final = {
    "salesforce": ("nextstep", "forecastcategory", "probability"),
    "hubspot": ("hs_next_step", "hs_manual_forecast_category", "hs_deal_stage_probability"),
}


def plant_forecasts(simulation: Simulation) -> None:
    """Change the chosen opportunities, which the other system does not hold, and note each."""
    rng = simulation.spec.rng("forecast defects")
    lone = [deal for deal in simulation.opportunities if not deal.synced]
    old = simulation.as_of - _RIPE
    aimless = [deal for deal in lone if deal.outcome == "open" and deal.created_at < old]
    for deal in rng.sample(aimless, min(len(aimless) - 1, 6) if aimless else 0):
        deal.is_aimless = True
        _note(simulation, "D003", deal, 0)
    for outcome, category, chance, count in _SLIPS:
        known = [deal for deal in lone if deal.outcome == outcome and not _is_slip(deal)]
        for deal in rng.sample(known, min(len(known), count)):
            deal.forecast, deal.chance = category, chance
            _note(simulation, "D005", deal, 1 if category else 2)
    open_deals = [
        deal for deal in lone if deal.deal_id and deal.outcome == "open" and not _is_slip(deal)
    ]
    for deal in rng.sample(open_deals, min(len(open_deals), _CERTAIN)):
        deal.chance = 100
        _note(simulation, "D005", deal, 2)


def _is_slip(deal: Opportunity) -> bool:
    return bool(deal.forecast) or deal.chance is not None


def _note(simulation: Simulation, rule_id: str, deal: Opportunity, place: int) -> None:
    system, name, record = representing(deal)
    simulation.defects.add(Defect(rule_id, system, name, _FIELDS[system][place], record))


# ---------------------------------------------------------------- which opportunities break them
_COUNTED_ON: Final = frozenset({"Pipeline", "BestCase", "Forecast"} | {"PIPELINE", "BEST_CASE"})
_WON: Final = frozenset({"Closed", "CLOSED"})


def _broken(world: Written) -> Iterator[Defect]:
    held = {row["id"][:15] for row in world.rows("salesforce", "opportunity")}
    for place in (("salesforce", "opportunity"), ("hubspot", "deals")):
        rows = world.rows(*place)
        field, category, chance = _FIELDS[place[0]]
        is_used = any(row.get(field, "").strip() for row in rows)
        for row in rows:
            if row.get("hs_salesforceopportunityid", "")[:15] in held - {""}:
                continue  # the other system's record speaks for it
            if is_used and _is_aimless(world, row, field):
                yield Defect("D003", *place, field, row["id"])
            if _is_misforecast(row, row.get(category, "")):
                yield Defect("D005", *place, category, row["id"])
            elif _is_mischanced(place, row, row.get(chance, "")):
                yield Defect("D005", *place, chance, row["id"])


def _outcome(row: Row) -> str:
    stage = row.get("stagename") or row["dealstage"]
    return {"closedwon": "won", "closedlost": "lost"}.get(stage.lower().replace(" ", ""), "open")


def _is_aimless(world: Written, row: Row, field: str) -> bool:
    is_old = made(row) < world.as_of - timedelta(days=7)
    return is_old and _outcome(row) == "open" and not row.get(field, "").strip()


def _is_misforecast(row: Row, category: str) -> bool:
    counted_on = category in _COUNTED_ON or category == "COMMIT"
    if _outcome(row) == "open":
        return category in _WON
    return counted_on or (_outcome(row) == "lost" and category in _WON)


def _is_mischanced(place: Place, row: Row, chance: str) -> bool:
    if not chance:
        return False
    share = float(chance) / (100 if place[0] == "salesforce" else 1)
    if _outcome(row) == "open":
        return place[0] == "hubspot" and share in (0, 1)
    return share != (1 if _outcome(row) == "won" else 0)


PLANTED: Final = Planted(("D003", "D005"), plant_forecasts, _broken, is_early=True)
