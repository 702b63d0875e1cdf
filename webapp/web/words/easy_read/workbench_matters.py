"""The workbench: appointments, services, sessions, benefits, checkpoints, messages."""

from __future__ import annotations

from webapp.web.words.easy_read.page import NEEDS_SEEN, Meaning, Page, easy, term

PAGES: dict[str, Page] = {
    "workbench/appointment": Page(
        this=(easy("calendar", "这是一个居民的评定预约。"), easy("clock", "先看现在办得怎么样。")),
        can=(NEEDS_SEEN, easy("forward", "能办的事，都有按钮。"), easy("people", "他有需要，就先准备好。")),
        then=(easy("inbox", "时间有变化，他会收到通知。"),),
    ),
    "workbench/appointment_cancellation": Page(
        this=(easy("warning", "您要替他取消预约吗？"),),
        can=(
            NEEDS_SEEN,
            easy("person", "请先问过他。"),
            easy("remove", "要，按“取消这次预约”。"),
            easy("back", "不要，按“保留这次预约”。"),
        ),
        then=(easy("queue", "取消了，号会让给别人。"),),
    ),
    "workbench/appointment_displacement": Page(
        this=(easy("warning", "这个时间不能给他评定吗？"),),
        can=(NEEDS_SEEN, easy("remove", "不能就按“取消，并给别的时间”。")),
        then=(
            easy("inbox", "取消了，他会马上收到通知。"),
            easy("calendar", "系统或者您，给他们找别的时间。"),
            easy("clock", "时间已经到了的，请您记他来没来。"),
        ),
    ),
    "workbench/ask_visit_for_resident": Page(
        this=(easy("home", "这里替居民申请上门评定。"),),
        can=(
            easy("search", "先找能上门的机构。"),
            easy("edit", "再写地址、时间和原因。"),
            easy("speaker", "有要念的话，请念给他听。"),
        ),
        then=(easy("clock", "能去，机构会定时间。"), easy("not_entitled", "机构也可能去不了。")),
    ),
    "workbench/assessment_outcome": Page(
        this=(easy("document", "这里写评定的结果。"),),
        can=(
            easy("check", "选哪一种残疾，结果怎样。"),
            easy("edit", "没到标准，要写原因。"),
            easy("forward", "写好了，按“登记结果”。"),
        ),
        then=(easy("inbox", "登记了，他会收到通知。"), easy("edit", "还没发证，结果可以改。")),
    ),
    "workbench/assessment_site": Page(
        this=(easy("hospital", "这里写评定机构的情况。"),),
        can=(
            easy("check", "选能评定哪几种残疾。"),
            easy("home", "能上门的，也选上。"),
            easy("place", "可以写怎么进去。"),
        ),
        then=(easy("success", "按了“保存”，才会改。"),),
    ),
    "workbench/automatic_opening": Page(
        this=(easy("settings", "这里打开或者关上免申即享。"),),
        can=(easy("edit", "要打开，先写是哪份文件。"), easy("lock", "开着的，可以关上。")),
        then=(easy("check", "开着，新符合的人不用申请。"), easy("staff", "社区会看到，再去办。")),
    ),
    "workbench/benefit": Page(
        this=(easy("entitlements", "这一页说一种待遇。"), easy("document", "写着这里是不是真的在给。")),
        can=(easy("edit", "真的在给，就写文件和日期。"), easy("ended", "不给了，也请来这里登记。")),
        then=(easy("residents", "登记了，居民才知道真的在给。"),),
    ),
    "workbench/benefit_end": Page(
        this=(easy("warning", "这种待遇现在不给了吗？"),),
        can=(easy("calendar", "不给了，写从哪天起。"), easy("back", "还在给，按“先不登记”。")),
        then=(easy("residents", "从那天起，不写“现在是您的”。"),),
    ),
    "workbench/benefits": Page(
        this=(easy("entitlements", "这里登记真的在给的待遇。"), easy("document", "文件写了，也可能没有给。")),
        can=(easy("search", "写几个字，找一种待遇。"), easy("forward", "按名字，看一种待遇。")),
        then=(easy("residents", "登记了，居民才知道真的在给。"),),
    ),
    "workbench/book_for_resident": Page(
        this=(easy("calendar", "这里替居民预约评定。"),),
        can=(
            easy("search", "先找空的时间。"),
            easy("clock", "选一个他能去的时间。"),
            easy("speaker", "有要念的话，请念给他听。"),
        ),
        then=(easy("check", "按“预约”，号就给他留着。"),),
    ),
    "workbench/checkpoint": Page(
        this=(easy("search", "这是一个查验点。"), easy("document", "写着它能查什么。")),
        can=(easy("key", "还在用的，可以换口令。"), easy("lock", "还在用的，也可以停用。")),
        then=(easy("warning", "换了，旧的口令马上没用。"), easy("key", "新口令只显示一次，请记好。")),
    ),
    "workbench/checkpoint_ending": Page(
        this=(easy("warning", "您要停用这个查验点吗？"),),
        can=(easy("remove", "要，按“停用这个查验点”。"), easy("back", "不要，按“不停用”。")),
        then=(easy("ended", "停用以后再要用，请再登记。"),),
    ),
    "workbench/checkpoints": Page(
        this=(easy("search", "这里是登记过的查验点。"),),
        can=(easy("forward", "按名字，看一个查验点。"), easy("add", "按“登记一个查验点”，加新的。")),
        then=(easy("check", "每一个只能查登记过的内容。"),),
    ),
    "workbench/complaint": Page(
        this=(easy("message", "这是一个居民的投诉。"),),
        can=(
            easy("document", "先看他说了什么。"),
            NEEDS_SEEN,
            easy("edit", "还没答复，选结果再写。"),
            easy("people", "这件事您办过，就请同事答复。"),
        ),
        then=(easy("forward", "送出以后，他会看到答复。"),),
    ),
    "workbench/home": Page(
        this=(easy("home", "这里是要您办的事。"), easy("queue", "等得久的，写在前面。")),
        can=(easy("forward", "按一件事，就能去看。"),),
        then=(easy("check", "没有事，这里会告诉您。"),),
    ),
    "workbench/home_service_assignment": Page(
        this=(easy("home-services", "这里选哪家机构去帮他。"),),
        can=(
            NEEDS_SEEN,
            easy("edit", "可以写几句话给机构。"),
            easy("not_entitled", "不要写他的残疾和病。"),
            easy("check", "选好，按“派给这家机构”。"),
        ),
        then=(easy("lock", "机构答应了，才看到地址。"),),
    ),
    "workbench/home_service_contents": Page(
        this=(easy("edit", "这里替居民写申请。"),),
        can=(easy("check", "选他要的帮助和时间。"), easy("place", "写他家的地址。")),
        then=(easy("search", "写好了，下一步再看一次。"), easy("draft", "现在还没有提交。")),
    ),
    "workbench/home_service_draft": Page(
        this=(easy("draft", "这是替居民写的申请。"), easy("lock", "还没有提交，只有您能看。")),
        can=(
            easy("edit", "不对的，按“修改”。"),
            NEEDS_SEEN,
            easy("speaker", "念给他听，他同意了再提交。"),
        ),
        then=(easy("inbox", "提交以后，他会收到通知。"),),
    ),
    "workbench/home_service_ending": Page(
        this=(easy("warning", "这份申请不办了吗？"),),
        can=(
            NEEDS_SEEN,
            easy("check", "要是不办，请选一个原因。"),
            easy("edit", "不能安排，还要写几句话。"),
            easy("back", "还要办，就回上一页。"),
        ),
        then=(easy("inbox", "不办了，他会知道原因。"),),
    ),
    "workbench/home_service_request": Page(
        this=(easy("home-services", "这是一个居民的上门申请。"), easy("clock", "先看现在办得怎么样。")),
        can=(NEEDS_SEEN, easy("forward", "能办的事，都有按钮。"), easy("staff", "同意以后，再选一家机构。")),
        then=(easy("inbox", "您办了什么，他会收到通知。"),),
    ),
    "workbench/home_service_requests": Page(
        this=(easy("home-services", "这里是上门服务的申请。"),),
        can=(easy("forward", "按名字，看一份申请。"), easy("search", "也可以看别的申请。")),
        then=(easy("step_next", "打开以后，可以看到下一步。"),),
    ),
    "workbench/home_services_for_resident": Page(
        this=(easy("home-services", "这里替居民申请上门服务。"),),
        can=(
            easy("check", "选他要的一种帮助。"),
            easy("draft", "没提交的，可以接着写。"),
            easy("not_entitled", "他不住您这里，就不能申请。"),
        ),
        then=(easy("person", "先问他，他同意了再写申请。"),),
    ),
    "workbench/home_visit": Page(
        this=(easy("home-services", "这是一个上门任务。"),),
        can=(
            easy("check", "能去就按“答应上门，定时间”。"),
            easy("back", "去不了，可以交回社区。"),
            easy("forward", "到了那天，按“现在出发”。"),
        ),
        then=(easy("lock", "答应以后，才看到地址。"), easy("check", "您说做好了，我们请他确认。")),
    ),
    "workbench/home_visit_promise": Page(
        this=(easy("clock", "这里定谁去、什么时候去。"),),
        can=(
            easy("calendar", "选日期和时间。"),
            easy("person", "写去的人的名字。"),
            easy("people", "有要准备的，做好了再选。"),
        ),
        then=(easy("inbox", "他会知道谁来、什么时候来。"),),
    ),
    "workbench/home_visit_return": Page(
        this=(easy("warning", "这个任务，您去不了吗？"),),
        can=(easy("check", "去不了，选一个原因。"), easy("back", "还能去，就回上一页。")),
        then=(easy("staff", "交回以后，社区会找别人。"), easy("lock", "您不会再看到这个任务。")),
    ),
    "workbench/home_visits": Page(
        this=(easy("home-services", "这里是给您机构的上门任务。"),),
        can=(easy("forward", "按服务的名字，看一个任务。"), easy("ended", "办完的和取消的，也可以看。")),
        then=(easy("inbox", "有新任务，您会收到通知。"),),
    ),
    "workbench/inbox": Page(
        this=(easy("inbox", "这里是给您的消息。"), easy("step_now", "轮到您的事，会写在这里。")),
        can=(easy("forward", "按一条消息，就能看。"),),
        then=(easy("check", "办好的，写着已经处理。"),),
    ),
    "workbench/inquiry": Page(
        this=(easy("message", "这是一个居民的问题。"),),
        can=(easy("document", "先看他问了什么。"), NEEDS_SEEN, easy("edit", "还没答复，请写几句话。")),
        then=(easy("forward", "送出以后，他会看到答复。"),),
    ),
    "workbench/letter": Page(
        this=(easy("message", "这是一个居民写的话。"),),
        can=(easy("document", "先看他说了什么。"), NEEDS_SEEN, easy("edit", "还没答复，请写几句话。")),
        then=(easy("forward", "送出以后，他会看到答复。"),),
    ),
    "workbench/message": Page(
        this=(easy("inbox", "这是一条给您的消息。"),),
        can=(
            NEEDS_SEEN,
            easy("forward", "要是有“看这件事”，可以按。"),
            easy("check", "您知道了，再按那个按钮。"),
            easy("speaker", "请您去说的，说了再按。"),
        ),
        then=(easy("success", "按了，就写着已经处理。"),),
    ),
    "workbench/new_certificate": Page(
        this=(easy("document", "这里给居民发残疾人证。"),),
        can=(
            easy("check", "到了标准，才能发证。"),
            NEEDS_SEEN,
            easy("edit", "写证上的号和日期。"),
        ),
        then=(easy("refresh", "登记以后，他的权益会重新算。"), easy("inbox", "登记了，他会收到通知。")),
    ),
    "workbench/new_checkpoint": Page(
        this=(easy("add", "这里登记一个查验点。"),),
        can=(
            easy("edit", "写它叫什么，在哪里。"),
            easy("check", "选它能查什么。"),
            easy("not_entitled", "办事用不到的，不要选。"),
        ),
        then=(easy("key", "登记以后，给您一个口令。"),),
    ),
    "workbench/new_session": Page(
        this=(easy("add", "这里开一个新的场次。"),),
        can=(
            easy("hospital", "选在医院，还是上门。"),
            easy("calendar", "写日期和时间。"),
            easy("people", "写同时能来几个人。"),
        ),
        then=(easy("calendar", "在医院的，居民可以约。"), easy("home", "上门的，您给居民定时间。")),
    ),
    "workbench/opening": Page(
        this=(easy("entitlements", "系统替居民开了一种待遇。"), easy("check", "他不用申请。")),
        can=(NEEDS_SEEN, easy("staff", "还没有办，请您去办。"), easy("check", "办好了，按“已经办了”。")),
        then=(easy("document", "按了，就写着哪天办好的。"),),
    ),
    "workbench/outcomes": Page(
        this=(easy("document", "这里是等着发证的人。"), easy("hospital", "他们的评定有结果了。")),
        can=(easy("forward", "按名字，去给他发证。"),),
        then=(easy("check", "发了证，名字就不在这里了。"),),
    ),
    "workbench/session": Page(
        this=(easy("sessions", "这是一个场次。"), easy("clock", "写着谁来、几点来。")),
        can=(easy("forward", "按名字，看他的预约。"), easy("remove", "时间还没过，可以取消。")),
        then=(easy("add", "有人约了，这里会多一个名字。"),),
    ),
    "workbench/session_cancellation": Page(
        this=(easy("warning", "您要取消这个场次吗？"),),
        can=(easy("remove", "要，按“取消这个场次”。"), easy("back", "不要，按“保留这个场次”。")),
        then=(
            easy("inbox", "取消了，时间没到的人会收到通知。"),
            easy("calendar", "系统或者您，给他们找别的时间。"),
            easy("clock", "时间已经到了的，请您记他来没来。"),
        ),
    ),
    "workbench/sessions": Page(
        this=(easy("sessions", "这里是评定的场次。"),),
        can=(
            easy("forward", "按时间，看一个场次。"),
            easy("add", "按“新开一个场次”，加新的。"),
            easy("clock", "以前的场次也可以看。"),
        ),
        then=(easy("people", "有人约了，这里写着几个人。"),),
    ),
}

WORDS: tuple[Meaning, ...] = (
    Meaning(term("场次"), (easy("sessions", "评定机构给人评定的一段时间。"),)),
    Meaning(term("查验点"), (easy("search", "可以看码能不能用的地方。"),)),
    Meaning(term("答复"), (easy("message", "别人问了，您回答他。"),)),
    Meaning(term("口令"), (easy("key", "一些字，设备要有它才能用。"),)),
    Meaning(term("免申即享"), (easy("check", "不用申请，就能得到。"),)),
)
"""Words of the staff that these sentences use besides the glossary."""
