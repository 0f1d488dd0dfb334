"""Kept current: the catalog that all viewers share, and its refresh."""
