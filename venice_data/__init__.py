"""What is known about Venice's models and prices; imports no Streamlit."""

from venice_data.catalog import Catalog
from venice_data.parser import parse_models
from venice_data.sources import load_catalog

__all__ = ["Catalog", "load_catalog", "parse_models"]
