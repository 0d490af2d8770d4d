import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.documents import docx
from tests.factories.members import OrganFactory, PersonFactory, committee
from yizheng.accounts.roles import Role
from yizheng.core.tenancy import within
from yizheng.documents import storage
from yizheng.documents.models import Attachment
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.services import attach


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def new_address(record):
    return reverse("documents:attach", args=[record._meta.label_lower, record.pk])


def upload(client, record, name="纪要.docx", content=None, **more):
    file = SimpleUploadedFile(name, docx() if content is None else content)
    return client.post(new_address(record), {"file": file, **more})


def on_record(record=None, content=b"text"):
    """An attachment put there by the office."""
    return attach(record or OrganFactory(), by=acting(Role.OFFICE), name="表.txt", content=content)


def download(client, attached):
    """The answer with its content read and its file closed."""
    response = client.get(reverse("documents:download", args=[attached.pk]))
    response.got = response.getvalue()
    # Not `close()`: it ends the request, and with it the connection of the test.
    for close in response._resource_closers:
        close()
    return response


def test_a_file_is_uploaded_from_the_records_page(client, city):
    signed_in(client, Role.OFFICE)
    record = OrganFactory()
    assert client.get(new_address(record)).status_code == 200
    response = upload(client, record, note="会议纪要")
    attached = Attachment.objects.get()
    assert (response.status_code, response.url) == (
        303,
        reverse("members:organs-detail", args=[record.pk]),
    )
    assert (attached.record, attached.name, attached.note) == (record, "纪要.docx", "会议纪要")


def test_an_upload_sent_twice_is_kept_once(client, city):
    signed_in(client, Role.OFFICE)
    record = OrganFactory()
    answers = [upload(client, record, idempotency_key="k1").status_code for _ in range(2)]
    assert (answers, Attachment.objects.count()) == ([303, 303], 1)


def test_a_refused_file_is_told_in_a_sentence(client, city):
    signed_in(client, Role.OFFICE)
    response = upload(client, OrganFactory(), "恶意.docx", b"MZ")
    assert (response.status_code, Attachment.objects.count()) == (422, 0)
    assert "文件已损坏，或不是它的扩展名所说的格式" in response.content.decode()


def test_a_file_is_saved_never_shown(client, city):
    attached = on_record(content=b"<script>alert(1)</script>")
    signed_in(client, Role.LEADER)
    response = download(client, attached)
    assert response.got == b"<script>alert(1)</script>"
    headers = [response[name] for name in ("Content-Disposition", "X-Content-Type-Options")]
    assert headers == ["attachment; filename*=utf-8''%E8%A1%A8.txt", "nosniff"]
    assert response["Cache-Control"] == "private, no-store"


def test_who_may_not_see_the_record_finds_no_file(client, city):
    attached = on_record(PersonFactory())
    signed_in(client, Role.MEMBER, person=PersonFactory())
    assert download(client, attached).status_code == 404
    assert client.post(reverse("documents:remove", args=[attached.pk])).status_code == 404
    assert client.get(new_address(attached.record)).status_code == 404
    signed_in(client, Role.AUDIT_OFFICER)
    assert download(client, attached).status_code == 404
    client.logout()
    assert download(client, attached).status_code == 302


def test_who_only_reads_the_record_downloads_and_does_not_attach(client, city):
    attached = on_record()
    signed_in(client, Role.LEADER)
    assert download(client, attached).status_code == 200
    assert client.get(new_address(attached.record)).status_code == 404
    assert upload(client, attached.record).status_code == 404
    assert client.post(reverse("documents:remove", args=[attached.pk])).status_code == 404
    assert Attachment.objects.count() == 1


def test_another_committees_file_is_not_found(client, city):
    with within(committee("other", "他市").pk):
        attached = on_record()
    signed_in(client, Role.OFFICE)
    assert download(client, attached).status_code == 404
    assert client.get(new_address(attached.record)).status_code == 404


@pytest.mark.parametrize("label", ["accounts.user", "core.event", "nothing.here", "members"])
def test_only_registered_records_take_files(client, city, label):
    signed_in(client, Role.OFFICE)
    address = reverse("documents:attach", args=[label, 1])
    assert client.get(address).status_code == 404


def test_a_content_that_is_gone_is_not_found(client, city):
    attached = on_record()
    storage.path_of(attached.sha256).unlink()
    signed_in(client, Role.OFFICE)
    assert download(client, attached).status_code == 404


def test_a_file_is_taken_off(client, city):
    attached = on_record()
    signed_in(client, Role.OFFICE)
    address = reverse("documents:remove", args=[attached.pk])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 303
    assert not Attachment.objects.exists()


def test_the_panel_lists_files_and_offers_the_form_to_those_who_may(city):
    record = OrganFactory()
    assert ATTACHMENTS.context(record, acting(Role.LEADER)) is None
    attached = on_record(record)
    shown = ATTACHMENTS.context(record, acting(Role.LEADER))
    assert (shown["attachments"], shown["may_attach"]) == ([attached], False)
    assert ATTACHMENTS.context(record, acting(Role.OFFICE))["may_attach"] is True


def test_the_panel_costs_the_same_for_one_file_and_three(city):
    record, actor, counted = OrganFactory(), acting(Role.OFFICE), []
    for more in (["1"], ["2", "3"]):
        for text in more:
            on_record(record, text.encode())
        with CaptureQueriesContext(connection) as queries:
            ATTACHMENTS.context(record, actor)
        counted.append(len(queries))
    assert counted == [1, 1]
