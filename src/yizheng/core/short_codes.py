"""Codes that people type: at the end of a short address, and on a receipt."""

from django.utils.crypto import get_random_string

# Without signs that are misread: a link is typed from a poster, a receipt from a slip of paper.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_link() -> str:
    """The end of a short address."""
    return get_random_string(6, SIGNS)


def new_receipt() -> str:
    """The code by which somebody follows what he sent: 31 ** 12 of them, not to be guessed."""
    return get_random_string(12, SIGNS)
