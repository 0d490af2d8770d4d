"""What the pages of the office show beside their facts."""
