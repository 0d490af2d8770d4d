"""A member's file: everything that happened in his mandate, by group and year."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localdate

from yizheng.core.access import may, restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period, calendar_year
from yizheng.core.registers import REGISTERS
from yizheng.duty import permissions
from yizheng.duty.engine import Fact
from yizheng.duty.models import Objection
from yizheng.duty.sources import GROUPS, SOURCES, Source, facts_of
from yizheng.duty.states import ObjectionState
from yizheng.members.models import Mandate

ATTENDED = ("present", "on_leave", "absent", "unsettled")


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact as the file shows it: where its record opens, and what was objected."""

    fact: Fact
    url: str
    words: tuple[str, ...]
    objection: Objection | None

    @property
    def told(self) -> str:
        """What else is true of it, in one line."""
        return "、".join(self.words)


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one source in a year."""

    source: Source
    entries: tuple[Entry, ...]

    @property
    def attendance(self) -> str:
        """应到 and 实到 in words, for what one is asked to; empty for other sources."""
        if not self.source.keeps_attendance:
            return ""
        counted = Counter(mark for entry in self.entries for mark in entry.fact.marks)
        told = [f"应到{len(self.entries)}"]
        told += [f"{self.source.marks[mark]}{counted[mark]}" for mark in ATTENDED if counted[mark]]
        return "，".join(told)


@dataclass(frozen=True, slots=True)
class File:
    """One member, one term: the counts of every year, and the entries of one of them."""

    mandate: Mandate
    years: tuple[int, ...]
    year: int
    table: tuple[tuple[str, tuple[tuple[Source, tuple[int, ...]], ...]], ...]
    groups: tuple[tuple[str, tuple[Section, ...]], ...]

    @property
    def count(self) -> int:
        """How many entries the year has."""
        return sum(len(one.entries) for _, sections in self.groups for one in sections)


def seats(actor: Actor) -> QuerySet[Mandate]:
    """The mandates whose files the actor may read, by term and number. 1 query."""
    rows: QuerySet[Mandate] = Mandate.objects.select_related("person", "term", "sector")
    return restrict(rows, permissions.view_file, actor).order_by("-term__ordinal", "number")


def found_among(rows: QuerySet[Mandate], words: str) -> QuerySet[Mandate]:
    """Those whose name, number or sector has all of the words."""
    for word in words.split():
        rows = (
            rows.filter(person__name__icontains=word)
            | rows.filter(number=word)
            | rows.filter(sector__name__icontains=word)
        )
    return rows


def own_seat(actor: Actor) -> Mandate | None:
    """The actor's seat, the newest one. 1 query."""
    return restrict(seats(actor), permissions.view_own_file, actor).order_by("-started_on").first()


def in_numbers(actor: Actor, year: int) -> list[tuple[Source, int]] | None:
    """How often the actor did what in a year; None for who has no seat. No points, no ranks.

    Where attendance is kept, only where he was there. Some 50 queries.
    """
    seat = own_seat(actor)
    if seat is None:
        return None
    counted = Counter(
        fact.source for fact in facts_of([seat], calendar_year(year))[seat.pk] if _is_done(fact)
    )
    return [(known, counted[key]) for key, known in SOURCES.items() if counted[key]]


def _is_done(fact: Fact) -> bool:
    return not SOURCES[fact.source].keeps_attendance or "present" in fact.marks


def span_of(mandate: Mandate) -> Period:
    """From the first day of a mandate to its last, or to today."""
    today = localdate()
    last = min(mandate.ended_on or today, today)
    return Period(mandate.started_on, max(last, mandate.started_on))


def file_of(mandate: Mandate, actor: Actor, year: int | None = None) -> File:
    """The file of a mandate, with the entries of a year; without one, of the last.

    Some 60 queries, however much is in it.
    """
    span = span_of(mandate)
    years = tuple(range(span.last.year, span.first.year - 1, -1))
    shown = year if year in years else years[0]
    facts = facts_of([mandate], span)[mandate.pk]
    inside = [fact for fact in facts if fact.on.year == shown]
    return File(mandate, years, shown, _table(facts, years), _groups(mandate, inside, actor))


def whole_file(mandate: Mandate) -> tuple[Period, tuple[tuple[str, Fact, str], ...]]:
    """Every entry of a mandate for printing: label of the source, the fact, its words."""
    span = span_of(mandate)
    facts = facts_of([mandate], span)[mandate.pk]
    ordered = [
        (known.label, fact, "、".join(words_of(fact)))
        for key in GROUPS
        for known in SOURCES.values()
        if known.group == key
        for fact in facts
        if fact.source == known.key
    ]
    return span, tuple(ordered)


def fact_of(mandate: Mandate, source: str, record: str) -> Fact | None:
    """One entry of a file by its name; None where there is none."""
    facts = facts_of([mandate], span_of(mandate))[mandate.pk]
    return next((fact for fact in facts if (fact.source, fact.record) == (source, record)), None)


def _table(
    facts: Iterable[Fact], years: tuple[int, ...]
) -> tuple[tuple[str, tuple[tuple[Source, tuple[int, ...]], ...]], ...]:
    counted = Counter((fact.source, fact.on.year) for fact in facts)
    rows = []
    for key, label in GROUPS.items():
        lines = [
            (known, tuple(counted[known.key, year] for year in years))
            for known in SOURCES.values()
            if known.group == key
        ]
        filled = tuple((known, numbers) for known, numbers in lines if any(numbers))
        if filled:
            rows.append((label, filled))
    return tuple(rows)


def _groups(
    mandate: Mandate, facts: Collection[Fact], actor: Actor
) -> tuple[tuple[str, tuple[Section, ...]], ...]:
    urls = pages_of((name for fact in facts for name in (fact.record, fact.about)), actor)
    objected = {(row.source, row.record): row for row in _objections(mandate, actor)}
    by_source: dict[str, list[Entry]] = defaultdict(list)
    for fact in facts:
        url = urls.get(fact.record) or urls.get(fact.about, "")
        objection = objected.get((fact.source, fact.record))
        by_source[fact.source].append(Entry(fact, url, words_of(fact), objection))
    groups = []
    for key, label in GROUPS.items():
        sections = [
            Section(known, tuple(reversed(by_source[known.key])))
            for known in SOURCES.values()
            if known.group == key and by_source[known.key]
        ]
        if sections:
            groups.append((label, tuple(sections)))
    return tuple(groups)


def words_of(fact: Fact) -> tuple[str, ...]:
    """What else is true of a fact: how he had part in it, and its marks, in their order."""
    part = (fact.part.label,) if fact.part else ()
    known = SOURCES[fact.source].marks
    # Who was there all the time was there: it is not said twice.
    silent = {"present"} if fact.marks & {"full", "late", "left_early"} else set()
    return part + tuple(
        label for mark, label in known.items() if mark in fact.marks and mark not in silent
    )


def pages_of(names: Iterable[str], actor: Actor) -> dict[str, str]:
    """Where records open, by their names, as far as the actor may see them. 1 query a kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for name in names:
        kind, _, pk = name.partition(":")
        if pk.isdecimal():
            wanted[kind].add(int(pk))
    found = {}
    for kind, pks in wanted.items():
        register = REGISTERS.get(kind)
        if register is None or not may(actor, register.view):
            continue
        rows = restrict(register.model.objects.filter(pk__in=pks), register.view, actor)
        for pk in rows.values_list("pk", flat=True):
            found[f"{kind}:{pk}"] = register.url("detail", pk)
    return found


def _objections(mandate: Mandate, actor: Actor) -> QuerySet[Objection]:
    """What was objected to entries of a file, the last word on each coming last. 1 query."""
    rows: QuerySet[Objection] = Objection.objects.filter(mandate=mandate).exclude(record="")
    rows = rows.exclude(state=ObjectionState.WITHDRAWN)
    return restrict(rows, permissions.view_objection, actor).order_by("pk")


def objections_of(mandate: Mandate, actor: Actor) -> list[Objection]:
    """All objections of a file, newest first. 1 query."""
    rows: QuerySet[Objection] = Objection.objects.filter(mandate=mandate)
    return list(restrict(rows, permissions.view_objection, actor).order_by("-raised_on", "-pk"))


def record_at(address: str) -> str:
    """The record whose page has an address, as `app.model:id`; empty for none.

    People paste it with or without the host before it and what follows it.
    """
    path = "/" + address.strip().partition("://")[2].partition("/")[2]
    path = (path if "://" in address else address.strip()).partition("?")[0].partition("#")[0]
    pk = path.rstrip("/").rpartition("/")[2]
    if not pk.isdecimal() or len(pk) > 15:
        return ""
    for register in REGISTERS.values():
        if register.url("detail", int(pk)) == path.rstrip("/") + "/":
            return f"{register.key}:{int(pk)}" if _exists(register.key, int(pk)) else ""
    return ""


def _exists(key: str, pk: int) -> bool:
    return bool(REGISTERS[key].model.objects.filter(pk=pk).exists())
