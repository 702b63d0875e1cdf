"""What somebody means who answers a question by text message, as people do: 好的, 可以, 行, 1, 是的 … or 不, 不行, 2 …

The whole message must be made of words that are known. Whatever holds anything else, or yes and no together, or two
different kinds of no (不是不行), is unclear: a person asks again. It is never taken for consent, nor for a refusal.
"""

from __future__ import annotations

import re
import unicodedata

from webapp.mandates.models import AnswerReading

YES = (
    "我同意", "同意", "可以", "好的", "好滴", "好", "行的", "行", "是的", "是", "对的", "对", "没问题", "没有问题", "愿意",
    "要的", "中", "嗯", "恩", "yes", "ok", "okay", "y", "1", "一", "👌", "👍",
)
NO = (
    "我不同意", "不同意", "不可以", "不好", "不行", "不是", "不对", "不愿意", "不要", "不用", "不必", "不需要", "拒绝",
    "不", "no", "n", "2", "二", "❌", "🙅",
)
SILENT = ("谢谢", "多谢", "感谢", "您好", "你好", "您", "你", "回复", "我", "的", "了", "啊", "呀", "吧", "哦", "噢", "嘛", "哈", "呢", "thanks")
"""Words that change nothing."""

BETWEEN = re.compile(r"[\s,.;:!~、。，；：！…～()（）“”\"'\-—_\ufe0f\U0001f3fb-\U0001f3ff]+")
LONGEST = 40
"""Characters; a longer message says more than yes or no."""

KNOWN = sorted(
    [(word, "yes") for word in YES] + [(word, "no") for word in NO] + [(word, "") for word in SILENT],
    key=lambda pair: -len(pair[0]),
)
LATIN = re.compile(r"[a-z0-9]")


def read_answer(text: str) -> AnswerReading:
    """yes, no or unclear."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    if len(folded) > LONGEST:
        return AnswerReading.unclear
    meant: dict[str, set[str]] = {"yes": set(), "no": set()}
    for part in filter(None, BETWEEN.split(folded)):
        rest = part
        while rest:
            word, meaning = _first(rest)
            if word is None:
                return AnswerReading.unclear
            if meaning:
                meant[meaning].add(word.removeprefix("我"))
            rest = rest[len(word):]
    if meant["yes"] and not meant["no"]:
        return AnswerReading.yes
    if len(meant["no"]) == 1 and not meant["yes"]:
        return AnswerReading.no
    return AnswerReading.unclear


def _first(rest: str) -> tuple[str | None, str]:
    """The longest known word that it begins with; letters and digits stand for themselves only, not inside others."""
    for word, meaning in KNOWN:
        if rest.startswith(word) and not (LATIN.match(word) and LATIN.match(rest[len(word):len(word) + 1] or " ")):
            return word, meaning
    return None, ""
