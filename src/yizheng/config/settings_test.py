"""Settings for the test suite: fast hashing, jobs at once, the database named by the environment."""

import os
import tempfile

os.environ.setdefault("YIZHENG_DATA", tempfile.mkdtemp(prefix="yizheng-test-"))

from .settings import *  # noqa: E402, F403
from .settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = ":memory:"
else:
    DATABASES["default"]["OPTIONS"].pop("pool")
