"""The built bundle: which hashed file a name stands for, and which icons were drawn."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

MANIFEST = Path(__file__).parents[1] / "static" / "dist" / "manifest.json"


class NoBundle(RuntimeError):
    """The front-end bundle is missing, or has no such file."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the bundle holds: `{"app.js": "app-1a2b3c4d.js"}`, and the names of its icons."""

    files: dict[str, str]
    icons: frozenset[str]


def bundle() -> Bundle:
    """The bundle as built; read once, except while debugging, when it may be rebuilt.

    Raises:
        NoBundle: there is none.
    """
    return _read(MANIFEST, MANIFEST.stat().st_mtime if settings.DEBUG and MANIFEST.exists() else 0)


@cache
def _read(manifest: Path, _built: float) -> Bundle:
    if not manifest.exists():
        raise NoBundle("the front-end bundle is not built: run ./run setup")
    told = json.loads(manifest.read_text(encoding="utf-8"))
    return Bundle(told["files"], frozenset(told["icons"]))


def url_of(name: str) -> str:
    """The address of a built file, its content hash included.

    Raises:
        NoBundle: the bundle is missing, or holds no such file.
    """
    files = bundle().files
    if name not in files:
        raise NoBundle(f"the bundle has no {name}: one of {', '.join(sorted(files))}")
    return static(f"dist/{files[name]}")


def icon_url(name: str) -> str:
    """The address of one drawing in the sprite.

    Raises:
        NoBundle: the sprite has no such drawing; add it to frontend/src/icons.json.
    """
    if name not in bundle().icons:
        raise NoBundle(f"no icon {name}: add it to frontend/src/icons.json and run ./run setup")
    return f"{url_of('icons.svg')}#{name}"
