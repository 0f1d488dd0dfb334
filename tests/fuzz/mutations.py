"""Spoils models, links and files in every way that a seed leads to."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus

from pages.server.page_links import READ_OF_LINK
from pages.shared.site import PAGES
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.samples import bundled_models
from venice_data.catalog.filters import FILTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from pages.shared.site import SitePage

_MODELS: Final = [json.dumps(entry) for entry in bundled_models()]
_IDS: Final = [entry["id"] for entry in bundled_models()]
_ODD_NUMBERS: Final = (
    *(0, -1, 1e-320, 1e308, -0.0, 2**63, 10**400, float("nan"), float("inf"), 253402300800),
    *("0", "-1", "1e999", "nan", "1_000", "٣", "9" * 5000),
)
_ODD_VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    [],
    {},
    [None],
    [[]],
    {"": {}},
    "",
    *HOSTILE_TEXTS.values(),
)
_DEPTH: Final = 200
_ODD_QUERIES: Final = ("%", "%zz", "%00", "%ff%fe", "&&", "=", ";", "+", "#", "%F0%9F", "[]", "?")
_VALUES: Final = (
    *("text", "image", "video", "music", "private", "anonymized", "vision", "USD", "DIEM"),
    *("true", "false", "2026-06-01", "0001-01-01", "9999-12-31", "2026-02-30", "128K", "1M"),
    *("2K", "4K", "high", "low", "5s", "16:9", "720p", "7:2:1", "3:1", "1e9", "0.5", "-0"),
    *("chat*3.llama~1~2", "image*1000.flux", "*", "~", "._-", "."),
)


def spoilt_model(random: Random) -> dict[str, Any]:
    """Return a bundled model of which up to four things, somewhere, are something else."""
    return spoilt(random, json.loads(random.choice(_MODELS)))


def spoilt(random: Random, content: dict[str, Any]) -> dict[str, Any]:
    """Change up to four things of an object, somewhere in it."""
    for _ in range(random.randint(1, 4)):
        _spoil(random, content)
    return content


def _spoil(random: Random, level: Any) -> None:
    """Change one thing of an object or a list, or of what is inside."""
    places = list(level) if isinstance(level, dict) else list(range(len(level)))
    if not places:
        return
    place = random.choice(places)
    inside = level[place]
    if isinstance(inside, dict | list) and inside and random.random() < 0.7:
        _spoil(random, inside)
        return
    match random.randrange(5):
        case 0:
            del level[place]
        case 1 if isinstance(level, dict):
            level[_odd_text(random)] = level.pop(place)
        case 2:
            other = random.choice(places)
            level[place], level[other] = level[other], level[place]
        case _:
            level[place] = _odd_value(random, inside)


def _odd_value(random: Random, was: Any) -> Any:
    """Return something of another kind, deep below, or nearly the same."""
    match random.randrange(6):
        case 0:
            return random.choice(_ODD_NUMBERS)
        case 1:
            return random.choice(_ODD_VALUES)
        case 2:
            return [was] * random.randint(1, 3)
        case 3:
            return {_odd_text(random): was}
        case 4:
            deep = was
            for _ in range(random.choice((1, 3, _DEPTH))):
                deep = {"usd": deep} if random.random() < 0.5 else [deep]
            return deep
        case _:
            return _garbled(random, str(was))


def _odd_text(random: Random) -> str:
    return random.choice((*HOSTILE_TEXTS.values(), "usd", "diem", "input", "id", "", "min_seconds"))


def _garbled(random: Random, text: str) -> str:
    """Return a text with some of its characters gone, doubled, moved or others."""
    signs = list(text) or [" "]
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(signs))
        signs[at : at + 1] = random.choice(
            ([], [signs[at]] * 2, [chr(random.randrange(0xD800))], [signs[-1]], [signs[at].upper()])
        ) or [" "]
    return "".join(signs)


def odd_link(random: Random) -> tuple[SitePage, str]:
    """Return a page, and a query of up to six parameters that it may know."""
    parts = [_odd_parameter(random, READ_OF_LINK) for _ in range(random.randint(1, 6))]
    return random.choice(PAGES), "&".join(parts)


def odd_values(random: Random, names: Sequence[str]) -> dict[str, list[str]]:
    """Return values of some of these parameters, of which many cannot be used."""
    chosen = random.sample(list(names), min(len(names), random.randint(1, 5)))
    return {
        name: [_odd_text_of_link(random) for _ in range(random.randint(1, 2))] for name in chosen
    }


def _odd_parameter(random: Random, names: Sequence[str]) -> str:
    name = random.choice([*names, *(each.name for each in FILTERS.values())])
    value = quote_plus(_odd_text_of_link(random))
    if random.random() < 0.1:
        at = random.randint(0, len(value))
        value = value[:at] + random.choice(_ODD_QUERIES) + value[at:]
    return f"{name}={value}"


def _odd_text_of_link(random: Random) -> str:
    text: str = random.choice(random.choice((_IDS, _VALUES, _VALUES, *map(list, _TEXTS))))
    odd = _garbled(random, text) if random.random() < 0.3 else text
    return odd.encode(errors="replace").decode()  # no address holds halves of characters


def spoilt_bytes(random: Random, content: bytes) -> bytes:
    """Return a file that was cut, or of which some bytes are others, doubled or gone."""
    spoilt = bytearray(content)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(spoilt) + 1)
        length = random.choice((1, 1, 7, 512))
        match random.randrange(5):
            case 0:
                del spoilt[at:]
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length]
            case 3:
                spoilt[at : at + length] = random.randbytes(length)
            case _:
                spoilt[at:at] = random.choice(_ODD_BYTES)
    return bytes(spoilt)


_ODD_BYTES: Final = tuple(
    chain(
        (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b'"', b",", b"\n\n", b"[[", b"}", b"\\u"),
        (str(number).encode() for number in _ODD_NUMBERS),
    )
)
_TEXTS: Final = (HOSTILE_TEXTS.values(), [str(number) for number in _ODD_NUMBERS])
