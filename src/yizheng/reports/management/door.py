"""What our commands share: refusals and bad input end with one sentence and exit code 2."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import east_asian_width

from django.core.management.base import CommandError, CommandParser

from yizheng.core.errors import Refused, Unknown
from yizheng.core.management.door import Door
from yizheng.core.periods import Year
from yizheng.members.selectors import committee_named, year_of

UNUSABLE = 2


class Stop(Exception):
    """The command ends here, with this code; what is to be said has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Parser(CommandParser):
    """Wrong arguments are told in Chinese, with how the command is written."""

    def error(self, message: str) -> NoReturn:
        """End the program."""
        raise Refused(f"写法不对。写法：{self.usage}")


class Question(Door):
    """A command that answers about figures and drafts; what it cannot use ends with code 2.

    `written` is how it is written, for those who wrote it otherwise.
    """

    written = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Our parser instead of Django's."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = Parser
        parser.usage = f"yizheng {self.written}"
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Parse and run; arguments that cannot be read are refused like the rest."""
        self._called_from_command_line = True
        try:
            super().run_from_argv(argv)
        except Refused as refusal:
            self.refuse(refusal.message)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, and end with the code the answer asks for."""
        try:
            super().handle(*args, **options)
        except Stop as stop:
            sys.exit(stop.code)

    def refuse(self, sentence: str) -> None:
        """End with a sentence and exit code 2; called from Python, raise `CommandError`."""
        if getattr(self, "_called_from_command_line", False):
            self.stderr.write(sentence)
            sys.exit(UNUSABLE)
        raise CommandError(sentence, returncode=UNUSABLE)

    def say_json(self, content: Any) -> None:
        """JSON to standard output, Chinese as it is."""
        self.say(json.dumps(content, ensure_ascii=False, indent=2))


def committee_option(parser: ArgumentParser) -> None:
    """`--committee CODE`, the topmost committee by default."""
    parser.add_argument("--committee", default="", metavar="代码", help="政协的代码，默认为最上级")


def year_named(words: str, committee: str) -> Year:
    """The year that was typed, of the committee that was typed.

    Raises:
        Unknown: no such committee, or no such year; the message names those there are.
    """
    if not (words.isascii() and words.isdecimal() and len(words) == 4):
        raise Unknown(f"“{words}”不是年度，请写四位数字，如 2025")
    return year_of(committee_named(committee).pk, int(words))


def content_of(path: str) -> bytes:
    """The bytes of a file.

    Raises:
        Refused: it is not there, or cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(READ_AT_MOST)
    except FileNotFoundError as error:
        raise Refused(f"没有“{path}”这个文件") from error
    except (OSError, ValueError) as error:
        raise Refused(f"不能读取“{path}”，请检查它是不是文件、有没有权限") from error


# One byte more than a draft may have, so that a huge file is refused without being read whole.
READ_AT_MOST = 2 * 1024 * 1024 + 1


def width_of(text: str) -> int:
    """Columns a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """Lines with aligned columns; columns in `right` are set to the right."""
    widths = [max(width_of(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(_padded(row, widths, right)).rstrip() for row in rows]


def _padded(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> list[str]:
    cells = []
    for place, cell in enumerate(row):
        space = " " * (widths[place] - width_of(cell))
        cells.append(space + cell if place in right else cell + space)
    return cells
