"""Why the history cannot be used, in words for people."""


class HistoryUnavailableError(Exception):
    """The history can be neither read nor recorded; the message says why."""


class NotRecordedError(HistoryUnavailableError):
    """The history can be read, but nothing can be recorded; the message says why."""
