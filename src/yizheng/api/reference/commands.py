"""The page of commands: what `yizheng` can be told on the command line."""

import argparse
from collections.abc import Iterable

from django.apps import apps
from django.core.management import get_commands, load_command_class

from .markdown import code, document, table

# What Django gives to every command.
USUAL = frozenset(
    {
        "-h", "-v", "--version", "--settings", "--pythonpath", "--traceback", "--no-color",
        "--force-color", "--skip-checks",
    }
)  # fmt: skip


def page() -> str:
    """Our own commands, with their arguments."""
    ours = {app.name for app in apps.get_app_configs() if app.name.startswith("yizheng.")}
    found = sorted((name, app) for name, app in get_commands().items() if app in ours)
    return document(
        "命令",
        "退出码：0 完成，1 被拒绝（错误输出里有一句话），2 写法不对。"
        "`yizheng migrate` 等 Django 自带的命令同样可用。",
        *[_section(name, str(app)) for name, app in found],
    )


def _section(name: str, app: str) -> str:
    command = load_command_class(app, name)
    parser = command.create_parser("yizheng", name)
    rows = list(_rows(parser._actions))  # noqa: SLF001 - argparse has no other way to ask
    title = f"## yizheng {name}\n\n{command.help}"
    return f"{title}\n\n{table(('参数', '必填', '说明'), rows)}" if rows else title


def _rows(actions: Iterable[argparse.Action]) -> Iterable[tuple[str, str, str]]:
    for action in actions:
        if not USUAL.isdisjoint(action.option_strings):
            continue
        names = " ".join(action.option_strings) or str(action.metavar or action.dest)
        if action.choices and not action.option_strings:
            names = " ".join(str(choice) for choice in action.choices)
        yield code(names), "是" if _needed(action) else "", action.help or ""


def _needed(action: argparse.Action) -> bool:
    """Argparse calls a list that may be empty required, too."""
    return action.required and action.nargs not in ("*", "?")
