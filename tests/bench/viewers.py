"""Viewers of a Streamlit app without a browser: sessions that speak its protocol as one does."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.bench.servers import resident_megabytes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Sequence

    from streamlit.proto.Element_pb2 import Element
    from websockets.asyncio.client import ClientConnection

_Found = TypeVar("_Found")
_PROTOCOL: Final = Subprotocol("streamlit")
LONGEST_RUN_SECONDS: Final = 120
LONGEST_CROWD_SECONDS: Final = 180
# What a viewer asks for in turn: a label of the currency, and what stands in the search box.
# Every step changes every price or the set of models, none leaves a page without models.
_QUESTIONS: Final = (("DIEM", ""), ("DIEM", "a"), ("USD", "e"), ("USD", ""))
_FILES_IN_HTML: Final = re.compile(r'(?:src|href)="(\./static/[^"]+)"')


class BrokenPageError(Exception):
    """The page shows an error, or the server breaks its protocol; figures would mean nothing."""


@dataclass(frozen=True)
class Run:
    """One run of a page as its viewer sees it, from the request to the last message."""

    seconds: float
    messages: int
    bytes: int


@dataclass
class _KeptMessages:
    """The large messages that a browser keeps for some runs, to be referred to by their hash."""

    messages: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)
    runs: int = 0
    longest_age: int = 0

    def resolve(self, message: ForwardMsg) -> ForwardMsg:
        """Return the message itself, or the one that it refers to."""
        if message.WhichOneof("type") == "ref_hash":
            if message.ref_hash not in self.messages:
                raise BrokenPageError("The server refers to a message that it never sent")
            message = self.messages[message.ref_hash][0]
            self.messages[message.hash] = (message, self.runs)
        elif message.metadata.cacheable:
            self.messages[message.hash] = (message, self.runs)
        return message

    def end_run(self) -> None:
        """Count a whole run, and drop what none has needed lately."""
        self.runs += 1
        self.messages = {
            key: (message, run)
            for key, (message, run) in self.messages.items()
            if self.runs - run <= self.longest_age
        }


class Viewer:
    """One session on one page; `open_viewer` makes it."""

    def __init__(self, connection: ClientConnection, url: str, first_question: int) -> None:
        address = urlsplit(url)
        self._connection = connection
        self._page_name = address.path.strip("/")
        self._query = address.query
        self._page_hash = ""
        self._kept = _KeptMessages()
        self._widgets: dict[str, str] = {}  # ids by the key that the page gives
        self._question = count(first_question)

    async def look(self) -> Run:
        """Run the page as it stands: the first time that is the visit, else an unchanged rerun."""
        return await self._run(BackMsg())

    async def ask(self) -> Run:
        """Choose another currency or search for something else, where the page has the choice."""
        currency, search = _QUESTIONS[next(self._question) % len(_QUESTIONS)]
        return await self.choose(currency, search)

    async def choose(self, currency: str, search: str) -> Run:
        """Choose a currency and search for something, where the page has the choice."""
        request = BackMsg()
        states = request.rerun_script.widget_states.widgets
        if "currency" in self._widgets:
            states.add(id=self._widgets["currency"]).string_array_value.data.append(currency)
        if "search" in self._widgets:
            states.add(id=self._widgets["search"]).string_value = search
        return await self._run(request)

    async def _run(self, request: BackMsg) -> Run:
        state = request.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self._page_name
        state.cached_message_hashes.extend(self._kept.messages)
        begun = time.perf_counter()
        await self._connection.send(request.SerializeToString())
        messages = received_bytes = 0
        async with asyncio.timeout(LONGEST_RUN_SECONDS):
            while True:
                data = await self._connection.recv()
                assert isinstance(data, bytes)
                messages, received_bytes = messages + 1, received_bytes + len(data)
                if self._is_last(ForwardMsg.FromString(data)):
                    return Run(time.perf_counter() - begun, messages, received_bytes)

    def _is_last(self, message: ForwardMsg) -> bool:
        """Take a message in; True if it ends the run for good."""
        message = self._kept.resolve(message)
        match message.WhichOneof("type"):
            case "new_session":
                self._kept.longest_age = message.new_session.config.max_cached_message_age
            case "delta":
                self._note(message.delta.new_element)
            case "navigation":  # only this names the page that is shown
                self._page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "script_finished" if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self._kept.end_run()
                return True
            case "script_finished" if (
                message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            ):
                raise BrokenPageError("The page does not compile")
            case "page_not_found":
                raise BrokenPageError(f"There is no page {self._page_name}")
        return False

    def _note(self, element: Element) -> None:
        match element.WhichOneof("type"):
            case "exception":
                raise BrokenPageError(element.exception.message)
            case "button_group" if element.button_group.id.endswith("-currency"):
                self._widgets["currency"] = element.button_group.id
            case "text_input" if element.text_input.id.endswith("-search"):
                self._widgets["search"] = element.text_input.id


@asynccontextmanager
async def open_viewer(url: str, first_question: int = 0) -> AsyncIterator[Viewer]:
    """Open a session on a page; its first run is still to be asked for."""
    server = urljoin(url.replace("http", "ws", 1), "/_stcore/stream")
    async with connect(
        server,
        subprotocols=[_PROTOCOL],
        max_size=None,
        open_timeout=LONGEST_RUN_SECONDS,
        close_timeout=1,
        ping_interval=None,  # a browser sends none either, and a busy server answers late
    ) as connection:
        yield Viewer(connection, url, first_question)


def run_apart(sessions: Coroutine[Any, Any, _Found]) -> _Found:
    """Let sessions run in a thread of their own; where a browser is driven, this one has a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, sessions).result()


def seconds_of_runs(url: str, runs: int) -> float:
    """Return the median time of so many runs, each with another question, of one warm viewer."""

    async def measure() -> float:
        async with open_viewer(url) as viewer:
            await _warm_up(viewer)
            return statistics.median([(await viewer.ask()).seconds for _ in range(runs)])

    return run_apart(measure())


def runs_per_second(url: str, viewers: int, seconds: float) -> float:
    """Return how many runs a second viewers get who ask the next question at once."""

    async def measure() -> float:
        async with AsyncExitStack() as stack:
            all_viewers = [
                await stack.enter_async_context(open_viewer(url, number))
                for number in range(viewers)
            ]
            await _warm_up(all_viewers[0])
            for viewer in all_viewers[1:]:
                await viewer.look()
            begun = time.perf_counter()
            counts = await asyncio.gather(
                *(_runs_until(viewer, begun + seconds) for viewer in all_viewers)
            )
            return sum(counts) / (time.perf_counter() - begun)

    return run_apart(measure())


def megabytes_per_session(url: str, process_id: int, sessions: int) -> float:
    """Return how much more memory a warm server holds for each session that stays."""

    async def measure() -> float:
        async with AsyncExitStack() as stack:
            await _warm_up(await stack.enter_async_context(open_viewer(url)))
            before = resident_megabytes(process_id)
            for _ in range(sessions):
                await (await stack.enter_async_context(open_viewer(url))).look()
            return (resident_megabytes(process_id) - before) / sessions

    return run_apart(measure())


async def _runs_until(viewer: Viewer, end: float) -> int:
    runs = 0
    while time.perf_counter() < end:
        await viewer.ask()
        runs += 1
    return runs


async def _warm_up(viewer: Viewer) -> None:
    await viewer.look()
    for _ in _QUESTIONS:
        await viewer.ask()


def seconds_until_all_are_served(urls: Sequence[str], visitors: int) -> float:
    """Let visitors come at the same moment, spread over the addresses; wait for the last one.

    Each fetches the page and the files that it names, then runs it, as a browser would.
    """

    async def visit(url: str, threads: ThreadPoolExecutor) -> None:
        await asyncio.get_running_loop().run_in_executor(threads, _fetch_files, url)
        async with open_viewer(url) as viewer:
            await viewer.look()

    async def measure() -> float:
        with ThreadPoolExecutor(visitors) as threads:
            begun = time.perf_counter()
            async with asyncio.timeout(LONGEST_CROWD_SECONDS):
                await asyncio.gather(
                    *(visit(urls[number % len(urls)], threads) for number in range(visitors))
                )
            return time.perf_counter() - begun

    return run_apart(measure())


def _fetch_files(url: str) -> None:
    with requests.Session() as session:
        session.headers["Accept-Encoding"] = "gzip, deflate, br"
        page = session.get(url, timeout=LONGEST_RUN_SECONDS)
        for file in _FILES_IN_HTML.findall(page.text):
            with session.get(urljoin(url, file), timeout=LONGEST_RUN_SECONDS, stream=True) as sent:
                sent.raw.read(decode_content=False)
