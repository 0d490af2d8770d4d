"""Making titles and bodies out of the material: slots filled, shapes varied, nothing twice."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from .places import INSIDE, OWN, WHOLE_CITY, Slots, somewhere
from .texts import topics

SLOT = re.compile(r"\{(\w+)\}")
RANGE = re.compile(r"\{(\d+)-(\d+)\}")
COUNTY_SLOTS = ("county", *INSIDE, *OWN)
NUMBERS = "一二三四五六七八九"


def fill(template: str, slots: Slots, chance: Random) -> str:
    """A template with its slots named and its ranges `{3-9}` drawn."""
    text = RANGE.sub(lambda found: str(chance.randint(int(found[1]), int(found[2]))), template)
    return SLOT.sub(lambda found: slots[found[1]], text)


def pick(chance: Random, items: Sequence[str], count: int) -> list[str]:
    """`count` different items in the order they stand in, as many as there are."""
    chosen = chance.sample(range(len(items)), min(count, len(items)))
    return [items[place] for place in sorted(chosen)]


def fitting(chance: Random, title: str, items: Sequence[str], count: int) -> list[str]:
    """`count` items, those first that share most pairs of characters with the title."""
    pairs = {title[place : place + 2] for place in range(len(title) - 1)}
    shuffled = chance.sample(items, len(items))
    return sorted(shuffled, key=lambda item: -sum(pair in item for pair in pairs))[:count]


def until_new(taken: set[str], make: Callable[[], str]) -> str:
    """What `make` says first that is not in `taken`; it is then taken.

    Raises:
        LookupError: it has nothing new to say.
    """
    for _ in range(2000):
        text = make()
        if text not in taken:
            taken.add(text)
            return text
    raise LookupError(f"the material is used up: {text}")


@dataclass(frozen=True, slots=True)
class Matter:
    """One subject at one place, ready to be written about."""

    topic: dict[str, Any]
    slots: Slots
    title: str
    facts: list[str]
    problems: list[str]
    measures: list[str]


class Matters:
    """Deals out matters whose titles never repeat, the subjects taking turns."""

    def __init__(self, chance: Random, taken: set[str]) -> None:
        self.chance, self.taken = chance, taken
        self.pile: list[tuple[dict[str, Any], str]] = []

    def next(self, source: str, wrap: Callable[[str], str] = str) -> Matter:
        """The next matter, its title made from the topic's list `source`: titles or reports."""
        for _ in range(4000):
            topic, stem = self._turn(source)
            slots = somewhere(self.chance)
            slots["here"] = here_of(stem, slots)
            title = wrap(fill(stem, slots, self.chance))
            if title not in self.taken:
                self.taken.add(title)
                return self._matter(topic, slots, title)
        raise LookupError(f"no new title from {source}")

    def _turn(self, source: str) -> tuple[dict[str, Any], str]:
        if not self.pile:
            self.pile = [(topic, stem) for topic in topics() for stem in topic[source]]
            self.chance.shuffle(self.pile)
        return self.pile.pop()

    def _matter(self, topic: dict[str, Any], slots: Slots, title: str) -> Matter:
        chance = self.chance
        facts = chance.sample(topic["facts"], len(topic["facts"]))
        problems = fitting(chance, title, topic["problems"], chance.choice([2, 3, 3, 4]))
        measures = fitting(chance, title, topic["measures"], chance.choice([3, 3, 4, 5]))
        filled = [
            [fill(item, slots, chance) for item in part] for part in (facts, problems, measures)
        ]
        return Matter(topic, slots, title, *filled)


def here_of(stem: str, slots: Slots) -> str:
    """What a text calls the place its title speaks of: the county, or the whole city."""
    named = {found[1] for found in SLOT.finditer(stem)}
    if "scope" in named:
        return slots["scope"]
    return slots["county"] if named & set(COUNTY_SLOTS) else WHOLE_CITY


def listed(items: Sequence[str], mark: str, *, joint: str = "\n", end: str = "。") -> str:
    """Items behind their numbers: `mark` holds `#` for 一二三 or `0` for 123."""
    lines = []
    for place, item in enumerate(items):
        number = mark.replace("#", NUMBERS[place]).replace("0", str(place + 1))
        lines.append(f"{number}{item}{end}")
    return joint.join(lines)
