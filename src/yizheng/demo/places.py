"""The invented city: its counties and what lies in them, as values for the slots of a text."""

from random import Random
from typing import Any

from .texts import read

# Slots that name a place inside one county, and the list of the gazetteer each is drawn from.
INSIDE = {
    "street": "streets",
    "town": "towns",
    "village": "villages",
    "community": "communities",
    "road": "roads",
    "river": "rivers",
    "scenic": "scenic",
}
# Slots that belong to the county itself.
OWN = ("product", "heritage", "school")
WHOLE_CITY = "我市"
Slots = dict[str, str]


def counties() -> list[dict[str, Any]]:
    """The counties of the gazetteer, the city's districts first."""
    found: list[dict[str, Any]] = read("places")["county"]
    return found


def somewhere(chance: Random, county: dict[str, Any] | None = None) -> Slots:
    """A place to speak of: one county and one of everything in it.

    `scope` is the county or the whole city; `here` says the same and is set when a title is known.
    """
    county = county or chance.choices(counties(), weights=weights())[0]
    slots = {"county": county["name"], "station": read("places")["city"]["station"]}
    slots |= {name: chance.choice(county[source]) for name, source in INSIDE.items()}
    slots |= {name: county[name] for name in OWN}
    slots["road2"] = chance.choice([road for road in county["roads"] if road != slots["road"]])
    slots["scope"] = chance.choice(
        [WHOLE_CITY, WHOLE_CITY, county["name"], county["name"], county["name"]]
    )
    return slots


def weights() -> list[int]:
    """How much is said of each county: more of those with more streets."""
    return [2 + len(county["streets"]) for county in counties()]
