"""A private PostgreSQL server for the tests, on a free loopback port, with nothing kept."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final, Self

import psycopg
from psycopg import sql
from sqlalchemy import URL
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.support.free_port import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_USER: Final = "venice"
_PASSWORD: Final = f"Marzipan p@ss/word {token_hex(8)}"  # with what addresses must escape
_PATIENCE_SECONDS: Final = 60
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - TemporaryDirectory makes a new folder in it
_ROOM_BYTES: Final = 4 * 2**30
_UNPRIVILEGED: Final = "nobody"  # the server refuses to run as root


class PostgreSQLServer:
    """A server; it can be stopped, and started again with its databases."""

    def __init__(self) -> None:
        # Not below pytest's folder, into which only its owner may look.
        self._temporary = tempfile.TemporaryDirectory(
            prefix="venice-postgresql-", dir=_in_memory_if_it_fits()
        )
        self._folder = Path(self._temporary.name)
        self._port = free_port()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> URL:
        """Return the address of a database, with its password."""
        return URL.create("postgresql+psycopg", _USER, _PASSWORD, "127.0.0.1", self._port, database)

    def create_database(self, template: str = "template0") -> str:
        """Create a database as a copy of another; return its name."""
        name = f"history_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def execute(self, statement: sql.Composed) -> None:
        """Run a statement on the server itself, beyond any transaction."""
        with self._connect() as connection:
            connection.execute(statement)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    _program("postgres"),
                    *("-D", str(self._folder / "data"), "-p", str(self._port)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
                    *("-c", "fsync=off", "-c", "full_page_writes=off"),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                **_as_unprivileged(),
            )
        try:
            self._wait_until_it_answers()
        except psycopg.OperationalError:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, whoever is connected; its databases are whole."""
        self._end(signal.SIGINT)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Take the server away for a while."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let the server take connections for a while, and answer nobody."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self._initialise()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(signal.SIGQUIT)  # at once: nothing is kept
        self._temporary.cleanup()

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_PATIENCE_SECONDS)
            self._process = None

    def _initialise(self) -> None:
        password_file = self._folder / "password"
        password_file.write_text(_PASSWORD, encoding="utf-8")
        if _as_unprivileged():
            shutil.chown(self._folder, _UNPRIVILEGED)
            shutil.chown(password_file, _UNPRIVILEGED)
        subprocess.run(
            [
                _program("initdb"),
                *("-D", str(self._folder / "data"), "-U", _USER, "--pwfile", str(password_file)),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            **_as_unprivileged(),
        )

    @retry(
        retry=retry_if_exception_type(psycopg.OperationalError),
        stop=stop_after_delay(_PATIENCE_SECONDS),
        wait=wait_fixed(0.05),
        reraise=True,
    )
    def _wait_until_it_answers(self) -> None:
        self._connect().close()

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1",
            port=self._port,
            user=_USER,
            password=_PASSWORD,
            dbname="postgres",
            autocommit=True,
        )


def _in_memory_if_it_fits() -> Path | None:
    """Return a folder in memory, where hundreds of databases come and go fast; else None."""
    fits = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES
    return _MEMORY if fits and os.access(_MEMORY, os.W_OK) else None


def _program(name: str) -> str:
    """Return where a program of the server is, which Debian keeps out of the PATH."""
    folders = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *folders]))
    if found is None:
        raise FileNotFoundError(
            f"PostgreSQL's {name} is needed for the tests; `sh tests/install_programs.sh` "
            "installs it"
        )
    return found


def _as_unprivileged() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
