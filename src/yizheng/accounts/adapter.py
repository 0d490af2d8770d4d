"""How django-allauth behaves here: accounts are opened by the office, never by oneself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; a password of one's own choice ends the time of the one-time password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": "密码不正确，请再试一次",
        "too_many_login_attempts": "输错的次数太多，请过几分钟再试",
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up by himself."""
        return False

    def set_password(self, user: Any, password: str) -> None:
        """Store a password the person chose; the pages open again."""
        user.must_change_password = False
        super().set_password(user, password)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether the second confirmation holds; the session then gets a new key, as at sign-in."""
        holds = bool(super().reauthenticate(user, password))
        if holds:
            self.request.session.cycle_key()
        return holds
