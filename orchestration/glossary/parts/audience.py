"""What a system costs by the number of contacts that it may write to."""

from __future__ import annotations

from pydantic import Field

from orchestration.glossary.entry import Row, System, Table, unique
from orchestration.glossary.parts.part import Part


class ContactPrice(Row):
    """Up to so many marketing contacts, the subscription costs so much a month."""

    system: System
    up_to_contacts: int = Field(ge=1)
    monthly_price: float = Field(ge=0, allow_inf_nan=False)


class Audience(Part):
    """Prices by the contact."""

    marketing_contact_prices: Table[ContactPrice]

    def check(self) -> None:
        """A step is told once, and more contacts never cost less."""
        rows = self.marketing_contact_prices.rows
        unique("marketing_contact_prices", ((row.system, row.up_to_contacts) for row in rows))
        for row in rows:
            for other in rows:
                if (
                    other.system == row.system
                    and other.up_to_contacts > row.up_to_contacts
                    and other.monthly_price < row.monthly_price
                ):
                    raise ValueError(
                        f"marketing_contact_prices: up to {other.up_to_contacts} contacts cost"
                        f" {other.monthly_price:g}, less than up to {row.up_to_contacts}"
                    )
