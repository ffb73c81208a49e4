"""Ways in which a system counts somebody whom marketing qualified otherwise than we do, or not.

Each way says on which day its system counts the person, and on which day the records of both
systems together do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.entities import Evidence
from orchestration.worlds.generator.gap_cases import HUBSPOT, SALESFORCE, Case, contact, lead
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import iso, portal_midnight, salesforce_id
from orchestration.worlds.generator.tables import Defect

_NOWHERE: Final = 9_500_000  # far beyond the numbers of any record


def _never_linked(case: Case) -> None:
    record = lead(case, case.at, case.at)
    case.tell(HUBSPOT, "never_synced", case.at, record, 1)
    case.tell(SALESFORCE, "agreed", case.at, record, 0)


def _stranger(case: Case) -> None:
    """Never linked either; one of them is merged into another when the story is over."""
    _never_linked(case)
    case.simulation.strangers.append((case.person, case.at))


def _no_address(case: Case) -> None:
    record = lead(case, case.at, case.at, Email="")
    case.simulation.defects.add(Defect("X007", SALESFORCE, "lead", "id", record))
    case.tell(HUBSPOT, "no_address", case.at, record, 1)
    case.tell(SALESFORCE, "agreed", case.at, record, 0)


def _too_young(case: Case) -> None:
    """Made at the very end: the other system has not moved since."""
    end = case.simulation.as_of
    case.person.created_at = end
    record = lead(case, end, end)
    case.tell(HUBSPOT, "not_synced_yet", end, record, 1)
    case.tell(SALESFORCE, "agreed", end, record, 0)


def _deleted(case: Case) -> None:
    gone = iso(case.at + timedelta(days=20))
    contact(case, {"INQ": case.person.created_at, "MQL": case.at}, _archived_at=gone)
    record = lead(case, case.at, case.at)
    case.tell(HUBSPOT, "deleted", case.at, record, 1)
    case.tell(SALESFORCE, "agreed", case.at, record, 0)


def _says_otherwise(case: Case) -> None:
    record = lead(case, case.at, case.at)
    contact(case, {"INQ": case.person.created_at}, salesforceleadid=record)
    case.tell(HUBSPOT, "status_differs", case.at, record, 1)
    case.tell(SALESFORCE, "agreed", case.at, record, 0)


def _twice(case: Case) -> None:
    first = lead(case, case.at, case.at)
    later = case.at + timedelta(days=3)
    case.tell(SALESFORCE, "agreed", case.at, first, 0)
    again = lead(case, later, later)
    case.simulation.defects.add(Defect("I001", SALESFORCE, "lead", "email", again))
    case.tell(SALESFORCE, "duplicate", later, again, -1)
    case.tell(HUBSPOT, "never_synced", case.at, first, 1)


def _merged_away(case: Case) -> None:
    survivor = lead(case, case.at, None)
    loser = lead(case, case.at, case.at, IsDeleted="true", MasterRecordId=survivor)
    case.tell(SALESFORCE, "merged_away", case.at, loser, 1)
    case.tell(HUBSPOT, "never_synced", case.at, loser, 1)


def _at_night(case: Case) -> None:
    """Late on the last evening of a July, when the portal is an hour ahead."""
    end = case.simulation.as_of
    year = end.year if end.month > 8 else end.year - 1
    at = end.replace(year=year, month=7, day=31, hour=23, minute=30, second=0, microsecond=0)
    case.person.created_at = at - timedelta(days=1)
    record = contact(case, {"INQ": case.person.created_at, "MQL": at})
    there = portal_midnight((at + timedelta(days=1)).date()) + timedelta(hours=1)
    case.tell(HUBSPOT, "time_zone", there, record, -1)
    case.tell(HUBSPOT, "time_zone", at, record, 1)
    case.tell(SALESFORCE, "never_synced", at, record, 1)


def _dated_elsewhere(case: Case) -> None:
    later = case.at + timedelta(days=3)
    record = lead(case, case.at, later)
    steps = {"INQ": case.person.created_at, "MQL": case.at}
    known = contact(case, steps, salesforceleadid=record)
    case.tell(HUBSPOT, "agreed", case.at, known, 0)
    case.tell(SALESFORCE, "dated_elsewhere", later, record, -1)
    case.tell(SALESFORCE, "dated_elsewhere", case.at, record, 1)


def _passed_over(case: Case) -> None:
    record = contact(case, {"INQ": case.person.created_at, "SQL": case.at})
    for system in (HUBSPOT, SALESFORCE):
        case.tell(system, "imputed", case.at, record, 1)


def _cannot_tell(case: Case) -> None:
    """Salesforce knows the person as a contact, on which nobody notes who is qualified."""
    person = case.person
    record = salesforce_id("003", case.simulation.number("003"))
    case.simulation.table(SALESFORCE, "Contact").add(
        {
            "Id": record,
            "AccountId": person.company.account_id if person.company else "",
            "Email": person.email,
            "FirstName": person.first,
            "LastName": person.last,
            "LeadSource": person.source.salesforce,
            "OwnerId": person.owner.user_id,
            **stamps(case.at, case.at),
        }
    )
    person.contact_id = record
    steps = {"INQ": person.created_at, "MQL": case.at}
    known = contact(case, steps, salesforcecontactid=record)
    case.tell(HUBSPOT, "agreed", case.at, known, 0)
    case.tell(SALESFORCE, "cannot_tell", case.at, known, 1)


def _bad_address(case: Case) -> None:
    record = lead(case, case.at, case.at, Email=case.person.email.replace("@", "."))
    case.simulation.defects.add(Defect("V001", SALESFORCE, "lead", "email", record))
    case.tell(HUBSPOT, "unusable_address", case.at, record, 1)
    case.tell(SALESFORCE, "agreed", case.at, record, 0)


def _lost_link(case: Case) -> None:
    """The contact names a lead that was purged."""
    gone = salesforce_id("00Q", _NOWHERE + case.person.number)
    steps = {"INQ": case.person.created_at, "MQL": case.at}
    record = contact(case, steps, salesforceleadid=gone)
    case.simulation.defects.add(Defect("I004", HUBSPOT, "contacts", "salesforceleadid", record))
    case.tell(HUBSPOT, "agreed", case.at, record, 0)
    case.tell(SALESFORCE, "lost_link", case.at, record, 1)


def _dated_otherwise(case: Case) -> None:
    """The record that was merged away was qualified before the one that is left."""
    later = case.at + timedelta(days=4)
    survivor = lead(case, case.at, later)
    loser = lead(case, case.at, case.at, IsDeleted="true", MasterRecordId=survivor)
    case.tell(SALESFORCE, "dated_otherwise", later, survivor, -1)
    case.tell(SALESFORCE, "dated_otherwise", case.at, survivor, 1)
    case.tell(HUBSPOT, "never_synced", case.at, loser, 1)


def _again(case: Case) -> None:
    """Let go of, interested once more, qualified once more."""
    person, back = case.person, case.at + timedelta(days=20)
    dropped, qualified = case.at + timedelta(days=9), back + timedelta(days=2)
    later = (
        ("hs_lead_status", "BAD_TIMING", dropped),
        ("hs_lead_status", "NEW", back),
        ("lifecyclestage", "lead", back),
        ("lifecyclestage", "marketingqualifiedlead", qualified),
    )
    steps = {"INQ": person.created_at, "MQL": case.at}
    record = contact(case, steps, later, hs_lead_status="NEW")
    person.evidence.note("RECYCLED", dropped)
    person.later.append(Evidence({"INQ": [back], "MQL": [qualified]}))
    case.tell(HUBSPOT, "agreed", case.at, record, 0)
    case.tell(HUBSPOT, "again", qualified, record, 1)
    for at in (case.at, qualified):
        case.tell(SALESFORCE, "never_synced", at, record, 1)


def _made_afterwards(case: Case) -> None:
    """Typed in when the person was qualified already: no sign of interest before it."""
    case.person.created_at = case.at + timedelta(days=5)
    record = contact(case, {"MQL": case.at})
    made = case.person.created_at
    case.tell(HUBSPOT, "made_afterwards", made, record, -1, "entered_inq")
    for system in (HUBSPOT, SALESFORCE):
        case.tell(system, "imputed", case.at, record, 1, "entered_inq")


def _no_deal(case: Case) -> None:
    """Marketing calls the person a customer, and there is no deal."""
    won = case.at + timedelta(days=11)
    steps = {"INQ": case.person.created_at, "MQL": case.at, "WON": won}
    record = contact(case, steps)
    place = (HUBSPOT, "contacts", "lifecyclestage")
    case.simulation.defects.add(Defect("Q004", *place, record))
    for system in (HUBSPOT, SALESFORCE):
        case.tell(system, "no_deal", won, record, 1, "entered_won")


#: Those in whose records nothing is broken, and those in whose records something is.
SOUND_WAYS: Final[tuple[Callable[[Case], None], ...]] = (
    _never_linked,
    _stranger,
    _stranger,
    _too_young,
    _deleted,
    _says_otherwise,
    _merged_away,
    _at_night,
    _dated_elsewhere,
    _passed_over,
    _cannot_tell,
    _dated_otherwise,
    _again,
    _made_afterwards,
)
#: Those who are called what nothing bears out.
UNFOUNDED_WAYS: Final[tuple[Callable[[Case], None], ...]] = (_no_deal,)
BROKEN_WAYS: Final[tuple[Callable[[Case], None], ...]] = (
    _no_address,
    _bad_address,
    _lost_link,
    _twice,
)
