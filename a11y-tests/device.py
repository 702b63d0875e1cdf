"""What a device holds and does when it is asked who somebody is: the browser's own make-believe authenticator."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from playwright.sync_api import Page, Route

from stage import Stage
from webapp import people
from webapp.people import Passkey

AUTHENTICATOR = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}
CREDENTIAL = b"a passkey for tests"
OPTIONS = "**/passkeys/sign-in-options"


class Device:
    """It holds Mei's passkey. The field's own quiet offer is lost on the way: it would be answered before any press."""

    def __init__(self, page: Page, stage: Stage) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.stage, self.page, self.asked = stage, page, 0
        page.route(OPTIONS, self._answer)

    def _answer(self, way: Route) -> None:
        self.asked += 1
        if self.asked == 1:
            way.abort()
        else:
            way.continue_()

    def has_offered(self) -> None:
        """The quiet offer has been asked for; what is asked from now on is her press."""
        for _ in range(100):
            if self.asked:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the page has not offered a passkey")

    def is_known(self) -> None:
        """As if she had added it: the service keeps its public half."""
        point = self.key.public_key().public_numbers()
        public_key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        with self.stage.app.extensions["huican"].database.writing() as db:
            account = people.account_of(db, self.stage.village.mei)
            her = account.public_id
            db.add(Passkey(account_id=account.id, credential_id=CREDENTIAL, public_key=public_key, name="手机",
                           created_at=self.stage.clock()))
        private = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        held = {
            "credentialId": b64encode(CREDENTIAL).decode(), "isResidentCredential": True, "rpId": "localhost",
            "privateKey": b64encode(private).decode(), "userHandle": b64encode(her.encode()).decode(), "signCount": 1,
        }
        self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})
        self.session.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": held})

    def leave(self) -> None:
        self.page.unroute(OPTIONS, self._answer)
        self.session.send("WebAuthn.disable")
        self.session.detach()


@contextmanager
def device_of(page: Page, stage: Stage) -> Iterator[Device]:
    device = Device(page, stage)
    try:
        yield device
    finally:
        device.leave()
