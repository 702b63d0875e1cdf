"""Words of this field that are no everyday words, each with what it means.

Only these may stand in an easy-read sentence besides the words of the published list
(tests/house/test_easy_read.py), and the page that uses one explains it.
"""

from __future__ import annotations

from webapp.web.words.easy_read.page import Meaning, easy, term

GLOSSARY = (
    Meaning(term("惠残码"), (easy("code", "手机上的一张图。"), easy("code", "别人看了，就知道您能用什么。"))),
    Meaning(term("残疾人"), (easy("people", "有些事做起来比别人难的人。"),)),
    Meaning(term("残疾人证"), (easy("document", "国家给残疾人的证。"),)),
    Meaning(term("残疾"), (easy("person", "做有些事比别人难。"),)),
    Meaning(term("投诉"), (easy("message", "告诉别人哪里不对，请他们改。"),)),
    Meaning(term("残联"), (easy("residents", "帮残疾人办事的地方。"),)),
    Meaning(term("社区"), (easy("home", "您住的这一片地方。"),)),
    Meaning(term("专职委员"), (easy("staff", "社区里帮残疾人办事的人。"),)),
    Meaning(term("窗口"), (easy("place", "您可以去那里办事。"),)),
    Meaning(term("权益"), (easy("entitlements", "您可以有的帮助。"),)),
    Meaning(term("评定"), (easy("hospital", "医生看您是不是有残疾。"),)),
    Meaning(term("评定机构"), (easy("hospital", "做评定的医院或者别的地方。"),)),
    Meaning(term("预约"), (easy("calendar", "先说好时间，到时候再去。"),)),
    Meaning(term("委托"), (easy("document", "写下来，请别人替您办事。"),)),
    Meaning(term("代办"), (easy("residents", "替别人办事。"),)),
    Meaning(term("验证码"), (easy("message", "登录要用的几个数字。"),)),
    Meaning(term("恢复码"), (easy("key", "写在纸上的码。"), easy("key", "用它可以登录。"))),
    Meaning(term("码"), (easy("code", "一些数字，或者一张图。"),)),
    Meaning(term("登录"), (easy("lock", "先说您是谁，再进来。"),)),
    Meaning(term("账号"), (easy("profile", "登录以后用的就是它。"),)),
    Meaning(term("出示"), (easy("phone", "拿给别人看。"),)),
    Meaning(term("查验"), (easy("search", "看这个码能不能用。"),)),
    Meaning(term("停用"), (easy("lock", "让别人用不了。"),)),
    Meaning(term("作废"), (easy("ended", "以后不能再用了。"),)),
    Meaning(term("推送"), (easy("notice", "手机上出来的几个字。"),)),
    Meaning(term("提交"), (easy("forward", "把写好的交给我们。"),)),
    Meaning(term("撤回"), (easy("back", "说过同意，现在不同意了。"),)),
    Meaning(term("删"), (easy("remove", "不要了，以后也没有了。"),)),
    Meaning(term("按钮"), (easy("forward", "手机上可以按的地方。"),)),
    Meaning(term("易读"), (easy("document", "写得短，看得懂。"),)),
)

PAGE_WORDS = (
    Meaning(term("户籍地"), (easy("document", "户口本上写的地方。"),)),
    Meaning(term("居住地"), (easy("home", "您现在住的地方。"),)),
    Meaning(term("低保"), (easy("entitlements", "就是最低生活保障。"), easy("entitlements", "给钱很少的家庭。"))),
    Meaning(term("低保边缘"), (easy("entitlements", "钱也不多，但是还不是低保。"),)),
    Meaning(term("残疾类别"), (easy("person", "哪一种残疾，例如听力残疾。"),)),
    Meaning(term("残疾等级"), (easy("person", "残疾有多重，一级最重。"),)),
    Meaning(term("重度"), (easy("person", "残疾比较重。"), easy("document", "哪几级算，看文件怎么写。"))),
    Meaning(term("通行密钥"), (easy("key", "用手机解锁的办法登录。"), easy("key", "不用记密码。"))),
    Meaning(term("撤销"), (easy("back", "刚办的事，不办了。"),)),
    Meaning(term("征求意见稿"), (easy("draft", "还没有定下来的文件。"),)),
    Meaning(term("免申即享"), (easy("check", "不用申请，就能得到。"),)),
    Meaning(term("服务表"), (easy("document", "一张纸，写着有什么帮助。"),)),
    Meaning(term("上门服务"), (easy("home", "有人到您家里来帮您。"),)),
    Meaning(term("无障碍"), (easy("people", "什么样的人都用得了。"),)),
)
"""Words of pages that easy read does without; explained on the page of hard words."""
