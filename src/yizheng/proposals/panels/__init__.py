"""What the page of a record shows beside its facts."""
