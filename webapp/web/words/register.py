"""Words about the Federation's register: what is wrong with a file, a row, a cell."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.register import Outcome

UNREADABLE = {
    "missing": lambda f: _("没有找到这个文件。"),
    "kind": lambda f: _("只能导入 .xlsx 或 .csv 文件。"),
    "old_excel": lambda f: _("这是旧版 Excel 文件（.xls）。请另存为 .xlsx，再导入。"),
    "encoding": lambda f: _("看不懂这个文件的文字编码。请另存为 UTF-8 的 .csv，或者 .xlsx。"),
    "broken": lambda f: _("这个文件打不开，可能坏了。请重新导出一份。"),
    "empty": lambda f: _("这个文件是空的。"),
}


def _list(words: list[Any]) -> str:
    return "、".join(str(word) for word in words)


errors = {
    "file_unreadable": lambda f: UNREADABLE[f["reason"]](f),
    "heading_missing": lambda f: _("没有找到表头。前 10 行里要有一行写着：%(columns)s。", columns=_list(f["columns"])),
    "too_many_gone": lambda f: _(
        "登记册里原来有 %(known)s 人，这个文件少了 %(gone)s 人。文件可能不完整，所以没有标记任何人离开。确认没错，请加 --accept-gone 再导入一次。",
        known=f["known"],
        gone=f["gone"],
    ),
    "cell_missing": lambda f: _("“%(column)s”是空的。", column=f["column"]),
    "cell_too_long": lambda f: _("“%(column)s”太长，最多 %(longest)s 个字。", column=f["column"], longest=f["longest"]),
    "number_rounded": lambda f: _(
        "“%(column)s”被表格软件四舍五入了，后面几位不是原来的。请把这一列设成“文本”，重新填写号码。", column=f["column"]
    ),
    "date_unreadable": lambda f: _("“%(column)s”不是日期，或者在今天以后。请写成 2022-06-01。", column=f["column"]),
    "word_unknown": lambda f: _(
        "“%(column)s”里的词看不懂。可以写：%(known)s。", column=f["column"], known=_list(f["known"])
    ),
    "place_unknown": lambda f: _("“%(column)s”里的地方没有登记。请写区划代码，或者登记过的名称。", column=f["column"]),
    "place_ambiguous": lambda f: _(
        "“%(column)s”有几个同名的地方。请改写区划代码：%(codes)s。", column=f["column"], codes=_list(f["codes"])
    ),
    "disagrees": lambda f: _(
        "“%(column)s”和残疾人证号对不上。残疾人证号第 19 位是类别，第 20 位是等级。", column=f["column"]
    ),
    "twice_in_file": lambda f: _("同一个人在第 %(row)s 行已经有了。", row=f["row"]),
    "cell_wrong": lambda f: _("“%(column)s”不对。", column=f["column"]),
}
events: dict[str, Any] = {}
labels = {
    Outcome.new: _l("新增"),
    Outcome.changed: _l("有变化"),
    Outcome.same: _l("没有变化"),
}
