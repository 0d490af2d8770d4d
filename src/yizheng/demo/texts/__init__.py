"""The material of the demo year: places, names, subjects, phrases, as TOML beside this file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def read(name: str) -> dict[str, Any]:
    """The content of one file of material, without its suffix; read once, never changed."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def topics() -> list[dict[str, Any]]:
    """Every subject of proposals and opinion reports, in the order of the files."""
    names = sorted(path.stem for path in HERE.glob("topics_*.toml"))
    return [topic for name in names for topic in read(name)["topic"]]
