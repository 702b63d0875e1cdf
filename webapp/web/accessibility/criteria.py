"""What the standards ask, and by which of our checks each is looked at.

Nothing is claimed here: evidence.py says what was run. `by` names checks (words.py of this folder); without one, nobody
has looked yet. `part`: the checks find only some of what could be wrong, and the page says so. `absent`: why it does
not apply; there is nothing of the kind to look at. `lacking`: what is known not to be so, which no check outweighs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from webapp.web.accessibility import gaps
from webapp.web.accessibility.gaps import Gap


@dataclass(frozen=True)
class Criterion:
    reference: Any
    """Number of the criterion or clause; where a document has none, what it is about."""
    words: Any
    level: str = ""
    """A, AA or AAA; empty where the document has no levels."""
    by: str = ""
    part: bool = False
    absent: Any = None
    lacking: Gap | None = None

    @property
    def checks(self) -> tuple[str, ...]:
        return tuple(self.by.split())


MEDIA = _l("这里没有录好的声音，也没有录像。")
"""Unless the operator has clips in sign language: see statement.py."""

WCAG: tuple[Criterion, ...] = (
    Criterion("1.1.1", _l("图片有文字说明"), level="A", by="axe ibm structure", part=True),
    Criterion("1.2.1", _l("只有声音或只有画面"), level="A", absent=MEDIA),
    Criterion("1.2.2", _l("录像有字幕"), level="A", absent=MEDIA),
    Criterion("1.2.3", _l("录像有解说或文字"), level="A", absent=MEDIA),
    Criterion("1.2.4", _l("直播有字幕"), level="AA", absent=MEDIA),
    Criterion("1.2.5", _l("录像有解说"), level="AA", absent=MEDIA),
    Criterion("1.2.6", _l("录像有手语"), level="AAA", absent=MEDIA),
    Criterion("1.2.7", _l("录像有加长的解说"), level="AAA", absent=MEDIA),
    Criterion("1.2.8", _l("录像有全部文字"), level="AAA", absent=MEDIA),
    Criterion("1.2.9", _l("直播的声音有文字"), level="AAA", absent=MEDIA),
    Criterion("1.3.1", _l("结构和关系读得出来"), level="A", by="axe ibm nu structure", part=True),
    Criterion("1.3.2", _l("读的顺序有意义"), level="A", by="looks bare"),
    Criterion("1.3.3", _l("不只靠形状和位置说话"), level="A", by="places", part=True),
    Criterion("1.3.4", _l("横着竖着都能看"), level="AA", by="turned"),
    Criterion("1.3.5", _l("个人信息可以自动填"), level="AA", by="axe fields"),
    Criterion("1.3.6", _l("各部分的用途读得出来"), level="AAA", by="axe", part=True),
    Criterion("1.4.1", _l("不只靠颜色"), level="A", by="looks places", part=True),
    Criterion("1.4.2", _l("声音可以停"), level="A", absent=_l("没有自己响起来的声音。")),
    Criterion("1.4.3", _l("文字对比度至少 4.5:1"), level="AA", by="looks"),
    Criterion("1.4.4", _l("文字放大到两倍"), level="AA", by="zoom"),
    Criterion("1.4.5", _l("不用图片代替文字"), level="AA", by="plain"),
    Criterion("1.4.6", _l("文字对比度至少 7:1"), level="AAA", by="looks"),
    Criterion("1.4.7", _l("说话的背景声很轻"), level="AAA", absent=MEDIA),
    Criterion("1.4.8", _l("行宽、行距、颜色合适"), level="AAA", by="lines looks zoom", part=True),
    Criterion("1.4.9", _l("完全不用图片代替文字"), level="AAA", by="plain"),
    Criterion("1.4.10", _l("窄屏上不用左右拉"), level="AA", by="zoom"),
    Criterion("1.4.11", _l("控件和图形的对比度"), level="AA", by="edges contrast looks"),
    Criterion("1.4.12", _l("字距行距可以加大"), level="AA", by="zoom"),
    Criterion("1.4.13", _l("停留时出现的内容"), level="AA", by="hover"),
    Criterion("2.1.1", _l("全部可用键盘"), level="A", by="keyboard"),
    Criterion("2.1.2", _l("键盘不会被困住"), level="A", by="keyboard"),
    Criterion("2.1.3", _l("没有例外，全部可用键盘"), level="AAA", by="keyboard"),
    Criterion("2.1.4", _l("单个字母的快捷键"), level="A", by="hands"),
    Criterion("2.2.1", _l("时间限制可以调整"), level="A", by="limits", part=True),
    Criterion("2.2.2", _l("会动的可以停"), level="A", by="looks plain still", part=True),
    Criterion("2.2.3", _l("没有时间限制"), level="AAA", by="limits", lacking=gaps.TIMED),
    Criterion("2.2.4", _l("打扰可以推后"), level="AAA", by="still plain", part=True),
    Criterion("2.2.5", _l("重新登录后接着办"), level="AAA", by="again", part=True),
    Criterion("2.2.6", _l("提前说明多久会超时"), level="AAA", by="limits", part=True),
    Criterion("2.3.1", _l("不闪三次以上"), level="A", by="looks"),
    Criterion("2.3.2", _l("完全不闪"), level="AAA", by="looks"),
    Criterion("2.3.3", _l("动画可以关"), level="AAA", by="looks"),
    Criterion("2.4.1", _l("可以跳到正文"), level="A", by="keyboard structure"),
    Criterion("2.4.2", _l("每页有标题"), level="A", by="structure"),
    Criterion("2.4.3", _l("焦点顺序合理"), level="A", by="keyboard"),
    Criterion("2.4.4", _l("链接去哪里看得懂"), level="A", by="structure", part=True),
    Criterion("2.4.5", _l("找到一页有几种方法"), level="AA", by="map", part=True),
    Criterion("2.4.6", _l("小标题和标签说得清"), level="AA", by="structure", part=True),
    Criterion("2.4.7", _l("看得见焦点在哪里"), level="AA", by="keyboard"),
    Criterion("2.4.8", _l("知道自己在哪里"), level="AAA", by="map same", part=True),
    Criterion("2.4.9", _l("单看链接就懂"), level="AAA", by="structure", part=True),
    Criterion("2.4.10", _l("内容有小标题"), level="AAA", by="structure", part=True),
    Criterion("2.4.11", _l("焦点不被全部挡住"), level="AA", by="keyboard"),
    Criterion("2.4.12", _l("焦点完全不被挡住"), level="AAA", by="keyboard", part=True),
    Criterion("2.4.13", _l("焦点的样子够明显"), level="AAA", by="keyboard contrast", part=True),
    Criterion("2.5.1", _l("不需要复杂手势"), level="A", by="hands touch"),
    Criterion("2.5.2", _l("按错了可以不放手"), level="A", by="hands"),
    Criterion("2.5.3", _l("看到的字就是名字"), level="A", by="voice"),
    Criterion("2.5.4", _l("不需要晃动手机"), level="A", by="hands"),
    Criterion("2.5.5", _l("可点的地方至少 44 像素"), level="AAA", by="looks"),
    Criterion("2.5.6", _l("触摸、鼠标、键盘可以混用"), level="AAA", by="hands keyboard touch voice", part=True),
    Criterion("2.5.7", _l("不需要拖动"), level="AA", by="hands"),
    Criterion("2.5.8", _l("可点的地方至少 24 像素"), level="AA", by="looks"),
    Criterion("3.1.1", _l("页面的语言"), level="A", by="axe structure"),
    Criterion("3.1.2", _l("部分内容的语言"), level="AA", by="structure", part=True),
    Criterion("3.1.3", _l("少见的词有解释"), level="AAA", by="level same", lacking=gaps.RARE_WORDS),
    Criterion("3.1.4", _l("缩写有全称"), level="AAA", by="short", part=True),
    Criterion("3.1.5", _l("读起来不难"), level="AAA", by="easy level", part=True),
    Criterion("3.1.6", _l("读音说得清"), level="AAA", lacking=gaps.NO_READINGS),
    Criterion("3.2.1", _l("得到焦点时不乱变"), level="A", by="keyboard filled"),
    Criterion("3.2.2", _l("填写时不乱变"), level="A", by="filled"),
    Criterion("3.2.3", _l("菜单的位置一致"), level="AA", by="same", part=True),
    Criterion("3.2.4", _l("一样的东西叫一样的名字"), level="AA", by="same", part=True),
    Criterion("3.2.5", _l("只在您要求时才变"), level="AAA", by="still filled swap", part=True),
    Criterion("3.2.6", _l("求助的地方一致"), level="A", by="same", part=True),
    Criterion("3.3.1", _l("错误说得出来"), level="A", by="focus structure", part=True),
    Criterion("3.3.2", _l("要填什么说得清"), level="A", by="axe structure", part=True),
    Criterion("3.3.3", _l("告诉怎样改"), level="AA", by="focus", part=True),
    Criterion("3.3.4", _l("重要的提交不会出错"), level="AA", by="undo cut", part=True),
    Criterion("3.3.5", _l("有说明可看"), level="AAA", by="hints same", part=True),
    Criterion("3.3.6", _l("所有提交不会出错"), level="AAA", by="undo cut", part=True),
    Criterion("3.3.7", _l("不重复填"), level="A", by="once", part=True),
    Criterion("3.3.8", _l("登录不考记忆"), level="AA", by="signing"),
    Criterion("3.3.9", _l("登录没有认知测验"), level="AAA", by="signing"),
    Criterion("4.1.2", _l("名字、角色、值读得出来"), level="A", by="axe ibm voice heard", part=True),
    Criterion("4.1.3", _l("状态变化读得出来"), level="AA", by="swap slow", part=True),
)
"""WCAG 2.2, all criteria of levels A, AA and AAA, in words of our own."""

MOBILE: tuple[Criterion, ...] = (
    Criterion("3.2.1.3", _l("不是文字的控件有名字"), by="axe ibm voice", part=True),
    Criterion("3.2.1.4", _l("装饰可以被略过"), by="axe heard", part=True),
    Criterion("3.2.4.2", _l("会自己消失的控件有别的提示"), by="still", part=True),
    Criterion("3.3.2.2", _l("同一件事的焦点框在一起"), by="joint"),
    Criterion("3.3.3.6", _l("焦点顺序合理"), by="keyboard"),
    Criterion("3.3.4.2", _l("文字框可以用语音输入"), by="plain fields"),
    Criterion("3.5.1.2", _l("组件可用，局部更新以后也可用"), by="swap heard", part=True),
)
"""GB/T 37668-2019: the clauses that are known second-hand; the text itself was not at hand."""

AGEING: tuple[Criterion, ...] = (
    Criterion(_l("文字"), _l("大字时主要功能的字至少 30"), by="looks zoom"),
    Criterion(_l("文字"), _l("正文的字至少 18"), by="looks zoom"),
    Criterion(_l("文字"), _l("行距至少 1.3 倍"), by="lines"),
    Criterion(_l("颜色"), _l("文字对比度至少 4.5:1"), by="looks"),
    Criterion(_l("颜色"), _l("不只靠颜色"), by="looks", part=True),
    Criterion(_l("验证码"), _l("验证码有别的方法"), by="signing", part=True),
    Criterion(_l("点按"), _l("主要的按钮至少 60，别的至少 44"), by="looks"),
    Criterion(_l("点按"), _l("不需要三个手指的手势"), by="hands"),
    Criterion(_l("时间"), _l("时间够用，没办完页面不变"), by="still limits", part=True),
    Criterion(_l("浮窗"), _l("浮窗好关"), absent=_l("没有浮窗。")),
    Criterion(_l("辅助技术"), _l("不挡辅助技术，局部更新以后也不挡"), by="swap heard", part=True),
    Criterion(_l("键盘"), _l("全部可用键盘"), by="keyboard"),
    Criterion(_l("朗读"), _l("页面可以朗读"), by="aloud", part=True),
    Criterion(_l("简洁"), _l("有简洁的版本"), by="easy level", part=True),
    Criterion(
        _l("改正"), _l("有法律或钱的后果的提交，可以撤销或十分钟内改"), by="undo", part=True
    ),
    Criterion(_l("广告"), _l("没有广告，不引诱"), by="plain", part=True),
)
"""工信厅信管函〔2021〕67号: the rules for sites and apps that older people use."""
