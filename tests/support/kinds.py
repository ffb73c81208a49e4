"""Companies that lack something: a generated one, of which some of the files are taken away.

What is not told is to be said on the pages, and is never 0.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Final

from orchestration.worlds.generator import SYSTEMS, write_world
from orchestration.worlds.generator.spec import salesforce_id

Row = dict[str, str]
_PEOPLE: Final = 400
_FEW: Final = 6
#: First day of each window of the dollar, last day as it was written, and its rate; the windows
#: of the second and the third meet for three weeks, and nothing holds before the first.
_WINDOWS: Final = (
    ("2024-07-01", "2025-07-01", "1.1"),
    ("2025-07-01", "2026-01-22", "1.2"),
    ("2026-01-01", "9999-12-31", "1.25"),
)


def write_kind(name: str, folder: Path) -> Path:
    """The company of that kind, as a world folder."""
    systems, change = KINDS[name]
    write_world(folder, seed=11, people=_PEOPLE, systems=systems, defects=False, name=name)
    shutil.rmtree(folder / "truth")
    shutil.rmtree(folder / "changes", ignore_errors=True)
    change(folder)
    return folder


def _nothing(folder: Path) -> None:
    """All that the generator tells."""


def _no_spend(folder: Path) -> None:
    _leave_out(folder, "files/costs.csv", "files/ad_spend.csv", "hubspot/campaign_spend.csv")
    _blank(folder / "hubspot/campaigns.csv", hs_budget_items_sum_amount="")
    _blank(folder / "salesforce/objects/Campaign.csv", ActualCost="", BudgetedCost="")


def _no_campaigns(folder: Path) -> None:
    names = ("campaigns", "campaign_spend", "marketing_emails", "email_events")
    _leave_out(folder, *(f"hubspot/{name}.csv" for name in names), "files/ad_spend.csv")
    _leave_out(folder, "salesforce/objects/Campaign.csv", "salesforce/objects/CampaignMember.csv")
    _blank(folder / "salesforce/objects/Opportunity.csv", CampaignId="")
    _blank(folder / "files/content_pieces.csv", campaign="")
    _keep(folder / "files/costs.csv", lambda row: not row["campaign"])


def _three_currencies(folder: Path) -> None:
    """A third of the deals in dollars, a third in francs, which have no rate; costs alike."""
    codes = cycle(("EUR", "USD", "CHF"))
    coded = {row["Id"]: next(codes) for row in _rows(folder / "salesforce/objects/Opportunity.csv")}
    for name, key in (("Opportunity", "Id"), ("OpportunityHistory", "OpportunityId")):
        path = folder / f"salesforce/objects/{name}.csv"
        _write(path, [row | {"CurrencyIsoCode": coded[row[key]]} for row in _rows(path)])
    _write(
        folder / "salesforce/objects/CurrencyType.csv",
        [
            _currency(1, "EUR", ConversionRate="1", IsCorporate="true"),
            _currency(2, "USD", ConversionRate="1.25", IsCorporate="false"),
        ],
    )
    _write(
        folder / "salesforce/objects/DatedConversionRate.csv",
        [
            _currency(number, "USD", StartDate=start, NextStartDate=end, ConversionRate=rate)
            for number, (start, end, rate) in enumerate(_WINDOWS, start=1)
        ],
    )
    path = folder / "files/costs.csv"
    _write(path, [row | {"currency": next(codes)} for row in _rows(path)])


def _almost_empty(folder: Path) -> None:
    """Connected today: a few contacts, and an owner for each."""
    kept = {"contacts.csv": _few(folder / "hubspot/objects/contacts.csv")}
    owners = _few(folder / "hubspot/owners.csv")
    for part in ("hubspot", "files", "glossary.yml"):
        path = folder / part
        path.unlink() if path.is_file() else shutil.rmtree(path)
    for name, rows in kept.items():
        told = ("id", "email", "firstname", "lastname", "createdate", "lastmodifieddate")
        _write(folder / "hubspot/objects" / name, [{key: row[key] for key in told} for row in rows])
    _write(folder / "hubspot/owners.csv", owners)


#: What a company lacks: which systems it has, and what is taken away from them.
KINDS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Path], None]]]] = {
    "no_spend": (SYSTEMS, _no_spend),
    "no_campaigns": (SYSTEMS, _no_campaigns),
    "hubspot_alone": (("hubspot",), _nothing),
    "salesforce_alone": (("salesforce",), _nothing),
    "three_currencies": (("salesforce",), _three_currencies),
    "almost_empty": (("hubspot",), _almost_empty),
}


def _leave_out(folder: Path, *files: str) -> None:
    for name in files:
        (folder / name).unlink()


def _blank(path: Path, **values: str) -> None:
    _write(path, [row | values for row in _rows(path)])


def _keep(path: Path, is_kept: Callable[[Row], bool]) -> None:
    _write(path, [row for row in _rows(path) if is_kept(row)])


def _few(path: Path) -> list[Row]:
    return list(_rows(path))[:_FEW]


def _currency(number: int, code: str, **values: str) -> Row:
    made = "2024-01-01T00:00:00.000Z"
    prefix = "01L" if "IsCorporate" in values else "04w"
    stamps = {"CreatedDate": made, "LastModifiedDate": made, "SystemModstamp": made}
    return {"Id": salesforce_id(prefix, number), "IsoCode": code, **values, **stamps}


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(path: Path, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(rows)
