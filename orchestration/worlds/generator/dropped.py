"""What no CRM knows of the company: who came to its website, and what its advertising cost.

Planned visit by visit and day by day. Two things are planted: a week in three weeks brings few
visits, and the more clicks a week of advertising brings, the more each of them costs.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from orchestration.worlds.generator.counted import Count
from orchestration.worlds.generator.spec import iso, midnight, money
from orchestration.worlds.generator.tables import Row, Simulation

_DAYS: Final = 182
#: What the website's and the advertisers' own words stand for in the glossary.
_SOURCES: Final = {
    "google ads": "paid_search",
    "organic": "organic_search",
    "newsletter": "email",
    "(direct)": "direct",
}
_ADVERTISERS: Final = {"google ads": "paid_search", "linkedin ads": "paid_social"}
_PERSON: Final = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/150.0"
_MACHINE: Final = "Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.example)"
_VISITS: Final = {"few": 1, "many": 4}


def drop_files(simulation: Simulation) -> None:
    """Plan both files, and what is to be counted of them."""
    simulation.dropped["web_sessions"] = _web_sessions(simulation)
    simulation.dropped["ad_spend"] = _ad_spend(simulation)
    _count_sections(simulation)


def quiet_weeks(as_of: datetime) -> list[date]:
    """Mondays of the whole weeks in which few came to the website, the oldest first."""
    return [week for number, week in enumerate(_weeks(as_of)) if number % 3 == 1]


def _weeks(as_of: datetime) -> list[date]:
    """Mondays of all weeks that are over."""
    return [_first_monday(as_of) + timedelta(days=7 * number) for number in range(_DAYS // 7)]


def _first_monday(as_of: datetime) -> date:
    day = as_of.date() - timedelta(days=_DAYS)
    return day - timedelta(days=day.weekday())


def _days(as_of: datetime) -> list[date]:
    """Every day of whole weeks and of the running one, up to yesterday."""
    first = _first_monday(as_of)
    return [first + timedelta(days=number) for number in range((as_of.date() - first).days)]


def _web_sessions(simulation: Simulation) -> list[Row]:
    rng, rows = simulation.spec.rng("website"), list[Row]()
    quiet = {*quiet_weeks(simulation.as_of)}
    for day in _days(simulation.as_of):
        is_quiet = day - timedelta(days=day.weekday()) in quiet
        for _ in range(_VISITS["few" if is_quiet else "many"]):
            _visit(simulation, rng, rows, day)
        if rng.random() < 0.3:
            _look(rows, rng, midnight(day) + timedelta(hours=3), f"m{len(rows)}", "", _MACHINE)
    return rows


def _visit(simulation: Simulation, rng: Random, rows: list[Row], day: date) -> None:
    """Up to three pages; one visitor in five comes back after a pause, which is another visit."""
    source = rng.choice([*_SOURCES, ""])
    visitor = f"v{len(rows)}" if rng.random() < 0.95 else ""
    at = midnight(day) + timedelta(hours=8, minutes=rng.randrange(500), seconds=rng.randrange(60))
    pauses = [*(rng.randrange(1, 30) for _ in range(rng.randrange(3)))] if visitor else []
    if visitor and rng.random() < 0.2:
        pauses.append(30 + rng.randrange(60))
    visits = [_SOURCES.get(source, "unknown")]
    _look(rows, rng, at, visitor, source, _PERSON)
    for pause in pauses:
        at += timedelta(minutes=pause)
        _look(rows, rng, at, visitor, source, _PERSON)
        if pause >= 30:
            visits.append(_SOURCES.get(source, "unknown"))
    simulation.counted.append(Count("website_visitors", day, Decimal(1), channel=visits[0]))
    for channel in visits:
        simulation.counted.append(Count("website_visits", day, Decimal(1), channel=channel))


def _look(
    rows: list[Row], rng: Random, at: datetime, visitor: str, source: str, agent: str
) -> None:
    rows.append(
        {
            "session_id": f"s{len(rows):06d}",
            "visitor_id": visitor,
            "started_at": iso(at),
            "source": source,
            "landing_page": rng.choice(["/", "/prices", "/news"]),
            "user_agent": agent,
        }
    )


def _ad_spend(simulation: Simulation) -> list[Row]:
    rng, rows = simulation.spec.rng("advertising"), list[Row]()
    for day in _days(simulation.as_of):
        week = (day - _first_monday(simulation.as_of)).days // 7
        clicks = 20 + 10 * (week * 7919 % 5)  # up and down from week to week
        for source, channel in _ADVERTISERS.items():
            spend = round(clicks * (0.5 + clicks / 100), 2)
            is_known = rng.random() > 0.02
            rows.append(
                {
                    "date": f"{day:%Y-%m-%d}",
                    "channel": source,
                    "campaign": f"{source} always on",
                    "spend": money(spend),
                    "currency": rng.choice(["EUR", "eur", ""]),
                    "impressions": str(clicks * rng.randrange(30, 60)),
                    "clicks": str(clicks) if is_known else "",
                }
            )
            _count_advertising(simulation, day, channel, (spend, clicks if is_known else None))
    return rows


def _count_advertising(
    simulation: Simulation, day: date, channel: str, said: tuple[float, int | None]
) -> None:
    """What the file says of a day: cost, and clicks where it knows them."""
    spend, counted = Decimal(money(said[0])), simulation.counted
    counted.append(Count("ad_cost", day, spend, channel=channel))
    if said[1] is not None:
        clicks = Decimal(said[1])
        counted.append(Count("ppc_clicks", day, clicks, channel=channel))
        counted.append(Count("cost_per_click", day, spend, clicks, channel=channel))


def _count_sections(simulation: Simulation) -> None:
    """What HubSpot tells of forms and mailings, by the day on which it was written down."""
    counted = simulation.counted
    for row in simulation.sections.get("form_submissions", []):
        on = date.fromisoformat(row["submitted_at"][:10])
        counted.append(Count("forms_submitted", on, Decimal(1)))
    for row in simulation.sections.get("marketing_emails", []):
        on = date.fromisoformat(row["publishDate"][:10])
        delivered, clicks = Decimal(row["delivered"]), Decimal(row["click"])
        counted.append(Count("emails_delivered", on, delivered))
        counted.append(Count("email_opens", on, Decimal(row["open"])))
        counted.append(Count("email_clicks", on, clicks))
        counted.append(Count("email_click_rate", on, clicks, delivered))
