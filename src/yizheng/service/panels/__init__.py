"""What pages show beside their facts, by subject."""
