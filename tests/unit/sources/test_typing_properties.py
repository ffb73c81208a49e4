"""What holds for any text under any type."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.sources.spec import ColumnType
from orchestration.sources.typing import cast_text, refit, type_of, typed_columns, without_nul

_TEXTS = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
    st.dates().map(str),
    st.sampled_from(["true", "0", "1", "FALSE", " 12 ", "1e3", "1,800.00", "\x00", "-.5", "٣"]),
)


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(_TEXTS, min_size=1, max_size=4), kind=st.sampled_from(ColumnType))
def test_a_value_is_typed_or_kept_aside_and_never_both(texts: list[str], kind: ColumnType) -> None:
    typed, bad = cast_text(pa.array(texts, pa.string()), kind)
    assert typed.type == kind.arrow
    aside = [False] * len(texts) if bad is None else bad.to_pylist()
    for text, value, is_aside in zip(texts, typed.to_pylist(), aside, strict=True):
        if kind is ColumnType.TEXT:
            assert (value, is_aside) == (text, False)
        elif value is None:
            assert is_aside == bool(pc.utf8_trim_whitespace(pa.scalar(text)).as_py())
        else:
            assert not is_aside


@settings(max_examples=100, deadline=None)
@given(text=_TEXTS, first=st.sampled_from(ColumnType), second=st.sampled_from(ColumnType))
def test_a_stored_value_that_is_typed_anew_becomes_what_a_fresh_load_would_make_of_it(
    text: str, first: ColumnType, second: ColumnType
) -> None:
    typed, _ = cast_text(pa.array([text], pa.string()), first)
    spelt, _ = refit(pa.chunked_array([typed]), first, ColumnType.TEXT)
    again, refused = refit(pa.chunked_array([typed]), first, second)
    fresh, bad = cast_text(spelt.combine_chunks(), second)
    assert str(again.to_pylist()) == str(fresh.to_pylist())
    assert (refused is None) == (bad is None)
    same, none = refit(pa.chunked_array([typed]), first, first)
    assert str(same.to_pylist()) == str(typed.to_pylist())
    assert none is None


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(_TEXTS, min_size=1, max_size=4), kind=st.sampled_from(ColumnType))
def test_a_value_that_fits_comes_back_the_same_from_its_own_text(
    texts: list[str], kind: ColumnType
) -> None:
    typed, _ = cast_text(pa.array(texts, pa.string()), kind)
    spelt, refused = refit(pa.chunked_array([typed]), kind, ColumnType.TEXT)
    again, bad = cast_text(spelt.combine_chunks(), kind)
    assert (again.equals(typed), bad, refused) == (True, None, None)
    assert type_of(typed.type) is kind


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(_TEXTS, min_size=1, max_size=6), kind=st.sampled_from(ColumnType))
def test_a_value_is_read_alike_whatever_stands_beside_it(
    texts: list[str], kind: ColumnType
) -> None:
    together, aside = cast_text(pa.array(texts, pa.string()), kind)
    alone = [cast_text(pa.array([text], pa.string()), kind) for text in texts]
    assert [str(value) for value in together.to_pylist()] == [
        str(typed[0].as_py()) for typed, _ in alone
    ]
    assert ([False] * len(texts) if aside is None else aside.to_pylist()) == [
        bad is not None for _, bad in alone
    ]


@settings(max_examples=100, deadline=None)
@given(
    texts=st.lists(st.none() | _TEXTS, min_size=1, max_size=6),
    kinds=st.lists(st.sampled_from(ColumnType), min_size=1, max_size=3),
)
def test_of_every_text_the_value_or_the_text_itself_is_kept(
    texts: list[str | None], kinds: list[ColumnType]
) -> None:
    types = {f"c{n}": kind for n, kind in enumerate(kinds)}
    ids = pa.array([str(n) for n in range(len(texts))])
    typed, rescued = typed_columns(dict.fromkeys(types, pa.array(texts, pa.string())), types, ids)
    kept = {(value.field_name, value.record_id): value.value for value in rescued}
    assert len(kept) == len(rescued)
    for name, kind in types.items():
        for n, (text, value) in enumerate(zip(texts, typed[name].to_pylist(), strict=True)):
            blank = text is None or not pc.utf8_trim_whitespace(pa.scalar(text)).as_py()
            lost = value is None and (not blank or (kind is ColumnType.TEXT and text is not None))
            assert kept.get((name, str(n))) == (text if lost else None)


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.none() | st.text(max_size=9), max_size=5), chunks=st.integers(1, 3))
def test_text_loses_nul_and_nothing_else(texts: list[str | None], chunks: int) -> None:
    pieces = [pa.array(texts[start::chunks], pa.string()) for start in range(chunks)]
    cleaned = without_nul(pa.chunked_array(pieces))
    wanted = [text for piece in pieces for text in piece.to_pylist()]
    assert cleaned.to_pylist() == [
        None if text is None else text.replace("\x00", "") for text in wanted
    ]
