"""What each video model lets you choose, as Venice publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.table import show_table
from venice_data.quotes.video_settings import VideoAbilities, abilities_of

if TYPE_CHECKING:
    from pages.shared.view import View

NOT_PUBLISHED: Final = "not published"


def show(view: View) -> None:
    """List the matching video models with their kinds, durations, resolutions and audio."""
    st.subheader("What each video model allows", anchor=False)
    rows = [
        {"Model": name, "Id": model_id, **allowed(abilities_of(str(model_id), constraints))}
        for model_id, name, constraints in zip(
            view.models.index, view.models["name"], view.models["constraints"], strict=True
        )
    ]
    table = pd.DataFrame(rows).assign(Privacy=view.models["privacy"].to_numpy())
    if not view.models["constraints"].map(bool).any():
        st.caption(
            "This list does not say what its models allow. Ask for a quote: if a model does "
            "not accept a value, the quote names the nearest one it accepts."
        )
    show_table(view, table, name="video_models", alt="What each video model allows")


def allowed(abilities: VideoAbilities) -> dict[str, str]:
    """Say in words what a model lets you choose, by setting."""
    if not abilities.is_published:
        return {
            "Kind": abilities.kind,
            "Durations": NOT_PUBLISHED,
            "Resolutions": NOT_PUBLISHED,
            "Aspect ratios": NOT_PUBLISHED,
            "Audio": NOT_PUBLISHED,
        }
    return {
        "Kind": abilities.kind,
        "Durations": _listed(abilities.durations),
        "Resolutions": _listed(abilities.resolutions),
        "Aspect ratios": _listed(abilities.aspect_ratios),
        "Audio": _audio(abilities),
    }


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "not selectable"


def _audio(abilities: VideoAbilities) -> str:
    if abilities.is_audio_selectable:
        return "selectable"
    return {True: "always", False: "none", None: NOT_PUBLISHED}[abilities.has_audio]
