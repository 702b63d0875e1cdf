"""Ways to sign in, as their page names them."""

from __future__ import annotations

from webapp import people
from webapp.people import Passkey


def with_passkey(village, clock):
    with village.database.writing() as db:
        account = people.account_of(db, village.mei)
        db.add(Passkey(account_id=account.id, credential_id=b"x", public_key=b"", name="手机", created_at=clock()))


def names(village):
    with village.database.reading() as db:
        return [each.name for each in people.passkeys_of(db, people.account_of(db, village.mei))]


def test_a_passkey_gets_the_name_that_she_writes(visitor, village, clock):
    with_passkey(village, clock)
    mei = visitor("mei").open("/ways-in").fill("给它起个名字", " 客厅的平板 ").press("保存名字")
    assert names(village) == ["客厅的平板"]
    assert mei.sees("客厅的平板")


def test_a_name_that_is_empty_or_too_long_is_refused_at_its_field_and_kept_there(visitor, village, clock):
    with_passkey(village, clock)
    mei = visitor("mei").open("/ways-in").fill("给它起个名字", "  ").press("保存名字", status=422)
    assert mei.errors() == ["请写一个名字，例如“我的手机”。"]
    long = "很长的名字" * 2000
    mei.fill("给它起个名字", long).press("保存名字", status=422)
    assert mei.errors() == ["名字最多 60 个字。请写短一点。"]
    assert mei.soup.find("input", {"name": "name"})["value"] == long
    assert names(village) == ["手机"]
