"""Which model and which kind of charge a SKU names, such as `zai-org-glm-5-1-llm-output-mtoken`.

A SKU is the id of a model and words for what is charged. The longest id at its beginning counts,
and only where all words behind it are words of charges: what stands between is another model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from venice_data.catalog.price_components import QUALITIES
from venice_data.costs.work import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTRA: Final = "extra"  # what is charged beside a model, such as a search
OTHER: Final = "other"  # of a model, in a way that is not known here
TOKEN_CHARGES: Final = ("input", "cached", "written", "output")

_MEASURES: Final = {  # what a unit is of, and how many
    "token": ("tokens", 1),
    "char": ("characters", 1),
    "character": ("characters", 1),
    "second": ("seconds", 1),
    "minute": ("seconds", 60),
    **dict.fromkeys(("unit", "request", "generation", "image", "result", "page"), ("pieces", 1)),
}
_SCALES: Final = {"m": 1_000_000, "k": 1_000, "": 1}
_UNIT: Final = re.compile(rf"([mk]?)({'|'.join(_MEASURES)})s?")
_CHARGE_OF_WORD: Final = {
    "output": "output",
    "completion": "output",
    "input": "input",
    "prompt": "input",
}
_EXTRAS: Final = (  # the first whose words are all there
    (("x", "search"), "X search"),
    (("scrape",), "scraping"),
    (("scraping",), "scraping"),
    (("scraper",), "scraping"),
    (("parser",), "text parser"),
    (("rewrite",), "prompt rewrite"),
    (("search",), "web search"),
    (("augment",), "augment"),
)
_WORD: Final = re.compile(
    "llm|text|embeddings?|inpaint|edits?|upscaler?|video|audio|music|sound|tts|asr|stt|speech|voice"
    "|transcription|transcribe|generation|images?"
    "|input|prompt|output|completion|cached?|reads?|writes?|written|creation|extended|long|context"
    "|low|medium|high|standard|hd|x|web|search|scrape|scraping|scraper|parser|rewrite|augment"
    r"|enhance|\d+(k|x|p|s|x\d+)"
)
_RESOLUTION: Final = re.compile(r"\d+k")
_FACTOR: Final = re.compile(r"\d+x")
_KIND_OF_TYPE: Final = {
    model_type: kind for kind, work in KINDS.items() for model_type in work.model_types
}
_PARTING: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Sku:
    """What a SKU names: the model, if any, the kind of work, the charge, and what it measures.

    `kind` is one of `KINDS`, `EXTRA`, or `""` where nothing is known of it. `per_unit` are the
    tokens, characters, seconds or pieces (`measure`) of one unit. `resolution`, `quality` and
    `factor` are empty where it does not say.
    """

    model_id: str = ""
    kind: str = ""
    charge: str = ""
    measure: str = ""
    per_unit: int = 1
    resolution: str = ""
    quality: str = ""
    factor: str = ""


class SkuMatcher:
    """Finds in SKUs the models of some lists, given by their types, best known last."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = types

    @cached_property
    def _ids(self) -> dict[tuple[str, ...], str]:
        return {_words_of(model_id): model_id for model_id in self._types}

    @cached_property
    def _most_words(self) -> int:
        return max(map(len, self._ids), default=0)

    def match(self, sku: str) -> Sku:
        """Return what a SKU names."""
        words = _words_of(sku)
        for length in range(min(len(words), self._most_words), 0, -1):
            model_id = self._ids.get(words[:length])
            if model_id is not None and all(map(_is_of_charge, words[length:])):
                return self._of_model(model_id, words[length:])
        extra = _extra_in(words)
        is_extra = extra and all(map(_is_of_charge, words[1:]))  # behind a word such as the vendor
        return Sku(kind=EXTRA, charge=extra, measure="pieces") if is_extra else Sku()

    def _of_model(self, model_id: str, words: tuple[str, ...]) -> Sku:
        extra = _extra_in(words)
        if extra:
            return Sku(model_id, EXTRA, extra, "pieces")
        kind = _KIND_OF_TYPE.get(self._types[model_id], OTHER)
        if kind == "images" and {"upscale", "upscaler"} & {*words}:
            kind = "upscales"
        measure, per_unit = _unit_of(words[-1] if words else "")
        return Sku(
            model_id,
            kind,
            _charge(kind, words, measure),
            measure,
            per_unit,
            resolution=next((w.upper() for w in words if _RESOLUTION.fullmatch(w)), ""),
            quality=next((word for word in words if word in QUALITIES), ""),
            factor=next((word for word in words if _FACTOR.fullmatch(word)), ""),
        )


def _charge(kind: str, words: tuple[str, ...], measure: str) -> str:
    """Name a charge: one of `TOKEN_CHARGES`, or what is measured; `OTHER` where that is unclear."""
    if kind not in ("chat", "embed"):
        return measure or OTHER
    if measure != "tokens":
        return OTHER
    if {"cache", "cached"} & {*words}:
        return "written" if {"write", "writes", "written", "creation"} & {*words} else "cached"
    named = {_CHARGE_OF_WORD[word] for word in words if word in _CHARGE_OF_WORD}
    if len(named) == 1:
        return named.pop()
    return "input" if kind == "embed" and not named else OTHER


def _extra_in(words: tuple[str, ...]) -> str:
    return next((name for needed, name in _EXTRAS if {*needed} <= {*words}), "")


def _is_of_charge(word: str) -> bool:
    return bool(_WORD.fullmatch(word) or _UNIT.fullmatch(word))


def _unit_of(word: str) -> tuple[str, int]:
    """Return what a unit such as `mtoken` measures, and how many of it are one."""
    found = _UNIT.fullmatch(word)
    if found is None:
        return "", 1
    measure, number = _MEASURES[found[2]]
    return measure, number * _SCALES[found[1]]


def _words_of(text: str) -> tuple[str, ...]:
    """Part an id or a SKU into words, whatever parts them: `glm-4.7` as `glm-4-7`."""
    return tuple(word for word in _PARTING.split(text.casefold()) if word)
