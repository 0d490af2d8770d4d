import hashlib
import os
import stat
import time

import pytest

from tests.factories.accounts import acting
from tests.factories.documents import docx, png
from tests.factories.members import OrganFactory, TermFactory, committee
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event, events_of, verify
from yizheng.core.tenancy import within
from yizheng.documents import selectors, storage
from yizheng.documents.models import Attachment
from yizheng.documents.services import attach, clean_name, detach, sweep_contents
from yizheng.members.models import Organ
from yizheng.members.registers import ORGANS

TEXT = "会议签到表\n".encode()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Contents are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def office(city):
    return acting(Role.OFFICE)


def kept(media):
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_hash_and_told_on_the_record(office, media):
    record = OrganFactory()
    attached = attach(record, by=office, name="C:\\材料\\签到表.txt", content=TEXT, note="原件")
    sha256 = hashlib.sha256(TEXT).hexdigest()
    assert kept(media) == [media / sha256[:2] / sha256]
    assert kept(media)[0].read_bytes() == TEXT
    facts = (attached.name, attached.kind, attached.size_bytes, attached.sha256, attached.note)
    assert facts == ("签到表.txt", "txt", len(TEXT), sha256, "原件")
    assert list(selectors.attachments_of(record)) == [attached]
    told = events_of(record).get()
    assert (told.action, told.message, verify()) == (
        "documents.create_attachment",
        "附件“签到表.txt”",
        [],
    )


def test_contents_are_readable_by_the_service_alone(office, media):
    attach(OrganFactory(), by=office, name="a.txt", content=TEXT)
    assert stat.S_IMODE(kept(media)[0].stat().st_mode) == 0o600


def test_the_same_content_on_two_records_is_kept_once(office, media):
    for _ in range(2):
        attach(OrganFactory(), by=office, name="a.txt", content=TEXT)
    assert (Attachment.objects.count(), len(kept(media))) == (2, 1)


def test_the_same_content_twice_on_one_record_is_refused(office):
    record = OrganFactory()
    attach(record, by=office, name="a.txt", content=TEXT)
    with pytest.raises(Invalid, match="已经附在这条记录上") as refusal:
        attach(record, by=office, name="b.txt", content=TEXT)
    assert (refusal.value.field, Attachment.objects.count()) == ("file", 1)


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("秘密★一年 报告.txt", TEXT, ""),
        ("机 密 ★.docx", docx(), ""),
        ("a.txt", TEXT, "绝密★长期"),
        ("a.docx", docx("密级：机密"), ""),
        ("a.png", TEXT, ""),
        ("a.txt", b"", ""),
    ],
)
def test_a_refused_file_leaves_nothing_but_the_refusal(office, media, name, content, note):
    record = OrganFactory()
    with pytest.raises(Invalid):
        attach(record, by=office, name=name, content=content, note=note)
    assert (kept(media), Attachment.objects.count()) == ([], 0)
    refused = Event.objects.get()
    assert (refused.action, refused.refused) == ("documents.create_attachment", True)
    assert "★" not in refused.message


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.SPECIAL])
def test_files_are_attached_by_whoever_enters_the_record(city, media, role):
    other, record = acting(role), OrganFactory()
    with pytest.raises(NotAllowed):
        attach(record, by=other, name="a.txt", content=TEXT)
    attached = attach(record, by=acting(Role.OFFICE), name="a.txt", content=TEXT)
    with pytest.raises(NotAllowed):
        detach(attached, by=other)
    assert Attachment.objects.get() == attached


def test_another_committees_record_takes_no_file(office, media):
    with within(committee("other", "他市").pk):
        record = OrganFactory()
    with pytest.raises(NotAllowed):
        attach(record, by=office, name="a.txt", content=TEXT)
    assert kept(media) == []


def test_records_of_two_kinds_with_one_number_do_not_mix(office):
    organ, term = OrganFactory(pk=7), TermFactory(pk=7)
    attach(organ, by=office, name="a.txt", content=TEXT)
    assert not selectors.attachments_of(term).exists()


def test_a_file_taken_off_leaves_its_name_and_hash_in_the_trail(office):
    record = OrganFactory()
    attached = attach(record, by=office, name="a.txt", content=TEXT)
    sha256 = attached.sha256
    detach(attached, by=office, reason="传错了")
    assert not Attachment.objects.exists()
    told = events_of(record).last()
    assert (told.message, told.before["sha256"]) == ("附件“a.txt”：传错了", sha256)


def test_a_record_with_files_is_not_removed(office):
    record = OrganFactory()
    attached = attach(record, by=office, name="a.txt", content=TEXT)
    with pytest.raises(Invalid, match="还有附件"):
        ORGANS.remove(record, by=office, reason="重复", version=1)
    detach(attached, by=office)
    ORGANS.remove(record, by=office, reason="重复", version=1)
    assert not Organ.objects.exists()


def test_sweeping_removes_what_nothing_points_to_after_a_day(office, media, city):
    record = OrganFactory()
    stays = attach(record, by=office, name="a.txt", content=TEXT)
    goes = attach(record, by=office, name="b.txt", content=b"b")
    fresh = attach(record, by=office, name="c.txt", content=b"c")
    half = storage.path_of(stays.sha256).with_name("abc.part")
    half.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    for path in (half, storage.path_of(stays.sha256), storage.path_of(goes.sha256)):
        os.utime(path, (yesterday, yesterday))
    for one in (goes, fresh):
        detach(one, by=office)
    other = committee("other", "他市")
    with within(other.pk):
        assert sweep_contents() == 2
    assert set(kept(media)) == {storage.path_of(one.sha256) for one in (stays, fresh)}


def test_storing_again_what_lies_there_keeps_it_from_the_sweeper(media):
    sha256 = storage.store(TEXT)
    yesterday = time.time() - 25 * 3600
    os.utime(storage.path_of(sha256), (yesterday, yesterday))
    storage.store(TEXT)
    assert storage.sweep(lambda _: False) == 0


def test_a_write_that_fails_leaves_no_file(media, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        storage.store(TEXT)
    assert kept(media) == []


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\报告.docx", "报告.docx"),
        ("报\u202excod.exe", "报xcod.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("  .隐藏.txt ", "隐藏.txt"),
        ("字" * 200 + ".pdf", "字" * 120 + ".pdf"),
        ("无扩展名", "无扩展名"),
        ("..", ""),
    ],
)
def test_names_lose_folders_and_what_cannot_be_read(name, clean):
    assert clean_name(name) == clean


def test_pictures_are_kept_byte_for_byte(office):
    attached = attach(OrganFactory(), by=office, name="合影.PNG", content=png())
    assert storage.path_of(attached.sha256).read_bytes() == png()
