"""What became of each quote and which one stands for its deal, once more over what was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE, flag
from orchestration.worlds.generator.tables import Row, Simulation

_WORDS: Final = {
    "Draft": "draft",
    "In Review": "in_approval",
    "Rejected": "rejected",
    "Presented": "sent",
    "Accepted": "accepted",
    "Denied": "declined",
    "DRAFT": "draft",
    "PENDING_APPROVAL": "in_approval",
    "REJECTED": "rejected",
    "PUBLISHED": "sent",
    "EXPIRED": "expired",
    "VOID": "void",
}
_WENT_OUT: Final = ("accepted", "sent", "expired")


class _Quote(NamedTuple):
    """A quote as its record tells it."""

    system: str
    record_id: str
    status: str
    is_synced: bool
    accepted_at: str
    made_at: str
    amount: str

    @property
    def may_stand(self) -> bool:
        return self.is_synced or self.status in _WENT_OUT

    @property
    def weight(self) -> tuple[object, ...]:
        """The greatest stands."""
        way = 2 if self.status == "accepted" else 1 if self.is_synced else 0
        return way, self.accepted_at[:10], self.made_at


def quote_rows(simulation: Simulation) -> list[Row]:
    """quotes.csv: every quote of a deal that is alive."""
    return [
        {
            "source_system": quote.system,
            "source_id": quote.record_id,
            "status": quote.status,
            "is_counted": flag(is_counted),
            "is_standing": flag(quote is standing),
            "amount": quote.amount,
            "amount_state": _state(quote, of, main),
        }
        for main, tellers in _opportunities(simulation)
        for standing in [_standing(tellers)]
        for place, (of, quotes) in enumerate(tellers)
        for is_counted in [place == 0]
        for quote in quotes
    ]


def _standing(tellers: list[tuple[Row, list[_Quote]]]) -> _Quote | None:
    able = [quote for quote in tellers[0][1] if quote.may_stand]
    return max(able, key=lambda quote: quote.weight) if able else None


def _state(quote: _Quote, of: Row, main: Row) -> str:
    said = main.get("Amount") or main.get("amount")
    if not said or not quote.amount:
        return "no_amount"
    if _currency(of) != _currency(main):
        return "cannot_be_compared"
    near = abs(Decimal(quote.amount) - Decimal(said)) <= Decimal("0.01")
    return "agree" if near else "differ"


def _currency(record: Row) -> str:
    return record.get("CurrencyIsoCode") or record.get("deal_currency_code") or "EUR"


def _opportunities(
    simulation: Simulation,
) -> Iterator[tuple[Row, list[tuple[Row, list[_Quote]]]]]:
    """Each deal with quotes: the record that represents it, then those that have quotes."""
    ours = {row["Id"][:15]: row for row in simulation.table("salesforce", "Opportunity").alive()}
    of_record = _quotes(simulation)
    found = {
        short: [(row, of_record[row["Id"]])] if row["Id"] in of_record else []
        for short, row in ours.items()
    }
    for deal in sorted(simulation.table("hubspot", "deals").alive(), key=lambda row: row["id"]):
        quotes = of_record.get(deal["id"])
        named = deal.get("hs_salesforceopportunityid", "")[:15]
        if quotes and named in ours:
            found[named].append((deal, quotes))
        elif quotes:
            yield deal, [(deal, quotes)]
    for short, tellers in found.items():
        if tellers:
            yield ours[short], tellers


def _quotes(simulation: Simulation) -> dict[str, list[_Quote]]:
    """By the record of the deal that they are of."""
    found: dict[str, list[_Quote]] = {}
    today = simulation.as_of.date()
    for row in simulation.table("salesforce", "Quote").alive():
        ends = date.fromisoformat(row["ExpirationDate"])
        quote = _Quote(
            "salesforce", row["Id"], _ended(_WORDS[row["Status"]], ends, today),
            row["IsSyncing"] == "true", "", row["CreatedDate"], row["TotalPrice"],
        )  # fmt: skip
        found.setdefault(row["OpportunityId"], []).append(quote)
    offers = simulation.table("hubspot", "quotes").rows
    for tie in simulation.associations:
        if (tie["from_type"], tie["to_type"]) == ("quotes", "deals"):
            found.setdefault(tie["to_id"], []).append(_of_hubspot(offers[tie["from_id"]], today))
    return found


def _of_hubspot(row: Row, today: date) -> _Quote:
    ends = datetime.fromisoformat(row["hs_expiration_date"])
    status = _WORDS[row["hs_quote_status"]]
    if row["hs_esign_date"] and status != "void":
        status = "accepted"
    return _Quote(
        "hubspot", row["id"],
        _ended(status, ends.astimezone(ZoneInfo(PORTAL_TIME_ZONE)).date(), today),
        False, row["hs_esign_date"], row["hs_createdate"], row["hs_quote_amount"],
    )  # fmt: skip


def _ended(status: str, ends: date, today: date) -> str:
    return "expired" if status == "sent" and ends < today else status
