"""Hand-overs and follow-up told by walking through a person's history, event by event.

Written from the definitions (what a hand-over, an answer and an attempt are), not from the SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tests.support.handover.history import CALENDARS, OWNERS, RAISED, TERMS, Act, Given, History
from tests.support.handover.working_time import instant_after, open_seconds

#: Of answers given in one instant the first in this order counts.
_ORDER: Final = ("accepted", "rejected", "recycled", "returned")
_ANSWER: Final = {"stage": "accepted", "status": "accepted"}
_EXITS: Final = ("rejected", "recycled")
_REPORTING_ZONE: Final = "UTC"


@dataclass
class Handoff:
    """One hand-over, and what became of it."""

    number: int
    handoff_at: datetime
    ends_at: datetime | None = None
    raised_at: datetime | None = None
    from_owner: str | None = None
    to_owner: str | None = None
    queue: str | None = None
    assigned_at: datetime | None = None
    returned_at: datetime | None = None
    outcome: str = ""
    answered_at: datetime | None = None
    first_attempt_at: datetime | None = None
    first_contact_at: datetime | None = None
    status: str = ""
    business_seconds: int | None = None
    record_seconds: int | None = None
    system_seconds: int | None = None
    human_seconds: int | None = None
    due_at: datetime | None = None
    waited_seconds: int | None = None

    @property
    def waits_since(self) -> datetime:
        """When the clock starts."""
        return self.raised_at or self.handoff_at


def handoffs_of(history: History, as_of: datetime) -> list[Handoff]:
    """Every hand-over of the cycle, judged at `as_of`; of what comes later nobody knows."""
    history = replace(
        history,
        given=tuple(given for given in history.given if given.at <= as_of),
        signs=tuple(sign for sign in history.signs if sign.at <= as_of),
        raised=tuple(at for at in history.raised if at <= as_of),
    )
    found = _opened(history)
    for before, after in zip(found, [*found[1:], None], strict=True):
        before.ends_at = after.handoff_at if after else history.next_starts_at
        _raise(before, after, history)
    for place, handoff in enumerate(found):
        _assign(handoff, history)
        until = found[place + 1].waits_since if place + 1 < len(found) else handoff.ends_at
        _follow_up(handoff, history, as_of, until)
    return found


def _raise(handoff: Handoff, after: Handoff | None, history: History) -> None:
    """Since when the person waits for the first hand-over, and for the one after this."""
    if handoff.number == 1:
        day_later = history.handed_at + timedelta(days=1)
        early = [
            at
            for at in history.raised
            if at <= history.handed_at or (not history.has_time and at < day_later)
        ]
        handoff.raised_at = min(early, default=None)
    if after is not None and handoff.returned_at is not None:
        again = [at for at in history.raised if handoff.returned_at <= at <= after.handoff_at]
        after.raised_at = min(again, default=None)


def side_of(owner: str | None) -> str | None:
    """Who has the person: the team that hands over, others, or nobody that is known."""
    if owner is None or not OWNERS[owner].is_listed:
        return None
    return "marketing" if OWNERS[owner].team == "marketing" else "sales"


def _opened(history: History) -> list[Handoff]:
    found = [Handoff(1, history.handed_at)]
    side = None
    for given in history.given:
        if history.next_starts_at and given.at >= history.next_starts_at:
            break
        now = side_of(given.owner)
        if now is None:
            continue
        if given.at > history.handed_at and side is not None and now != side:
            if now == "marketing":
                found[-1].returned_at = given.at
            elif found[-1].returned_at is not None:
                found.append(Handoff(found[-1].number + 1, given.at))
        side = now
    return found


def _holders(handoff: Handoff, history: History) -> list[tuple[datetime, Given]]:
    """Who had the person while the hand-over lasted, each with the instant from which on."""
    found = []
    ends = [*(given.at for given in history.given[1:]), None]
    for given, until in zip(history.given, ends, strict=False):
        is_over = until is not None and until <= handoff.handoff_at
        is_later = handoff.ends_at is not None and given.at >= handoff.ends_at
        if not is_over and not is_later:
            found.append((max(given.at, handoff.waits_since), given))
    return found


def _assign(handoff: Handoff, history: History) -> None:
    before = [given.owner for given in history.given if given.at < handoff.handoff_at]
    if before and side_of(before[-1]) == "marketing":
        handoff.from_owner = before[-1]
    for at, given in _holders(handoff, history):
        if given.owner is None or not OWNERS[given.owner].is_listed:
            continue
        if OWNERS[given.owner].is_queue:
            handoff.queue = handoff.queue or given.owner
        elif handoff.to_owner is None and side_of(given.owner) == "sales":
            handoff.to_owner, handoff.assigned_at = given.owner, at


def _recorded(handoff: Handoff, history: History) -> datetime | None:
    """Since when there is the record by which anybody of sales, a queue too, has the person."""
    if any(side_of(given.owner) == "sales" for _, given in _holders(handoff, history)):
        return max(history.made_at, handoff.waits_since)
    return None


def _is_attempt(act: Act) -> bool:
    """A colleague of sales tried to reach the person, of their own accord."""
    if act.is_automated or act.kind == "task" or act.direction == "inbound":
        return False
    if act.owner is not None and side_of(act.owner) == "marketing":
        return False
    says = {"Connected": True, "No Answer": True}.get(act.word or "")
    if act.kind == "meeting":
        says = True  # one that stands was held
    return act.is_completed is not False if says is None else says


def _is_contact(act: Act) -> bool:
    """Both sides took part: a talk, a meeting, or they came to us."""
    if act.is_automated or act.kind == "task":
        return False
    if act.owner is not None and side_of(act.owner) == "marketing":
        return False
    if act.kind == "meeting" or act.word == "Connected":
        return True
    if act.word == "No Answer":
        return False
    return act.direction == "inbound" and act.is_completed is not False


def _clock(handoff: Handoff) -> tuple[str, str]:
    owner = OWNERS.get(handoff.to_owner or handoff.queue or "")
    calendar = owner.calendar if owner else "office"
    own = owner.zone if owner and owner.zone != "No/Where" else None
    return calendar, CALENDARS[calendar].zone or own or _REPORTING_ZONE


def _answers(handoff: Handoff, history: History) -> list[tuple[datetime, str]]:
    found = [] if handoff.returned_at is None else [(handoff.returned_at, "returned")]
    for sign in history.signs:
        answer = _ANSWER.get(sign.kind, sign.kind)
        known_before = answer == "accepted" and handoff.number == 1
        if handoff.ends_at is not None and sign.at >= handoff.ends_at:
            continue
        if sign.at >= handoff.handoff_at or known_before:
            found.append((sign.at, answer))
    return found


def _follow_up(handoff: Handoff, history: History, as_of: datetime, until: datetime | None) -> None:
    start, end = handoff.waits_since, until
    past = [a for a in history.acts if a.at <= as_of and (end is None or a.at < end)]
    attempts = [act.at for act in past if _is_attempt(act) and act.at >= start]
    contacts = [act.at for act in past if _is_contact(act) and act.at >= start]
    engaged = handoff.number == 1 and any(
        history.starts_at <= act.at < start and (_is_attempt(act) or _is_contact(act))
        for act in past
    )
    handoff.first_attempt_at = min(attempts, default=None)
    handoff.first_contact_at = min(contacts, default=None)
    answers = _answers(handoff, history)
    ends = [at for at, answer in answers if answer in (*_EXITS, "returned", "closed")]
    closed_at = min([*ends, *([handoff.ends_at] if handoff.ends_at else [])], default=None)
    _time(handoff, history, as_of, closed_at, engaged)
    given = [(at, _ORDER.index(answer)) for at, answer in answers if answer in _ORDER]
    if given:
        handoff.answered_at, place = min(given)
        handoff.outcome = _ORDER[place]
    elif handoff.to_owner is None and handoff.first_attempt_at is None:
        handoff.outcome = "nobodys"
    else:
        handoff.outcome = "never_followed_up" if handoff.status == "never" else "pending"


def _time(
    handoff: Handoff, history: History, as_of: datetime, closed_at: datetime | None, engaged: bool
) -> None:
    calendar, zone = _clock(handoff)
    start, attempt, assigned = handoff.waits_since, handoff.first_attempt_at, handoff.assigned_at
    has_time = history.has_time or handoff.number > 1 or handoff.raised_at is not None
    minutes, factor = TERMS[RAISED if handoff.raised_at else history.channel]
    handoff.due_at = instant_after(calendar, zone, start, minutes * 60)
    never_at = instant_after(calendar, zone, start, minutes * 60 * factor)

    def worked(first: datetime, last: datetime) -> int:
        return open_seconds(calendar, zone, first, last)

    if attempt and has_time:
        handoff.business_seconds = worked(start, attempt)
    recorded = _recorded(handoff, history)
    if recorded and has_time and (assigned is None or recorded <= assigned):
        handoff.record_seconds = worked(start, recorded)
    if assigned and (attempt is None or assigned <= attempt):
        handoff.system_seconds = worked(start, assigned) if has_time else None
        handoff.human_seconds = worked(assigned, attempt) if attempt else None
    if engaged:
        handoff.status = "already_engaged"
    elif attempt and not has_time:
        handoff.status = "undated"
    elif handoff.business_seconds is not None:
        handoff.status = "on_time" if handoff.business_seconds <= minutes * 60 else "late"
    elif (closed_at and closed_at <= as_of) or never_at < as_of:
        handoff.status = "never"
    else:
        handoff.status = "overdue" if handoff.due_at < as_of else "pending"
    if has_time and handoff.status not in ("already_engaged", "undated"):
        until = attempt or (closed_at if closed_at and closed_at <= as_of else as_of)
        handoff.waited_seconds = worked(start, until)
