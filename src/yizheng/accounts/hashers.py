"""Password hashing that a small server survives at the opening of a plenary."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, 2 rounds, 1 lane: about a sixth of the time of Django's default.

    Four hundred members sign in within a minute; see docs/adr/0006-password-hashing.md.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
