"""Reads usage histories as they are saved: JSON of one or several pages, and CSV.

Venice publishes the fields of its JSON, and not the names of its columns of CSV: several
spellings of each are read.
"""

from __future__ import annotations

import codecs
import json
import re
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from venice_data import files
from venice_data.usage.entries import Entries, UsageError, compact, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BYTES: Final = 200 * 2**20  # of all files together
# Made up: no account stands behind it.
EXAMPLE_FILE: Final = "usage-example.csv"
_ROWS_AT_ONCE: Final = 100_000  # as many as are held as they were written
_OBJECTS_AT_ONCE: Final = 20_000  # which take more room
_SPELLINGS: Final = {  # of each column, in small letters and without what parts words
    "at": ("timestamp", "datetime", "time", "date", "createdat"),
    "sku": ("sku", "productsku", "product"),
    "units": ("units", "quantity"),
    "price": ("priceperunitusd", "priceperunit", "unitpriceusd", "unitprice"),
    "amount": ("amount", "amountusd"),
    "currency": ("currency",),
    "request": ("requestid",),
    "prompt_tokens": ("prompttokens",),
    "completion_tokens": ("completiontokens",),
    "details": ("inferencedetails",),
}
_COLUMN_OF: Final = {
    spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings
}
_IN_DETAILS: Final = {  # name there, and how it stands in text
    "request": ("requestId", r'"requestId"\s*:\s*"([^"]*)"'),
    "prompt_tokens": ("promptTokens", r'"promptTokens"\s*:\s*(\d+)'),
    "completion_tokens": ("completionTokens", r'"completionTokens"\s*:\s*(\d+)'),
}
_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FILES: Final = (
    (b"PK", "It is an Excel or a packed file. Save it as CSV, or unpack it."),
    (b"%PDF", "It is a PDF."),
    (b"\x1f\x8b", "It is a packed file. Unpack it."),
)
_WHAT_IT_IS: Final = (
    "A usage history has entries with a `sku` and an `amount`, as JSON or CSV: what "
    "GET /billing/usage-history answers."
)
_BLANKS: Final = re.compile(r"[\s,]*")


def example_file() -> bytes:
    """Return a usage history to try, as Venice would answer it in CSV."""
    return (files.BUNDLED_FOLDER / EXAMPLE_FILE).read_bytes()


def read_usage(files: Sequence[bytes]) -> Entries:
    """Read the pages of a usage history, each a file, or several of JSON in one.

    Raises UsageError, in words for people.
    """
    if sum(map(len, files)) > MOST_BYTES:
        megabytes = MOST_BYTES // 2**20
        raise UsageError(f"That is more than {megabytes} MB. Take the pages of a shorter time.")
    pages = count()
    try:
        parts = [part for content in files for part in _read_file(content, pages)]
    except (ValueError, TypeError, OverflowError):  # whose message may hold what was read
        raise UsageError(f"It cannot be read. {_WHAT_IT_IS}") from None
    if not parts:
        raise UsageError(f"It holds no entries. {_WHAT_IT_IS}")
    return joined(parts)


def _read_file(content: bytes, pages: count[int]) -> Iterator[pd.DataFrame]:
    if not content.strip():
        return iter(())
    for beginning, what in _OTHER_FILES:
        if content.startswith(beginning):
            raise UsageError(what)
    encoding = _encoding_of(content)
    first = content[:1_000].decode(encoding, errors="replace").lstrip()[:1]
    if first in ("{", "["):
        return _read_json(content.decode(encoding, errors="replace"), pages)
    return _read_csv(content, encoding, next(pages))


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            return encoding
    if b"\0" in content[:1_000]:
        if content[1:2] == b"\0":
            return "utf-16-le"
        raise UsageError(f"It is no text. {_WHAT_IT_IS}")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


class _Collector:
    """Takes entries out of JSON while it is read, so that few are held as objects at a time."""

    def __init__(self) -> None:
        self._entries: list[dict[str, Any]] = []
        self.parts: list[pd.DataFrame] = []
        self.page = 0

    def take(self, found: dict[str, Any]) -> Any:
        """Keep an object that is an entry; return all others as they are."""
        if "sku" not in found or "amount" not in found:
            return found
        self._entries.append(found)
        if len(self._entries) >= _OBJECTS_AT_ONCE:
            self.make_compact()
        return None

    def make_compact(self) -> None:
        """Keep what was taken in few bytes each."""
        if self._entries:
            try:
                part = self._compact(self._entries)
            except UnicodeEncodeError:
                part = self._compact(_encodable(self._entries))
            self.parts.append(part)
            self._entries.clear()

    def _compact(self, entries: list[dict[str, Any]]) -> pd.DataFrame:
        return compact(_columns_of(pd.DataFrame(entries)), self.page)


def _encodable(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replace halves of letters, which JSON can hold and no frame."""
    text = json.dumps(entries, ensure_ascii=False).encode("utf-8", "replace")
    encodable: list[dict[str, Any]] = json.loads(text)
    return encodable


def _read_json(text: str, pages: count[int]) -> Iterator[pd.DataFrame]:
    collector = _Collector()
    decoder = json.JSONDecoder(object_hook=collector.take)
    place = _after_blanks(text, 0)
    while place < len(text):
        collector.page = next(pages)
        try:
            _, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise UsageError(
                f"Its JSON breaks off or is damaged in line {error.lineno}, at character "
                f"{error.colno}."
            ) from None
        except (ValueError, RecursionError):
            raise UsageError(f"Its JSON cannot be read. {_WHAT_IT_IS}") from None
        collector.make_compact()
        place = _after_blanks(text, place)
    yield from collector.parts


def _after_blanks(text: str, place: int) -> int:
    found = _BLANKS.match(text, place)
    return place if found is None else found.end()


def _read_csv(content: bytes, encoding: str, page: int) -> Iterator[pd.DataFrame]:
    head = content[:100_000].decode(encoding, errors="replace").lstrip("\ufeff\r\n").splitlines()
    separator = max(",;\t", key=(head or [""])[0].count)
    decimal = "," if separator == ";" and _has_decimal_commas(head[1:2]) else "."
    try:
        for chunk in pd.read_csv(
            BytesIO(content),
            sep=separator,
            decimal=decimal,
            encoding=encoding,
            encoding_errors="replace",
            chunksize=_ROWS_AT_ONCE,
            low_memory=False,
        ):
            if not isinstance(chunk.index, pd.RangeIndex):  # more fields than its head has
                raise UsageError("The lines of its CSV are longer than its head.")
            yield compact(_columns_of(chunk), page)
    except pd.errors.ParserError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f" in line {line[1]}" if line else ""
        raise UsageError(f"Its CSV is damaged{where}.") from None
    except (ValueError, UnicodeError):  # no column at all is one
        raise UsageError(f"It is no usage history. {_WHAT_IT_IS}") from None


def _has_decimal_commas(lines: list[str]) -> bool:
    return any(re.search(r"\d,\d", line) for line in lines)


def _column_of(title: str) -> str | None:
    """Return which column of an entry is headed so, whether or not its details stand apart."""
    letters = re.sub(r"[^a-z]", "", title.casefold())
    return _COLUMN_OF.get(letters) or _COLUMN_OF.get(letters.removeprefix("inferencedetails"))


def _columns_of(chunk: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for title in chunk:
        columns.setdefault(_column_of(str(title)) or "", chunk[title])
    if not {"sku", "amount"} <= set(columns):
        raise UsageError(f"It has no columns `sku` and `amount`. {_WHAT_IT_IS}")
    details = columns.pop("details", None)
    if details is not None:
        columns = _from_details(details) | columns
    return pd.DataFrame(columns)


def _from_details(details: pd.Series[Any]) -> dict[str, Any]:
    """Return what stands in a column of objects, or of their texts."""
    if details.dtype == "object":
        objects = [found if isinstance(found, dict) else {} for found in details]
        inside = pd.DataFrame(objects, index=details.index)
        return {name: inside[key] for name, (key, _) in _IN_DETAILS.items() if key in inside}
    texts = details.astype("str")
    return {
        name: texts.str.extract(pattern, expand=False) for name, (_, pattern) in _IN_DETAILS.items()
    }
