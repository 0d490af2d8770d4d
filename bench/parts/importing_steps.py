"""One size of `bench/importing.py`: prints a line for each step, name and seconds.

Usage: `YIZHENG_DATA=FOLDER python importing_steps.py SIZE`.
"""

import io
import os
import sys
import time
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "yizheng.config.settings"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from python_calamine import CalamineWorkbook  # noqa: E402
from tests.factories.members import committee  # noqa: E402

from yizheng.accounts.roles import Role  # noqa: E402
from yizheng.core.actors import Actor, Via  # noqa: E402
from yizheng.core.exports import sheet_of  # noqa: E402
from yizheng.core.registers import REGISTERS  # noqa: E402
from yizheng.core.tables import read  # noqa: E402
from yizheng.core.tenancy import within  # noqa: E402
from yizheng.importing import services  # noqa: E402
from yizheng.importing.imports.columns import cells_of, needed_headings  # noqa: E402
from yizheng.importing.imports.deciding import decide  # noqa: E402
from yizheng.importing.imports.storing import store  # noqa: E402

KEY = "members.person"
HEADS = ("姓名", "性别", "工作单位及职务", "联系电话")


def timed(name, work):
    """Do it, and print how long it took."""
    begun = time.perf_counter()
    result = work()
    print(f"{name}\t{time.perf_counter() - begun:.3f}")
    return result


def alone(content):
    """What the reader of spreadsheets does by itself."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def person(number):
    """A line of the table."""
    sex = "男" if number % 2 else "女"
    return (f"人员{number}", sex, f"第{number}号单位科员", f"139{number:08d}")


def main(size):
    """Every step once."""
    call_command("migrate", verbosity=0)
    get_resolver().url_patterns  # noqa: B018 - loads the registers
    city = committee()
    by = Actor(None, city.pk, frozenset({Role.OFFICE}), Via.IMPORT, name="测速")
    content = sheet_of("人员", HEADS, [person(number) for number in range(size)])
    register = REGISTERS[KEY]
    known = [cell.heading for cell in cells_of(KEY)]
    needed = needed_headings(register)
    with within(city.pk):
        timed("reader alone", lambda: alone(content))
        table = timed("read", lambda: read("xlsx", content, known=known, needed=needed))
        found = timed("checked", lambda: decide(register, table, by=by))
        run = timed("stored", lambda: store(found, by=by, name="人员.xlsx", sha256=""))
        again = timed("checked again", lambda: decide(register, table, by=by))
        timed("taken back", lambda: services.undo(run, by=by, undone_reason="测速"))
    if (found.counts["new"], again.counts["same"], register.model.unscoped.count()) != (
        size,
        size,
        0,
    ):
        raise SystemExit("the steps did not do what they are timed for")


main(int(sys.argv[1]))
