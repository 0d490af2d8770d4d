"""How each kind of record of this app is listed, shown, typed in and exported."""

# In the order of the menu.
from . import proposal  # isort: skip
from . import intake  # isort: skip
from . import review  # isort: skip
from . import handling  # isort: skip
from . import replies  # isort: skip
from . import following  # isort: skip
from . import honours  # isort: skip

__all__ = ["following", "handling", "honours", "intake", "proposal", "replies", "review"]
