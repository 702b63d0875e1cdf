"""What people come for, told as they do it: where they begin, what they choose, where they arrive.

Each journey is made once in each way of using the pages (test_journeys.py), in a real browser against the application.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from stage import Stage
from tests import factories_home_services as homes
from webapp import home_services


@dataclass(frozen=True)
class Meanwhile:
    """What others do before she goes on: they move the home service that she has asked for."""

    words: str
    move: str
    """Its name in tests/factories_home_services.py."""
    hours: int
    """That pass before it."""

    def happens(self, stage: Stage) -> None:
        stage.clock.advance(hours=self.hours)
        with stage.app.extensions["huican"].database.writing() as db:
            (hers,) = home_services.requests_of(db, stage.village.mei.id)
            homes.make(db, stage.village, self.move, hers, at=stage.clock())


@dataclass(frozen=True)
class Step:
    words: str
    """Of the link, button, choice or field."""
    typed: str | None = None
    """Into the field; `code`: the code that was sent last."""
    leads_on: bool = True
    """To another page; a choice and a field do not."""
    after: Meanwhile | None = None
    """What has happened before it."""
    reads: str = ""
    """How the heading begins of the page that it leads to; empty where that is not to be told."""


def go(words: str, *, after: Meanwhile | None = None, reads: str = "") -> Step:
    return Step(words, after=after, reads=reads)


def is_told(of: str, reads: str, others: Meanwhile) -> tuple[Step, ...]:
    """Something happens, a message of it has come, and from there she looks at the matter."""
    return go("消息", after=others), go(of, reads=of), go("看这件事", reads=reads)


def choose(words: str) -> Step:
    return Step(words, leads_on=False)


def write(field: str, words: str) -> Step:
    return Step(field, words, leads_on=False)


@dataclass(frozen=True)
class Journey:
    name: str
    begins: str
    """State of the catalogue."""
    steps: tuple[Step, ...]
    arrives: str
    """How the heading of the last page begins."""
    presses: int
    """With a switch: more than that nobody should need."""
    cut: int | None = -1
    """The step whose request is cut off on the way: its deciding one. None where nothing is sent."""
    device: bool = False
    """Made with a passkey, which needs the browser's own interface, and so a script."""
    done: tuple[str, ...] = ()
    """What the ledger holds afterwards and did not before, where no heading tells that it is done."""

    @property
    def of_staff(self) -> bool:
        return self.begins.startswith("workbench.")

    def __str__(self) -> str:
        return self.name


ASKS_FOR_SOMEBODY_AT_HOME = (
    go("照护我的人要歇一歇"),
    go("申请这项服务"),
    write("哪一天", "11月25日 星期三"),
    choose("上午"),
    go("下一步"),
    write("详细地址", "桂花路 3 号"),
    go("下一步"),
    choose("我同意"),
    go("提交申请"),
)

JOURNEYS: tuple[Journey, ...] = (
    Journey(
        "sign in by code",
        "resident.sign_in-empty",
        (write("手机号", "00010000001"), go("发送验证码"), write("验证码", "code"), go("登录")),
        "您好，陈秀梅",
        15,
        cut=1,  # a code that was used is gone; whoever did not hear the answer asks for another one
    ),
    Journey(
        "sign in by passkey",
        "resident.sign_in-empty",
        (go("用通行密钥登录"),),
        "您好，陈秀梅",
        10,
        cut=None,  # no form is sent: test_journeys.py cuts this one off by itself
        device=True,
    ),
    Journey(
        "read what is mine",
        "resident.home-resident",
        (go("权益"), go("免费乘坐城市、城乡公交")),
        "免费乘坐城市、城乡公交",
        15,
        cut=None,
    ),
    Journey(
        "show the code",
        "resident.home-resident",
        (go("惠残码"), choose("免费乘坐城市公共交通"), go("出示")),
        "免费乘坐城市公共交通",
        20,
    ),
    Journey(
        "book an assessment",
        "resident.home-resident",
        (
            go("预约残疾评定"),
            go("预约残疾评定"),
            choose("去医院评定"),
            choose("残疾人证到期，换证"),
            go("下一步：选评定机构"),
            go("平湖第一示范医院（演示）"),
            choose("上午 9:30"),
            go("就选这个时间"),
            go("下一步：核对"),
            choose("我同意"),
            go("确定预约"),
        ),
        "去医院评定",
        85,
    ),
    Journey(
        "move an appointment",
        "resident.appointment-confirmed",
        (go("换时间"), choose("上午 9:30"), go("就选这个时间"), go("换到这个时间")),
        "去医院评定",
        40,
    ),
    Journey(
        "cancel an appointment",
        "resident.appointment-confirmed",
        (go("取消预约"), go("取消这次预约")),
        "去医院评定",
        15,
    ),
    Journey(
        "request a home service",
        "resident.home_services-empty",
        ASKS_FOR_SOMEBODY_AT_HOME,
        "喘息服务",
        45,
    ),
    Journey(
        "follow a home service",
        "resident.home_service_request-just-sent",
        (
            *is_told("社区同意了您的上门服务", "喘息服务：社区已同意", Meanwhile("社区同意了", "accept", 1)),
            *is_told("找到服务机构了", "喘息服务：等服务机构定时间", Meanwhile("社区派给了一家服务机构", "assign", 1)),
            *is_told("上门服务的时间定了", "喘息服务：时间已约好", Meanwhile("服务机构约好了时间", "promise", 1)),
            *is_told(
                "上门服务的人出发了",
                "喘息服务：正在来您家的路上",
                Meanwhile("到了那天早上，来的人出发了", "set_out", 45),
            ),
            *is_told("上门服务做完了吗", "喘息服务：做完了", Meanwhile("来的人说做完了", "finish", 2)),
        ),
        "喘息服务：做完了，等您确认",
        95,
        cut=None,  # she only reads
    ),
    Journey(
        "rate a home service",
        "resident.home_service_request-done",
        (go("做好了，去评价"), choose("5 分，很满意"), go("确认做完")),
        "喘息服务",
        20,
    ),
    Journey(
        "grant a mandate",
        "resident.mandates-empty",
        (
            go("写一份委托"),
            write("代办人的姓名", "王小明"),
            write("代办人的手机号", "00010000090"),
            write("代办人和您的关系", "朋友"),
            go("下一步：委托哪些事"),
            go("只看看"),
            go("下一步：办到哪一天"),
            choose("30 天，到2026年12月23日 星期三"),
            go("下一步：读委托书"),
            go("我读过了，签署委托"),
        ),
        "给王小明的委托",
        65,
    ),
    Journey(
        "end a mandate",
        "resident.mandates-filled",
        (go("钱阿姨"), go("结束这份委托"), go("马上结束委托")),
        "给钱阿姨的委托",
        20,
    ),
    Journey(
        "act for somebody",
        "resident.home-carer",
        (
            go("选择要代办的人"),
            go("代陈秀梅办事", reads="陈秀梅的事"),
            go("请人上门服务"),
            *ASKS_FOR_SOMEBODY_AT_HOME,
        ),
        "喘息服务",
        60,
    ),
    Journey(
        "answer a question",
        "resident.question-next",
        (choose("我不知道"), go("就这样回答")),
        "这个回答改变了什么",
        10,
    ),
    Journey(
        "answer a question from staff",
        "resident.mandates-asked",
        (
            go("消息 1条"),
            go("有一份委托等您同意"),
            go("看这件事"),
            go("我读过了，签署委托"),
        ),
        "给钱阿姨的委托",
        25,
    ),
    Journey(
        "ask in writing",
        "resident.benefit-in-force",
        (go("写字问"), write("您想问什么", "轮椅上得了公交车吗？"), go("送出")),
        "问题和答复",
        15,
    ),
    Journey(
        "complain",
        "resident.profile-resident",
        (
            go("投诉"),
            go("写投诉"),
            choose("一次服务"),
            write("发生了什么，您希望怎样", "约好了上午来，没有人来。"),
            go("提交投诉"),
        ),
        "您的投诉",
        25,
    ),
    # of the community's officer
    Journey(
        "find a provider",
        "workbench.home-officer",
        (
            go("喘息服务：新申请", reads="喘息服务：新申请"),
            choose("我看过了，会照着做"),
            go("同意", reads="喘息服务：已同意，要派给机构"),
            go("派给服务机构"),
            choose("暖家上门服务社（演示）"),
            write("给机构的说明", "请先按门铃。"),
            choose("我看过了，会照着做"),
            go("派给这家机构"),
        ),
        "喘息服务：等机构答复",
        27,
        done=("home_services.RequestAccepted", "home_services.ProviderAssigned"),
    ),
    Journey(
        "answer a letter",
        "workbench.letter-to-answer",
        (write("写给居民的话", "门口有坡道，从东门进。"), choose("我看过了，会照着做"), go("送出答复")),
        "陈秀梅写的话",
        10,
        done=("people.LetterAnswered",),
    ),
    # of a provider's clerk
    Journey(
        "promise a home visit",
        "workbench.home_visit-new",
        (
            go("答应上门，定时间", reads="答应上门"),
            choose("2026年11月25日 星期三 上午"),
            write("几点到", "上午 9:30"),
            write("谁去", "彭小红"),
            choose("说慢一点"),
            choose("轮椅通道"),
            go("答应上门"),
        ),
        "喘息服务：已约好，等上门",
        28,
        done=("home_services.VisitPromised",),
    ),
    Journey(
        "make a home visit",
        "workbench.home_visit-today",
        (go("现在出发", reads="喘息服务：在路上"), go("做完了")),
        "喘息服务：做完了，等居民确认",
        10,
        done=("home_services.HelperSetOut", "home_services.ServiceDone"),
    ),
    # of an assessment site's clerk
    Journey(
        "confirm an appointment",
        "workbench.home-clerk",
        (go("请准备并确认"), choose("说慢一点"), go("确认预约")),
        "徐琴：在本院评定",
        15,
        done=("assessments.AppointmentConfirmed",),
    ),
    Journey(
        "record an outcome",
        "workbench.appointment-to-come",
        (
            go("到场了", reads="陈秀梅：在本院评定"),
            go("登记评定结果", reads="登记评定结果"),
            choose("二级"),
            go("登记结果"),
        ),
        "陈秀梅：在本院评定",
        25,
        done=("assessments.AppointmentAttended", "assessments.AssessmentRecorded"),
    ),
)


def code_sent(stage: Stage) -> str:
    """The code in the last message that left the house."""
    lines = (stage.folder / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    found = re.search(r"[0-9]{6}", json.loads(lines[-1])["text"])
    assert found is not None
    return found.group()
