"""Pages of contributions and publications that no register has."""
