"""What a screen reader says, from top to bottom, in Chinese: the virtual screen reader's phrases through our own table.

It reads what is folded away as if it were open, and of a closed list only what is chosen.
The transcripts in transcripts/ are read by people and compared at each run (test_transcripts.py).
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

READER = Path(__file__).parents[1] / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
LONGEST = 2000
"""Phrases; a page that has more is not read out to anybody."""

ROLES = {
    "alert": "提醒",
    "article": "文章",
    "banner": "页眉",
    "blockquote": "引文",
    "button": "按钮",
    "caption": "题注",
    "cell": "单元格",
    "checkbox": "复选框",
    "columnheader": "列标题",
    "combobox": "下拉框",
    "complementary": "补充内容",
    "contentinfo": "页脚",
    "definition": "说明",
    "document": "网页",
    "figure": "图",
    "form": "表单",
    "graphics-document": "图",
    "group": "分组",
    "heading": "标题",
    "image": "图片",
    "img": "图片",
    "link": "链接",
    "list": "列表",
    "listbox": "列表框",
    "main": "正文",
    "navigation": "导航",
    "option": "选项",
    "progressbar": "进度",
    "radio": "单选按钮",
    "region": "区域",
    "row": "行",
    "rowgroup": "行组",
    "rowheader": "行标题",
    "search": "搜索",
    "searchbox": "搜索框",
    "spinbutton": "数字框",
    "status": "状态",
    "strong": "强调",
    "table": "表格",
    "term": "名称",
    "textbox": "编辑框",
    "time": "时间",
}
STATES = {
    "busy": "忙",
    "checked": "已选中",
    "not checked": "未选中",
    "collapsed": "已折叠",
    "expanded": "已展开",
    "not expanded": "已折叠",
    "current item": "当前项",
    "current page": "当前页",
    "current step": "当前步骤",
    "disabled": "不可用",
    "invalid": "有误",
    "not invalid": "",  # no screen reader says so
    "not selected": "未选",
    "required": "必填",
    "selected": "已选",
    "multi-line": "多行",
    "has popup listbox": "有列表",
    "orientated horizontally": "横向",
    "orientated vertically": "纵向",
}
PLAIN = {"paragraph", "strong", "emphasis", "time", "generic", "term", "definition"}
"""Roles that nobody wants to hear; what is in them is said."""
KEPT = re.compile(r"(?<![0-9])[0-9](?: ?[0-9]){9}(?![0-9])|[0-9](?:\s[0-9]){3}，[0-9](?:\s[0-9]){2}，[0-9](?:\s[0-9]){2}")
"""A number that is another one each time: ten digits."""


class NoWord(Exception):
    """A role or state without a Chinese word in the table above."""


def speak(page: Page) -> str:
    """One line a phrase, as it is heard going down the page once."""
    phrases = page.evaluate(
        """async ([source, longest]) => {
          // these values are for the server; no screen reader says them, this one would
          document.querySelectorAll('button[value],option[value]').forEach((each) => each.removeAttribute('value'));
          const {virtual} = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})));
          await virtual.start({container: document.body});
          let count = 0;
          while (await virtual.lastSpokenPhrase() !== 'end of document' && count < longest) {
            await virtual.next();
            count += 1;
          }
          const log = await virtual.spokenPhraseLog();
          await virtual.stop();
          return log;
        }""",
        [READER.read_text(encoding="utf-8"), LONGEST],
    )
    assert phrases[-1] == "end of document", "the page never ends"
    return "\n".join(lines_of(phrases)) + "\n"


def lines_of(phrases: list[str]) -> list[str]:
    lines: list[str] = []
    before: str | None = None
    for phrase in (each.replace("\N{NO-BREAK SPACE}", " ") for each in phrases):  # it sounds like any other
        line = in_chinese(phrase)
        # what is named by its own words holds them once more: they are heard once
        named_so = line == phrase and before is not None and before.split("，")[0] == line
        if line is not None and not named_so:
            lines.append(KEPT.sub("（十个数字）", line))
        before = line
    return lines


def in_chinese(phrase: str) -> str | None:
    """`link, 首页, current page` is 首页，链接，当前页; None for what is not worth a line. Raises NoWord."""
    if phrase.startswith("end, "):
        return None  # of something without a role
    if phrase.startswith("end of "):
        return _end_of(phrase.removeprefix("end of "))
    role, *parts = phrase.split(", ")
    if role in PLAIN and not parts:
        return None
    if role == "listitem":
        return _item(parts)
    if role == "option" and "not selected" in parts:
        return None  # in a list that is closed
    if role not in ROLES:
        if re.fullmatch(r"[a-z][a-z -]*", role):
            raise NoWord(phrase)
        return phrase
    said = [part for part in parts if _state(part, phrase) is None]
    states = [_state(part, phrase) for part in parts]
    return "，".join([*said[:1], ROLES[role], *filter(None, states), *said[1:]])


def _state(part: str, phrase: str) -> str | None:
    """The words for a state or a place; None when it is a name, a description or what was typed."""
    level = re.fullmatch(r"level ([1-6])", part)
    if level:
        return f"{level[1]} 级"
    if part in STATES:
        return STATES[part]
    if re.match(r"(position|set size|max value|min value|current value|\d+ (rows|columns))", part):
        return _place(part)
    if re.fullmatch(r"[a-z -]{4,}", part):
        raise NoWord(phrase)
    return None


def _item(parts: list[str]) -> str | None:
    place = dict(part.rsplit(" ", 1) for part in parts if " " in part)
    return f"第 {place['position']} 项，共 {place['set size']} 项" if "position" in place else None


def _place(part: str) -> str:
    name, _, number = part.rpartition(" ")
    words = {
        "position": "第 {} 个",
        "set size": "共 {} 个",
        "max value": "最多 {}",
        "min value": "",
        "current value": "现在 {}",
    }
    return words[name].format(number) if name in words else part


def _end_of(rest: str) -> str | None:
    """Only where a part of the page ends that one can jump over."""
    role = rest.split(", ", maxsplit=1)[0]
    return f"{ROLES[role]}结束" if role in ("navigation", "main", "form", "search", "group", "table", "list") else None
