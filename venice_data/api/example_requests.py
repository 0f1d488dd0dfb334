"""A first request to a model, to be pasted into a terminal or a script.

Addresses and fields are those of Venice's published API reference.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pprint import pformat
from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.model_types import removes_backgrounds

if TYPE_CHECKING:
    import pandas as pd

_BASE: Final = "https://api.venice.ai/api/v1"
_PICTURE_ADDRESS: Final = "https://example.com/photo.jpg"
_TIMEOUT_SECONDS: Final = 120


@dataclass(frozen=True)
class ExampleRequest:
    """One request: where it goes, its JSON body or its form, and the file that the answer is.

    `file` is the name of the field that takes a file from disk and that file; with it, the
    body is sent as a form. `output` is empty where the answer is JSON.
    """

    path: str
    body: dict[str, Any]
    file: tuple[str, str] | None = None
    output: str = ""
    note: str = ""

    def curl(self) -> str:
        """Return the request as a command for a terminal."""
        lines = [f"curl {_BASE}{self.path}", '-H "Authorization: Bearer $VENICE_API_KEY"']
        if self.file is None:
            lines.append('-H "Content-Type: application/json"')
            lines.append(f"-d {shlex.quote(json.dumps(self.body, indent=2))}")
        else:
            lines.append(f"-F {shlex.quote(f'{self.file[0]}=@{self.file[1]}')}")
            lines += [f"-F {shlex.quote(f'{name}={value}')}" for name, value in self.body.items()]
        if self.output:
            lines.append(f"--output {self.output}")
        return " \\\n  ".join(lines)

    def python(self) -> str:
        """Return the request as a script; it needs the package `requests`."""
        sent = [f"json={pformat(self.body, sort_dicts=False)},"]
        if self.file is not None:
            sent = [f"files={{{self.file[0]!r}: open({self.file[1]!r}, 'rb')}},"]
            sent += [f"data={pformat(self.body, sort_dicts=False)},"] if self.body else []
        end = (
            f"with open({self.output!r}, 'wb') as file:\n    file.write(answer.content)"
            if self.output
            else "print(answer.json())"
        )
        arguments = "\n".join(f"    {line}" for part in sent for line in part.splitlines())
        return (
            "import os\n\nimport requests\n\n"
            "answer = requests.post(\n"
            f"    {f'{_BASE}{self.path}'!r},\n"
            "    headers={'Authorization': f\"Bearer {os.environ['VENICE_API_KEY']}\"},\n"
            f"{arguments}\n"
            f"    timeout={_TIMEOUT_SECONDS},\n"
            ")\n"
            "answer.raise_for_status()\n"
            f"{end}\n"
        )


def example_request(model: pd.Series[Any]) -> ExampleRequest | None:
    """Return a first request to a model, a row of the catalog; None for a type that is new here."""
    build = _BY_TYPE.get(str(model["type"]))
    return None if build is None else build(str(model.name), model)


def _chat(model_id: str, _: pd.Series[Any]) -> ExampleRequest:
    messages = [{"role": "user", "content": "Say hello in one sentence."}]
    return ExampleRequest("/chat/completions", {"model": model_id, "messages": messages})


def _embed(model_id: str, _: pd.Series[Any]) -> ExampleRequest:
    return ExampleRequest("/embeddings", {"model": model_id, "input": "A sentence to embed."})


def _picture(model_id: str, model: pd.Series[Any]) -> ExampleRequest:
    if removes_backgrounds(model_id):
        return ExampleRequest(
            "/image/background-remove", {}, file=("image", "photo.jpg"), output="picture.png"
        )
    body: dict[str, Any] = {"model": model_id, "prompt": "A lighthouse at dusk"}
    constraints = model["constraints"]
    for name, allowed in (("resolution", "resolutions"), ("quality", "qualities")):
        if _texts(constraints, allowed):
            body[name] = _texts(constraints, allowed)[0]
    return ExampleRequest(
        "/image/generate", body | {"format": "png", "return_binary": True}, output="picture.png"
    )


def _edit(model_id: str, _: pd.Series[Any]) -> ExampleRequest:
    body = {"model": model_id, "prompt": "Make the sky a sunrise", "image": _PICTURE_ADDRESS}
    return ExampleRequest("/image/edit", body, output="picture.png")


def _upscale(_model_id: str, _: pd.Series[Any]) -> ExampleRequest:
    return ExampleRequest(
        "/image/upscale", {"scale": 2}, file=("image", "photo.jpg"), output="picture.png"
    )


def _speech(model_id: str, _: pd.Series[Any]) -> ExampleRequest:
    return ExampleRequest(
        "/audio/speech", {"model": model_id, "input": "Hello from Venice."}, output="speech.audio"
    )


def _transcription(model_id: str, _: pd.Series[Any]) -> ExampleRequest:
    return ExampleRequest(
        "/audio/transcriptions", {"model": model_id}, file=("file", "meeting.mp3")
    )


def _music(model_id: str, model: pd.Series[Any]) -> ExampleRequest:
    body = {"model": model_id, "prompt": "A calm piano piece in a major key"}
    if "lyrics required" in model["capabilities"]:
        body["lyrics_prompt"] = "[Verse]\nThe tide comes in, the tide goes out"
    return ExampleRequest("/audio/queue", body, note=_QUEUED.format(path="/audio/retrieve"))


def _video(model_id: str, model: pd.Series[Any]) -> ExampleRequest:
    constraints = model["constraints"]
    body: dict[str, Any] = {
        "model": model_id,
        "prompt": "A boat crosses the lagoon at dawn",
        "duration": next(iter(_texts(constraints, "durations")), "5s"),
    }
    for name, allowed in (("resolution", "resolutions"), ("aspect_ratio", "aspect_ratios")):
        if _texts(constraints, allowed):
            body[name] = _texts(constraints, allowed)[0]
    if constraints.get("model_type") == "image-to-video" or "image-to-video" in model_id:
        body["image_url"] = _PICTURE_ADDRESS
    return ExampleRequest("/video/queue", body, note=_QUEUED.format(path="/video/retrieve"))


_QUEUED: Final = (
    "The answer names a `queue_id`; ask `{path}` with it and the model until the result is ready."
)
_BY_TYPE: Final = {
    "text": _chat,
    "embedding": _embed,
    "image": _picture,
    "inpaint": _edit,
    "upscale": _upscale,
    "tts": _speech,
    "asr": _transcription,
    "music": _music,
    "video": _video,
}


def _texts(constraints: dict[str, Any], name: str) -> list[str]:
    values = constraints.get(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
