"""One run of a watch: tells the webhook what it has not told yet, the oldest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from venice_data.watch.messages import messages_since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data.history.price_history import PriceHistory
    from venice_data.watch.memory import WatchMemory
    from venice_data.watch.message import Message
    from venice_data.watch.messages import Interests
    from venice_data.watch.webhook import Webhook


def tell_what_is_new(
    history: PriceHistory, memory: WatchMemory, interests: Interests, webhook: Webhook
) -> Iterator[Message]:
    """Yield each message once it was taken and is remembered.

    The first run begins with what is recorded from then on, and with retirements that are near.
    Raises NotSentError where a message is not taken: it and those behind it are for the next run.
    """
    with memory.held(history.newest) as watched:
        told = memory.told()
        for message in messages_since(history, watched, interests, datetime.now(UTC)):
            if message.id not in told:
                webhook.send(message)
                memory.remember(message.id)
                yield message
        memory.all_told_until(history.newest)
