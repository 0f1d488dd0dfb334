"""Runs the dashboard with a tenth of its patience with Venice: `impatient_server SCRIPT`."""

from __future__ import annotations

import sys

from streamlit.web.cli import main

from venice_data.api import client

_PATIENCE = (
    "CONNECT_TIMEOUT_SECONDS",
    "READ_TIMEOUT_SECONDS",
    "ANSWER_DEADLINE_SECONDS",
    "FIRST_BACKOFF_SECONDS",
)

if __name__ == "__main__":
    for name in _PATIENCE:
        setattr(client, name, getattr(client, name) / 10)
    sys.argv = ["streamlit", "run", *sys.argv[1:]]
    main()
