"""Reading figures and the records they are."""

from ninja import Router

router = Router(tags=["指标"])
