"""x"""

from pages.shared.opening import open_page
from pages.shared.site import OVERVIEW

view = open_page(OVERVIEW)
