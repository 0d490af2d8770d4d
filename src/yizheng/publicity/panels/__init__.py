"""What the pages of calls, contributions and publications show beside their facts."""
