"""Many who save pictures at once: one is drawn after the other, and nobody waits for long."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared import picture
from pages.shared.picture import NoPictureError, drawn

if TYPE_CHECKING:
    from pathlib import Path

VISITORS = 100


def test_of_a_hundred_who_save_at_once_five_are_served_and_the_rest_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rest_is_told, at_once = threading.Event(), threading.Semaphore(1)

    def draw(_script: Path, _given: dict[str, Any], *_how: str) -> bytes:
        assert at_once.acquire(blocking=False)
        assert rest_is_told.wait(30)
        at_once.release()
        return b"a picture"

    def save() -> str:
        try:
            return drawn({}, "png").decode()
        except NoPictureError as error:
            return str(error)

    monkeypatch.setattr(picture, "_drawn_apart", draw)
    with ThreadPoolExecutor(VISITORS) as visitors:
        waiting = [visitors.submit(save) for _ in range(VISITORS)]
        list(islice(as_completed(waiting, timeout=30), VISITORS - 5))
        rest_is_told.set()
    answers = [one.result() for one in waiting]

    assert answers.count("a picture") == 5
    assert answers.count("Many others are saving pictures. Try it again in a minute.") == 95


def test_whoever_comes_later_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise NoPictureError

    monkeypatch.setattr(picture, "_drawn_apart", fail)
    for _ in range(20):  # a picture that fails takes no place
        with pytest.raises(NoPictureError, match=r"^$"):
            drawn({}, "png")
