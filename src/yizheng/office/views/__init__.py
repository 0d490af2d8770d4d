"""Pages of the office that no register has."""
