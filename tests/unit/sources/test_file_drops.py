"""Files that people drop: read whole and typed, or refused with the row and what to do."""

from __future__ import annotations

import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from pyarrow import parquet

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


COSTS = "product_code,valid_from,unit_cost,currency\n"


def test_a_cost_may_have_no_first_day_and_no_currency(tmp_path: Path) -> None:
    text = COSTS + "M-1,,4.25,\nM-1,2026-02-01,4.5,EUR\n"
    rows, said = read(dropped(tmp_path, "product_costs", text), "product_costs")
    assert said == []
    assert [(row["product_code"], row["valid_from"], row["unit_cost"]) for row in rows] == [
        ("M-1", "", 4.25),
        ("M-1", "2026-02-01", 4.5),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("product_code,cost\nM-1,4\n", "has no column unit_cost"),
        (COSTS + "M-1,,4,\nM-1,,5,\n", "row 3: product_code, valid_from are those of row 2"),
        (COSTS + "M-1,,4,\nM-2,,,\n", "row 3: unit_cost is no number"),
        (COSTS + "M-1,,four,\n", "row 2: unit_cost is no number"),
        (COSTS + "M-1,31.12.2026,4,\n", "row 2: valid_from is no date"),
        (COSTS + ",,4,\n", "row 2: product_code is empty"),
    ],
)
def test_a_cost_that_is_none_refuses_the_file(tmp_path: Path, text: str, told: str) -> None:
    rows, [reason] = read(dropped(tmp_path, "product_costs", text), "product_costs")
    assert rows == []
    assert reason.startswith("product_costs.csv")
    assert told in reason


def _workbook(path: Path, rows: list[list[Any]]) -> None:
    """The least that is a workbook: one sheet of texts, numbers and days."""
    cells = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Costs" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, head + text)


def _cell(value: Any) -> str:
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>"


def test_a_spreadsheet_and_a_parquet_file_are_read_like_the_csv_file(tmp_path: Path) -> None:
    names = SPEND.strip().split(",")
    day = date(2026, 5, 1)
    wanted, _ = read(dropped(tmp_path, "ad_spend", SPEND + GOOD), "ad_spend")
    (tmp_path / "ad_spend.csv").unlink()
    row: list[Any] = [day, "google ads", "brand", 12.5, "EUR", 100, 9]
    _workbook(tmp_path / "ad_spend.xlsx", [names, row, [""] * 7])
    rows, said = read(connect("files", {"folder": tmp_path}), "ad_spend")
    assert said == []
    told = ("date", "channel", "campaign", "spend", "currency", "impressions", "clicks")
    assert [[one[name] for name in told] for one in rows] == [row]
    assert [[one[name] for name in told] for one in wanted] == [row]
    (tmp_path / "ad_spend.xlsx").unlink()
    table = pa.table({name: [value] for name, value in zip(names, row, strict=True)})
    parquet.write_table(table, tmp_path / "ad_spend.parquet")
    rows, said = read(connect("files", {"folder": tmp_path}), "ad_spend")
    assert said == []
    assert [[one[name] for name in told] for one in rows] == [row]


def test_an_instant_of_a_parquet_file_keeps_its_zone_and_one_of_a_sheet_is_utc(
    tmp_path: Path,
) -> None:
    at = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Lisbon"))  # shown never, that night
    table = pa.table({"session_id": ["a"], "started_at": pa.array([at], pa.timestamp("us", "UTC"))})
    parquet.write_table(table, tmp_path / "web_sessions.parquet")
    [row], _ = read(connect("files", {"folder": tmp_path}), "web_sessions")
    assert row["started_at"] == datetime.fromisoformat("2026-03-29T01:30:00")
    (tmp_path / "web_sessions.parquet").unlink()
    sheet = [["session_id", "started_at"], ["a", "2026-10-25T01:30:00+01:00"]]
    _workbook(tmp_path / "web_sessions.xlsx", sheet)
    [row], _ = read(connect("files", {"folder": tmp_path}), "web_sessions")
    assert row["started_at"] == datetime.fromisoformat("2026-10-25T00:30:00")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["date", "", "spend"], ["2026-05-01", "x", 1]], "no name for each column"),
        ([["date", "channel", "spend"], ["2026-05-01", "x", 1], ["", "", ""], ["5/1", "y", 2]],
         "row 3: date is empty"),
        ([], "no name for each column"),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_read_whole_is_refused_whole(
    tmp_path: Path, rows: list[list[Any]], told: str
) -> None:
    _workbook(tmp_path / "ad_spend.xlsx", rows)
    found, [reason] = read(connect("files", {"folder": tmp_path}), "ad_spend")
    assert found == []
    assert told in reason
    assert reason.startswith("ad_spend.xlsx")


def test_what_is_no_workbook_and_no_parquet_file_is_refused(tmp_path: Path) -> None:
    for end, told in ((".xlsx", "is no workbook"), (".parquet", "is no Parquet file")):
        path = tmp_path / f"ad_spend{end}"
        path.write_bytes(b"PK\x03\x04 no such thing")
        found, [reason] = read(connect("files", {"folder": tmp_path}), "ad_spend")
        assert (found, told in reason) == ([], True)
        path.unlink()


GOALS = "metric,period,target,owner_team,starts_on,owner_email\n"


def test_goals_are_read_with_what_they_are_for(tmp_path: Path) -> None:
    text = (
        GOALS + "entered_mql,month,120,marketing,,\nwon_amount,quarter,5e5,sales,2026-04-01,a@b\n"
    )
    rows, said = read(dropped(tmp_path, "targets", text), "targets")
    assert said == []
    assert [(row["metric"], row["target"], row["starts_on"], row["team"]) for row in rows] == [
        ("entered_mql", 120, "", ""),
        ("won_amount", 500000, "2026-04-01", ""),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("entered_mql,month,many,marketing,,", "row 3: target is no number"),
        ("entered_mql,month,,marketing,,", "row 3: target is no number"),
        ('entered_mql,month,"1,5",marketing,,', "row 3: target is no number"),
        ("entered_mql,day,5,marketing,,", "row 3: period is none of week, month, quarter, year"),
        ("entered_mql,month,5,marketing,1.5.2026,", "row 3: starts_on is no date"),
        ("entered_sql,month,5,marketing,,", "row 3: metric, period, starts_on, channel,"),
    ],
)
def test_a_goal_that_says_nothing_refuses_its_file(tmp_path: Path, line: str, told: str) -> None:
    text = f"{GOALS}entered_sql,month,5,sales,,\n{line}\n"
    rows, said = read(dropped(tmp_path, "targets", text), "targets")
    assert rows == []
    assert told in said[0]


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ad_spend.parquet").write_bytes(b"")
    found, [reason] = read(dropped(tmp_path, "ad_spend", SPEND), "ad_spend")
    assert found == []
    assert "ad_spend.csv and ad_spend.parquet lie beside each other" in reason


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
