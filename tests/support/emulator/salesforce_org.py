"""A small Salesforce org for the emulator's own tests, and a client that logs in to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import requests

from orchestration.emulator import Emulator
from orchestration.emulator.salesforce.world import SalesforceWorld
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World

AS_OF = datetime(2024, 6, 15, 12, 0, tzinfo=UTC)
API = "/services/data/v59.0"
ADA = "00Q000000000001AAA"
BOB = "00Q000000000002AAA"
EVE = "00Q000000000003AAA"
ACME = "001000000000001AAA"
GLOBEX = "001000000000002AAA"
OWNER = "005000000000009AAA"

Row = dict[str, str | None]


def table(name: str, rows: list[Row]) -> ObjectTable:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    full = ({column: row.get(column) for column in columns} for row in rows)
    return ObjectTable(name, columns, {str(row["Id"]): row for row in full})


def stamped(day: str, **values: str | None) -> Row:
    time = f"{day}T10:00:00.000Z"
    return {**values, "CreatedDate": time, "LastModifiedDate": time, "SystemModstamp": time}


def leads() -> list[Row]:
    common = {"OwnerId": OWNER, "Status": "Open - Not Contacted"}
    return [
        stamped(
            "2024-06-01",
            Id=ADA,
            FirstName="Ada",
            LastName='Love"lace',
            Name="Ada Lovelace",
            Email="ada@example.com",
            Rating="Hot",
            NumberOfEmployees="12",
            IsConverted="false",
            score__c="41.5",
            interests__c="Maths;Engines",
            **common,
        ),
        stamped(
            "2024-06-10",
            Id=BOB,
            LastName="Bob\nTwo Lines",
            Email="BOB@Example.com",
            NumberOfEmployees="3",
            IsConverted="true",
            score__c="7",
            interests__c="Maths",
            **common,
        ),
        stamped("2024-06-14", Id=EVE, LastName="Eve", IsDeleted="true", Rating="Cold", **common),
    ]


def org_world(describe: dict[str, dict[str, Any]] | None = None, **settings: Any) -> World:
    opportunities = [
        stamped("2024-05-01", Id="006000000000001AAA", Name="Big", AccountId=ACME, Amount="1000",
                StageName="Prospecting", CloseDate="2024-06-14", OwnerId=OWNER),
        stamped("2024-05-02", Id="006000000000002AAA", Name="Small", AccountId=ACME, Amount="10.5",
                StageName="Closed Won", CloseDate="2024-06-15", OwnerId=OWNER),
        stamped("2024-05-03", Id="006000000000003AAA", Name="Lone", AccountId=None, Amount=None,
                StageName="closed won", CloseDate="2024-06-16", OwnerId=OWNER),
    ]  # fmt: skip
    tasks = [
        stamped("2024-06-02", Id="00T000000000001AAA", Subject="Call", WhoId=ADA, WhatId=ACME),
    ]
    tables = [
        table("Account", [stamped("2024-01-01", Id=ACME, Name="Acme", OwnerId=OWNER),
                          stamped("2024-01-02", Id=GLOBEX, Name="Globex", OwnerId=OWNER)]),
        table("Lead", leads()),
        table("Opportunity", opportunities),
        table("Task", tasks),
        table("User", [stamped("2023-01-01", Id=OWNER, Name="Olive Owner", IsActive="True")]),
    ]  # fmt: skip
    settings = {"org_id": "00D000000000001AAA", "currency": "EUR", **settings}
    interests = {"name": "interests__c", "type": "multipicklist", "length": 4099}
    described = {"Lead": {"fields": [interests]}, **(describe or {})}
    org = SalesforceWorld(settings, {one.name: one for one in tables}, describe=described)
    return World("small org", AS_OF, {"salesforce": org})


class Client:
    """A logged-in client that speaks plain HTTP, so that tests see every byte."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(emulator.ca_path)
        self.log_in()

    def session_url(self, path: str) -> str:
        return self._emulator.base_url + path

    def token(self, **changed: str) -> requests.Response:
        credentials = self._emulator.credentials["salesforce"]
        form = {
            "grant_type": "client_credentials",
            "client_id": credentials["consumer_key"],
            "client_secret": credentials["consumer_secret"],
            **changed,
        }
        url = self._emulator.base_url + "/services/oauth2/token"
        return self.session.post(url, data=form, timeout=10)

    def log_in(self) -> None:
        self.session.headers["Authorization"] = f"Bearer {self.token().json()['access_token']}"

    def call(self, method: str, path: str, **arguments: Any) -> requests.Response:
        url = self._emulator.base_url + (path if path.startswith("/services") else API + path)
        return self.session.request(method, url, timeout=10, **arguments)

    def get(self, path: str, **arguments: Any) -> requests.Response:
        return self.call("GET", path, **arguments)

    def soql(self, text: str, resource: str = "query") -> requests.Response:
        return self.get(f"/{resource}", params={"q": text})

    def values(self, text: str, resource: str = "query") -> list[Any]:
        """The first selected field of every record."""
        records = self.soql(text, resource).json()["records"]
        return [list(record.values())[1] for record in records]

    def error(self, text: str) -> tuple[int, str, str]:
        reply = self.soql(text)
        body = reply.json()
        assert isinstance(body, list)
        return reply.status_code, body[0]["errorCode"], body[0]["message"]
