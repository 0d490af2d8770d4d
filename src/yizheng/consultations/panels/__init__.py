"""What the pages of this app show beside the facts, a module per subject."""
