"""Refusals: understood, and will not be done. Doors turn them into sentences and status codes."""


class Refused(Exception):
    """The domain says no. `code` is stable; `message` is a Chinese sentence for people.

    `field` names the input the sentence belongs to, when it belongs to one.
    """

    code = "refused"
    status = 422

    def __init__(self, message: str, *, field: str | None = None, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.details = details


class WrongState(Refused):
    """The record is not in a state from which this can be done."""

    code = "wrong-state"
    status = 409


class NotAllowed(Refused):
    """The actor has no right to do this to this record."""

    code = "not-allowed"
    status = 403


class Unconfirmed(Refused):
    """It needs a fresh second confirmation; pages add the way to one (`core.confirming.again`)."""

    code = "unconfirmed"
    status = 403

    def __init__(self, message: str = "请先确认是您本人，再提交") -> None:
        super().__init__(message)


class Invalid(Refused):
    """What was given is incomplete or contradicts a rule. `fields` maps a field to sentences."""

    code = "invalid"

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        fields: dict[str, list[str]] | None = None,
        **details: object,
    ) -> None:
        super().__init__(message, field=field, **details)
        self.fields = fields or ({field: [message]} if field else {})


class Stale(Refused):
    """Somebody else changed the record since the actor read it."""

    code = "stale"
    status = 409


class Unknown(Refused):
    """A key, code or year that names nothing we have. The message says what there is."""

    code = "unknown"
    status = 404


class NoCommittee(RuntimeError):
    """A query on a committee's records was built while none was active: a mistake of ours."""
