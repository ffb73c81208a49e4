"""Who works here and which businesses are out there. No person of theirs yet: see people.py."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.entities import Campaign, Company, Rep
from orchestration.worlds.generator.spec import HISTORY_DAYS, later, salesforce_id
from orchestration.worlds.generator.tables import Simulation
from orchestration.worlds.generator.vocabulary import (
    COMPANY_HEADS,
    COMPANY_TAILS,
    INDUSTRIES,
    PLACES,
    PRODUCTS,
)

_TEAM: Final = (
    ("Sofia Brandt", "sales", True),
    ("Hugo Marques", "sales", True),
    ("Lara Jansen", "sales", True),
    ("Miguel Torres", "sales", True),
    ("Greta Fischer", "sales", True),
    ("Daniel Hughes", "sales", True),
    ("Rita Campos", "sales", True),
    ("Oscar Lefevre", "sales", False),
    ("Nadia Patel", "sdr", True),
    ("Tiago Rocha", "sdr", True),
    ("Emma Visser", "sdr", True),
    ("Clara Moreau", "marketing", True),
    ("Bruno Leite", "marketing", True),
    ("Vera Lorenz", "operations", True),
)
_CAMPAIGNS: Final = (
    ("Webinar", "Energy data webinar"),
    ("Trade Show", "Utility Forum"),
    ("Email", "Metering newsletter"),
    ("Advertisement", "Search ads"),
    ("Webinar", "Carbon ledger live"),
    ("Email", "Case study series"),
    ("Trade Show", "Smart Grid Days"),
    ("Advertisement", "Social ads"),
)


def hire_reps(simulation: Simulation) -> None:
    """Fill `reps`: one person, one e-mail, an owner in HubSpot and a user in Salesforce."""
    rng = simulation.spec.rng("reps")
    start = simulation.as_of - timedelta(days=HISTORY_DAYS + 400)
    for number, (name, team, active) in enumerate(_TEAM, start=1):
        local = name.lower().replace(" ", ".")
        simulation.reps.append(
            Rep(
                name=name,
                email=f"{local}@{simulation.spec.name}.example",
                team=team,
                active=active,
                created_at=later(rng, start, 0, 380),
                owner_id=str(710_000_000 + number * 1_013),
                user_id=salesforce_id("005", number),
                portal_user_id=str(4_400_000 + number * 17),
            )
        )


def plan_campaigns(simulation: Simulation) -> None:
    """Fill `campaigns`: three a quarter, so that there are fewer than thirty."""
    rng = simulation.spec.rng("campaigns")
    marketers = simulation.active_reps("marketing")
    first = simulation.as_of - timedelta(days=HISTORY_DAYS)
    for number in range(1, 25):
        start = first + timedelta(days=(number - 1) * 30 + rng.randrange(12))
        kind, name = _CAMPAIGNS[(number - 1) % len(_CAMPAIGNS)]
        end = start + timedelta(days=rng.randrange(1, 50))
        simulation.campaigns.append(
            Campaign(
                number=number,
                name=f"{name} {start:%Y-%m}",
                kind=kind,
                start=start.date(),
                end=end.date(),
                created_at=start - timedelta(days=rng.randrange(5, 25)),
                budget=rng.randrange(20, 180) * 100,
                owner=rng.choice(marketers),
                salesforce_id=salesforce_id("701", number),
                hubspot_id=f"{rng.getrandbits(32):08x}-{rng.getrandbits(16):04x}-4"
                f"{rng.getrandbits(12):03x}-a{rng.getrandbits(12):03x}-"
                f"{rng.getrandbits(48):012x}",
            )
        )


def found_companies(simulation: Simulation) -> None:
    """Fill `companies`: unique names and domains under a reserved top-level domain."""
    rng = simulation.spec.rng("companies")
    names = [f"{head} {tail}" for head in COMPANY_HEADS for tail in COMPANY_TAILS]
    rng.shuffle(names)
    wanted = min(len(names), max(12, simulation.spec.people // 3))
    reps = [rep for rep in simulation.reps if rep.team == "sales"]
    weights = [place.weight for place in PLACES]
    for number, name in enumerate(names[:wanted], start=1):
        head, tail = name.lower().split(" ")
        simulation.companies.append(
            Company(
                number=number,
                name=name,
                domain=f"{head}-{tail}.example",
                industry=rng.choice(INDUSTRIES),
                place=rng.choices(PLACES, weights)[0],
                employees=round(12 * 2 ** rng.uniform(0, 8)),
                owner=rng.choice(reps),
                created_at=simulation.as_of,
                product=rng.choice(PRODUCTS),
            )
        )
