"""What people wrote stays Chinese on an English page, and says so; whoever reads it aloud changes the voice."""

from __future__ import annotations

import pytest
from flask import g

from webapp.web.words.texts import as_written


def written(app, language, text):
    with app.app_context():
        g.language = language
        return str(as_written(text))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("平湖市解放路 12 号", '<span lang="zh">平湖市解放路 12 号</span>'),
        ("周一至周五 8:30-17:00", '<span lang="zh">周一至周五</span> 8:30-17:00'),
        ("Confirmed by 平湖医院 today", 'Confirmed by <span lang="zh">平湖医院</span> today'),
        ("<b>王</b>", '&lt;b&gt;<span lang="zh">王</span>&lt;/b&gt;'),
        ("Room 12", "Room 12"),
        (None, ""),
    ],
)
def test_chinese_on_an_english_page_is_marked(app, text, marked):
    assert written(app, "en", text) == marked


def test_on_a_chinese_page_it_stands_as_it_is(app):
    assert written(app, "zh_Hans", "平湖市解放路 12 号") == written(app, "zh_Hant", "平湖市解放路 12 号") == "平湖市解放路 12 号"
