"""Salesforce Bulk API 2.0 queries: the life of a job, its CSV to the byte, its refusals."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from orchestration.emulator import Emulator
from tests.support.emulator.salesforce_org import ADA, BOB, EVE, Client, org_world

_JOBS = "/jobs/query"


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    address = '{"city":"Wien","country":"AT"}'
    described = {"Account": {"fields": [{"name": "BillingAddress"}, {"name": "BillingCity"}]}}
    world = org_world(described)
    for row in world.systems["salesforce"].objects["Account"].rows.values():
        row["BillingAddress"] = address
    with Emulator(world) as emulator:
        yield emulator


@pytest.fixture
def client(emulator: Emulator) -> Client:
    return Client(emulator)


def create(client: Client, query: str, operation: str = "query", **body: Any) -> requests.Response:
    accept = {"Accept": "text/csv; charset=UTF-8"}
    return client.call(
        "POST", _JOBS, json={"operation": operation, "query": query, **body}, headers=accept
    )


def finished(client: Client, query: str, operation: str = "query", **body: Any) -> str:
    job_id = str(create(client, query, operation, **body).json()["id"])
    for _ in range(50):
        if client.get(f"{_JOBS}/{job_id}").json()["state"] == "JobComplete":
            return job_id
    raise AssertionError("the job never completed")


def results(client: Client, job_id: str, **params: Any) -> requests.Response:
    return client.get(f"{_JOBS}/{job_id}/results", params=params)


def test_a_job_is_created_watched_and_read(client: Client) -> None:
    created = create(client, "SELECT Id FROM Lead")
    assert created.status_code == 200
    job = created.json()
    assert (job["state"], job["object"], job["apiVersion"]) == ("UploadComplete", "Lead", 59.0)
    assert job["createdDate"] == "2024-06-15T12:00:00.000+0000"
    assert "numberRecordsProcessed" not in job
    job_id = finished(client, "SELECT Id FROM Lead")
    watched = client.get(f"{_JOBS}/{job_id}").json()
    assert (watched["jobType"], watched["numberRecordsProcessed"]) == ("V2Query", 2)


def test_the_csv_quotes_every_cell_and_spells_each_type_bulks_way(client: Client) -> None:
    query = (
        "SELECT Id, LastName, Rating, NumberOfEmployees, score__c, IsConverted, CreatedDate, "
        "Owner.Name FROM Lead"
    )
    reply = results(client, finished(client, query, "queryAll"))
    assert reply.text == (
        '"Id","LastName","Rating","NumberOfEmployees","score__c","IsConverted","CreatedDate",'
        '"Owner.Name"\n'
        f'"{ADA}","Love""lace","Hot","12","41.5","false","2024-06-01T10:00:00.000Z",'
        '"Olive Owner"\n'
        f'"{BOB}","Bob\nTwo Lines","","3","7.0","true","2024-06-10T10:00:00.000Z",'
        '"Olive Owner"\n'
        f'"{EVE}","Eve","Cold","","","false","2024-06-14T10:00:00.000Z","Olive Owner"\n'
    )
    assert reply.headers["Sforce-NumberOfRecords"] == "3"
    assert reply.headers["Sforce-Locator"] == "null"


def test_pages_each_have_a_header_row_and_can_be_read_again(client: Client) -> None:
    job_id = finished(client, "SELECT Id FROM Lead", "queryAll")
    locator, seen = None, []
    while locator != "null":
        asked = {"maxRecords": 1, **({"locator": locator} if locator else {})}
        reply = results(client, job_id, **asked)
        assert reply.text == results(client, job_id, **asked).text
        header, row = csv.reader(io.StringIO(reply.text))
        assert header == ["Id"]
        seen += row
        locator = reply.headers["Sforce-Locator"]
    assert seen == [ADA, BOB, EVE]


def test_result_pages_can_be_fetched_in_parallel(client: Client) -> None:
    job_id = finished(client, "SELECT Id FROM Lead", "queryAll")
    path = f"{_JOBS}/{job_id}/resultPages"
    body = client.get(path, params={"maxRecords": 2}).json()
    assert body["done"] is True
    pages = [client.get(page["resultUrl"]) for page in body["resultPages"]]
    assert [page.headers["Sforce-NumberOfRecords"] for page in pages] == ["2", "1"]


def test_results_come_gzipped_only_when_asked(client: Client) -> None:
    job_id = finished(client, "SELECT Id FROM Lead")
    path = f"{_JOBS}/{job_id}/results"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert int(plain.headers["Content-Length"]) == len(plain.content)
    squeezed = client.get(path, headers={"Accept-Encoding": "gzip"}, stream=True)
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.raw.read(decode_content=False)) == plain.content


def test_no_rows_are_a_header_alone(client: Client) -> None:
    reply = results(client, finished(client, "SELECT Id, Name FROM Account LIMIT 0"))
    assert reply.text == '"Id","Name"\n'
    assert reply.headers["Sforce-NumberOfRecords"] == "0"


def test_delimiter_and_line_ending_are_as_asked(client: Client) -> None:
    job_id = finished(
        client, "SELECT Id, Name FROM Account LIMIT 1", columnDelimiter="PIPE", lineEnding="CRLF"
    )
    assert results(client, job_id).text.split("\r\n")[0] == '"Id"|"Name"'


def test_results_before_completion_answer_412(emulator: Emulator, client: Client) -> None:
    emulator.faults.arm("salesforce.bulk_slow", method="POST")
    job_id = create(client, "SELECT Id FROM Lead").json()["id"]
    assert client.get(f"{_JOBS}/{job_id}").json()["state"] == "InProgress"
    refused = results(client, job_id)
    assert refused.status_code == 412
    assert refused.json()[0]["errorCode"] == "JOB_NOT_COMPLETE"
    assert refused.json()[0]["message"].endswith("Current status: IN_PROGRESS")
    delete = client.call("DELETE", f"{_JOBS}/{job_id}")
    assert (delete.status_code, delete.json()[0]["errorCode"]) == (400, "API_ERROR")


def test_a_failed_job_says_why(emulator: Emulator, client: Client) -> None:
    emulator.faults.arm("salesforce.bulk_failed", method="POST")
    job_id = create(client, "SELECT Id FROM Lead").json()["id"]
    states = [client.get(f"{_JOBS}/{job_id}").json() for _ in range(2)]
    assert [state["state"] for state in states] == ["InProgress", "Failed"]
    assert "QUERY_TIMEOUT" in states[1]["errorMessage"]


def test_a_job_can_be_aborted_once_and_deleted_with_204(emulator: Emulator, client: Client) -> None:
    emulator.faults.arm("salesforce.bulk_stuck", method="POST")
    path = f"{_JOBS}/{create(client, 'SELECT Id FROM Lead').json()['id']}"
    assert client.call("PATCH", path, json={"state": "Aborted"}).json()["state"] == "Aborted"
    assert client.call("PATCH", path, json={"state": "Aborted"}).status_code == 400
    deleted = client.call("DELETE", path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert client.get(path).status_code == 404


def test_jobs_are_listed(client: Client) -> None:
    made = {create(client, "SELECT Id FROM Lead").json()["id"] for _ in range(2)}
    listing = client.get(_JOBS, params={"jobType": "V2Query"}).json()
    assert {job["id"] for job in listing["records"]} == made
    assert listing["done"] is True


def test_results_must_be_read_in_the_version_that_made_the_job(client: Client) -> None:
    job_id = finished(client, "SELECT Id FROM Lead")
    assert client.get(f"/services/data/v60.0{_JOBS}/{job_id}/results").status_code == 409


def test_results_are_of_the_moment_the_job_ran(emulator: Emulator, client: Client) -> None:
    job_id = finished(client, "SELECT Id, Email FROM Lead")
    emulator.records["salesforce"].upsert("Lead", ADA, {"Email": "later@example.com"})
    assert "later@example.com" not in results(client, job_id).text


def test_a_truncated_page_holds_fewer_rows_than_it_promises(
    emulator: Emulator, client: Client
) -> None:
    job_id = finished(client, "SELECT Id FROM Lead")
    emulator.faults.arm("salesforce.truncated_results")
    reply = results(client, job_id)
    assert reply.headers["Sforce-NumberOfRecords"] == "2"
    assert len(list(csv.reader(io.StringIO(reply.text)))) == 2


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("SELECT Nope FROM Lead", "INVALID_FIELD", "No such column"),
        ("SELECT Id FORM Lead", "MALFORMED_QUERY", "unexpected token"),
        ("SELECT BillingAddress FROM Account", "API_ERROR", "Selecting compound data"),
        ("SELECT COUNT() FROM Lead", "API_ERROR", "does not support aggregate"),
        ("SELECT Id FROM Lead OFFSET 5", "API_ERROR", "does not support OFFSET"),
        ("SELECT Id, (SELECT Id FROM Opportunities) FROM Account", "API_ERROR", "nested"),
        ("SELECT FIELDS(STANDARD) FROM Lead", "API_ERROR", "does not support FIELDS"),
    ],
)
def test_what_bulk_cannot_do_is_refused_at_creation(
    client: Client, query: str, code: str, words: str
) -> None:
    reply = create(client, query)
    assert reply.status_code == 400
    assert reply.json()[0]["errorCode"] == code
    assert words in reply.json()[0]["message"]


def test_an_unknown_operation_or_locator_is_refused(client: Client) -> None:
    assert create(client, "SELECT Id FROM Lead", "insert").json()[0]["errorCode"] == "INVALIDJOB"
    job_id = finished(client, "SELECT Id FROM Lead")
    for locator in ("MTAwMDA", "not base64!"):
        assert results(client, job_id, locator=locator).status_code == 400
