"""Imports that were made."""

from datetime import UTC, datetime

import factory

from tests.factories.members import RecordFactory
from yizheng.importing.models import ImportRun


class ImportRunFactory(RecordFactory):
    class Meta:
        model = ImportRun

    register = "members.sector"
    label = "界别"
    file_name = factory.Sequence(lambda n: f"界别{n}.xlsx")
    sha256 = "0" * 64
    imported_at = datetime(2025, 6, 10, 1, tzinfo=UTC)
    by_name = "办公室"
