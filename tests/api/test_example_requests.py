"""First requests to a model: pasted into a shell or a script, they send what the API asks for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.own_data import OWN_DATA
from venice_data.api.example_requests import _BASE, ExampleRequest, example_request
from venice_data.api.parser import parse_models

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

MODELS = parse_models(json.loads((OWN_DATA / "models-2026-08-22.json").read_text())).models
HOSTILE = 'it\'s "a" $(touch pwned) `id` {0}\\'


@pytest.mark.parametrize(
    ("api_type", "path"),
    [
        ("text", "/chat/completions"),
        ("embedding", "/embeddings"),
        ("image", "/image/generate"),
        ("inpaint", "/image/edit"),
        ("upscale", "/image/upscale"),
        ("tts", "/audio/speech"),
        ("asr", "/audio/transcriptions"),
        ("music", "/audio/queue"),
        ("video", "/video/queue"),
    ],
)
def test_each_type_is_asked_at_its_own_address(api_type: str, path: str) -> None:
    request = request_to(first_of(api_type))

    assert request.path == path


def test_a_remover_of_backgrounds_is_sent_a_picture_and_no_prompt() -> None:
    request = request_to(first_of("image").rename("bria-bg-remover"))

    assert (request.path, request.body) == ("/image/background-remove", {})
    assert "-F image=@photo.jpg" in request.curl()


def test_a_type_that_is_new_here_has_no_example() -> None:
    model = first_of("text").copy()
    model["type"] = "hologram"

    assert example_request(model) is None


def test_what_a_model_lets_one_choose_is_taken_from_its_constraints() -> None:
    model = first_of("video").copy()
    model["constraints"] = {"durations": ["8s"], "resolutions": ["1080p"], "aspect_ratios": []}

    body = request_to(model).body

    assert (body["duration"], body["resolution"]) == ("8s", "1080p")
    assert "aspect_ratio" not in body


@pytest.mark.parametrize("model_id", ["kimi-k3", "openai/whisper-large-v3", HOSTILE])
def test_the_command_sends_the_body_whatever_the_model_is_called(
    model_id: str, tmp_path: Path
) -> None:
    model = first_of("text").rename(model_id)
    request = request_to(model)
    fake = tmp_path / "curl"
    fake.write_text('#!/bin/sh\nwhile [ "$1" != -d ]; do shift; done\nprintf %s "$2"\n')
    fake.chmod(0o755)

    printed = subprocess.run(
        ["/bin/sh", "-c", request.curl()],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "VENICE_API_KEY": "k"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert json.loads(printed) == request.body
    assert [path.name for path in tmp_path.iterdir()] == ["curl"]


@pytest.mark.parametrize("api_type", ["text", "image", "asr", "upscale"])
def test_the_script_is_whole_and_sends_the_same(api_type: str, tmp_path: Path) -> None:
    model = first_of(api_type).rename(HOSTILE)
    request = request_to(model)
    for name in ("photo.jpg", "meeting.mp3"):
        (tmp_path / name).write_bytes(b"bytes")
    (tmp_path / "requests.py").write_text(
        "import json\n"
        "class Answer:\n"
        "    content = b''\n"
        "    def raise_for_status(self): ...\n"
        "    def json(self): return ''\n"
        "def post(address, headers, timeout, json=None, data=None, files=None):\n"
        "    print(__import__('json').dumps([address, headers, json or data or {}]))\n"
        "    return Answer()\n"
    )

    printed = subprocess.run(
        [sys.executable, "-c", request.python()],
        env={"VENICE_API_KEY": "k", "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    address, headers, body = json.loads(printed.splitlines()[0])
    assert address == f"{_BASE}{request.path}"
    assert headers == {"Authorization": "Bearer k"}
    assert body == request.body


def first_of(api_type: str) -> pd.Series[Any]:
    """Return the first model of a type that makes something new."""
    of_type = MODELS[MODELS["type"] == api_type].drop(index="bria-bg-remover", errors="ignore")
    return of_type.iloc[0]


def request_to(model: pd.Series[Any]) -> ExampleRequest:
    """Return the example for a model that has one."""
    request = example_request(model)
    assert request is not None
    return request
