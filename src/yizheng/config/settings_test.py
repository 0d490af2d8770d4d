"""Settings for the test suite: fast hashing, jobs at once, databases that are thrown away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("YIZHENG_DATA", tempfile.mkdtemp(prefix="yizheng-test-"))

from .settings import *  # noqa: F403
from .settings import DATABASES, ENV

# Processes side by side have databases of their own, whose committees have the same ids.
SEAL_ROOT = Path(tempfile.mkdtemp(prefix="seals-", dir=ENV.data))
SIMILAR_ROOT = Path(tempfile.mkdtemp(prefix="similar-", dir=ENV.data))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["*"]

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, as in use: locks between threads are then the real ones. Only the waiting for the
    # disk is left out.
    _database["TEST"] = {"NAME": str(Path(ENV.data) / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
else:
    _database["OPTIONS"].pop("pool")
