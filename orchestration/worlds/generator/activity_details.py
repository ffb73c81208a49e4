"""What else the record of an activity says: who booked it, how it went, whom it reached.

Drawn from a stream of their own, so that nothing which an activity proves depends on them.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Activity, Rep
from orchestration.worlds.generator.spec import flag, iso
from orchestration.worlds.generator.tables import Row, Simulation

_TOPIC: Final = "activity details"
_CALL_RESULTS: Final = ("Connected", "Connected", "Left voicemail", "No answer", "Busy")


def task_details(simulation: Simulation, activity: Activity) -> Row:
    """Of a Salesforce task: a call's direction and result, and who logged it."""
    rng = simulation.rng(_TOPIC)
    is_call = activity.kind == "call"
    direction = "Outbound" if activity.outbound else "Inbound"
    return {
        "CallType": direction if is_call else "",
        "CallDisposition": rng.choice(_CALL_RESULTS) if is_call and activity.done else "",
        "CreatedById": _maker(rng, simulation, activity).user_id,
    }


def event_details(simulation: Simulation, activity: Activity) -> Row:
    """Of a Salesforce event: who booked it."""
    rng = simulation.rng(_TOPIC)
    return {
        "IsAllDayEvent": flag(value=rng.random() < 0.02),
        "CreatedById": _maker(rng, simulation, activity).user_id,
    }


def engagement_details(simulation: Simulation, activity: Activity) -> Row:
    """Of a HubSpot call, e-mail, meeting or task: what only its kind has."""
    rng = simulation.rng(_TOPIC)
    if activity.kind == "email":
        return _email(rng, activity)
    if activity.kind == "meeting":
        ends_at = activity.at + timedelta(minutes=rng.choice((30, 45, 60)))
        booked_by = _maker(rng, simulation, activity)
        return {
            "hs_meeting_end_time": iso(ends_at),
            "hs_created_by_user_id": booked_by.portal_user_id,
        }
    if activity.kind == "task":
        return {"hs_task_completion_date": iso(activity.at) if activity.done else ""}
    return {}


def _email(rng: Random, activity: Activity) -> Row:
    """Opens, clicks and replies are counted of what went out."""
    seller, buyer = activity.rep.email, activity.person.email
    if not activity.outbound:
        return {"hs_email_from_email": buyer, "hs_email_to_email": seller}
    opened = rng.choice((0, 0, 1, 1, 2, 5))
    return {
        "hs_email_from_email": seller,
        "hs_email_to_email": buyer,
        "hs_email_open_count": str(opened),
        "hs_email_click_count": str(rng.randrange(opened + 1)),
        "hs_email_reply_count": str(int(opened > 0 and rng.random() < 0.3)),
    }


def _maker(rng: Random, simulation: Simulation, activity: Activity) -> Rep:
    """Mostly whoever does it; sometimes somebody of business development books it for them."""
    if rng.random() < 0.8:
        return activity.rep
    return rng.choice(simulation.active_reps("sdr"))
