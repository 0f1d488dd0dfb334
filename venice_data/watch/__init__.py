"""Tells a webhook what matters: moves of prices, retirements, the bill of a basket."""
