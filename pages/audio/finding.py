"""What audio costs, in short: the cheapest models for my text, my recording and my song.

The page says it in its boxes, the first HTML in a sentence and a table.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from pages.audio import music, speech, transcription
from pages.audio.answers import answer_of, why_no_answer
from pages.audio.my_work import given_in
from pages.shared.finding import PageFinding, bars_of
from pages.shared.plain_text import plain
from pages.shared.ranking import cheapest_of
from venice_data.catalog.money import cost_text
from venice_data.catalog.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from pages.audio.my_work import Mine
    from pages.shared.finding import Link
    from pages.shared.view import View

_ROWS_EACH: Final = 3
_NONE_MATCHES: Final = "No model that may be called the cheapest matches. Loosen a filter."


def find(view: View, link: Link) -> PageFinding:
    """Say what the text, the recording and the song of the link cost with the cheapest models."""
    pieces = [
        piece for piece in _pieces(view, given_in(link, view)) if answer_of(view, piece.ranked)
    ]
    if not pieces:
        return PageFinding(_NONE_MATCHES)
    return PageFinding(
        " ".join(_in_words(view, piece) for piece in pieces),
        "The cheapest for a text, a recording and a song",
        ("What", "Model", "Cost", "Privacy"),
        tuple(row for piece in pieces for row in _rows(view, piece)),
        picture=partial(
            bars_of,
            cheapest_of(view, pieces[0].ranked),
            f"for {pieces[0].what}",
            view.currency,
            cost_text,
        ),
    )


def show_answers(view: View, mine: Mine, boxes: list[DeltaGenerator]) -> None:
    """Write in each box what the work costs at the cheapest, and with which model."""
    for box, piece in zip(boxes, _pieces(view, mine), strict=True):
        answer = answer_of(view, piece.ranked)
        box.markdown(
            why_no_answer(view, piece.ranked)
            if answer is None
            else f"From **{plain(answer.cost)}** with {answer.linked}"
        )


class _Piece(NamedTuple):
    """Something that the visitor has, what is done to it, and the models by what they ask."""

    what: str
    work: str
    ranked: pd.DataFrame


def _pieces(view: View, mine: Mine) -> Iterator[_Piece]:
    text, recording = mine.text.in_words, counted(mine.minutes, "minutes")
    song = counted(mine.seconds, "seconds")
    yield _Piece(text, f"Reading {text} aloud", speech.by_cost(view, mine.text))
    yield _Piece(recording, f"Transcribing {recording}", transcription.by_cost(view, mine.minutes))
    yield _Piece(song, f"A song of {song}", music.by_cost(view, mine.seconds))


def _in_words(view: View, piece: _Piece) -> str:
    answer = answer_of(view, piece.ranked)
    return "" if answer is None else f"{piece.work} costs {answer.cost} with {answer.label}."


def _rows(view: View, piece: _Piece) -> Iterator[tuple[str, ...]]:
    first = cheapest_of(view, piece.ranked)[:_ROWS_EACH]
    for label, cost, privacy in zip(first["label"], first["price"], first["privacy"], strict=True):
        yield piece.work, label, cost_text(cost, view.currency), privacy
