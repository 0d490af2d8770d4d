"""The `yizheng` command: Django's command line under our name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command, `yizheng help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yizheng.config.settings")
    execute_from_command_line(["yizheng", *sys.argv[1:]])
