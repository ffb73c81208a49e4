"""Who works here and which businesses are out there. No person of theirs yet: see people.py."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from orchestration.emulator.generator.entities import Campaign, Company, Rep
from orchestration.emulator.generator.plan import HISTORY_DAYS, later, salesforce_id
from orchestration.emulator.generator.tables import Simulation
from orchestration.emulator.generator.vocabulary import (
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
    chance = simulation.plan.chance("reps")
    start = simulation.as_of - timedelta(days=HISTORY_DAYS + 400)
    for number, (name, team, active) in enumerate(_TEAM, start=1):
        local = name.lower().replace(" ", ".")
        simulation.reps.append(
            Rep(
                name=name,
                email=f"{local}@{simulation.plan.name}.example",
                team=team,
                active=active,
                created_at=later(chance, start, 0, 380),
                owner_id=str(710_000_000 + number * 1_013),
                user_id=salesforce_id("005", number),
            )
        )


def plan_campaigns(simulation: Simulation) -> None:
    """Fill `campaigns`: three a quarter, so that there are fewer than thirty."""
    chance = simulation.plan.chance("campaigns")
    marketers = simulation.active_reps("marketing")
    first = simulation.as_of - timedelta(days=HISTORY_DAYS)
    for number in range(1, 25):
        start = first + timedelta(days=(number - 1) * 30 + chance.randrange(12))
        kind, name = _CAMPAIGNS[(number - 1) % len(_CAMPAIGNS)]
        end = start + timedelta(days=chance.randrange(1, 50))
        simulation.campaigns.append(
            Campaign(
                number=number,
                name=f"{name} {start:%Y-%m}",
                kind=kind,
                start=start.date(),
                end=end.date(),
                created_at=start - timedelta(days=chance.randrange(5, 25)),
                budget=chance.randrange(20, 180) * 100,
                owner=chance.choice(marketers),
                salesforce_id=salesforce_id("701", number),
                hubspot_id=f"{chance.getrandbits(32):08x}-{chance.getrandbits(16):04x}-4"
                f"{chance.getrandbits(12):03x}-a{chance.getrandbits(12):03x}-"
                f"{chance.getrandbits(48):012x}",
            )
        )


def found_companies(simulation: Simulation) -> None:
    """Fill `companies`: unique names and domains under a reserved top-level domain."""
    chance = simulation.plan.chance("companies")
    names = [f"{head} {tail}" for head in COMPANY_HEADS for tail in COMPANY_TAILS]
    chance.shuffle(names)
    wanted = min(len(names), max(12, simulation.plan.people // 3))
    reps = [rep for rep in simulation.reps if rep.team == "sales"]
    weights = [place.weight for place in PLACES]
    for number, name in enumerate(names[:wanted], start=1):
        head, tail = name.lower().split(" ")
        simulation.companies.append(
            Company(
                number=number,
                name=name,
                domain=f"{head}-{tail}.example",
                industry=chance.choice(INDUSTRIES),
                place=chance.choices(PLACES, weights)[0],
                employees=round(12 * 2 ** chance.uniform(0, 8)),
                owner=chance.choice(reps),
                created_at=simulation.as_of,
                product=chance.choice(PRODUCTS),
            )
        )
