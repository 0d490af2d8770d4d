"""Names of people who do not exist, and the posts they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from .composing import SLOT, fill
from .places import somewhere
from .texts import read

MALE, FEMALE = "male", "female"


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the sex it was made for."""

    name: str
    sex: str


def names(chance: Random) -> Iterator[Named]:
    """New names without end, no two alike: most of three characters, some of two."""
    material, taken = read("names"), set()
    while True:
        sex = chance.choices([MALE, FEMALE], weights=[66, 34])[0]
        name = _surname(chance, material) + _given(chance, material, sex)
        if name not in taken:
            taken.add(name)
            yield Named(name, sex)


def _surname(chance: Random, material: dict[str, Any]) -> str:
    if chance.random() < 0.02:
        return str(chance.choice(material["double"]))
    return str(chance.choice(material["surnames"]))


def _given(chance: Random, material: dict[str, Any], sex: str) -> str:
    if chance.random() < 0.12:
        return str(chance.choice(material["single"]))
    first, second = material[f"{sex}_first"], material[f"{sex}_second"]
    return str(chance.choice(first) + chance.choice(second))


class Posts:
    """Deals out posts of a sector, each once; those with a slot as often as there are places."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def next(self, patterns: list[str]) -> str:
        """A post nobody holds yet, made from the patterns of a sector."""
        for _ in range(3000):
            slots = somewhere(self.chance) | self._trades()
            post = fill(self.chance.choice(patterns), slots, self.chance)
            if post not in self.taken:
                self.taken.add(post)
                return post
        raise LookupError(f"no post left: {patterns}")

    def _trades(self) -> dict[str, str]:
        return {name: self.chance.choice(items) for name, items in read("sectors")["fill"].items()}


def has_slot(pattern: str) -> bool:
    """Whether a pattern names a place, so that many may hold such a post."""
    return SLOT.search(pattern) is not None
