"""Similar proposals: the index at 1,000 and 100,000 texts, beside reading every text each time.

Texts are made of the demo's subjects at invented places, each mixed with sentences about other
matters. A question is another text on the matter of one that is there: half its sentences are
others, its title is turned. Printed are processor times, so that a busy machine tells the same.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

os.environ["YIZHENG_DATA"] = tempfile.mkdtemp(prefix="yizheng-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizheng.config.settings_test")

import django

django.setup()

from yizheng.core.similar.index import Index, Text, opened, path_of  # noqa: E402
from yizheng.core.similar.wording import key_of, terms  # noqa: E402
from yizheng.demo.composing import fill  # noqa: E402
from yizheng.demo.places import INSIDE, somewhere  # noqa: E402
from yizheng.demo.texts import topics  # noqa: E402

SIZES = (1_000, 100_000)
QUESTIONS, READ_ALL = 200, 2
SYLLABLES = (
    "安宁平和清泉石河东西南北岭原川谷桥林松柏柳杨金银玉云龙虎马鹿鹤雁山水湖塘沟坡岔寨营店镇关"
)
ENDS = {"street": "街道", "town": "镇", "village": "村", "community": "社区", "road": "路"}
Written = tuple[str, str]


def dice(seed: int) -> Random:
    """The same throws every time."""
    return Random(seed)  # noqa: S311 - no secret


def place(chance: Random) -> dict[str, str]:
    """A place that no other text need speak of."""

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=2))

    slots = somewhere(chance)
    slots |= {slot: name() + ENDS.get(slot, "") for slot in INSIDE} | {"county": f"{name()}县"}
    slots["scope"] = slots["here"] = slots["county"]
    return slots


def written(chance: Random, *, turned: bool = False, seed: int = 0) -> Written:
    """Title and body. The same seed gives the same matter at the same place."""
    same = dice(seed)
    topic = same.choice(topics())
    slots = place(same)
    title = fill(same.choice(topic["titles"]), slots, same)
    body = [*topic["facts"], *topic["problems"], *topic["measures"]]
    own = chance.sample(body, len(body) // 2)
    other = chance.choice(topics())
    sentences = [fill(one, slots, chance) for one in (*own, *other["problems"], *other["measures"])]
    frame = "进一步{}的建议" if turned else "关于{}的提案"
    return frame.format(title), "。".join(sentences)


def texts(size: int) -> list[Written]:
    """The texts that are there; the place of one in the list is its number."""
    return [written(dice(-number), seed=number) for number in range(size)]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of processor time, and what came of it."""
    start = time.process_time()
    result = work()
    return (time.process_time() - start) * 1000, result


def take_in(index: Index, rows: list[Written]) -> None:
    """Fill the index."""
    with index.writing():
        index.put(
            Text(number, key_of(title), key_of(body), frozenset(terms(f"{title}\n{body}")))
            for number, (title, body) in enumerate(rows)
        )


def read_all(question: Written, rows: list[Written]) -> int:
    """What one would do without an index: find the text that shares most pairs of characters."""
    asked = frozenset(terms("\n".join(question)))
    shared = [len(asked & frozenset(terms("\n".join(row)))) for row in rows]
    return shared.index(max(shared))


def measure(size: int) -> None:
    """Print what one size costs and finds."""
    rows, chance = texts(size), dice(1)
    numbers = chance.choices(range(size), k=QUESTIONS)
    questions = [(number, written(chance, turned=True, seed=number)) for number in numbers]
    with opened("texts", size, wait=1) as index:
        build, _ = timed(lambda: take_in(index, rows))
        answers = [
            (number, *timed(partial(index.like, terms(title), terms(body), limit=5)))
            for number, (title, body) in questions
        ]
    reading = [timed(partial(read_all, question, rows))[0] for _, question in questions[:READ_ALL]]
    took = sorted(milliseconds for _, milliseconds, _ in answers)
    found = sum(number in best for number, _, best in answers)
    middle, slow = took[len(took) // 2], took[len(took) * 95 // 100]
    megabytes = path_of("texts", size).stat().st_size / 2**20
    print(
        f"{size:>8,}  made in {build / 1000:5.1f} s, {megabytes:5.1f} MB;"
        f" a question {middle:5.1f} ms, one in twenty {slow:5.1f} ms or more;"
        f" reading all {statistics.mean(reading) / middle:7,.0f} x that;"
        f" found {found} of {QUESTIONS}"
    )


if __name__ == "__main__":
    for one in SIZES:
        measure(one)
