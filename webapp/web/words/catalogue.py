"""What is said to whoever keeps the catalogue: what is wrong with a file, on which line, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.core import DomainError
from webapp.entitlements import Demand

PEOPLE = {
    "passes": _l("文件写了的条件都合的人"),
    "fails": _l("有一个条件不合的人"),
    "unknown": _l("有一个条件还不知道合不合的人"),
}
"""Whom a benefit still needs, by webapp.entitlements.examples.Person."""

PROBLEMS = {
    "amount_not_in_words": lambda f: _("金额“%(found)s”在引用的词里找不到。", **f),
    "called_so_nowhere": lambda f: _("没有一项待遇的名称或简介里有“%(found)s”。", **f),
    "condition_decides_nothing": lambda f: _("这个条件谁都符合，或者谁都不符合（%(found)s）。", **f),
    "date_not_in_text": lambda f: _("文件里找不到这个日期：%(found)s。", **f),
    "empty_group": lambda f: _("这里至少要写一项。"),
    "ends_before_it_begins": lambda f: _("结束早于开始。"),
    "example_answered_otherwise": lambda f: _("例子写的结果是 %(found)s。按条件算出来不是。", **f),
    "facts_contradict": lambda f: _("例子里有两项对不上：%(found)s。", **f),
    "follows_from_itself": lambda f: _("“%(found)s”绕回到自己，推不出来。", **f),
    "issued_needs_its_date": lambda f: _("写了 issued，就要写发布日期。没有发布，就不写日期。"),
    "key_twice": lambda f: _("“%(found)s”写了两次，只能写一次。", **f),
    "missing_key": lambda f: _("少了一项：“%(found)s”。", **f),
    "name_is_not_file_name": lambda f: _("“%(found)s”和文件名不一样。", **f),
    "no_example": lambda f: _("还缺一个例子：%(person)s。", person=PEOPLE[f["found"]]),
    "no_such_benefit": lambda f: _("没有这项待遇：%(found)s。", **f),
    "no_such_family": lambda f: _("没有一项待遇属于这一类：%(found)s。", **f),
    "no_text_beside_it": lambda f: _("旁边没有这份文件的全文。"),
    "nobody_reads_this_file": lambda f: _("这个文件放在这里没有人读。"),
    "not_a_condition": lambda f: _("这里要写一个条件。"),
    "not_a_day": lambda f: _("这不是日期：%(found)s。", **f),
    "not_a_list": lambda f: _("这里要写成一个列表。"),
    "not_a_mapping": lambda f: _("这里要写成“项：内容”。"),
    "not_a_number": lambda f: _("这不是数字：%(found)s。", **f),
    "not_a_whole_number": lambda f: _("这不是整数：%(found)s。", **f),
    "not_allowed": lambda f: _("“%(found)s”不能有这个值。", **f),
    "not_filled_in": lambda f: _("还没有填：%(found)s", **f),
    "not_one_of": lambda f: _("这里不能写“%(found)s”。", **f),
    "not_true_or_false": lambda f: _("这里只能写 true 或者 false。"),
    "not_verbatim": lambda f: _("引文和文件原文不一样：“%(found)s”。", **f),
    "not_words": lambda f: _("这里要写文字。"),
    "not_yaml": lambda f: _("格式读不懂：%(found)s。", **f),
    "one_operator": lambda f: _("一个条件只能有一种比较。"),
    "operator_does_not_fit": lambda f: _("这一项不能用“%(found)s”来比较。", **f),
    "region_is_not_folder_name": lambda f: _("“%(found)s”和文件夹的名字不一样。", **f),
    "sentence_too_long": lambda f: _("易读句子太长：“%(found)s”。", **f),
    "there_already": lambda f: _("这个文件已经有了。"),
    "unknown_fact": lambda f: _("没有“%(found)s”这一项情况。", **f),
    "unknown_key": lambda f: _("不认识“%(found)s”这一项。", **f),
    "unstated_is_true_or_absent": lambda f: _("unstated 只能写 true。"),
    "value_not_allowed": lambda f: _("没有这个值：%(found)s。", **f),
    "words_not_in_quotation": lambda f: _("“%(found)s”不在引文里。要一字不差。", **f),
    "wrong_type": lambda f: _("“%(found)s”的值写法不对。", **f),
}


def finding(error: DomainError, below: Path | None = None) -> str:
    """One line: file and line, what is wrong, what to write instead. ``error`` is a CatalogueError."""
    facts: dict[str, Any] = error.facts
    file = Path(facts["file"])
    name = str(file.relative_to(below) if below is not None and file.is_relative_to(below) else file)
    place = name if facts["line"] is None else _("%(file)s 第 %(line)s 行", file=name, line=facts["line"])
    said = _("%(place)s：%(problem)s", place=place, problem=PROBLEMS[facts["problem"]](facts))
    return said if facts["instead"] is None else _("%(said)s 可以写：%(instead)s", said=said, instead=facts["instead"])


def about_people(count: Mapping[Demand, int]) -> list[str]:
    """For the end of a check: which benefits have people made up for them, and why others have fewer or none."""
    lines = {
        Demand.THREE: lambda n: ngettext(
            "%(num)d 项有三种例子：合的人、不合的人、还不知道的人。",
            "%(num)d 项有三种例子：合的人、不合的人、还不知道的人。", n,
        ),
        Demand.NEVER_YES: lambda n: ngettext(
            "%(num)d 项也有三种例子。文件有一个条件没有写明，所以谁也得不到“符合”：合的人，结果是“文件没有写”。",
            "%(num)d 项也有三种例子。文件有一个条件没有写明，所以谁也得不到“符合”：合的人，结果是“文件没有写”。", n,
        ),
        Demand.FEWER: lambda n: ngettext(
            "%(num)d 项有三个例子，少一种：照文件，没有人会不合，或者没有什么要问的。",
            "%(num)d 项有三个例子，少一种：照文件，没有人会不合，或者没有什么要问的。", n,
        ),
        Demand.NO_CONDITIONS: lambda n: ngettext(
            "%(num)d 项不用例子：文件没有写给谁。", "%(num)d 项不用例子：文件没有写给谁。", n
        ),
        Demand.NOT_ANSWERED: lambda n: ngettext(
            "%(num)d 项不用例子：给单位和机构的，不算谁符合。", "%(num)d 项不用例子：给单位和机构的，不算谁符合。", n
        ),
    }  # fmt: skip
    return [words(count[each]) for each, words in lines.items() if count[each]]


KEYS = {
    "slug": "英文短名，和文件名一样",
    "region": "地区，和文件夹一样",
    "extracted_as": "摘录时的编号，可以不写",
    "family": "各地同一种帮助用同一个短名，可以不写",
    "kind": "哪一种帮助",
    "life": "属于生活里的哪一方面",
    "beneficiary": "给谁",
    "names": "居民看到的名称",
    "summary": "一两句话：给谁、给什么。文件写明给予的，要有英文",
    "easy_read": "最短的话，每句不超过 15 个字",
    "strength": "文件答应到什么程度",
    "trigger": "怎么来的：不用申请、主动来找、要申请、要审核；文件没写就是 null",
    "sources": "引文：哪份文件、哪一条、原话",
    "document": "哪份文件",
    "clause": "哪一条",
    "quote": "原话，一字不差",
    "conditions": "要什么条件；每一条都要有原话。文件没说给谁，就不写",
    "all": "每一条都要符合",
    "any": "有一条符合就可以",
    "not": "不能是这样",
    "fact": "哪一项情况",
    "is": "是或者不是",
    "in": "是其中之一",
    "at_least": "不小于",
    "at_most": "不大于",
    "unstated": "文件设了条件，没有写是什么",
    "words": "引文里的词，一字不差",
    "source": "上面哪一条引文",
    "says": "一句平常的话：要怎样才符合",
    "worth": "值多少；文件没写金额，就不写",
    "amount": "数目，原话里有的",
    "amount_max": "最多的数目",
    "unit": "元、百分比、次数或者别的",
    "per": "多久一次",
    "cap": "原话：不超过多少",
    "of": "原话：按什么算",
    "duration": "原话：多长时间",
    "brings": "原话要求带的材料",
    "excludes": "原话说不能一起享受的另一项",
    "softens": "原来这样、以后不这样的人，这一项来缓一缓（渐退期）",
    "holds": "原话写的起止日期",
    "examples": "按原话编的人，每种结果一个",
    "who": "一句话说这个人",
    "facts": "知道这个人的什么情况",
    "answer": "按原话，结果是什么",
    "zh_Hans": "简体中文",
    "en": "英文",
    "type": "是非、整数、选一个、选几个",
    "values": "可以有的值",
    "range": "最小到最大",
    "usual_age": "一般多大年纪的人才值得先问。不在这个年纪，问题排到最后；结果不看它",
    "value_labels": "每个值叫什么",
    "known_from": "一般谁知道",
    "label": "这一项情况叫什么",
    "question": "怎么问居民",
    "asked_as": "不知道时，去问哪一项",
    "follows_from": "从哪一项情况推出来",
    "stands_for_several": "哪个值只说有几样，没说是哪几样",
    "regional": "看户口或住处在不在本地",
    "receipt_of": "说的是正在享受哪一类待遇",
    "title": "文件标题",
    "publisher": "谁发布的",
    "issued_on": "发布日期",
    "published_on": "公开日期",
    "standing": "已发布、征求意见稿、摘录",
    "period": "文件写的期限，从哪年到哪年",
    "conflict": "英文短名，和文件名一样",
    "benefits": "和哪几项待遇有关",
    "positions": "两边各自的原话",
}
"""What each key of a file is for: shown by editors while a file is written, and in a skeleton where it is to be filled
in. Not translated: the files themselves are written in Chinese."""
