from collections import Counter

from django.db import migrations


def number(apps, schema_editor):
    """What is in the ledger already gets its state and, in the order it was sent, its number."""
    report = apps.get_model("office", "UpwardReport")
    given = Counter()
    for row in report._base_manager.order_by("committee", "sent_on", "pk"):
        place = row.committee_id, row.kind, row.sent_on.year
        given[place] += 1
        row.year, row.serial = row.sent_on.year, given[place]
        row.state = "answered" if row.reply else "sent"
        row.save(update_fields=["year", "serial", "state"])


class Migration(migrations.Migration):
    dependencies = [("office", "0002_ledger_rules_responsibilities")]
    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
