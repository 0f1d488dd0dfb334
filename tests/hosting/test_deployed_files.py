"""What `deploy/` holds for services and containers, checked as far as that goes without them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import requests

from tests.bench.servers import MEMORY_IN_ONE_PLACE
from tests.support.app_server import StreamlitServer, put_first_data
from venice_data.settings import PROJECT_ROOT

_DEPLOY: Final = PROJECT_ROOT / "deploy"
_CONTAINERFILE: Final = _DEPLOY / "Containerfile"
_PROGRAMS: Final = Path(sys.executable).parent


def test_the_container_file_is_clean() -> None:
    subprocess.run([_PROGRAMS / "hadolint", _CONTAINERFILE], check=True)


def test_the_compose_file_is_one() -> None:
    check = str(_PROGRAMS / "check-jsonschema")
    compose = str(_DEPLOY / "compose.yaml")
    subprocess.run([check, "--builtin-schema", "vendor.compose-spec", compose], check=True)


def test_the_service_is_a_unit_of_systemd(tmp_path: Path) -> None:
    unit = (_DEPLOY / "venice-prices.service").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]$", unit, re.MULTILINE)
    assert sections == ["Unit", "Service", "Install"]
    assert "ExecStart=/opt/venice-prices/.venv/bin/streamlit run app.py" in unit
    analyse = shutil.which("systemd-analyze")
    if analyse is not None:
        here = unit.replace("/opt/venice-prices/.venv/bin/streamlit", sys.executable)
        (tmp_path / "venice-prices.service").write_text(here)
        checked = subprocess.run(
            [analyse, "verify", tmp_path / "venice-prices.service"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Unknown" not in checked.stderr


@pytest.mark.parametrize(
    "file", ["Makefile", "deploy/Containerfile", "deploy/venice-prices.service"]
)
def test_each_way_to_start_takes_memory_from_one_place(file: str) -> None:
    settings = " ".join(f"{name}={value}" for name, value in MEMORY_IN_ONE_PLACE.items())
    assert settings in (PROJECT_ROOT / file).read_text(encoding="utf-8")


def test_what_the_container_file_copies_is_all_that_the_dashboard_needs(tmp_path: Path) -> None:
    image = tmp_path / "app"
    for source, target in re.findall(
        r"^COPY (\S+) (\S+)$", _CONTAINERFILE.read_text(), re.MULTILINE
    ):
        _copy(PROJECT_ROOT / source, image / target)
    put_first_data(tmp_path / "data")
    arguments = ["-m", "streamlit", "run", "app.py"]  # its CMD, on loopback
    settings = {"VENICE_OFFLINE": "1", "VENICE_DATA_DIR": str(tmp_path / "data")}
    with StreamlitServer(arguments, tmp_path, image, **settings) as server:
        page = requests.get(f"{server.url}/text", timeout=60)
        assert "Venice prices" in page.text
        assert requests.get(f"{server.url}/api/changes.atom", timeout=60).ok
        too_long = requests.get(f"{server.url}/text?search={'a' * 2**16}", timeout=60)
        assert (too_long.status_code, "too long" in too_long.text) == (414, True)
        assert "Traceback" not in server.log


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
