"""What can be said of video without a quote: which models there are, and what each allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.finding import MOST_ROWS, PageFinding
from pages.video.allowed_settings import NOT_PUBLISHED, allowed
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.names import distinct_names
from venice_data.quotes.video_settings import abilities_of

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, _: Link) -> PageFinding:
    """Say how video is priced, and list what matching models allow."""
    models = view.models
    quoted = int(priced_by_quote(models, view.catalog.prices).sum())
    first = models[:MOST_ROWS]
    settings = [
        allowed(abilities_of(str(model_id), constraints))
        for model_id, constraints in zip(first.index, first["constraints"], strict=True)
    ]
    columns = [
        name
        for name in (settings[0] if settings else ())
        if any(row[name] != NOT_PUBLISHED for row in settings)
    ]
    return PageFinding(
        f"{quoted} of {len(models)} video models have no price list: Venice quotes each clip by "
        "duration, resolution and audio, and this page asks for the quotes.",
        "What models allow",
        ("Model", *columns),
        tuple(
            (str(name), *(row[column] for column in columns))
            for name, row in zip(distinct_names(models)[:MOST_ROWS], settings, strict=True)
        ),
    )
