"""What each check does, said to whoever reads the statement."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

CHECKS: dict[str, Any] = {
    "axe": _l("用 axe-core 查全部规则，包括 AAA"),
    "ibm": _l("用 IBM 的检查工具再查一遍，它问的也答"),
    "nu": _l("用 Nu 查网页代码"),
    "looks": _l("换颜色、宽度、字号，量对比度、字的大小、可点的地方"),
    "structure": _l("查标题、小标题、标签、链接的字"),
    "keyboard": _l("只用键盘走一遍，折起来的也打开"),
    "zoom": _l("放大到 400%，加大字距，系统字号放大到 200%"),
    "bare": _l("不用脚本、不用样式、打印，内容一样"),
    "focus": _l("出错和办完以后，先听到该听的"),
    "swap": _l("局部更新以后，焦点在哪里，读出什么"),
    "voice": _l("用语音说：看到的字就是控件的名字"),
    "heard": _l("虚拟读屏读出的话都留着，每次对照"),
    "switch": _l("只用一个开关，把一件事办完"),
    "touch": _l("只用手指点，把一件事办完"),
    "cut": _l("网络断了，填的还在，再交一次只办一次"),
    "slow": _l("网络慢的时候说正在提交，多按不会多办"),
    "hands": _l("按键、按下和手势都不会误触发，也不需要拖动和晃动"),
    "hover": _l("鼠标和焦点停在哪里，都没有多出内容"),
    "turned": _l("手机横过来，内容和能点的一样多"),
    "lines": _l("量行距、行宽和对齐"),
    "edges": _l("量填写框和图形的对比度"),
    "still": _l("放一小时不动，页面自己不变"),
    "filled": _l("每一格都填，每一项都选，页面不跳"),
    "plain": _l("网页代码里没有文字图片、弹窗、自己响的声音、别处来的内容"),
    "places": _l("每一句话都不靠左右、形状和颜色来说"),
    "short": _l("字母的缩写，页面上有全称"),
    "hints": _l("要照格式填的，旁边写着怎么填"),
    "joint": _l("通到一处的，不分成两个焦点"),
    "aloud": _l("查有没有“读给我听”"),
    "same": _l("每一页的菜单、工具和求助的地方，互相比一遍"),
    "signing": _l("登录不用记密码，不用解题，可以粘贴"),
    "again": _l("登录中断以后，填的还在"),
    "undo": _l("办完以后按一次，就撤销"),
    "once": _l("办一件事，同一样不问两次"),
    "easy": _l("易读和原文比，没有漏掉什么"),
    "level": _l("量易读的句子和用词"),
    "contrast": _l("算每一对颜色的对比度"),
    "limits": _l("查全部时间限制，每一个都说明能不能延长"),
    "map": _l("“全部页面”里一页不少"),
    "fields": _l("查全部填写框，能自动填，能粘贴，能用语音"),
}
"""By the name that a check has in the evidence."""

JOURNEYS: dict[str, Any] = {
    "sign-in-by-code": _l("用验证码登录，先忘了填验证码"),
    "read-what-is-mine": _l("看我的权益，打开其中一项"),
    "show-the-code": _l("出示惠残码"),
    "book-an-assessment": _l("预约残疾评定，先漏填两样"),
    "move-an-appointment": _l("给一次评定换时间"),
    "cancel-an-appointment": _l("取消一次评定"),
    "request-a-home-service": _l("申请一次上门服务"),
    "follow-a-home-service": _l("申请以后，看办到哪一步"),
    "rate-a-home-service": _l("服务做好了，去评价"),
    "grant-a-mandate": _l("写一份委托，签署"),
    "end-a-mandate": _l("结束一份委托"),
    "act-for-somebody": _l("代别人办事"),
    "answer-a-question": _l("回答一个问题"),
    "answer-a-question-from-staff": _l("工作人员问您同意不同意，您回答"),
    "ask-in-writing": _l("写字问一个问题"),
    "complain": _l("写一份投诉"),
    "look-for-something": _l("找一项权益，页面只变一部分"),
}
"""Journeys that are listened to with a real screen reader (a11y-tests/by_ear.py)."""
