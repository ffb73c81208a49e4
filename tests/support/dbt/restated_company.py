"""A company whose people change records between runs, and know what that makes of numbers.

What a change does to the numbers of opportunities is worked out here from what was done, once more
and otherwise than the models do.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.support.dbt.build import Build, Rows

BEGAN = datetime.fromisoformat("2026-03-02T06:00:00")
_STAGES = {"won": "Closed Won", "lost": "Closed Lost", "open": "Prospecting"}
#: Colleagues by the role that they have at first; deals are theirs in turn.
_SELLERS = {"005000000000001": "00E1", "005000000000002": "00E2"}
_ROLES = {"00E1": "Sales", "00E2": "Marketing"}
_FIRST = ("Ann", "Ben", "Cleo", "Dana", "Emil", "Fay", "Gus", "Hana", "Ivo", "June")

#: metric, first day of the month, cause -> what it adds above and below the line.
Changes = dict[tuple[str, date, str], tuple[Decimal, Decimal]]
Counted = dict[str, tuple[date, Decimal, Decimal]]


@dataclass(frozen=True)
class Deal:
    """An opportunity as its record holds it."""

    id: str
    amount: int
    currency: str
    created: datetime
    close_date: date
    outcome: str

    @property
    def owner(self) -> str:
        """The seller's id."""
        return list(_SELLERS)[int(self.id[3:]) % 2]

    def counted(self, rate: Decimal, today: date) -> Counted:
        """What it adds to each metric: day, above and below the line."""
        worth = Decimal(self.amount) / (rate if self.currency == "USD" else 1)
        made: Counted = {"opened_amount": (self.created.date(), worth, Decimal(0))}
        if self.outcome == "open" or self.close_date > today:
            return made
        if self.outcome == "won":
            made["won_amount"] = (self.close_date, worth, Decimal(0))
            days = (self.close_date - self.created.date()).days
            if days >= 0:
                made["days_to_win"] = (self.close_date, Decimal(days), Decimal(1))
        made["win_rate"] = (self.close_date, Decimal(self.outcome == "won"), Decimal(1))
        return made


class RestatedCompany:
    """One org with deals in two currencies, leads and calls. `as_of` is that of the last run."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._made = 0
        self.as_of = BEGAN
        self.rate = Decimal("1.25")
        self.deals = {deal.id: deal for deal in (self._deal(BEGAN) for _ in range(60))}
        self._leads = [self._next("00Q") for _ in range(40)]
        self._calls = [self._next("00T") for _ in range(40)]

    def rows(self) -> Rows:
        """Every raw row before the first run."""
        return {
            ("raw_salesforce", "_source"): [
                {"account_id": "2", "currency": "EUR", "time_zone": "UTC"}
            ],
            ("raw_salesforce", "currency_type"): [
                {"id": "1", "isocode": "EUR", "conversionrate": 1.0, "iscorporate": True},
                {"id": "2", "isocode": "USD", "conversionrate": 1.25, "iscorporate": False},
            ],
            ("raw_salesforce", "dated_conversion_rate"): [
                {
                    "id": "2",
                    "isocode": "USD",
                    "conversionrate": 1.25,
                    "startdate": date(1, 1, 1),
                    "nextstartdate": date(9999, 12, 31),
                }
            ],
            ("raw_salesforce", "user_role"): [
                {"id": role, "name": name} for role, name in _ROLES.items()
            ],
            ("raw_salesforce", "user"): [
                {"id": one, "name": one, "email": f"{one}@us.example", "userroleid": role}
                | {"isactive": True}
                for one, role in _SELLERS.items()
            ],
            ("raw_salesforce", "opportunity"): [self._row(deal) for deal in self.deals.values()],
            ("raw_salesforce", "lead"): [self._lead(lead) for lead in self._leads],
            ("raw_salesforce", "task"): [self._call(call) for call in self._calls],
        }

    def busy(self) -> int:
        """How much is done on some day."""
        return self._chance.randint(0, 6)

    def work(self, build: Build, changes: int) -> Changes:
        """A day of work until the next run; what it does to the numbers of opportunities."""
        before = dict(self.deals)
        rate_before, former = self.rate, self.as_of
        self.as_of += timedelta(days=1)
        causes: dict[str, str] = {}
        for deed in self._chance.choices(list(_DEEDS), [w for _, w in _DEEDS.values()], k=changes):
            touched = _DEEDS[deed][0](self, build, former, set(causes))
            if touched is not None:
                causes[touched] = deed
        build.at(self.as_of)
        return self._differences(before, rate_before, former, causes)

    def change_team(self, build: Build) -> list[Deal]:
        """The first seller goes over to the other team, and nothing else happens that day."""
        seller, other = _SELLERS
        self.as_of += timedelta(days=1)
        self._say(build, "user", seller, userroleid=_SELLERS[other])
        build.at(self.as_of)
        return [deal for deal in self.deals.values() if deal.owner == seller]

    def rest(self, build: Build) -> None:
        """A day on which nobody does anything."""
        self.as_of += timedelta(days=1)
        build.at(self.as_of)

    def _differences(
        self,
        before: dict[str, Deal],
        rate_before: Decimal,
        former: datetime,
        causes: dict[str, str],
    ) -> Changes:
        sums: dict[tuple[str, date, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 2)
        for deal_id in before.keys() | self.deals.keys():
            old = before[deal_id].counted(rate_before, former.date()) if deal_id in before else {}
            present = self.deals.get(deal_id)
            new = present.counted(self.rate, self.as_of.date()) if present else {}
            for metric in old.keys() | new.keys():
                if old.get(metric) == new.get(metric):
                    continue
                cause = causes.get(deal_id, "exchange_rate")
                if metric not in old and new[metric][0] >= former.date() and cause == "edit":
                    cause = "new"
                for counted, sign in ((old.get(metric), -1), (new.get(metric), 1)):
                    if counted is not None:
                        sum_of = sums[metric, counted[0].replace(day=1), cause]
                        sums[metric, counted[0].replace(day=1), cause] = [
                            sum_of[0] + sign * counted[1],
                            sum_of[1] + sign * counted[2],
                        ]
        return {key: (above, below) for key, (above, below) in sums.items() if above or below}

    def _next(self, kind: str) -> str:
        self._made += 1
        return f"{kind}{self._made:012}"

    def _deal(self, until: datetime) -> Deal:
        created = until - timedelta(days=self._chance.randint(20, 200), hours=5)
        outcome = self._chance.choice(("won", "won", "lost", "open"))
        close = created.date() + timedelta(days=self._chance.randint(1, 18))
        return Deal(
            self._next("006"),
            8 * self._chance.randint(1, 900),
            self._chance.choice(("EUR", "USD")),
            created,
            close,
            outcome,
        )

    def _row(self, deal: Deal) -> dict[str, Any]:
        return {
            "id": deal.id,
            "name": deal.id,
            "ownerid": deal.owner,
            "stagename": _STAGES[deal.outcome],
            "currencyisocode": deal.currency,
            "amount": float(deal.amount),
            "isclosed": deal.outcome != "open",
            "iswon": deal.outcome == "won",
            "isdeleted": False,
            "closedate": deal.close_date,
            "createddate": deal.created,
            "lastmodifieddate": deal.created,
            "_synced_at": self.as_of,
        }

    def _lead(self, lead: str) -> dict[str, Any]:
        created = BEGAN - timedelta(days=self._chance.randint(5, 100))
        place = int(lead[3:])
        return {
            "id": lead,
            "email": f"p{place}@company{place}.example",
            "firstname": _FIRST[place % 10],
            "lastname": f"Number{place}",
            "company": f"Company {place}",
            "status": "Open - Not Contacted",
            "createddate": created,
            "lastmodifieddate": created,
            "isdeleted": False,
            "isconverted": False,
            "_synced_at": BEGAN,
        }

    def _call(self, call: str, day: datetime | None = None) -> dict[str, Any]:
        happened = day or BEGAN - timedelta(days=self._chance.randint(1, 60))
        return {
            "id": call,
            "whoid": self._chance.choice(self._leads),
            "tasksubtype": "Call",
            "calltype": "Outbound",
            "isclosed": True,
            "activitydate": happened.date(),
            "completeddatetime": happened,
            "createddate": happened,
            "isdeleted": False,
            "_synced_at": self.as_of,
        }

    def _free(self, taken: set[str], *outcomes: str) -> Deal | None:
        free = [
            deal
            for deal in self.deals.values()
            if deal.id not in taken and deal.outcome in (outcomes or tuple(_STAGES))
        ]
        return self._chance.choice(free) if free else None

    def _say(self, build: Build, table: str, record: str, **values: Any) -> None:
        told = {**values, "_synced_at": self.as_of}
        sets = ", ".join(f"{name} = {_literal(value)}" for name, value in told.items())
        build.execute(f"update raw_salesforce.{table} set {sets} where id = '{record}'")

    def edit(self, build: Build, former: datetime, taken: set[str]) -> str | None:
        """Another amount, another day, or won today."""
        deal = self._free(taken)
        if deal is None:
            return None
        kind = self._chance.choice(("amount", "day", "outcome"))
        if kind == "outcome" and deal.outcome == "open":
            deal = replace(deal, outcome="won", close_date=former.date())
        elif kind == "day":
            moved = deal.close_date - timedelta(days=self._chance.randint(1, 40))
            deal = replace(deal, close_date=moved)
        else:
            deal = replace(deal, amount=deal.amount + 8 * self._chance.randint(1, 50))
        self.deals[deal.id] = deal
        row = self._row(deal)
        fields = ("amount", "stagename", "isclosed", "iswon", "closedate")
        stamp = former + timedelta(hours=2)
        changed = {name: row[name] for name in fields}
        self._say(build, "opportunity", deal.id, **changed, lastmodifieddate=stamp)
        return deal.id

    def delete(self, build: Build, former: datetime, taken: set[str]) -> str | None:
        """A deal is gone."""
        deal = self._free(taken)
        if deal is None:
            return None
        del self.deals[deal.id]
        stamp = former + timedelta(hours=3)
        self._say(build, "opportunity", deal.id, isdeleted=True, _deleted_at=stamp)
        return deal.id

    def late_record(self, build: Build, former: datetime, _: set[str]) -> str:
        """A deal that was made long before arrives now."""
        return self._arrive(build, self._deal(former))

    def new(self, build: Build, former: datetime, _: set[str]) -> str:
        """A deal is made after the run before."""
        made = self._deal(former)
        due = former.date() + timedelta(days=30)
        since = former + timedelta(hours=4)
        return self._arrive(build, replace(made, created=since, close_date=due, outcome="open"))

    def _arrive(self, build: Build, deal: Deal) -> str:
        self.deals[deal.id] = deal
        self._insert(build, "opportunity", self._row(deal))
        return deal.id

    def rates(self, build: Build, _: datetime, taken: set[str]) -> None:
        """Finance sets another rate; on a day on which nobody touched a deal."""
        if taken:
            return
        others = [rate for rate in map(Decimal, ("1.25", "1.6", "2")) if rate != self.rate]
        self.rate = self._chance.choice(others)
        self._say(build, "dated_conversion_rate", "2", conversionrate=float(self.rate))

    def people(self, build: Build, former: datetime, _: set[str]) -> None:
        """A lead changes, is merged or is gone; a call comes late or is gone."""
        lead, other = self._chance.sample(self._leads, 2)
        kind = self._chance.choice(("status", "merge", "delete", "call", "no call"))
        stamp = former + timedelta(hours=3)
        if kind == "status":
            status = self._chance.choice(("Working - Contacted", "Unqualified", "Open"))
            self._say(build, "lead", lead, status=status, lastmodifieddate=stamp)
        elif kind == "call":
            call = self._next("00T")
            self._calls.append(call)
            self._insert(build, "task", self._call(call, former - timedelta(days=3)))
        elif kind == "no call" and self._calls:
            call = self._calls.pop()
            self._say(build, "task", call, isdeleted=True, _deleted_at=stamp)
        elif len(self._leads) > 10:
            self._leads.remove(lead)
            merged = {"_merged_into": other, "masterrecordid": other} if kind == "merge" else {}
            self._say(build, "lead", lead, isdeleted=True, _deleted_at=stamp, **merged)

    @staticmethod
    def _insert(build: Build, table: str, row: dict[str, Any]) -> None:
        values = ", ".join(map(_literal, row.values()))
        build.execute(f"insert into raw_salesforce.{table} ({', '.join(row)}) values ({values})")


_DEEDS: dict[str, tuple[Any, int]] = {
    "edit": (RestatedCompany.edit, 5),
    "delete": (RestatedCompany.delete, 1),
    "late_record": (RestatedCompany.late_record, 2),
    "new": (RestatedCompany.new, 1),
    "rates": (RestatedCompany.rates, 1),
    "people": (RestatedCompany.people, 4),
}


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return f"timestamp '{value}'"
    if isinstance(value, date):
        return f"date '{value}'"
    return f"'{value}'" if isinstance(value, str) else str(value)
