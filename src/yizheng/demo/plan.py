"""How many of what in each year.

The column of 2025 is the contract of the demo year: counted from the rows, each figure comes out as
it stands in the table of figures.
"""

YEARS = (2023, 2024, 2025)

# Held activities of a kind.
HELD = {
    "study.centre_group": (27, 30, 33),
    "study.discussion_group": (20, 24, 28),
    "study.outreach_talk": (4, 4, 5),
    "study.training_class": (3, 4, 4),
    "study.cppcc_school": (4, 5, 6),
    "study.reading_class": (1, 1, 1),
    "study.lecture": (1, 2, 2),
    "meeting.party_group": (18, 20, 22),
    "meeting.chair": (11, 10, 10),
    "meeting.secretaries": (4, 5, 6),
    "meeting.special_committee": (27, 30, 34),
    "liaison.county_trip": (38, 44, 49),
    "liaison.upper_survey": (9, 10, 11),
    "liaison.upper_lecture": (2, 3, 4),
    "liaison.upper_school": (2, 2, 3),
    "liaison.exchange": (5, 5, 6),
    "service.resident_forum": (18, 20, 23),
    "service.activity": (86, 105, 124),
}
# Person-times of members in an activity of a kind, and how many activities they are dealt to.
PERSON_TIMES = {
    "liaison.talk": ((196, 26), (221, 28), (243, 30)),
    "liaison.visit": ((82, 21), (95, 24), (104, 26)),
    "liaison.upper_members_event": ((36, 4), (41, 5), (48, 5)),
}
# Study on the book, on conduct, and Party group meetings on aid: parts of the rows above.
BOOK_SESSIONS = (6, 8, 9)
CONDUCT_SESSIONS = (0, 0, 9)
CONDUCT_SPEECHES = (0, 0, 15)
AID_MEETINGS = (4, 5, 5)
GROUP_PEOPLE = (190, 215, 238)

# The proposals of the session that opened in the year.
PROPOSALS = {
    "filed": (402, 428, 451),
    "merged": (26, 22, 24),
    "declined": (43, 46, 42),
    "key": (15, 16, 18),
    "excellent": (40, 43, 45),
}
OPINIONS = {
    "compiled": (352, 401, 450),
    "kept": (110, 121, 132),
    "adopted_upper": (43, 55, 64),
    "adopted_twice": (4, 5, 7),
    "adopted_city_only": (60, 70, 81),
    "special": (0, 0, 24),
    "ordinary": (36, 40, 44),
    "direct": (10, 12, 14),
}
# Bulletins with one instruction and with two: 8 + 3 bulletins, 14 acts.
INSTRUCTED_ONCE, INSTRUCTED_TWICE = 8, 3
INSTRUCTIONS_ON_PRODUCTS = (17, 21, 26)

AID_FUNDS_YUAN = (3_870_000, 4_215_000, 4_536_000)
LIVELIHOOD_MATTERS = (19, 22, 26)
FORUM_CONCERNS_SOLVED = (33, 39, 45)
CONCERNS_RESOLVED = (401, 486, 564)
STUDENTS = (52, 58, 63)
PLATFORMS = 341
PLATFORMS_OF_CITY = 29

UPWARD_REPORTS = (26, 29, 32)
SYSTEM_PRESS = (33, 38, 42)
OTHER_PRESS = (30, 34, 40)
THEORY_PAPERS = (4, 6, 7)
PERIODICAL_ISSUES = (4, 4, 4)
EPISODES_BEFORE_2023 = 14


def of(row: tuple[int, ...], year: int) -> int:
    """The value of a row in a year."""
    return row[YEARS.index(year)]


def held(code: str, year: int) -> int:
    """How many activities of a kind were held in a year."""
    return of(HELD[code], year)


def person_times(code: str, year: int) -> tuple[int, int]:
    """How many person-times in how many activities of a kind in a year."""
    return PERSON_TIMES[code][YEARS.index(year)]
