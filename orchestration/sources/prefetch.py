"""Fetching the next pages while the last one is being landed, in one background thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")
_END: Final = object()


def prefetch(items: Generator[T, None, None], depth: int) -> Iterator[T]:
    """The same items in the same order, up to `depth` of them made before they are asked for.

    Closing this iterator waits for the item under way, makes no more, and closes `items`.

    Args:
        items: runs in the background thread only.
        depth: how many finished items may wait, at least 1.

    Raises:
        Exception: what `items` raises, when its turn comes.
    """
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="prefetch")
    waiting: deque[Future[T | object]] = deque(pool.submit(next, items, _END) for _ in range(depth))
    try:
        while (item := waiting.popleft().result()) is not _END:
            waiting.append(pool.submit(next, items, _END))
            yield item  # type: ignore[misc]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        items.close()
