"""Contents on disk, each once, under its SHA-256; outside the web root, served by a view only."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

DAY = 24 * 3600
PART = ".part"


def path_of(sha256: str) -> Path:
    """Where a content lies, or would lie."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def store(content: bytes) -> str:
    """Keep a content and return its hash. After a crash there is the whole file or none.

    A content that is kept already is touched, so that a sweep under way leaves it alone.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    try:
        os.utime(path)
    except FileNotFoundError:
        _write(path, content)
    return sha256


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=PART, dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    # The name is durable only when the folder is.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep(is_kept: Callable[[str], bool]) -> int:
    """Remove what no attachment points to and what a crash left half-written; returns how many.

    Younger than a day it is left: the transaction that will point to it may still be open.
    """
    removed = 0
    for path in Path(settings.MEDIA_ROOT).glob("??/*"):
        is_old = path.stat().st_mtime < time.time() - DAY
        if is_old and (path.suffix == PART or not is_kept(path.name)):
            path.unlink(missing_ok=True)
            removed += 1
    return removed
