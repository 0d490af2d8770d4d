import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0003_reports_numbered")]

    operations = [
        migrations.AddConstraint(
            model_name='upwardreport',
            constraint=models.UniqueConstraint(condition=models.Q(('serial__isnull', False)), fields=('committee', 'kind', 'year', 'serial'), name='upward_report_serial_unique', violation_error_message='这个编号已经用过'),
        ),
        migrations.AddConstraint(
            model_name='upwardreport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'answered', 'withdrawn'])), name='upward_report_known_state'),
        ),
        migrations.AddConstraint(
            model_name='upwardreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('serial__isnull', True), ('year__isnull', True)), models.Q(('serial__gte', 1), ('serial__isnull', False), ('year__isnull', False)), _connector='OR'), name='upward_report_numbered', violation_error_message='编号和年度须同时有'),
        ),
        migrations.AddConstraint(
            model_name='upwardreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied_on__isnull', True), ('reply', ''), ('reply_number', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_on__gte', models.F('sent_on')), ('replied_on__isnull', False)), _connector='OR'), name='upward_report_reply_dated', violation_error_message='批复和批复日期须同时填写，且不早于报送日期'),
        ),
        migrations.AddConstraint(
            model_name='upwardreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), models.Q(('reply', ''), _negated=True)), models.Q(models.Q(('state', 'answered'), _negated=True), ('reply', '')), _connector='OR'), name='upward_report_answered', violation_error_message='有批复的，状态是“已批复”；没有批复的不是'),
        ),
        migrations.AddConstraint(
            model_name='upwardreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_on__gte', models.F('sent_on')), ('withdrawn_on__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_on__isnull', True), ('withdrawn_reason', '')), _connector='OR'), name='upward_report_withdrawn', violation_error_message='撤回的须有日期和原因，不能早于报送'),
        ),
    ]
