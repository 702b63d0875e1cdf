"""Coming in: the first page, signing in, the settings of reading, and the pages without anybody's name."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/site_map": Page(
        this=(easy("search", "这里写着全部的页。"),),
        can=(easy("forward", "想看哪一页，就按哪一页。"),),
        then=(easy("back", "看完以后，可以再回来。"),),
    ),
    "resident/hard_words": Page(
        this=(easy("search", "这里告诉您难懂的词。"),),
        can=(easy("edit", "写一个词，按“找”。"),),
        then=(easy("check", "会看到这个词是什么意思。"),),
    ),
    "resident/welcome": Page(
        this=(easy("home", "这是惠残码的第一页。"),),
        can=(easy("lock", "按“登录”，看您自己的事。"), easy("add", "第一次来，按“第一次使用”。")),
        then=(easy("staff", "不会用，请人帮您。"),),
    ),
    "resident/home": Page(
        this=(easy("home", "这是首页。"), easy("notice", "要您办的事，先写出来。")),
        can=(easy("forward", "想办哪件事，就按哪一个。"),),
        then=(easy("back", "办完以后，可以再回来。"),),
    ),
    "resident/home_of_carer": Page(
        this=(easy("residents", "这一页给帮别人办事的人。"),),
        can=(easy("person", "先选好，您替谁办事。"),),
        then=(easy("forward", "选好了，再办那个人的事。"),),
    ),
    "resident/sign_in": Page(
        this=(easy("lock", "您可以在这里登录。"), easy("lock", "登录就是告诉我们您是谁。")),
        can=(easy("phone", "写您的手机号，按“发送验证码”。"), easy("key", "也可以用别的办法登录。")),
        then=(easy("message", "手机会收到几个数字。"),),
    ),
    "resident/activation": Page(
        this=(easy("add", "这一页给第一次来的人。"),),
        can=(easy("document", "请写残疾人证号，或者身份证号。"),),
        then=(easy("message", "手机会收到验证码。"), easy("staff", "没有手机，可以找专职委员。")),
    ),
    "resident/enter_code": Page(
        this=(easy("message", "我们发了一条短信给您。"),),
        can=(easy("phone", "短信里有几个数字。"), easy("edit", "请把数字写在这里。")),
        then=(easy("refresh", "没收到，可以再发一次。"),),
    ),
    "resident/enter_officer_code": Page(
        this=(easy("staff", "专职委员给过您验证码。"),),
        can=(easy("document", "请写残疾人证号，或者身份证号。"), easy("edit", "请把验证码也写在这里。")),
        then=(easy("lock", "写对了，就能登录。"),),
    ),
    "resident/enter_recovery_code": Page(
        this=(easy("document", "这里用纸上的恢复码登录。"),),
        can=(easy("edit", "请照着纸写。"),),
        then=(easy("notice", "一个恢复码只能用一次。"), easy("refresh", "登录以后，可以再要一个。")),
    ),
    "resident/preferences": Page(
        this=(easy("settings", "这里选您想怎么看。"),),
        can=(
            easy("settings", "字可以变大。"),
            easy("settings", "颜色可以换。"),
            easy("language", "语言也可以换。"),
            easy("document", "选“易读”，每页先说简单的话。"),
        ),
        then=(easy("check", "选好了，按“保存”。"),),
    ),
    "resident/read_aloud": Page(
        this=(easy("speaker", "手机可以读字给您听。"),),
        can=(easy("speaker", "每一页都有“读给我听”。"), easy("phone", "用不了，就用手机自己的。")),
        then=(easy("staff", "不会用，请人教您。"),),
    ),
    "resident/unified_refused": Page(
        this=(easy("notice", "您还没有登录。"),),
        can=(easy("refresh", "可以换一个办法，再试一次。"),),
        then=(easy("staff", "都不行，请人帮您。"),),
    ),
    "resident/phone_number": Page(
        this=(easy("phone", "这里写着您的手机号。"),),
        can=(easy("edit", "可以换一个新的号。"), easy("remove", "不是您换的，按“停下来”。")),
        then=(easy("clock", "新的号，明天才能用。"),),
    ),
    "resident/new_phone_code": Page(
        this=(easy("message", "新的号收到了一条短信。"),),
        can=(easy("edit", "请把短信里的数字写在这里。"),),
        then=(easy("message", "原来的号也会知道。"),),
    ),
    "resident/ways_in": Page(
        this=(easy("key", "这里写着您怎么登录。"),),
        can=(
            easy("add", "可以加一部手机。"),
            easy("document", "可以要一个恢复码。"),
            easy("sign_out", "可以让别的手机退出。"),
        ),
        then=(easy("lock", "以后就这样登录。"),),
    ),
    "resident/recovery_code": Page(
        this=(easy("key", "这是您的恢复码。"),),
        can=(easy("edit", "请写在纸上，放好。"), easy("warning", "不要给别人看。")),
        then=(easy("notice", "离开这一页，就看不到了。"),),
    ),
    "resident/profile": Page(
        this=(easy("profile", "这里是您自己的设置。"),),
        can=(easy("forward", "想看哪个，就按哪个。"),),
        then=(easy("back", "看完以后，可以再回来。"),),
    ),
    "resident/goodbye": Page(
        this=(easy("ended", "您的账号没有了。"), easy("document", "办过的事还在残联。")),
        can=(easy("staff", "事情还可以去窗口办。"),),
        then=(easy("add", "想再用，请找专职委员。"),),
    ),
    "resident/privacy_notice": Page(
        this=(easy("document", "这里说怎么用您的资料。"),),
        can=(easy("document", "请看完，再选同意不同意。"), easy("staff", "看不懂，请人读给您听。")),
        then=(easy("check", "同意了，才能用。"), easy("staff", "不同意，可以去窗口办。")),
    ),
    "resident/accessibility": Page(
        this=(easy("wheelchair", "这里说我们做到了什么。"), easy("search", "没检查的，不说做到了。")),
        can=(easy("settings", "每一页都可以变成大字。"), easy("print", "每一页都可以打印。")),
        then=(easy("message", "不好用，请告诉专职委员。"), easy("place", "不用手机，可以去窗口。")),
    ),
    "resident/confirmation": Page(
        this=(easy("lock", "我们要再看是不是您。"), easy("warning", "怕别人拿着您的手机。")),
        can=(easy("message", "可以用短信里的验证码。"), easy("key", "也可以再登录一次。")),
        then=(easy("forward", "好了以后，再按刚才的按钮。"), easy("staff", "不行，请找专职委员。")),
    ),
    "resident/confirmation_code": Page(
        this=(easy("message", "我们发了一条短信给您。"),),
        can=(easy("edit", "把短信里的数字写在这里。"), easy("check", "写好了，按“确认是我”。")),
        then=(easy("forward", "然后再按刚才的按钮。"), easy("refresh", "没收到，可以再发一次。")),
    ),
    "offline": Page(
        this=(easy("offline", "现在没有网。"),),
        can=(easy("refresh", "等一会儿，再试一次。"),),
        then=(easy("calendar", "约好的时间不会变。"),),
    ),
}
