"""What some of the deals were offered as: quotes in the system that has the deal, or in both.

Of the deals that have any, one in three has an offer before the last one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, flag, iso, portal_midnight, salesforce_id
from orchestration.worlds.generator.tables import Simulation

#: One deal in so many has quotes.
_EVERY: Final = 6
_VALID: Final = timedelta(days=30)
_TAX: Final = Decimal("1.19")
_CENT: Final = Decimal("0.01")
#: What became of the last offer, by the way the deal went: in Salesforce's words, and HubSpot's.
_LAST: Final = {
    "won": (("Accepted", "PUBLISHED"),),
    "lost": (("Denied", "EXPIRED"), ("Presented", "PUBLISHED")),
    "open": (("Presented", "PUBLISHED"), ("Draft", "DRAFT"), ("In Review", "PENDING_APPROVAL")),
}
_BEFORE: Final = (("Presented", "EXPIRED"), ("Rejected", "REJECTED"), ("Denied", "VOID"))


def write_quotes(simulation: Simulation) -> None:
    """After deals and their lines are written."""
    rng = simulation.spec.rng("quotes")
    opportunities = simulation.table("salesforce", "Opportunity").rows
    deals = simulation.table("hubspot", "deals").rows
    for deal in simulation.opportunities:
        draws = [rng.random() for _ in range(2)]
        if deal.deleted_at is not None or draws[0] * _EVERY > 1:
            continue
        ours, theirs = opportunities.get(deal.salesforce_id), deals.get(deal.deal_id)
        in_both = bool(ours and theirs and draws[1] < 0.1)
        for is_last in (False, True) if rng.random() < 1 / 3 else (True,):
            offer = _Offer(rng, simulation.as_of, deal, is_last=is_last)
            if ours and (in_both or not theirs or draws[1] < 0.6):
                _write_salesforce(simulation, deal, offer, ours.get("Amount", ""))
            if theirs and (in_both or not ours or draws[1] >= 0.6):
                _write_hubspot(simulation, deal, offer, theirs.get("amount", ""))


class _Offer:
    """One quote, wherever it is written."""

    def __init__(self, rng: Random, as_of: datetime, deal: Opportunity, *, is_last: bool) -> None:
        self.words = rng.choice(_LAST[deal.outcome] if is_last else _BEFORE)
        self.is_signed = is_last and deal.outcome == "won"
        self.discount = Decimal(rng.choice((0, 0, 10)))
        self.share = Decimal(rng.choice(("1", "1", "0.95"))) if is_last else Decimal("1.1")
        after = timedelta(days=rng.randrange(3, 9) if is_last else rng.randrange(0, 3))
        self.made_at = min(deal.created_at + after, as_of)
        self.ends_on: date = (self.made_at + _VALID).date()
        self.is_synced = is_last and rng.random() < 0.5

    def amount(self, said: str) -> Decimal | None:
        """Without taxes; nothing where the deal has no amount."""
        return (Decimal(said) * self.share).quantize(_CENT) if said else None


def _write_salesforce(simulation: Simulation, deal: Opportunity, offer: _Offer, said: str) -> None:
    number, net = simulation.number("0Q0"), offer.amount(said)
    simulation.table("salesforce", "Quote").add(
        {
            "Id": salesforce_id("0Q0", number),
            "OpportunityId": deal.salesforce_id,
            "Name": f"Offer {number}",
            "QuoteNumber": f"{number:08d}",
            "Status": offer.words[0],
            "IsSyncing": flag(offer.is_synced),
            "ExpirationDate": day(offer.ends_on),
            "Subtotal": _plain(net and net * 100 / (100 - offer.discount)),
            "Discount": _plain(offer.discount),
            "TotalPrice": _plain(net),
            "GrandTotal": _plain(net and net * _TAX),
            "IsDeleted": flag(False),
            **stamps(offer.made_at, offer.made_at),
        }
    )


def _write_hubspot(simulation: Simulation, deal: Opportunity, offer: _Offer, said: str) -> None:
    number = simulation.number("quotes")
    record_id, word = str(7_400_000_000 + 23 * number), offer.words[1]
    is_over = word == "PUBLISHED" and offer.ends_on < simulation.as_of.date()
    signed = min(offer.made_at + timedelta(days=2), simulation.as_of)
    simulation.table("hubspot", "quotes").add(
        {
            "id": record_id,
            "hs_title": f"Offer {number}",
            "hs_status": "APPROVAL_NOT_NEEDED" if word in ("PUBLISHED", "EXPIRED") else word,
            "hs_quote_status": "EXPIRED" if is_over else word,
            "hs_quote_number": f"{offer.made_at:%Y%m%d}-{number:06d}",
            "hs_quote_amount": _plain(offer.amount(said)),
            "hs_expiration_date": iso(portal_midnight(offer.ends_on)),
            "hs_esign_date": iso(signed) if offer.is_signed else "",
            "hs_createdate": iso(offer.made_at),
            "hs_lastmodifieddate": iso(signed if offer.is_signed else offer.made_at),
        }
    )
    simulation.associate(("quotes", record_id, "deals", deal.deal_id), {64: ""})


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(value.quantize(_CENT))
