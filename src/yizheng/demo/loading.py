"""Loading the demo year: refuse where other data are, do nothing twice, all in one transaction."""

from collections.abc import Callable
from dataclasses import replace

from django.apps import apps
from django.db import connection, transaction
from tqdm import tqdm

from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Refused
from yizheng.core.tenancy import within
from yizheng.members.models import Committee

from .loaders import (
    aid,
    answering,
    calling,
    caring,
    concerns,
    consultations,
    contributing,
    duty,
    instructions,
    ladder,
    liaison,
    listening,
    logins,
    meetings,
    office,
    opinions,
    organisation,
    planning,
    proposals,
    publicity,
    renewing,
    roster,
    sessions,
    study,
    supervision,
)
from .texts import read
from .world import World

SEED = 2025
NAME = "演示数据导入"
STEPS: tuple[tuple[str, Callable[[World], None]], ...] = (
    ("政协组织", organisation.load_committees),
    ("机构和界别", organisation.load_city),
    ("承办单位", organisation.load_units),
    ("委员和工作人员", roster.load_people),
    ("会议", meetings.load_meetings),
    ("学习", study.load_study),
    ("联络和联动", liaison.load_liaison),
    ("为民服务", liaison.load_service_days),
    ("协商和监督", consultations.load_consultations),
    ("帮扶", aid.load_aid),
    ("协商平台", aid.load_platforms),
    ("群众关切", concerns.load_concerns),
    ("平台协商", sessions.load_sessions),
    ("办理群众关切", caring.load_caring),
    ("委员意见建议", listening.load_listening),
    ("文史宣传", publicity.load_publicity),
    ("机关工作", office.load_office),
    ("账号", logins.load_logins),
    ("年度计划", planning.load_planning),
    ("提案", proposals.load_proposals),
    ("社情民意", opinions.load_opinions),
    ("批示", instructions.load_instructions),
    ("逐级报送", ladder.load_ladder),
    ("民主监督", supervision.load_supervision),
    ("征稿和会刊", contributing.load_contributing),
    ("责任清单", answering.load_answering),
    ("会议组织", calling.load_calling),
    ("履职档案", duty.load_duty),
    ("换届和任职", renewing.load_renewal),
)


def is_loaded() -> bool:
    """Whether this database holds the demo city.

    Raises:
        Refused: it holds another committee, so that it is somebody's real installation.
    """
    codes = set(Committee.objects.values_list("code", flat=True))
    ours = {organisation.CITY, *(county["code"] for county in read("places")["county"])}
    if strangers := sorted(codes - ours):
        raise Refused(f"数据库里已有别的政协（{'、'.join(strangers[:3])}），不能装入演示数据")
    return bool(codes)


def load(*, seed: int = SEED, quiet: bool = False) -> World | None:
    """Make the city and its records; None when it was there already, and nothing is changed.

    The same seed makes the same records, all but the passwords and the moments of writing.

    Raises:
        Refused: the database holds another committee.
    """
    if is_loaded():
        return None
    with transaction.atomic():
        by = Actor(None, None, frozenset(), Via.IMPORT, name=NAME)
        city = organisation.found_city(by)
        world = World(seed, replace(by, committee_id=city.pk), city)
        with within(city.pk):
            for label, step in (bar := tqdm(STEPS, disable=quiet, unit="项")):
                bar.set_description(label)
                step(world)
        _know_the_sizes()
    return world


def _know_the_sizes() -> None:
    """Let the database count our tables: without it, plans for so many new rows are guesses."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
