"""Files that people drop: read whole and typed, or refused with the row and what to do."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration.errors import ConfigError, StreamUnavailableError
from orchestration.sources.connector import Connector
from orchestration.sources.registry import VENDORS, connect
from orchestration.sources.spec import Batch, Unread
from orchestration.sources.stream import Read

SESSIONS = "session_id,visitor_id,started_at,source,is_bot\n"
SPEND = "date,channel,campaign,spend,currency,impressions,clicks\n"
GOOD = "2026-05-01,google ads,brand,12.5,EUR,100,9\n"


def dropped(folder: Path, name: str, text: str | bytes) -> Connector:
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / f"{name}.csv").write_bytes(raw)
    return connect("files", {"folder": folder})


def read(connector: Connector, name: str) -> tuple[list[dict[str, Any]], list[Any]]:
    """The rows of a stream, and whatever else came with them."""
    spec = next(each for each in VENDORS["files"].specs if each.name == name)
    with closing(connector):
        ask = Read(connector.fields(spec), None, datetime(2026, 6, 1, tzinfo=UTC))
        pieces = list(connector.read(spec, ask))
    rows = [row for piece in pieces if isinstance(piece, Batch) for row in piece.table.to_pylist()]
    rescued = [one for piece in pieces if isinstance(piece, Batch) for one in piece.rescued_values]
    return rows, rescued + [piece.reason for piece in pieces if isinstance(piece, Unread)]


def test_a_file_is_read_typed_and_whatever_else_it_has_as_text(tmp_path: Path) -> None:
    text = "Session_ID,started_at,is_bot,Mood\ns1,2026-05-01T10:00:00+02:00,TRUE,fine\n"
    rows, said = read(dropped(tmp_path, "web_sessions", text), "web_sessions")
    assert said == []
    [row] = rows
    assert (row["session_id"], row["is_bot"], row["mood"]) == ("s1", True, "fine")
    assert row["started_at"] == datetime.fromisoformat("2026-05-01T08:00:00")
    assert row["visitor_id"] is None
    assert row["_source_updated_at"] is not None
    assert row["_deleted_at"] is None


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + (SPEND + GOOD).encode(),
        (SPEND + GOOD).replace(",", ";"),
        SPEND.replace("date", '"Date"') + "\n" + GOOD.replace("brand", '"brand"'),
        (SPEND + GOOD).replace("\n", "\r\n"),
    ],
    ids=["bom", "semicolons", "quotes and a blank line", "windows"],
)
def test_the_ways_in_which_spreadsheets_write_csv_are_one(
    tmp_path: Path, text: str | bytes
) -> None:
    rows, said = read(dropped(tmp_path, "ad_spend", text), "ad_spend")
    assert said == []
    assert [(row["date"], row["campaign"], row["spend"], row["clicks"]) for row in rows] == [
        (date(2026, 5, 1), "brand", 12.5, 9)
    ]


def test_a_campaign_may_be_blank_and_an_odd_amount_is_kept_as_text(tmp_path: Path) -> None:
    text = SPEND + '2026-05-01,google ads,,"12,50",EUR,,9\n'
    rows, said = read(dropped(tmp_path, "ad_spend", text), "ad_spend")
    assert [(row["campaign"], row["spend"]) for row in rows] == [("", None)]
    assert [(one.record_id, one.field_name, one.value) for one in said] == [
        ("2026-05-01/google ads/", "spend", "12,50")
    ]


def test_a_file_of_no_rows_is_whole(tmp_path: Path) -> None:
    assert read(dropped(tmp_path, "ad_spend", SPEND), "ad_spend") == ([], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no name for each column in its first line"),
        ("date,,spend\n", "no name for each column in its first line"),
        ("date,channel,spend,Spend\n", "has the column spend twice"),
        ("date,spend\n2026-05-01,1\n", "has no column channel. Name it in the first line"),
        (SPEND + GOOD + "2026-05-02,google ads,brand\n", "row 3: there are 3 values for 7"),
        (SPEND + GOOD + "31.12.2026,x,y,1,EUR,1,1\n", "row 3: date is empty, or is no date"),
        (SPEND + GOOD + "2026-05-02,,y,1,EUR,1,1\n", "row 3: channel is empty"),
        (SPEND + GOOD + "2026-05-02,x,y,1,EUR,1,1\n" + GOOD,
         "row 4: date, channel, campaign are those of row 2"),
        ((SPEND + GOOD).encode("utf-16"), "UTF-8"),
        (SPEND.encode() + b"2026-05-01,caf\xe9,y,1,EUR,1,1\n", "UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_whole_is_refused_whole(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    rows, said = read(dropped(tmp_path, "ad_spend", text), "ad_spend")
    assert rows == []
    [reason] = said
    assert told in reason
    assert reason.startswith("ad_spend.csv")
    assert reason.endswith("Until then the rows of the file before stay.")
    assert "google" not in reason, "no value of the file stands in a message"


def test_a_session_is_known_by_its_id(tmp_path: Path) -> None:
    text = SESSIONS + "s1,v,2026-05-01T10:00:00Z,,\n ,v,2026-05-01T10:00:00Z,,\n"
    rows, said = read(dropped(tmp_path, "web_sessions", text), "web_sessions")
    assert rows == []
    assert "row 3: session_id is empty" in said[0]


def test_a_file_that_is_not_there_is_no_fault_and_a_missing_folder_is(tmp_path: Path) -> None:
    connector = dropped(tmp_path, "ad_spend", SPEND)
    assert connector.check().account_id == "files"
    with pytest.raises(StreamUnavailableError, match=r"web_sessions\.csv is not in"):
        read(connector, "web_sessions")
    with pytest.raises(ConfigError, match="is no folder that can be read"):
        connect("files", {"folder": tmp_path / "nowhere"}).check()
