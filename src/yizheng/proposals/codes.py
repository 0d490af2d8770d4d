"""The code lists of this app, which every committee may word and change for itself."""

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.codes import Entry, code_list

CATEGORIES = code_list(
    "proposals.category_codes",
    "提案类别",
    default=[
        Entry("economy", "经济建设"),
        Entry("politics", "政治建设"),
        Entry("culture", "文化建设"),
        Entry("society", "社会建设"),
        Entry("ecology", "生态文明建设"),
    ],
    help="立案时选用的类别，用于统计",
    citation=PROPOSAL_RULES("审查立案"),
)
LOCAL_CATEGORIES = code_list(
    "proposals.local_category_codes",
    "本会自定的类别",
    default=[
        Entry("industry", "工业和科技"),
        Entry("farming", "农业和农村"),
        Entry("city", "城建和交通"),
        Entry("schooling", "教科文体"),
        Entry("health", "医药卫生"),
        Entry("law", "社会法治"),
        Entry("environment", "资源环境"),
        Entry("other", "其他"),
    ],
    help="与上面的类别并行的另一套分法，按本会的习惯",
    citation=PROPOSAL_RULES("审查立案"),
)
# What is declined for secrecy goes to no other office with its text.
SECRET = "secret"
DECLINE_REASONS = code_list(
    "proposals.decline_reason_codes",
    "不予立案的理由",
    default=[
        Entry("secret", "涉及党和国家秘密", sense=SECRET),
        Entry("prohibited", "国家明令禁止"),
        Entry("party_affairs", "中共党员对党内组织、人事安排等方面有意见"),
        Entry("own_party", "民主党派成员反映本组织内部事务"),
        Entry("in_court", "已进入诉讼、仲裁程序"),
        Entry("academic", "属于学术研讨"),
        Entry("private", "为本人或者亲属解决个人问题"),
        Entry("promotion", "宣传、推介具体作品或者产品"),
        Entry("accusation", "指名举报"),
        Entry("vague", "内容空泛，没有具体建议"),
        Entry("duplicate", "与已办理的提案重复且没有新内容"),
        Entry("petition", "已进入信访、复议程序"),
        Entry("other", "其他不宜作为提案的"),
    ],
    senses={SECRET: "涉密，不能转社情民意信息"},
    help="审查时不予立案必须选一条，提案者看得到",
    citation=PROPOSAL_RULES("审查立案"),
)
# What a class of reply counts as in figures, whatever a committee calls it.
SOLVED, PLANNED, DEFERRED = "solved", "planned", "deferred"
RESULT_CLASSES = code_list(
    "proposals.result_class_codes",
    "办理结果的分类",
    default=[
        Entry("A", "A类", "所提问题已经解决或者基本解决，建议已经采纳", SOLVED),
        Entry("B", "B类", "所提问题正在解决，或者已经列入计划逐步解决", PLANNED),
        Entry("C", "C类", "所提问题因条件限制暂时不能解决，留作参考", DEFERRED),
    ],
    senses={SOLVED: "已解决或采纳", PLANNED: "正在解决", DEFERRED: "留作参考"},
    help="从好到差排列。含义印在答复函右上角的类别旁边；有 D 类的地方可以加一行",
    citation=PROPOSAL_RULES("答复"),
)
CONTENT, DISCONTENT = "content", "discontent"
JUDGED = {CONTENT: "计入满意", DISCONTENT: "不计入满意，再次办理"}
ATTITUDES = code_list(
    "proposals.attitude_codes",
    "对办理态度的评价",
    default=[
        Entry("satisfied", "满意", "", CONTENT),
        Entry("basic", "基本满意", "", CONTENT),
        Entry("dissatisfied", "不满意", "", DISCONTENT),
    ],
    senses=JUDGED,
    help="从好到差排列",
    citation=PROPOSAL_RULES("办理评价"),
)
RESULT_OPINIONS = code_list(
    "proposals.result_opinion_codes",
    "对办理结果的评价",
    default=[
        Entry("satisfied", "满意", "", CONTENT),
        Entry("basic", "基本满意", "", CONTENT),
        Entry("dissatisfied", "不满意", "", DISCONTENT),
    ],
    senses=JUDGED,
    help="从好到差排列；“不计入满意”的，承办单位须再次办理",
    citation=PROPOSAL_RULES("办理评价"),
)
CONTACT_MODES = code_list(
    "proposals.contact_mode_codes",
    "与提案者沟通的方式",
    default=[
        Entry("visit", "走访面商", "", "face"),
        Entry("meeting", "座谈", "", "face"),
        Entry("phone", "电话"),
        Entry("written", "书面"),
        Entry("other", "其他"),
    ],
    senses={"face": "计入面商"},
    help="归类为“计入面商”的计入面商率",
    citation=PROPOSAL_RULES("办理沟通"),
)
SUPERVISION_FORMS = code_list(
    "proposals.supervision_form_codes",
    "督办和回头看的形式",
    default=[
        Entry("symposium", "座谈督办"),
        Entry("survey", "调研督办"),
        Entry("inspection", "视察督办"),
        Entry("site", "现场查看"),
        Entry("written", "书面督办"),
        Entry("phone", "电话回访"),
    ],
    help="重点提案督办、回头看时选用",
    citation=PROPOSAL_RULES("重点提案"),
)
