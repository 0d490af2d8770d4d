"""A row that is written to learn whether one can write."""

from django.db import models


class Probe(models.Model):
    """The last time the site found itself able to write. At most one row."""

    written_at = models.DateTimeField("写入时间")

    def __str__(self) -> str:
        return str(self.written_at)
