"""Pages of their own; the lists and records come from the registers."""
