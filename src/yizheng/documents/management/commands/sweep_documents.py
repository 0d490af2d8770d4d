"""Remove contents that no attachment points to."""

from typing import Any

from django.core.management.base import BaseCommand

from yizheng.documents.services import sweep_contents


class Command(BaseCommand):
    """`yizheng sweep_documents`, once a day."""

    help = "删去已无附件指向、且存放满一天的文件内容"

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and say how much."""
        self.stdout.write(f"删去 {sweep_contents()} 个文件")
