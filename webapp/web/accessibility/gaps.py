"""What is known not to be so yet, who is kept out by it, what helps meanwhile, and by when it is planned.

Written by hand and reviewed with every release: whoever puts one right takes its entry away. When a day has passed, the
page says so; a review that leaves it standing fails the build (tests/doors/test_accessibility.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Gap:
    words: Any
    meanwhile: Any
    planned_on: date | None
    """None: it stays so, and the words say why."""


REVIEWED_ON = date(2026, 11, 23)

NO_CLIP = Gap(_l("没有手语录像。"), _l("可以在“我的需要”里写要手语翻译。"), date(2027, 6, 30))
SOME_CLIPS = Gap(_l("不是每一页都有手语录像。"), NO_CLIP.meanwhile, NO_CLIP.planned_on)

RARE_WORDS = Gap(
    _l("文件里的话，不是每一个少见的词都有解释。"),
    _l("我们自己写的，少见的词都在“难懂的词”里。有菜单的页，最后都有它。"),
    date(2027, 6, 30),
)
NO_READINGS = Gap(_l("多音字没有注音。"), _l("可以按“读给我听”。"), date(2027, 6, 30))
TIMED = Gap(
    _l(
        "验证码、惠残码、撤销、短信回复委托和查码的结果有时间限制，一小时里要验证码、试登录、查码也有次数。"
        "这是为了安全，会一直这样。"
    ),
    _l("验证码可以延长十次。惠残码自己换新的。过了撤销的时间，还可以取消或者改。别的都可以再来一次，或者请专职委员当面办。"),
    None,
)

NOT_KEPT = Gap(
    _l("网络断了再退回来，有些格子要重新填。"),
    _l("是写日期、号码和别人资料的格子。分几步办的事，前面几步都留着；给预约换时间，要再选一次。"),
    date(2027, 3, 31),
)

NOT_UNDONE = Gap(
    _l("注销账号、删掉自己写的话，不能撤销。"),
    _l("按之前会再问一次。注销了，以后还可以再启用。"),
    None,
)

NOT_MET: tuple[Gap, ...] = (NO_CLIP, RARE_WORDS, NO_READINGS, NOT_KEPT, TIMED, NOT_UNDONE)
"""Where the operator has clips in sign language, the first of them is SOME_CLIPS."""

NOT_LOOKED_AT: tuple[Gap, ...] = (
    Gap(
        _l("没有用手机上的读屏软件听过。"),
        _l("听过的是电脑上的 Orca、虚拟读屏，和浏览器告诉读屏的话。"),
        date(2027, 3, 31),
    ),
    Gap(
        _l("工作人员办的事和用通行密钥登录，没有用读屏软件听过。"),
        _l("键盘、开关、语音和规则都查过。"),
        date(2027, 3, 31),
    ),
    Gap(_l("易读的句子没有请智力障碍人士看过。"), _l("看不懂，可以请社区专职委员读给您听。"), date(2027, 3, 31)),
    Gap(_l("没有请残疾人一起试过。"), _l("哪里不好用，请告诉我们。"), date(2027, 3, 31)),
    Gap(_l("只在一种浏览器里查过。"), _l("查的是 Chromium。别的浏览器也应当能用，但没有查过。"), date(2027, 3, 31)),
    Gap(
        _l("繁体、英文和易读的页，不是每一样都查过。"),
        _l(
            "简体的页，每一种状态、每一种颜色都查。繁体和英文，每页每种颜色查一次；键盘、读屏和转屏没有查；放大只查英文，每页一次。"
            "易读，键盘和放大每页查一次。"
        ),
        date(2027, 3, 31),
    ),
    Gap(
        _l("写着“查过一部分”的，机器只能查一部分。"),
        _l("机器查得到的，没有发现问题。别的要人一页一页看。"),
        date(2027, 3, 31),
    ),
    Gap(_l("GB/T 37668 的全文没有读到。"), _l("下面只有从别处知道的几条。"), date(2027, 3, 31)),
)
