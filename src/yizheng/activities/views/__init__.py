"""Pages of activities beside those every register has."""
