"""Prices that Venice quotes on demand: video clips, and audio to verify a price with."""
