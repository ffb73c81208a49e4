"""Records that look like one and are, or are not, with no id, merge or address that says so.

What a person would have to decide: a name misspelt, shortened or turned round, an address that
changed, a number in another format; and what must never be joined: namesakes, families at one
switchboard, a shared mailbox, clients of one agency. None of these people ever entered a stage.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.lookalike_cases import HUBSPOT, Case
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LAST_NAMES

_SHORT: Final = (("Robert", "Bob"), ("William", "Bill"), ("Elizabeth", "Liz"), ("Thomas", "Tom"))
_TRADES: Final = ("Bakery", "Optics", "Shipping", "Gardens", "Ceramics", "Printing")
_PLANTED_PEOPLE: Final = 1500  # one round of everything per so many


def plant_lookalikes(simulation: Simulation) -> None:
    """Make every situation a few times, where a company has both systems."""
    homes = [each for each in simulation.companies if each.hubspot_id and each.account_id]
    if simulation.spec.people < 100 or not homes:
        return
    broken = simulation.spec.defects
    for name, ways in (
        ("lookalikes", (*_WAYS, *(_BROKEN_WAYS if broken else ()))),
        ("lookalikes of one system", _FURTHER_WAYS if broken else ()),
        ("lookalikes of sales", _WAYS_OF_SALES if broken else ()),
    ):
        rng = simulation.spec.rng(name)
        for _ in range(1 + simulation.spec.people // _PLANTED_PEOPLE):
            for way in ways:
                at = simulation.as_of - timedelta(days=rng.randrange(40, 500))
                way(Case(simulation, rng, rng.choice(homes), at.replace(microsecond=0)))


def lookalike_rows(simulation: Simulation) -> list[Row]:
    """lookalikes.csv: two records a row, and whether they are one person."""
    return simulation.lookalikes


def _slip(name: str) -> str:
    """Two letters in each other's place, the first two from the third on that are not the same."""
    place = next(at for at in range(2, len(name)) if name[at] != name[at + 1])
    return f"{name[:place]}{name[place + 1]}{name[place]}{name[place + 2 :]}"


def _misspelt(case: Case) -> None:
    person = case.somebody()
    misspelt = _slip(person.last)
    first = case.contact(person)
    address = f"{person.first}.{misspelt}@{case.home.domain}".lower()
    again = case.contact(person, lastname=misspelt, email=address)
    case.tell("misspelt", first, again, is_same=True)
    case.note(again)


def _shortened(case: Case) -> None:
    full, short = case.rng.choice(_SHORT)
    person = case.somebody(first=full)
    number = person.phone.replace("+", "00").replace(" ", "-")
    first = case.contact(person)
    again = case.sales_contact(person, FirstName=short, Email="", Phone=number)
    case.tell("shortened", first, again, is_same=True)


def _turned_round(case: Case) -> None:
    person = case.somebody()
    private = f"{person.last}{person.number}@gmail.com".lower()
    first = case.sales_contact(person)
    again = case.contact(person, firstname=person.last, lastname=person.first, email=private)
    case.tell("turned_round", first, again, is_same=True)


def _moved(case: Case) -> None:
    """The same name and number under a private address."""
    person = case.somebody()
    private = f"{person.first[0]}{person.last}{person.number}@gmail.com".lower()
    number = person.phone.replace(" ", "")
    first = case.contact(person)
    again = case.contact(person, email=private, phone=number)
    case.tell("moved", first, again, is_same=True)
    case.note(again)


def _misspelt_by_sales(case: Case) -> None:
    person = case.somebody()
    misspelt = _slip(person.last)
    address = f"{person.first}.{misspelt}@{case.home.domain}".lower()
    first = case.sales_contact(person)
    again = case.sales_contact(person, LastName=misspelt, Email=address)
    case.tell("misspelt_by_sales", first, again, is_same=True)
    case.note(again)


def _misspelt_lead(case: Case) -> None:
    person = case.somebody()
    misspelt = _slip(person.last)
    address = f"{person.first}.{misspelt}@{case.home.domain}".lower()
    first = case.sales_lead(person)
    again = case.sales_lead(person, LastName=misspelt, Email=address)
    case.tell("misspelt_lead", first, again, is_same=True)
    case.note(again)


def _other_ending_of_sales(case: Case) -> None:
    """An account entered once more: two of Salesforce stay two until somebody decides."""
    name, label = _foundry(case)
    first = case.sales_account(name, f"{label}.example")
    again = case.sales_account(name, f"{label}.test")
    case.tell("other_ending_of_sales", first, again, is_same=True)
    case.note(again)


def _other_ending(case: Case) -> None:
    """A company entered once more, in the same town, under another ending of its domain."""
    name, label = _foundry(case)
    company = case.business(name, f"{label}.example")
    there = Case(case.simulation, case.rng, company, case.at)
    there.contact(there.somebody())
    again = case.business_again(company, f"{label}.test")
    case.tell("other_ending", (HUBSPOT, "companies", company.hubspot_id), again, is_same=True)
    case.note(again)


def _foundry(case: Case) -> tuple[str, str]:
    """A name that no company has, and what of it stands in a domain."""
    number = case.simulation.number("ending")
    name = f"{case.rng.choice(LAST_NAMES)} Foundry {number}"
    return name, f"{name.split()[0]}-foundry-{number}".lower()


def _family(case: Case) -> None:
    """One surname, one switchboard, two people."""
    one, other = case.somebody(first="Andrea"), case.somebody(first="Konrad")
    first = case.contact(one)
    address = f"konrad.{one.last}@{case.home.domain}".lower()
    again = case.sales_contact(other, LastName=one.last, Phone=one.phone, Email=address)
    case.tell("family", first, again, is_same=False)


def _namesakes(case: Case) -> None:
    """One name, two towns, two private addresses at one provider."""
    one = case.somebody()
    other = case.somebody(first=one.first, last=one.last)
    first, again = (
        case.contact(each, email=f"{name}{each.number}@gmail.com".lower(), city=city, country=where)
        for each, name, city, where in (
            (one, one.last, "Lisbon", "Portugal"),
            (other, other.first, "Austin", "United States"),
        )
    )
    case.tell("namesakes", first, again, is_same=False)


def _shared_mailbox(case: Case) -> None:
    mailbox = f"info@{case.home.domain}"
    one, other = case.somebody(first="Ulrike"), case.somebody(first="Bernard")
    first = case.contact(one, email=mailbox) if _is_free(case, mailbox) else None
    third = case.somebody(first="Yvonne")
    records = [case.sales_contact(each, Email=mailbox) for each in (other, third)]
    case.tell("shared_mailbox", *([first] if first else []), *records, is_same=False)


def _is_free(case: Case, mailbox: str) -> bool:
    """Whether HubSpot has no contact with this address yet: it takes each once."""
    rows = case.simulation.table(HUBSPOT, "contacts").rows.values()
    return all(row["email"] != mailbox for row in rows)


def _agency(case: Case) -> None:
    """An agency that entered its own web address for its clients, and writes in their name."""
    number = case.simulation.number("agency")
    domain = f"brightside-agency-{number}.example"
    names = [f"{case.rng.choice(LAST_NAMES)} {trade}" for trade in case.rng.sample(_TRADES, 2)]
    for name in (f"Brightside Agency {number}", *names):
        client = case.business(name, domain)
        there = Case(case.simulation, case.rng, client, case.at)
        there.contact(there.somebody())


_WAYS: Final[tuple[Callable[[Case], None], ...]] = (
    _shortened,
    _turned_round,
    _family,
    _namesakes,
    _shared_mailbox,
    _agency,
)
#: Those of which one system has both records, and nobody merged them.
_BROKEN_WAYS: Final[tuple[Callable[[Case], None], ...]] = (_misspelt, _moved)
#: Likewise, of sales' contacts and of companies.
_FURTHER_WAYS: Final[tuple[Callable[[Case], None], ...]] = (_misspelt_by_sales, _other_ending)
#: Likewise, of what sales enters.
_WAYS_OF_SALES: Final[tuple[Callable[[Case], None], ...]] = (_misspelt_lead, _other_ending_of_sales)
