"""Real rules of six committees in our words; what has no record here is left out."""

TONGCHENG = """
cap = 100
[[grade]]
name = "合格"
from = 60
[[grade]]
name = "不合格"
from = 0
[[group]]
key = "meetings"
name = "会议"
cap = 50
floor = 0
[[group]]
key = "proposals"
name = "提案"
cap = 25
[[group]]
key = "activities"
name = "活动"
cap = 10
[[group]]
key = "opinions"
name = "社情民意"
cap = 15
[[item]]
group = "meetings"
name = "全体会议"
sources = "meetings.plenary"
ladder = "highest"
rung = [{ with = "full", points = 50 }, { with = "on_leave", points = 30 }]
[[item]]
group = "meetings"
name = "常委会会议"
for = "standing"
sources = "meetings.standing"
rung = [{ with = "on_leave", points = -2 }, { with = "absent", points = -5 }]
[[item]]
group = "proposals"
name = "提交"
sources = "proposals.submitted"
people_at_most = 9
points = { sole = 10, first = 5, joint = "rest", collective = "even" }
[[item]]
group = "proposals"
name = "立案"
sources = "proposals.submitted"
with = "filed"
points = { sole = 15, first = 7.5, joint = "rest", collective = "even" }
[[item]]
group = "activities"
name = "活动"
sources = ["activities.consultation", "activities.supervision", "activities.service"]
with = "present"
points = 2
[[item]]
group = "activities"
name = "书面发言"
sources = "speaking.speeches"
with = "written"
points = 5
[[item]]
group = "opinions"
name = "反映"
sources = "opinions.reports"
points = 10
[[item]]
group = "opinions"
name = "采用"
sources = "opinions.used"
points = 5
"""

JINAN = """
base = 70
cap = 120
[[grade]]
name = "优秀"
from = 85
[[grade]]
name = "合格"
from = 60
[[grade]]
name = "不合格"
from = 0
[[minimum]]
name = "一次全会"
any_of = [{ sources = "meetings.plenary", with = "present" }]
if_invited = true
grade = "不合格"
[[minimum]]
name = "三次常委会"
for = "standing"
any_of = [{ sources = "meetings.standing", with = "present", at_least = 3 }]
grade = "不合格"
[[minimum]]
name = "一件提案或一篇社情民意"
any_of = [{ sources = "proposals.submitted" }, { sources = "opinions.reports" }]
grade = "不合格"
[[minimum]]
name = "一次视察调研"
any_of = [{ sources = "activities.supervision", with = "present" }]
grade = "不合格"
[[group]]
key = "bonus"
name = "加分"
cap = 50
[[item]]
name = "全会缺席"
sources = "meetings.plenary"
rung = [{ with = "absent", points = -30 }, { with = "on_leave", points = -10 }]
[[item]]
group = "bonus"
name = "第二件起的立案提案"
sources = "proposals.submitted"
with = "filed"
points = { sole = 5, first = 5 }
from = 2
[[item]]
group = "bonus"
name = "重点提案"
sources = "proposals.key"
points = { sole = 5, first = 5 }
[[item]]
group = "bonus"
name = "优秀提案"
sources = "proposals.excellent"
points = { sole = 10, first = 10 }
[[item]]
group = "bonus"
name = "公益活动"
sources = ["activities.service", "duty.outside"]
any = ["present", "welfare"]
points = 2
cap = 10
"""

AA_CITY = """
[[group]]
key = "base"
name = "基本分"
cap = { ordinary = 90, standing = 120 }
[[group]]
key = "bonus"
name = "加分"
[[group]]
key = "items"
name = "信息加分"
cap = 20
[[item]]
group = "base"
name = "全会全勤"
sources = "meetings.plenary"
with = "full"
points = 35
most = 1
[[item]]
group = "base"
name = "常委会会议"
for = "standing"
sources = "meetings.standing"
with = "present"
points = 30
most = 1
[[item]]
group = "base"
name = "活动"
sources = ["activities.consultation", "activities.supervision", "activities.service"]
with = "present"
points = 7.5
most = 4
[[item]]
key = "proposal"
group = "base"
name = "一件立案提案"
sources = "proposals.submitted"
with = "filed"
points = { sole = 15, first = 10, joint = 5 }
most = 1
[[item]]
key = "used"
group = "base"
name = "一篇采用的信息"
sources = "opinions.used"
points = 10
most = 1
[[item]]
group = "bonus"
name = "其余立案提案"
sources = "proposals.submitted"
with = "filed"
besides = "proposal"
points = 5
cap = 20
[[item]]
group = "bonus"
name = "优秀提案"
sources = "proposals.excellent"
points = 8
[[item]]
group = "items"
name = "其余采用的信息"
sources = "opinions.used"
besides = "used"
points = 3
[[item]]
group = "items"
name = "未采用的信息"
sources = "opinions.reports"
without = ["used", "adopted"]
points = 1
[[item]]
group = "bonus"
name = "上级采用"
sources = "opinions.adopted"
points = 6
"""

YANBIAN = """
[[item]]
name = "提交提案"
sources = "proposals.submitted"
points = { sole = 10, first = 10 }
[[item]]
name = "立案"
sources = "proposals.submitted"
with = "filed"
points = { sole = 10, first = 10 }
[[item]]
name = "重点提案"
sources = "proposals.key"
points = { sole = 10, first = 10 }
[[item]]
name = "社情民意"
sources = "opinions.reports"
without = "from_proposal"
points = 5
[[item]]
name = "采用和省级采用"
sources = ["opinions.adopted"]
ladder = "sum"
rung = [{ points = 10 }, { any = ["province", "nation"], points = 10 }]
"""

MINHANG = """
[[minimum]]
name = "全会"
any_of = [{ sources = "meetings.sittings", with = ["plenary", "present"] }]
[[minimum]]
name = "三次活动"
[[minimum.any_of]]
sources = ["activities.consultation", "activities.supervision"]
with = "present"
at_least = 3
[[minimum]]
name = "一件提案"
any_of = [{ sources = "proposals.submitted" }]
[[minimum]]
name = "一篇信息"
any_of = [{ sources = "opinions.reports" }]
[[item]]
name = "全会半天"
sources = "meetings.sittings"
with = ["plenary", "present"]
points = 5
[[item]]
name = "活动"
sources = ["activities.consultation", "activities.supervision"]
with = "present"
points = 5
[[item]]
name = "培训"
sources = "activities.study"
rung = [{ with = "full", points = 10 }, { with = "present", points = 5 }]
[[item]]
name = "提案"
sources = "proposals.submitted"
points = { sole = 15, first = 15, joint = 3 }
most = 1
[[item]]
name = "重点提案"
sources = "proposals.key"
points = { sole = 15, first = 15, joint = 3 }
[[item]]
name = "优秀提案"
sources = "proposals.excellent"
points = { sole = 10, first = 10, joint = 2 }
"""

GUANGSHUI = """
[[group]]
key = "work"
name = "履职"
cap = 80
[[group]]
key = "attendance"
name = "出勤"
base = 10
cap = 10
floor = 0
[[group]]
key = "study"
name = "学习"
cap = 10
[[item]]
group = "work"
name = "提案"
sources = "proposals.submitted"
rung = [
  { with = "filed", points = { sole = 20, first = 20, joint = 15 } },
  { with = "to_opinion", points = { sole = 15, first = 15, joint = 10 } },
]
[[item]]
group = "work"
name = "一篇信息或文史文章"
sources = ["opinions.reports", "publicity.papers"]
points = 20
most = 1
[[item]]
group = "work"
name = "帮一户"
sources = "duty.outside"
with = "help"
points = 20
most = 1
[[item]]
group = "attendance"
name = "全会"
sources = "meetings.plenary"
any = ["late", "left_early"]
points = -1
[[item]]
group = "attendance"
name = "分组讨论"
sources = "meetings.sittings"
with = ["discussion", "absent"]
points = -1.5
[[item]]
group = "attendance"
name = "常委会"
sources = "meetings.standing"
rung = [{ any = ["late", "left_early"], points = -2 }, { with = "absent", points = -3 }]
[[item]]
group = "attendance"
name = "其他活动"
sources = ["meetings.other", "activities.consultation", "activities.supervision"]
rung = [{ any = ["late", "left_early"], points = -1 }, { with = "absent", points = -1.5 }]
[[item]]
group = "study"
name = "学习"
sources = "activities.study"
with = "present"
points = 5
[[item]]
name = "荣誉"
sources = "office.honours"
ladder = "highest"
rung = [
  { with = "nation", points = 10 },
  { with = "province", points = 8 },
  { with = "city", points = 4 },
]
"""

ALL = {
    "tongcheng": TONGCHENG,
    "jinan": JINAN,
    "aa-city": AA_CITY,
    "yanbian": YANBIAN,
    "minhang": MINHANG,
    "guangshui": GUANGSHUI,
}
