"""Processor time of one password hash, ours against Django's defaults, as ratios."""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizheng.config.settings_test")

import django

django.setup()

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher  # noqa: E402

from yizheng.accounts.hashers import SmallArgon2  # noqa: E402


def cost(hasher: object, rounds: int = 5) -> float:
    """Seconds of processor time for one hash."""
    start = time.process_time()
    for _ in range(rounds):
        hasher.encode("correct horse battery staple", "somesaltsomesalt")  # type: ignore[attr-defined]
    return (time.process_time() - start) / rounds


if __name__ == "__main__":
    ours = cost(SmallArgon2())
    for hasher in (SmallArgon2(), Argon2PasswordHasher(), PBKDF2PasswordHasher()):
        print(f"{type(hasher).__name__:24} {cost(hasher) / ours:5.1f} x ours")
