"""Further parts of the pages of the roster."""
