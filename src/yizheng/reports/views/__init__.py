"""Pages of the annual summary, of the figures, and of the checking of drafts."""
