"""Store the kinds of activities that come with the system."""

from django.db import migrations

# code, label, group, unit, series of ordinals
KINDS = (
    ("study.centre_group", "理论学习中心组学习", "study", "次", ""),
    ("study.discussion_group", "学习座谈小组", "study", "次", ""),
    ("study.outreach_talk", "深入基层宣讲", "study", "次", ""),
    ("study.training_class", "履职培训班", "study", "期", ""),
    ("study.cppcc_school", "政协学堂", "study", "期", ""),
    ("study.reading_class", "机关读书班", "study", "次", ""),
    ("study.lecture", "专题辅导", "study", "次", ""),
    ("meeting.party_group", "党组会议", "meeting", "次", "party_group"),
    ("meeting.chair", "主席会议", "meeting", "次", "chair"),
    ("meeting.standing", "常务委员会会议", "meeting", "次", "standing"),
    ("meeting.plenary", "全体会议", "meeting", "次", "plenary"),
    ("meeting.secretaries", "秘书长会议", "meeting", "次", ""),
    ("meeting.special_committee", "专门委员会会议", "meeting", "次", ""),
    ("consultation.standing_thematic", "专题议政性常委会议", "consultation", "次", "standing"),
    ("consultation.thematic", "专题协商会", "consultation", "次", ""),
    ("consultation.forum", "协商座谈会", "consultation", "次", ""),
    ("consultation.counterpart", "对口协商", "consultation", "次", ""),
    ("consultation.sector", "界别协商", "consultation", "次", ""),
    ("consultation.proposal", "提案办理协商", "consultation", "次", ""),
    ("consultation.remote", "远程协商", "consultation", "次", ""),
    ("consultation.research", "专题调研考察", "supervision", "次", ""),
    ("supervision.inspection", "监督性视察", "supervision", "次", ""),
    ("supervision.survey", "监督性调研", "supervision", "次", ""),
    ("supervision.appraisal", "民主评议", "supervision", "次", ""),
    ("liaison.talk", "谈心谈话", "liaison", "次", ""),
    ("liaison.visit", "走访委员", "liaison", "次", ""),
    ("liaison.county_trip", "深入县市区指导调研", "cooperation", "次", ""),
    ("liaison.upper_survey", "配合上级政协调研", "cooperation", "次", ""),
    ("liaison.upper_lecture", "参加上级委员讲坛", "cooperation", "次", ""),
    ("liaison.upper_school", "参加上级政协学堂", "cooperation", "次", ""),
    ("liaison.upper_members_event", "组织上级委员活动", "cooperation", "次", ""),
    ("liaison.exchange", "接待和交流", "cooperation", "批", ""),
    ("service.resident_forum", "与委员和群众座谈", "service", "次", ""),
    ("service.activity", "服务为民活动", "service", "次", ""),
)


def store(apps, schema_editor):
    """One row a kind, belonging to no committee."""
    kinds = apps.get_model("activities", "ActivityKind")
    kinds.objects.bulk_create(
        kinds(code=code, label=label, group=group, unit=unit, series=series, order=order)
        for order, (code, label, group, unit, series) in enumerate(KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_relations")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
