"""How django-allauth behaves here: accounts are opened by the office, never by oneself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up by himself."""
        return False
