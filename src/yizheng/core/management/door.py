"""The command line as a door: what is refused is one sentence on stderr and an exit code.

0 done, 1 refused, 2 wrong usage (argparse says that by itself). No trace of the stack for what an
operator can understand and put right.
"""

import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from yizheng.core.errors import Refused

REFUSED = 1


class Door(BaseCommand):
    """A command that says no in a sentence. Subclasses write `work`."""

    requires_system_checks = []
    work: Callable[..., None]

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the work; a refusal ends the program with 1."""
        try:
            self.work(**options)
        except Refused as refusal:
            self.refuse(refusal.message)
        except DatabaseError as error:
            self.refuse(f"数据库不可用，或者还没有升级（yizheng migrate）：{error}")

    def say(self, text: str) -> None:
        """A line for the operator."""
        self.stdout.write(text)

    def refuse(self, sentence: str) -> None:
        """End with a sentence and exit code 1; called from Python, raise `CommandError`."""
        if getattr(self, "_called_from_command_line", False):
            self.stderr.write(sentence)
            sys.exit(REFUSED)
        raise CommandError(sentence, returncode=REFUSED)
