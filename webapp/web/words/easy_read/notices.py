"""Messages, and how they come."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/inbox": Page(
        this=(easy("inbox", "这里是给您的消息。"),),
        can=(easy("forward", "按一条，就能看。"), easy("settings", "可以选怎么告诉您。")),
        then=(easy("notice", "新的消息写在前面。"),),
    ),
    "resident/message": Page(
        this=(easy("message", "这是一条消息。"),),
        can=(easy("document", "请看完它说什么。"), easy("check", "看懂了，可以按“知道了”。")),
        then=(easy("forward", "要办的事，按按钮去办。"),),
    ),
    "resident/notices": Page(
        this=(easy("notice", "这里选怎么告诉您。"), easy("inbox", "每条消息都写在“消息”里。")),
        can=(easy("phone", "可以打开手机的推送。"), easy("clock", "可以选什么时候不要吵。")),
        then=(easy("inbox", "不打开，消息也不会没有。"),),
    ),
    "resident/device": Page(
        this=(easy("phone", "这里看手机能不能收到。"),),
        can=(easy("notice", "我们发了一条，请按它。"),),
        then=(easy("check", "按了，就知道能收到。"), easy("message", "收不到，也没关系。")),
    ),
    "resident/channels": Page(
        this=(easy("settings", "这里选怎么告诉您。"),),
        can=(easy("check", "要哪一种，就选哪一种。"),),
        then=(easy("check", "选好了，按“保存”。"),),
    ),
    "resident/quiet_hours": Page(
        this=(easy("clock", "这里选不要吵的时间。"),),
        can=(easy("edit", "选从几点到几点。"),),
        then=(easy("message", "过了时间，再发给您。"),),
    ),
}
