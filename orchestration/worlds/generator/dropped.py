"""What no CRM knows of the company: who came to its website, and what its advertising cost.

Planned visit by visit and day by day. Two things are planted: a week in three weeks brings few
visits, and the more clicks a week of advertising brings, the more each of them costs.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

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
    for name, kind in (("form_submissions", "submitted_at"), ("marketing_emails", "publishDate")):
        _count_sections(simulation, name, kind)


def indicator_rows(simulation: Simulation) -> list[Row]:
    """indicators.csv: metric, month, channel, and how much it is."""
    return [
        {"metric_id": metric, "month": month, "channel": channel, "numerator": money(number)}
        for (metric, month, channel), number in sorted(simulation.indicators.items())
    ]


def kept_rows(simulation: Simulation) -> list[Row]:
    """agreement.csv: of twenty visits of the website in a week, whether they came."""
    quiet = {*quiet_weeks(simulation.as_of)}
    return [
        {
            "metric_id": "website_visits",
            "at_least": "20",
            "period_start": f"{week:%Y-%m-%d}",
            "status": "missed" if week in quiet else "met",
        }
        for week in _weeks(simulation.as_of)
    ]


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
    for channel in visits:
        simulation.indicators["website_visits", f"{day:%Y-%m}", channel] += 1


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
            key = f"{day:%Y-%m}", channel
            simulation.indicators["ad_cost", *key] += spend
            if is_known:
                simulation.indicators["ppc_clicks", *key] += clicks
    return rows


def _count_sections(simulation: Simulation, name: str, moment: str) -> None:
    """What HubSpot tells of forms and mailings, by the month in which it was written down."""
    counted = simulation.indicators
    for row in simulation.sections.get(name, []):
        month = row[moment][:7]
        if name == "form_submissions":
            counted["forms_submitted", month, ""] += 1
            continue
        for metric, column in (
            ("emails_delivered", "delivered"),
            ("email_opens", "open"),
            ("email_clicks", "click"),
        ):
            counted[metric, month, ""] += int(row[column])
