"""One thing to tell: as text for chats, and as JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from venice_data.days import instant_json
from venice_data.served.asking import address

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Message:
    """What happened at an instant, and which page says more.

    Its `id` is made of what happened alone: whoever is told twice knows it by that.
    """

    id: str
    kind: str
    at: datetime
    title: str
    lines: tuple[str, ...]
    page: str
    parameters: tuple[tuple[str, str], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    def as_json(self, site: str | None) -> dict[str, Any]:
        """Return all of it; `site` is where people reach the dashboard, None if not known."""
        return {
            "id": self.id,
            "kind": self.kind,
            "at": instant_json(self.at),
            "title": self.title,
            "lines": list(self.lines),
            "link": self._link(site),
            "details": self.details,
        }

    def for_chat(self, site: str | None) -> dict[str, Any]:
        """Return it as Slack and what is like it take it; what a model is called is text."""
        link = self._link(site)
        texts = [_escaped(self.title), *(f"• {_escaped(line)}" for line in self.lines)]
        return {"text": "\n".join([*texts, *([f"<{link}>"] if link else [])]), "mrkdwn": False}

    def _link(self, site: str | None) -> str | None:
        return None if site is None else address(site, self.page, self.parameters)


def _escaped(text: str) -> str:
    """Keep a text from being a link or a call to everybody in the channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
