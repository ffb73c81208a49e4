"""Somebody who loads files into the emulated systems: by HubSpot's import and Bulk API 2.0."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import requests

from orchestration.emulator import Emulator

_API: Final = "/services/data/v62.0/jobs/ingest"
#: The heading of a loader file in the README beside it, and where its values go.
_PLACE: Final = re.compile(r"^## (\S+\.csv)\n\n(\w+), (\w+), field `(\w+)`", re.MULTILINE)
_POLLS: Final = 10


@dataclass
class Loaded:
    """What came of one file: rows that were taken, and the reasons for those that were not."""

    rows: int = 0
    errors: list[str] = field(default_factory=list)


class Loader:
    """A colleague with the rights and tools to import.

    Args:
        emulator: a started one.
    """

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(emulator.ca_path)

    def load_folders(self, folder: Path, *, undo: bool = False) -> dict[str, Loaded]:
        """Load every loader file of `fix files`, or what undoes each, as its README says."""
        found: dict[str, Loaded] = {}
        for readme in sorted(folder.glob("*/README.md")):
            for name, system, target, column in _PLACE.findall(readme.read_text("utf-8")):
                file = readme.parent / (name.replace(".csv", ".before.csv") if undo else name)
                load = {"HubSpot": self.import_file, "Salesforce": self.ingest}[system]
                found[f"{readme.parent.name}/{file.name}"] = load(target, file.read_bytes(), column)
        return found

    def import_file(self, object_type: str, content: bytes, column: str) -> Loaded:
        """HubSpot: one import, watched to its end."""
        type_ids = {"contacts": "0-1", "companies": "0-2", "deals": "0-3"}
        answer = self.start_import(import_request(type_ids[object_type], column), content)
        assert answer.status_code == 200, answer.text
        url = f"/crm/v3/imports/{answer.json()['id']}"
        for _ in range(_POLLS):
            seen = self.hubspot("GET", url).json()
            if seen["state"] in ("DONE", "FAILED"):
                break
        rows = seen["metadata"]["counters"].get("UPDATED_OBJECTS", 0)
        errors = self.hubspot("GET", f"{url}/errors").json()["results"]
        return Loaded(rows, [f"{one['errorType']}: {one['errorMessage']}" for one in errors])

    def start_import(self, request: dict[str, Any], content: bytes) -> requests.Response:
        """POST the two parts of an import."""
        files = {
            "importRequest": (None, json.dumps(request), "application/json"),
            "files": ("file.csv", content, "text/csv"),
        }
        return self.hubspot("POST", "/crm/v3/imports", files=files)

    def hubspot(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """As somebody who may import."""
        token = self.emulator.credentials["hubspot"]["admin_token"]
        headers = {"Authorization": f"Bearer {token}"}
        url = self.emulator.base_url + path
        return self.session.request(method, url, headers=headers, timeout=30, **arguments)

    def ingest(self, sobject: str, content: bytes, column: str = "") -> Loaded:
        """Salesforce: one job, watched to its end."""
        asked = {"object": sobject, "operation": "update", "contentType": "CSV", "lineEnding": "LF"}
        created = self.salesforce("POST", _API, json=asked)
        assert created.status_code == 200, created.text
        url = f"{_API}/{created.json()['id']}"
        kind = {"Content-Type": "text/csv; charset=UTF-8"}
        sent = self.salesforce("PUT", f"{url}/batches", data=content, headers=kind)
        assert sent.status_code == 201, sent.text
        self.salesforce("PATCH", url, json={"state": "UploadComplete"})
        for _ in range(_POLLS):
            seen = self.salesforce("GET", url).json()
            if seen["state"] in ("JobComplete", "Failed"):
                break
        failed = self.salesforce("GET", f"{url}/failedResults").content.decode()
        rows = list(csv.DictReader(io.StringIO(failed, newline="")))
        errors = [row["sf__Error"] for row in rows]
        if seen["state"] == "Failed":
            errors.append(seen["errorMessage"])
        return Loaded(seen["numberRecordsProcessed"] - seen["numberRecordsFailed"], errors)

    def salesforce(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """As the administrator, who logs in with a password."""
        if "Authorization" not in self.session.headers:
            known = self.emulator.credentials["salesforce"]
            form = {
                "grant_type": "password",
                "client_id": known["consumer_key"],
                "client_secret": known["consumer_secret"],
                "username": known["username"],
                "password": known["password"],
            }
            url = self.emulator.base_url + "/services/oauth2/token"
            token = self.session.post(url, data=form, timeout=30).json()["access_token"]
            self.session.headers["Authorization"] = f"Bearer {token}"
        url = self.emulator.base_url + path
        return self.session.request(method, url, timeout=30, **arguments)


def import_request(type_id: str, column: str, **changed: Any) -> dict[str, Any]:
    """An update of one property, dates written year first."""
    mappings = [
        {
            "columnObjectTypeId": type_id,
            "columnName": "Record ID",
            "propertyName": None,
            "columnType": "HUBSPOT_OBJECT_ID",
        },
        {"columnObjectTypeId": type_id, "columnName": column, "propertyName": column},
    ]
    page = {"hasHeader": True, "columnMappings": mappings}
    file = {"fileName": "file.csv", "fileFormat": "CSV", "fileImportPage": page}
    return {
        "name": "Fixes",
        "importOperations": {type_id: "UPDATE"},
        "dateFormat": "YEAR_MONTH_DAY",
        "files": [file],
        **changed,
    }
