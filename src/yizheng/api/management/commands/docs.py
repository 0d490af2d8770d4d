"""`yizheng docs`: write the reference pages from the registries."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from yizheng.api.reference import written
from yizheng.config.env import CHECKOUT
from yizheng.core.management.door import Door

FOLDER = CHECKOUT / "docs" / "reference"


class Command(Door):
    """Write what the registries say; `--check` tells whether the files say the same."""

    help = "由各项登记生成参考文档 docs/reference；--check 只核对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and whether to look only."""
        parser.add_argument("--check", action="store_true", help="只核对，有出入时退出码为 1")
        parser.add_argument("--to", type=Path, default=FOLDER, help="写到哪个文件夹")

    def work(self, *, check: bool, to: Path, **_: Any) -> None:
        """Write every page, or name those that differ."""
        pages = written()
        if check:
            stale = [name for name, text in pages.items() if _stored(to / name) != text]
            if stale:
                self.refuse(f"参考文档与程序不一致，请运行 yizheng docs：{'、'.join(stale)}")
            self.say(f"{len(pages)} 页与程序一致")
            return
        to.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (to / name).write_text(text, encoding="utf-8")
        self.say(f"已写 {len(pages)} 页到 {to}")


def _stored(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
