"""The figures that texts state, as files; no database is needed."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from yizheng import claims
from yizheng.core.errors import Refused
from yizheng.reports import checking, drafts
from yizheng.reports.management.door import Question, content_of


class Command(Question):
    """`claims 01.txt --out DIR` writes `DIR/01.jsonl` and `DIR/relations.jsonl`."""

    written = "claims 文件… --out 目录"
    help = "找出文稿里的数字，每个文件写成一个 .jsonl，不需要数据库"

    def add_arguments(self, parser: CommandParser) -> None:
        """What is typed after the command."""
        parser.add_argument("files", nargs="+", metavar="文件")
        parser.add_argument("--out", required=True, metavar="目录", help="结果写到哪个目录")

    def work(self, *, files: list[str], out: str, **_: Any) -> None:
        """Read every file, write one file each."""
        folder = Path(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._write(files, folder)
        except OSError as error:
            raise Refused(f"不能写入“{out}”，请检查它是不是目录、有没有权限") from error

    def _write(self, files: list[str], folder: Path) -> None:
        relations: list[dict[str, Any]] = []
        terms = claims.shipped()
        for file in files:
            doc = Path(file).stem
            draft = drafts.read_file(Path(file).name, content_of(file))
            reading = claims.read(draft.text, terms)
            _write_lines(folder / f"{doc}.jsonl", map(checking.claim_line, reading.claims))
            relations += [checking.relation_line(doc, one) for one in reading.relations]
            self.say(f"{file}：{len(reading.claims)}处")
        _write_lines(folder / "relations.jsonl", relations)


def _write_lines(path: Path, lines: Any) -> None:
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    path.write_text(text, encoding="utf-8")
