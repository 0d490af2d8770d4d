"""How each kind of record of this app is listed, shown, typed in and exported."""

# In the order of the menu.
from . import proposal  # isort: skip
from . import review  # isort: skip
from . import handling  # isort: skip
from . import honours  # isort: skip

__all__ = ["handling", "honours", "proposal", "review"]
