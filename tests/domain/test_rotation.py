"""Sealing anew under a new key loses nothing, and the old key is needed no more."""

from __future__ import annotations

from cryptography.fernet import Fernet
from sqlalchemy import select

from webapp.core import privacy
from webapp.core.rotation import rotate, sealed_columns
from webapp.people import Resident, register_resident


def test_after_a_rotation_the_new_key_alone_opens_everything(database, actor):
    old = privacy.keyring()
    with database.writing() as db:
        register_resident(db, actor, name="陈秀梅", citizen_id="000482195803120022", phone="00010000001")
    new_key = Fernet.generate_key().decode()
    old_key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    try:
        privacy.unlock(privacy.Keyring((new_key, old_key), "only-for-tests"))
        counted = {f"{t.name}.{c.name}": sum(rotate(database, t, c)) for t, c in sealed_columns()}
        privacy.unlock(privacy.Keyring((new_key,), "only-for-tests"))
        with database.reading() as db:
            assert db.scalars(select(Resident)).one().phone == "00010000001"
        assert counted["residents.citizen_id"] == counted["residents.phone"] == 1
    finally:
        privacy.unlock(old)
