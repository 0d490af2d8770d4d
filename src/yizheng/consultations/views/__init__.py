"""Pages of their own, a module per subject; the lists and records come from the registers."""
