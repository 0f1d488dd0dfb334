"""What is known about Venice's models and prices; imports no Streamlit."""

from venice_data.api.parser import parse_models
from venice_data.api.sources import load_catalog
from venice_data.catalog.frames import Catalog

__all__ = ["Catalog", "load_catalog", "parse_models"]
__version__ = "1.0.0"
