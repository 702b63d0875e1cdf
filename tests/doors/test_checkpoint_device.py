"""Enrolling a place, its device, what it may ask, handing in, and the interface as it is described."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import timedelta

import cbor2
import pytest

from tests import factories_codes as given
from tests.conftest import MORNING
from tests.visitor import BASE
from webapp import codes, people
from webapp.checkpoint.openapi import described
from webapp.codes import FreezeReason, PlaceKind
from webapp.web.door import ROUTES

BY_HAND = "请人工核验，不得拒绝服务"


def enrolled_by_hand(visitor):
    administrator = visitor("administrator").open("/workbench/checkpoints").follow("登记一个查验点")
    administrator.fill("叫什么", "客运中心 2 号检票口").choose("公交车", "免费乘坐城市公共交通").press("登记")
    return administrator


def secret_on(page):
    return page.soup.find(class_="code-in-groups").get_text(strip=True)


def test_an_administrator_enrols_a_place_and_its_device_answers_for_it(visitor, village):
    administrator = enrolled_by_hand(visitor)
    assert administrator.h1 == "客运中心 2 号检票口"
    secret = secret_on(administrator)
    guard = visitor().open("/check/device").fill("设备口令", secret.lower()).press("登记这台设备")
    assert guard.sees("客运中心 2 号检票口")
    guard.open("/check")
    assert guard.soup.find("input", {"name": "place"}) is None
    with village.database.writing() as db:
        free, severe = (given.show(db, village, "mei", claim) for claim in ("free-transport", "severe-disability"))
    assert guard.fill("对方手机或者纸上的数字", free.number).press("查验").h1 == "可以"
    assert guard.fill("对方手机或者纸上的数字", severe.number).press("查验").h1 == BY_HAND
    mei = visitor("mei").open("/code/checks")
    assert len(mei.soup.find_all(class_="card")) == 2
    assert mei.sees("公交车")
    assert mei.sees("这一类地方是登记过的。")
    assert not mei.sees("客运中心")


def test_the_secret_is_shown_once(visitor):
    administrator = enrolled_by_hand(visitor)
    first = secret_on(administrator)
    administrator.open(administrator.response.request.path)
    assert administrator.soup.find(class_="code-in-groups") is None
    administrator.press("换一个设备口令")
    assert secret_on(administrator) != first
    guard = visitor().open("/check/device").fill("设备口令", first).press("登记这台设备", status=422)
    assert guard.errors() == ["口令不对，或者已经停用。请核对，或者请残联管理员再给一个。"]


def test_a_revoked_checkpoint_is_any_phone_again(visitor):
    administrator = enrolled_by_hand(visitor)
    guard = visitor().open("/check/device").fill("设备口令", secret_on(administrator)).press("登记这台设备")
    administrator.follow("停用这个查验点").press("停用这个查验点")
    assert administrator.sees("停用")
    assert guard.open("/check").soup.find("input", {"name": "place"}) is not None


def test_a_device_can_be_given_back(visitor):
    guard = visitor().open("/check/device").fill("设备口令", secret_on(enrolled_by_hand(visitor)))
    guard.press("登记这台设备").press("不再用这台设备")
    assert guard.open("/check/device").soup.find("input", {"name": "secret"}) is not None


def test_what_is_missing_in_an_enrolment_is_said_all_at_once(visitor):
    administrator = visitor("administrator").open("/workbench/checkpoints/new").press("登记", status=422)
    assert administrator.errors() == ["请写这个查验点叫什么。", "请选一类地方。", "请至少选一样可以查的内容。"]
    administrator.fill("叫什么", "门口").choose("医院", "残疾等级").fill("在哪个片区", "330402")
    administrator.press("登记", status=422)
    assert len(administrator.errors()) == 1  # beyond her own area


def test_whoever_said_the_place_himself_is_listed_as_that(visitor, village):
    with village.database.writing() as db:
        number = given.show(db, village).number
    visitor().open("/check").choose("医院").fill("对方手机或者纸上的数字", number).press("查验")
    assert visitor("mei").open("/code/checks").sees("哪一类地方，是对方自己说的。")


class Gate:
    """A program that calls the interface, with the secret of an enrolled checkpoint or with a wrong one."""

    def __init__(self, visitor, secret=None):
        self.client = visitor().client
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def post(self, path, body, status=200):
        answer = self.client.post(
            path,
            data=json.dumps(body),
            content_type="application/json",
            base_url=BASE,
            headers=self.headers,
        )
        assert answer.status_code == status
        return answer.get_json()

    def kit(self):
        return self.client.get("/check/api/kit", base_url=BASE, headers=self.headers).get_json()


@pytest.fixture
def enrolled(visitor, village):
    with village.database.writing() as db:
        return Gate(visitor, given.enrol(db, village)[1])


@pytest.fixture
def phone(village):
    with village.database.writing() as db:
        return given.Phone().stock(db, village)


def test_an_enrolled_gate_need_not_say_where_it_is(enrolled, phone, clock):
    assert enrolled.post("/check/api", {"code": phone.shows()})["answer"] == "yes"
    assert enrolled.post("/check/api", {"code": phone.shows()})["answer"] == "by_hand"


def test_a_gate_with_a_wrong_secret_hears_that_it_is_nobody(visitor):
    gate = Gate(visitor, "A" * 24)
    assert gate.post("/check/api", {"code": "0000000000", "place": "bus"}, 401) == {"error": "checkpoint_unknown"}
    assert gate.post("/check/api/offline-checks", {"checks": []}, 401) == {"error": "checkpoint_unknown"}


def test_checks_without_network_are_handed_in_and_listed(enrolled, phone, visitor, clock):
    made = {"code": phone.shows(), "at": int(MORNING.timestamp()), "answer": "yes"}
    clock.advance(hours=3)
    assert enrolled.post("/check/api/offline-checks", {"checks": [made, made]}) == {"taken": 1}
    mei = visitor("mei").open("/code/checks")
    assert mei.sees("2026年11月23日 星期一 上午 9:00")
    assert mei.sees("那里当时没有网络，2026年11月23日")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ([], 400),
        ({"checks": 5}, 400),
        ({"checks": [{"code": 1, "at": 2, "answer": "yes"}]}, 400),
        ({"checks": [{"code": "x", "at": 10**30, "answer": "yes"}]}, 400),
        ({"checks": [{"code": "x", "at": 2, "answer": "perhaps"}]}, 400),
        ({"checks": [{"code": "x", "at": 2, "answer": "yes"}] * 501}, 422),
        ({"checks": ["9" * 3_000_000]}, 413),
    ],
)
def test_what_is_handed_in_wrongly_is_refused(enrolled, body, status):
    enrolled.post("/check/api/offline-checks", body, status)


def test_the_kit_holds_keys_and_the_withdrawn_and_what_may_be_asked(enrolled, phone, visitor, village):
    kit = enrolled.kit()
    assert kit["checkpoint"] == {"name": "一号检票口", "place": "bus", "claims": ["free-transport"]}
    assert len(cbor2.loads(b64decode(kit["keys"]))) == 1
    assert kit["withdrawn"] == ""
    assert kit["claims"]["4"]["slug"] == "free-transport"
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        codes.freeze(db, village.actor("mei"), mei, reason=FreezeReason.paused)
    assert len(b64decode(enrolled.kit()["withdrawn"])) == 2 * codes.MARK_LENGTH
    assert Gate(visitor).kit()["checkpoint"] is None


# the description


def schema(reference):
    found = described()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def complaints(value, rule, at="answer"):
    """As much of JSON Schema as the description uses."""
    if "$ref" in rule:
        return complaints(value, schema(rule["$ref"]), at)
    if "oneOf" in rule:
        tried = [complaints(value, each, at) for each in rule["oneOf"]]
        return [] if sum(not each for each in tried) == 1 else [f"{at}: {tried}"]
    if "const" in rule and value != rule["const"]:
        return [f"{at} is not {rule['const']}"]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = rule.get("type", list(kinds))
    if not isinstance(value, tuple(kinds[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))):
        return [f"{at} is no {wanted}"]
    found = []
    if isinstance(value, dict):
        known, more = rule.get("properties", {}), rule.get("additionalProperties", True)
        found += [f"{at}.{name} is missing" for name in rule.get("required", []) if name not in value]
        found += [f"{at}.{name} is not described" for name in value if name not in known and more is False]
        for name, each in value.items():
            under = known.get(name, more if isinstance(more, dict) else {})
            found += complaints(each, under, f"{at}.{name}")
    if isinstance(value, list):
        found += [line for each in value for line in complaints(each, rule.get("items", {}), f"{at}[]")]
    return found


def described_answer(path, method, status):
    answer = described()["paths"][path][method]["responses"][str(status)]
    answer = schema(answer["$ref"]) if "$ref" in answer else answer
    return answer["content"]["application/json"]["schema"]


def test_every_route_for_machines_is_described_and_nothing_else(visitor):
    ours = {
        (route.rule, "post" if route.kind == "act" else "get"): route.endpoint.removeprefix("checkpoint.")
        for route in ROUTES.values()
        if route.rule.startswith(("/check/api", "/.well-known/"))
    }
    told = {
        (path, method): operation["operationId"]
        for path, operations in described()["paths"].items()
        for method, operation in operations.items()
    }
    assert told == ours
    served = visitor().client.get("/check/api/openapi.json", base_url=BASE)
    assert served.get_json() == json.loads(json.dumps(described()))


def test_the_described_places_are_those_there_are():
    assert schema("#/components/schemas/Question")["properties"]["place"]["enum"] == [kind.value for kind in PlaceKind]


def test_the_answers_are_as_described(enrolled, phone, visitor):
    stranger, wrong = Gate(visitor), Gate(visitor, "A" * 24)
    for gate, path, body, status in (
        (enrolled, "/check/api", {"code": phone.shows()}, 200),
        (enrolled, "/check/api", {"code": "0000000000"}, 200),
        (enrolled, "/check/api", {"code": "9" * 3_000_000}, 413),
        (stranger, "/check/api", {}, 400),
        (stranger, "/check/api", {"code": "0000000000"}, 422),
        (wrong, "/check/api", {"code": "0000000000"}, 401),
        (enrolled, "/check/api/offline-checks", {"checks": []}, 200),
        (enrolled, "/check/api/offline-checks", {}, 400),
        (wrong, "/check/api/offline-checks", {}, 401),
    ):
        assert complaints(gate.post(path, body, status), described_answer(path, "post", status)) == []
    for gate in (enrolled, stranger):
        assert complaints(gate.kit(), described_answer("/check/api/kit", "get", 200)) == []


def test_an_answer_beside_the_description_is_found():
    rule = described_answer("/check/api", "post", 200)
    assert complaints({"answer": "yes", "words": "可以"}, rule)
    assert complaints({"answer": "by_hand", "words": BY_HAND, "why": "frozen"}, rule)


def test_only_the_scanner_may_run_webassembly(visitor):
    guard = visitor()
    allowed = [
        path
        for path in ("/check", "/check/scanner", "/check/device", "/")
        if "wasm" in guard.client.get(path, base_url=BASE).headers["Content-Security-Policy"]
    ]
    assert allowed == ["/check/scanner"]


def test_a_check_long_ago_is_not_taken(enrolled, phone, clock):
    made = {"code": phone.shows(), "at": int(MORNING.timestamp()), "answer": "yes"}
    clock.at += timedelta(days=8)
    assert enrolled.post("/check/api/offline-checks", {"checks": [made]}) == {"taken": 0}
