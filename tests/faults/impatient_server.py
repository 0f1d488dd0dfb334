"""Runs the dashboard with a tenth of its patience with Venice: `impatient_server SCRIPT`."""

from __future__ import annotations

import sys

from streamlit.web.cli import main

from venice_data.api import client, patience

_PATIENCE = (
    (client, "CONNECT_TIMEOUT_SECONDS"),
    (client, "READ_TIMEOUT_SECONDS"),
    (client, "ANSWER_DEADLINE_SECONDS"),
    (patience, "FIRST_BACKOFF_SECONDS"),
)

if __name__ == "__main__":
    for module, name in _PATIENCE:
        setattr(module, name, getattr(module, name) / 10)
    sys.argv = ["streamlit", "run", *sys.argv[1:]]
    main()
