"""Reading and writing records: one set of operations per register, all through the engines."""

from typing import Annotated, Any

from django.db.models import Model
from django.http import HttpRequest
from ninja import Body, Header, Path, Query, Router, Status

from yizheng.core.access import Action, can, may
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed, Unknown
from yizheng.core.filters import filters_for
from yizheng.core.forms import form_of, move_form
from yizheng.core.paging import page_of
from yizheng.core.registers import Register
from yizheng.core.workflow import Transition

from .doors import actor_of
from .shapes import BIGGEST, Removal, Shapes, api_name, shapes_of, told

Pk = Annotated[int, Path(ge=1, le=BIGGEST, description="记录的编号")]
# Read by `core.idempotency.once`, which stands around every write; here so that it is documented.
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=64,
        description="幂等键：同一个键再次提交，答复与第一次相同，只登记一次",
    ),
]


def routes_of(register: Register) -> Router:
    """The operations of one register, under its key."""
    router = Router(tags=[register.label])
    shapes = shapes_of(register)
    _add_reading(router, register, shapes)
    if register.enter is not None and register.groups:
        if not register.begun_elsewhere:
            _add_entering(router, register, shapes)
        _add_revising(router, register, shapes)
        _add_removing(router, register)
    for move, inputs in shapes.moves:
        _add_move(router, register, shapes, move, inputs)
    return router


def _named(register: Register, verb: str) -> dict[str, Any]:
    return {
        "operation_id": f"{register.key.replace('.', '_')}_{verb}",
        "url_name": f"{register.key}-{verb}",
    }


def _add_reading(router: Router, register: Register, shapes: Shapes) -> None:
    queries, label = shapes.query, register.label

    @router.get(
        "/",
        response={200: shapes.page},
        summary=f"查找{label}",
        **_named(register, "list"),
    )
    def list_records(request: HttpRequest, query: Query[queries]) -> Any:  # type: ignore[valid-type]
        return _page(register, request, query)

    @router.get(
        "/{id}", response={200: shapes.row}, summary=f"一条{label}",
        **_named(register, "read"),
    )  # fmt: skip
    def read_record(request: HttpRequest, id: Pk) -> Any:  # noqa: A002 - the name in the address
        return told(register, _find(register, actor_of(request), id))


def _add_entering(router: Router, register: Register, shapes: Shapes) -> None:
    new, label = shapes.new, register.label

    @router.post(
        "/", response={201: shapes.row}, summary=f"登记{label}",
        **_named(register, "create"),
    )  # fmt: skip
    def create_record(request: HttpRequest, facts: Body[new], key: Key = None) -> Any:  # type: ignore[valid-type]
        actor = actor_of(request)
        _know(register, actor)
        _admit(actor, register.enter)
        parents = register.parents(actor)
        data = _form_data(form_of(register, parents=parents), _said(facts))
        form = form_of(register, data=data, parents=parents)
        record = register.create(by=actor, facts=_cleaned(form))
        return Status(201, told(register, _reread(register, record)))


def _add_revising(router: Router, register: Register, shapes: Shapes) -> None:
    revision, label = shapes.revision, register.label

    @router.patch(
        "/{id}", response={200: shapes.row}, summary=f"修改{label}",
        **_named(register, "revise"),
    )  # fmt: skip
    def revise_record(
        request: HttpRequest,
        id: Pk,  # noqa: A002
        facts: Body[revision],  # type: ignore[valid-type]
        key: Key = None,
    ) -> Any:
        actor = actor_of(request)
        record = _find(register, actor, id)
        _admit(actor, register.enter, record)
        said = _said(facts)
        version = said.pop("version")
        changes = _changes(register, record, said)
        record = register.revise(record, by=actor, facts=changes, version=version)
        return told(register, _reread(register, record))


def _add_removing(router: Router, register: Register) -> None:
    label = register.label

    @router.post(
        "/{id}/removal",
        response={204: None},
        summary=f"撤销{label}",
        description="撤销误登记的记录；原内容留在办理记录中",
        **_named(register, "remove"),
    )
    def remove_record(
        request: HttpRequest,
        id: Pk,  # noqa: A002
        facts: Body[Removal],
        key: Key = None,
    ) -> Any:
        actor = actor_of(request)
        record = _find(register, actor, id)
        _admit(actor, register.enter, record)
        register.remove(record, by=actor, reason=facts.reason, version=facts.version)
        return Status(204, None)


def _add_move(
    router: Router, register: Register, shapes: Shapes, move: Transition, inputs: Any
) -> None:
    verb = move.key.partition(".")[2]

    @router.post(
        f"/{{id}}/moves/{move.key}",
        response={200: shapes.row},
        summary=move.label,
        description=f"依据：{move.citation}",
        operation_id=f"{register.key.replace('.', '_')}_move_{verb}",
        url_name=f"{register.key}-move-{verb}",
    )
    def perform_move(
        request: HttpRequest,
        id: Pk,  # noqa: A002
        facts: Body[inputs],
        key: Key = None,
    ) -> Any:
        actor = actor_of(request)
        record = _find(register, actor, id)
        _admit(actor, move.right)
        said = _said(facts)
        version = said.pop("version", None)
        blank = move_form(move)()
        given = _cleaned(move_form(move)(_form_data(blank, said)))
        record = move.perform(record, by=actor, version=version, **given)
        return told(register, _reread(register, record))


def _page(register: Register, request: HttpRequest, query: Any) -> dict[str, Any]:
    actor = actor_of(request)
    _know(register, actor)
    chosen = filters_for(register)(request.GET, queryset=register.rows(actor))
    if not chosen.is_valid():
        raise Invalid("筛选的条件不对", fields=_sentences(chosen.form))
    order = query.sort or register.order
    page = page_of(register.whole(chosen.qs), order=order, cursor=query.after, size=query.size)
    return {
        "records": [told(register, record) for record in page.rows],
        "count": page.count,
        "next": page.next or None,
        "previous": page.previous or None,
    }


def _know(register: Register, actor: Actor) -> None:
    """A register that shows this actor nothing does not exist for him."""
    if not may(actor, register.view):
        raise Unknown(f"没有“{register.key}”，或者不在您可以查看的范围之内")


def _admit(actor: Actor, right: Action | None, record: Model | None = None) -> None:
    """Say no before looking at what was sent; the service asks again, inside its transaction."""
    if right is None or not (can(actor, right, record) if record else may(actor, right)):
        raise NotAllowed(f"您无权{right.label if right else '登记'}")


def _find(register: Register, actor: Actor, pk: int) -> Any:
    record = register.rows(actor).filter(pk=pk).first()
    if record is None:
        raise Unknown(f"没有这条{register.label}，或者不在您可以查看的范围之内")
    return record


def _reread(register: Register, record: Any) -> Any:
    """What was written, with what its columns read; the writer may have lost sight of it."""
    return register.whole(register.model.objects.filter(pk=record.pk)).get()


def _said(facts: Any) -> dict[str, Any]:
    """What was really sent; a name that was left out is not the same as an empty value."""
    return dict(facts.model_dump(exclude_unset=True))


def _form_data(form: Any, said: dict[str, Any]) -> dict[str, Any]:
    """What a form would have been sent: the given values, and the form's own for the rest."""
    return {name: said.get(api_name(name), form[name].initial) for name in form.fields}


def _changes(register: Register, record: Any, said: dict[str, Any]) -> dict[str, Any]:
    """Every field of the record with the sent ones changed: services expect whole facts."""
    form = form_of(register, record=record)
    names = list(form.fields)
    sent = form_of(register, data=_form_data(form, said), record=record)
    for name in names:
        if api_name(name) not in said:
            del sent.fields[name]
    changes = _cleaned(sent)
    return {name: changes[name] if name in changes else _stored(record, name) for name in names}


def _stored(record: Any, name: str) -> Any:
    value = getattr(record, name)
    return list(value.all()) if record._meta.get_field(name).many_to_many else value


def _cleaned(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise Invalid("填写的内容不符合要求", fields=_sentences(form))
    return dict(form.cleaned_data)


def _sentences(form: Any) -> dict[str, list[str]]:
    return {api_name(name): [str(said) for said in many] for name, many in form.errors.items()}
