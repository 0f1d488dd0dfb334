"""The command line: what the dashboard knows, for people and programs without a browser."""
