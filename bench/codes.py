"""The benefit code: signing and verifying beside the same number of bare ECDSA operations; the size of its picture.

And what each request of it costs besides: the permission, the ledger entry, and the proof of the ledger (bench.ledger).
"""

from __future__ import annotations

import json
import subprocess
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cwt import COSEKey
from playwright.sync_api import sync_playwright

from bench import ledger, machine, village
from bench.figures import Figure, Report, at_most, ratio_of_at_least
from bench.server import ROOT, serving
from tests.browser import ARGUMENTS, chromium
from webapp.codes import showing, token
from webapp.codes.envelope import SHA_256
from webapp.codes.reading import read

ROUNDS = 15
TIMES = 200
IN_THE_BROWSER = 200
KID = b"four"
AT = datetime.now(UTC).replace(microsecond=0)

SHOWN, SIGNED_BY_PHONE = "drawn by the server", "signed by the phone"
VERSION_8, VERSION_13 = 49, 69
"""Modules on a side."""


class Party:
    """The service and one phone, with keys of their own."""

    def __init__(self) -> None:
        self.issuer, self.phone = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        numbers = self.issuer.private_numbers()
        x, y = _point(self.issuer)
        public = {1: 2, 2: KID, 3: -7, -1: 1, -2: x, -3: y}
        self.signer = COSEKey.new({**public, -4: numbers.private_value.to_bytes(32)})
        self.verifier = COSEKey.new(public)
        self.key_set = cbor2.dumps([public], canonical=True)
        self.contents = token.Contents(b"12345678", 3, 2, AT, AT + timedelta(minutes=5))
        self.drawn = token.signed(self.contents, self.signer)
        self.credential = self.give()

    def give(self) -> bytes:
        return showing.credential(b"12345678", [3, 2], AT + timedelta(hours=24), _point(self.phone), self.signer)

    def key_of(self, _kid: bytes) -> Any:
        return self.verifier


def measure() -> Report:
    report = Report("The benefit code, beside bare ECDSA on P-256 in the same run")
    party = Party()
    with machine.on(machine.SERVER):
        report.add(*_signing(party))
    browser = _in_the_browser(party)
    with machine.on(machine.SERVER):
        report.add(*_verifying(party, browser["text"]))
    report.add(*_browser_figures(browser))
    report.add(*_pictures({SHOWN: party.drawn, SIGNED_BY_PHONE: browser["text"]}))
    with machine.on(machine.SERVER):
        ledger.measure_into(report)
    report.note("Within 1.3 times of the bare operations means at least 0.77 of their number a second.")
    report.note(f"Medians of {ROUNDS} rounds; a round does ours and the bare operations one after the other.")
    report.note("A showing needs two verifications and the reading of one public key; the bare operations are those.")
    report.note("Pictures at 3.5 pixels a module, blur of 1.2 pixels (one sigma); read: the text came back whole.")
    return report


def _point(key: ec.EllipticCurvePrivateKey) -> tuple[bytes, bytes]:
    numbers = key.public_key().public_numbers()
    return numbers.x.to_bytes(32), numbers.y.to_bytes(32)


def _seconds(work: Callable[[], Any], times: int = TIMES) -> float:
    """Own CPU: what others do on the machine is none of ours."""
    began = process_time()
    for _ in range(times):
        work()
    return (process_time() - began) / times


def _beside(name: str, ours: Callable[[], Any], peer: str, bare: Callable[[], Any], bound: float | None) -> Figure:
    rounds = [(_seconds(ours), _seconds(bare)) for _ in range(ROUNDS)]
    return _a_second(name, *(median(each[side] for each in rounds) for side in (0, 1)), peer, bound)


def _a_second(name: str, ours: float, bare: float, peer: str, bound: float | None = None) -> Figure:
    """Operations a second, from seconds each; `bound`: how many times the bare one's time ours may take."""
    return Figure(name, 1 / ours, "a second", peer, 1 / bare, ratio_of_at_least(1 / bound) if bound else None)


def _signing(party: Party) -> list[Figure]:
    message = b"m" * 150

    def bare() -> bytes:
        return party.issuer.sign(message, SHA_256)

    return [
        _beside("server: sign a code", lambda: token.signed(party.contents, party.signer), "one signature", bare, None),
        _beside("server: give a credential", party.give, "one signature", bare, None),
    ]


def _verifying(party: Party, text: str) -> list[Figure]:
    message, public, holder = b"m" * 150, party.issuer.public_key(), b"\x04" + b"".join(_point(party.phone))
    signature = party.issuer.sign(message, ec.ECDSA(hashes.SHA256()))

    def once() -> None:
        public.verify(signature, message, SHA_256)

    def twice() -> None:
        once()
        once()
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), holder)

    return [
        _beside("server: verify a code", lambda: read(party.drawn, party.key_of), "one verification", once, 1.3),
        _beside("server: verify a showing", lambda: read(text, party.key_of), "two and a key", twice, 1.3),
    ]


WORK = """
async ({keySet, credential, x, y, d, seconds, rounds, times}) => {
  const cose = await import('/static/js/code/cose.js');
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const curve = {name: 'ECDSA', namedCurve: 'P-256'}, how = {name: 'ECDSA', hash: 'SHA-256'};
  const key = await crypto.subtle.importKey('jwk', {kty: 'EC', crv: 'P-256', x, y, d}, curve, false, ['sign']);
  const both = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const keys = await cose.keysOf(bytes(keySet)), held = bytes(credential);
  const text = await cose.sign(held, key, seconds), message = new Uint8Array(200);
  const signature = await crypto.subtle.sign(how, both.privateKey, message);
  const raw = await crypto.subtle.exportKey('raw', both.publicKey);
  const verify = () => crypto.subtle.verify(how, both.publicKey, signature, message);
  const work = {
    sign: () => cose.sign(held, key, seconds),
    bareSign: () => crypto.subtle.sign(how, both.privateKey, message),
    read: () => cose.read(text, keys),
    bareRead: async () => {
      await verify();
      await crypto.subtle.importKey('raw', raw, curve, false, ['verify']);
      await verify();
    },
  };
  const told = {text};
  for (const name of Object.keys(work)) told[name] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, once] of Object.entries(work)) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) await once();
      told[name].push((performance.now() - began) / times / 1000);
    }
  }
  return told;
}
"""


def _in_the_browser(party: Party) -> dict[str, Any]:
    numbers = party.phone.private_numbers()
    x, y = _point(party.phone)
    asked = {
        "keySet": party.key_set.hex(), "credential": party.credential.hex(),
        "x": _base64url(x), "y": _base64url(y), "d": _base64url(numbers.private_value.to_bytes(32)),
        "seconds": int(AT.timestamp()), "rounds": ROUNDS, "times": IN_THE_BROWSER,
    }
    with (
        village.settled() as settled,
        serving("app:app", settled.port, settled.environment),
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{settled.origin}/check/scanner")
        told = page.evaluate(WORK, asked)
        browser.close()
    if read(told["text"], party.key_of).cti != b"12345678":
        raise RuntimeError("the server does not read what the browser has signed")
    return told


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _browser_figures(told: dict[str, Any]) -> list[Figure]:
    return [
        _a_second("browser: sign a showing", median(told["sign"]), median(told["bareSign"]), "one signature"),
        _a_second("browser: verify a showing", median(told["read"]), median(told["bareRead"]), "two and a key", 1.3),
    ]


def _pictures(texts: dict[str, str]) -> list[Figure]:
    done = subprocess.run(["node", "bench/decoders.mjs", json.dumps(texts)], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout)
    most = {SHOWN: VERSION_8, SIGNED_BY_PHONE: VERSION_13}
    sizes = [Figure(f"{name}: modules on a side", each["modules"], "", target=at_most(most[name]))
             for name, each in told.items()]
    unread = [
        Figure(f"{name}: pictures not read by {reader}", sum(not good for good in read_by.values()),
               f"of {len(read_by)}", ", ".join(how for how, good in read_by.items() if not good), target=at_most(0))
        for name, each in told.items() for reader, read_by in each["read"].items()
    ]
    return sizes + unread
