"""What became of the latest mailings, recipient by recipient, as HubSpot's log of events tells it.

Two dozen contacts each. Planned are: who got it, whom it did not reach, who opened it and followed
a link, whose mail program or scanner did so for them, who complained, and who asked for no more:
those of whom HubSpot says that they did. Whom a mailing did not reach has the reason on the contact
from then on. Older mailings have their counters alone: the portal has forgotten the rest.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import MailingOutcome
from orchestration.worlds.generator.spec import flag, iso
from orchestration.worlds.generator.tables import Row, Simulation

_MAILINGS: Final = 6
_RECIPIENTS: Final = 24
_PERSON: Final = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/150.0"
#: Apple's mail program fetches every mailing; a scanner follows every link of it.
_FETCHER: Final = "Mozilla/5.0"
_SCANNER: Final = "Mozilla/5.0 (compatible; Barracuda Sentinel)"
#: The contact's property that says why mail to it came back for good, and the reasons.
BOUNCE: Final = "hs_email_hard_bounce_reason_enum"
BOUNCES: Final = ("UNKNOWN_USER", "SPAM")
_LINK: Final = "https://www.{}.example/prices?utm_source=newsletter&utm_medium=email"


class _Log:
    """The log of one mailing while it is written."""

    def __init__(self, simulation: Simulation, rows: list[Row], mailing: Row) -> None:
        self._rows, self._mailing, self._until = rows, mailing, simulation.as_of
        self.link = _LINK.format(simulation.spec.name)
        self.outcome = MailingOutcome(mailing["id"])

    def sent(self, address: str, at: datetime) -> tuple[str, datetime]:
        """It is on its way to somebody; the later events of it name this one."""
        self._add("SENT", address, at, None)
        self.outcome.note("sent", address)
        return self._rows[-1]["id"], at

    def then(
        self, what: str, address: str, at: datetime, sending: tuple[str, datetime], **more: str
    ) -> bool:
        """One more event of it, unless it is yet to come."""
        if at > self._until:
            return False
        self._add(what, address, at, sending, **more)
        return True

    def _add(
        self,
        what: str,
        address: str,
        at: datetime,
        sending: tuple[str, datetime] | None,
        **more: str,
    ) -> None:
        row = dict.fromkeys(_COLUMNS, "")
        row |= {
            "id": f"e-{self._mailing['id']}-{len(self._rows):05d}",
            "created": iso(at),
            "type": what,
            "recipient": address,
            "campaign_id": self._mailing["email_campaign_ids"],
            **more,
        }
        if sending is not None:
            row |= {"sent_by": sending[0], "sent_at": iso(sending[1])}
        self._rows.append(row)


_COLUMNS: Final = (
    *("id", "created", "type", "recipient", "campaign_id", "sent_by", "sent_at", "filtered"),
    *("user_agent", "browser_type", "url", "category", "source", "subscription_status"),
)


def log_mailings(simulation: Simulation, mailings: list[Row]) -> list[Row]:
    """Rows of the log; the mailings' counters are set to what it tells, and the outcomes kept."""
    rng, rows, gone = simulation.spec.rng("mailings"), list[Row](), set[str]()
    for mailing in mailings:
        mailing["email_campaign_ids"] = str(int(mailing["id"]) * 10 + 1)
    latest = sorted(mailings, key=lambda one: (one["publishDate"], one["id"]))[-_MAILINGS:]
    for mailing in latest:
        at = datetime.fromisoformat(mailing["publishDate"])
        leaves = {
            contact["email"]: contact["hs_email_optout"] == "true"
            for contact in simulation.table("hubspot", "contacts").rows.values()
            if _is_there(contact, mailing["publishDate"])
        }
        known = sorted(leaves.keys() - gone)
        log = _Log(simulation, rows, mailing)
        for address in rng.sample(known, min(_RECIPIENTS, len(known))):
            _send(log, rng, address, at, leaves=leaves[address])
        gone |= log.outcome.told.get("unsubscribed", set())
        _count(mailing, log.outcome)
        simulation.mailings.append(log.outcome)
    _tell_contacts(simulation)
    return rows


def _tell_contacts(simulation: Simulation) -> None:
    bounced = {who for outcome in simulation.mailings for who in outcome.told.get("bounced", ())}
    for contact in simulation.table("hubspot", "contacts").rows.values():
        if contact["email"] in bounced:
            contact[BOUNCE] = _reason(contact["email"])


def _reason(address: str) -> str:
    return BOUNCES[len(address) % 2]


def _is_there(contact: Row, at: str) -> bool:
    return contact["createdate"] < at and not contact["_archived_at"] and "@" in contact["email"]


def _send(log: _Log, rng: Random, address: str, published: datetime, *, leaves: bool) -> None:
    fate, at = rng.random(), published
    sending = log.sent(address, at)
    at += timedelta(seconds=rng.randrange(1, 60))
    if fate < 0.05:
        if log.then("BOUNCE", address, at, sending, category=_reason(address)):
            log.outcome.note("bounced", address)
        return
    if not log.then("DELIVERED", address, at, sending):
        return
    log.outcome.note("delivered", address)
    if fate < 0.30:
        _machine(log, rng, address, at, sending, is_scanner=fate < 0.12)
    if 0.22 < fate < 0.65:
        _person(log, rng, address, at + timedelta(hours=rng.randrange(1, 30)), sending)
    if leaves:
        later = at + timedelta(hours=rng.randrange(1, 30))
        status = {"source": "SOURCE_RECIPIENT", "subscription_status": "UNSUBSCRIBED"}
        if log.then("STATUSCHANGE", address, later, sending, **status):
            log.outcome.note("unsubscribed", address)
    elif fate > 0.93 and log.then("SPAMREPORT", address, at + timedelta(hours=2), sending):
        log.outcome.note("spam", address)


def _machine(
    log: _Log,
    rng: Random,
    address: str,
    at: datetime,
    sending: tuple[str, datetime],
    *,
    is_scanner: bool,
) -> None:
    """A scanner follows the link, known by its name or only to HubSpot; a program fetches it."""
    at += timedelta(seconds=rng.randrange(1, 20))
    if not is_scanner:
        if log.then("OPEN", address, at, sending, user_agent=_FETCHER, filtered=flag(False)):
            log.outcome.note("opened_by_machine", address)
        return
    named = rng.random() < 0.5
    agent, filtered = (_SCANNER, flag(False)) if named else (_PERSON, flag(True))
    named_so = {"user_agent": agent, "filtered": filtered, "url": log.link}
    if log.then("CLICK", address, at, sending, **named_so):
        log.outcome.note("clicked_by_machine", address)


def _person(
    log: _Log, rng: Random, address: str, at: datetime, sending: tuple[str, datetime]
) -> None:
    """Opens it once or more, and one in three follows a link, which may be told twice."""
    by_person = {"user_agent": _PERSON, "browser_type": "Browser", "filtered": flag(False)}
    for again in range(rng.choice((1, 1, 2))):
        if log.then("OPEN", address, at + timedelta(minutes=40 * again), sending, **by_person):
            log.outcome.note("opened", address)
    if rng.random() < 0.35:
        for again in range(rng.choice((1, 1, 2))):
            then = at + timedelta(minutes=1 + again)
            if log.then("CLICK", address, then, sending, url=log.link, **by_person):
                log.outcome.note("clicked", address)


def _count(mailing: Row, outcome: MailingOutcome) -> None:
    """HubSpot's own counters: an opening by a mail program counts there as any other does."""
    mailing |= {
        "sent": str(outcome.count("sent")),
        "delivered": str(outcome.count("delivered")),
        "open": str(_opened_at_all(outcome)),
        "click": str(outcome.count("clicked")),
        "bounce": str(outcome.count("bounced")),
        "unsubscribed": str(outcome.count("unsubscribed")),
    }


def _opened_at_all(outcome: MailingOutcome) -> int:
    told = outcome.told
    return len(told.get("opened", set()) | told.get("opened_by_machine", set()))


TOLD: Final = (
    *("sent", "delivered", "bounced", "opened", "opened_by_machine", "clicked"),
    *("clicked_by_machine", "unsubscribed", "spam"),
)


def mailing_rows(simulation: Simulation) -> list[Row]:
    """mailings.csv: how many addresses each mailing of the log reached, and what they did."""
    return [
        {
            "mailing_id": outcome.mailing_id,
            **{what: str(outcome.count(what)) for what in TOLD},
        }
        for outcome in simulation.mailings
    ]
