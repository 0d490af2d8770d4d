"""Where a pattern stands in a text: found once, asked for many times."""

import re
from bisect import bisect_left


class Marks:
    """Places of a pattern in one text."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        """Find every match."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        for found in pattern.finditer(text):
            self.starts.append(found.start())
            self.ends.append(found.end())

    def count(self, begin: int, end: int) -> int:
        """How many matches lie in a range."""
        first = bisect_left(self.starts, begin)
        last = bisect_left(self.starts, end, first)
        while last > first and self.ends[last - 1] > end:
            last -= 1
        return last - first

    def last(self, begin: int, end: int) -> int | None:
        """End of the last match in a range; None when there is none."""
        count = self.count(begin, end)
        return self.ends[bisect_left(self.starts, begin) + count - 1] if count else None
