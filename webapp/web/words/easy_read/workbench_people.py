"""The workbench: residents, who acts for them, organisations and staff."""

from __future__ import annotations

from webapp.web.words.easy_read.page import NEEDS_SEEN, Meaning, Page, easy, term

PAGES: dict[str, Page] = {
    "workbench/code_report": Page(
        this=(easy("code", "居民说，有一次查验不是他。"), easy("lock", "那时候惠残码已经停用。")),
        can=(NEEDS_SEEN, easy("phone", "请先联系他，问清楚。"), easy("edit", "还没有结果的，选一个再记。")),
        then=(easy("notice", "这里不会让码重新能用。"),),
    ),
    "workbench/correct_resident": Page(
        this=(easy("edit", "这里改居民的资料。"), easy("person", "能改名字、手机号和住的地方。")),
        can=(easy("document", "先看证明，再改。"), easy("check", "改好了，按“保存”。")),
        then=(easy("staff", "他会看到是工作人员改的。"),),
    ),
    "workbench/correction": Page(
        this=(easy("message", "居民说，他的资料不对。"),),
        can=(
            easy("search", "先看对不对，再去改。"),
            easy("edit", "没有改的，要写为什么。"),
            NEEDS_SEEN,
            easy("forward", "还没办的，选结果再按“答复”。"),
        ),
        then=(easy("inbox", "他会知道改了没有。"),),
    ),
    "workbench/death": Page(
        this=(easy("ended", "居民去世了，在这里登记。"),),
        can=(easy("document", "先看证明，再写哪一天。"), easy("back", "还不登记，按“不登记”。")),
        then=(easy("lock", "登记了，账号马上停。"), easy("code", "惠残码和委托也马上停。")),
    ),
    "workbench/disagreement": Page(
        this=(easy("residents", "两个代办人的意见不一样。"),),
        can=(
            NEEDS_SEEN,
            easy("message", "先问两个代办人，再问本人。"),
            easy("edit", "还没记的，选本人怎么说。"),
        ),
        then=(easy("calendar", "本人要改，代办人就能改。"), easy("back", "本人不改，就照原来的办。")),
    ),
    "workbench/given_code": Page(
        this=(easy("key", "这里给居民登录的验证码。"), easy("warning", "验证码只能在这里看一次。")),
        can=(easy("person", "请您见到他，再告诉他。"), easy("refresh", "看不到了，请再给一个。")),
        then=(easy("clock", "一天里能用，只能用一次。"),),
    ),
    "workbench/guardian_ending": Page(
        this=(easy("warning", "要结束这个监护人的登记吗？"),),
        can=(NEEDS_SEEN, easy("edit", "要，选为什么结束。"), easy("remove", "按“马上结束”，或者“不结束”。")),
        then=(easy("lock", "结束了，他不能再替居民办。"),),
    ),
    "workbench/hukou_move": Page(
        this=(easy("home", "户籍地要变，在这里登记。"),),
        can=(easy("place", "写新的户籍地。"), easy("calendar", "再写从哪一天开始。")),
        then=(easy("entitlements", "从那天起，按新地方的文件算。"), easy("document", "残疾人证也要跟着办。")),
    ),
    "workbench/mandate_answer": Page(
        this=(easy("message", "居民回了一条短信。"), easy("notice", "还不知道他是不是同意。")),
        can=(NEEDS_SEEN, easy("person", "请再问他一次。"), easy("check", "按“问过了，这条处理好了”。")),
        then=(easy("success", "按了，这条就不用再办。"),),
    ),
    "workbench/mandate_ending": Page(
        this=(easy("warning", "要结束这份委托吗？"),),
        can=(NEEDS_SEEN, easy("person", "居民要结束，您才能办。"), easy("remove", "按“马上结束委托”，或者“不结束”。")),
        then=(easy("lock", "结束了，那个人不能再办。"), easy("notice", "两个人都能收到通知。")),
    ),
    "workbench/mandate_proposal": Page(
        this=(easy("document", "这份委托要问居民同意不同意。"),),
        can=(
            NEEDS_SEEN,
            easy("message", "能发短信的，可以发短信问。"),
            easy("speaker", "或者读给他听，再记。"),
            easy("back", "还没记，写错了可以收回。"),
        ),
        then=(easy("check", "他同意了，委托才能用。"),),
    ),
    "workbench/missing_answers": Page(
        this=(easy("residents", "这里写谁可能少拿了待遇。"), easy("not_stated", "还差他们的几个回答。")),
        can=(easy("forward", "能按的问题，按了去问。"), easy("document", "也可以看他的服务表。")),
        then=(easy("entitlements", "有了回答，才知道他有什么。"),),
    ),
    "workbench/new_errand": Page(
        this=(easy("person", "您替居民办事，要他先同意。"),),
        can=(
            NEEDS_SEEN,
            easy("speaker", "请一句一句读给他听。"),
            easy("edit", "他同意了，您再记下来。"),
            easy("not_entitled", "他不同意，就不要办。"),
        ),
        then=(easy("forward", "记好了，就接着办这一件。"),),
    ),
    "workbench/new_mandate": Page(
        this=(easy("edit", "您替居民写一份委托。"),),
        can=(easy("person", "他怎么说，您就怎么写。"), easy("check", "写谁办什么，办到哪一天。")),
        then=(easy("notice", "写好了，委托还不能用。"), easy("forward", "下一步，问他同意不同意。")),
    ),
    "workbench/new_organisation": Page(
        this=(easy("add", "这里登记一个单位。"),),
        can=(easy("edit", "写名字、地址和电话。"), easy("check", "写好了，按“登记”。")),
        then=(easy("phone", "居民会看到电话。"), easy("hospital", "评定机构还要选做哪些评定。")),
    ),
    "workbench/no_resident_question": Page(
        this=(easy("check", "现在没有别的要问他。"),),
        can=(easy("document", "按“看服务表”。"), easy("residents", "按“上门问一问”，看还要问谁。")),
        then=(easy("refresh", "以后有要问的，再来问。"),),
    ),
    "workbench/objection": Page(
        this=(easy("not_entitled", "监护人要办的事，居民不愿意。"), easy("notice", "那件事没有提交。")),
        can=(NEEDS_SEEN, easy("people", "先和他谈，再和监护人谈。"), easy("check", "按“谈过了，这条处理好了”。")),
        then=(easy("person", "他能决定的，让他自己决定。"),),
    ),
    "workbench/organisation": Page(
        this=(easy("place", "这是一个单位的资料。"),),
        can=(
            easy("edit", "可以改名字、地址和电话。"),
            easy("hospital", "评定机构还能改做哪些评定。"),
            easy("check", "改好了，按“保存”。"),
        ),
        then=(easy("phone", "电话变了，居民会看到。"),),
    ),
    "workbench/organisations": Page(
        this=(easy("place", "这里写着您片区里的单位。"),),
        can=(easy("add", "按“登记一个单位”，加一个。"), easy("forward", "按名字，看一个单位。")),
        then=(easy("edit", "打开以后，可以改它的资料。"),),
    ),
    "workbench/resident": Page(
        this=(easy("person", "这是一个居民的资料。"),),
        can=(
            easy("residents", "帮他办什么，就按哪一个。"),
            easy("clock", "也可以看最近的记录。"),
            easy("ended", "他要是去世了，就只能看。"),
        ),
        then=(easy("search", "您看过，他可以知道。"),),
    ),
    "workbench/resident_answer": Page(
        this=(easy("success", "居民的回答记下了。"), easy("entitlements", "这里写着结果变没变。")),
        can=(easy("forward", "还有的，按“下一个问题”。"), easy("edit", "记错了，按“改这个回答”。")),
        then=(easy("refresh", "改了回答，结果会再算。"),),
    ),
    "workbench/resident_code": Page(
        this=(easy("code", "这里写他的惠残码能不能用。"),),
        can=(
            NEEDS_SEEN,
            easy("lock", "能用的，可以替他停用。"),
            easy("key", "停用的，问过他再重新用。"),
            easy("search", "他说不是他的，您要问清楚。"),
        ),
        then=(easy("ended", "停用了，码马上不能用。"),),
    ),
    "workbench/resident_guardians": Page(
        this=(easy("residents", "这里写着居民的监护人。"),),
        can=(NEEDS_SEEN, easy("document", "看过证明，才能登记。"), easy("remove", "不是监护人了，可以结束。")),
        then=(easy("lock", "居民自己还可以登录。"), easy("calendar", "到了那一天，要再看证明。")),
    ),
    "workbench/resident_mandates": Page(
        this=(easy("residents", "这里写着谁能替居民办事。"),),
        can=(easy("add", "按“替本人写一份委托”。"), easy("remove", "本人不要了，可以结束。")),
        then=(easy("notice", "新的委托，等他同意才能用。"),),
    ),
    "workbench/resident_needs": Page(
        this=(easy("people", "这里写怎么和居民说话。"), easy("home", "也写去他家要注意什么。")),
        can=(easy("check", "他要哪一样，就选哪一样。"), easy("edit", "选好了，按“保存”。")),
        then=(easy("staff", "帮他办事的人会先看到。"),),
    ),
    "workbench/new_resident": Page(
        this=(easy("add", "这里登记新的居民。"),),
        can=(easy("document", "看他的身份证，照着写。"), easy("place", "也写他住在哪里。"), easy("check", "写好了，按“登记”。")),
        then=(easy("person", "登记了，就能看他的资料。"),),
    ),
    "workbench/resident_notices": Page(
        this=(easy("inbox", "这里写着发给居民的消息。"), easy("document", "这里只有标题，没有内容。")),
        can=(easy("search", "可以看他打开了没有。"), easy("forward", "也可以看怎么送的。")),
        then=(easy("check", "他打开了，这里就会写。"),),
    ),
    "workbench/resident_phone": Page(
        this=(easy("phone", "这里写着居民的手机号。"),),
        can=(
            NEEDS_SEEN,
            easy("person", "有新号，确定是他再马上换。"),
            easy("remove", "不是他要换的，就停下来。"),
            easy("back", "换过的，可以换回原来的号。"),
        ),
        then=(easy("lock", "换回去，他要重新登录。"),),
    ),
    "workbench/resident_question": Page(
        this=(easy("message", "您要问居民一个问题。"), easy("document", "要是已经知道，这里不能改。")),
        can=(NEEDS_SEEN, easy("speaker", "照着读，他说什么就选什么。"), easy("edit", "然后按“记下本人的回答”。")),
        then=(easy("inbox", "记下来了，他会收到消息。"),),
    ),
    "workbench/residents": Page(
        this=(easy("residents", "这里写着您片区里的居民。"),),
        can=(
            easy("search", "写名字，按“找”。"),
            easy("person", "按名字，看他的资料。"),
            easy("add", "没有的人，可以登记。"),
        ),
        then=(easy("notice", "您看过谁，会记下来。"),),
    ),
    "workbench/service_sheet": Page(
        this=(easy("document", "这是居民的服务表。"), easy("entitlements", "写他有什么，可能还有什么。")),
        can=(easy("print", "可以打印在纸上。"), easy("forward", "还想知道的，按问题去问他。")),
        then=(easy("refresh", "有了新回答，表可能会变。"),),
    ),
    "workbench/sign_in": Page(
        this=(easy("staff", "工作人员在这里登录。"),),
        can=(
            easy("key", "有通行密钥，就用它登录。"),
            easy("message", "第一次来，先用短信验证码。"),
            easy("add", "然后加一个通行密钥。"),
        ),
        then=(easy("forward", "登录以后，就能开始工作。"),),
    ),
    "workbench/staff": Page(
        this=(easy("staff", "这里写着谁在工作。"), easy("ended", "离开的人也写在这里。")),
        can=(easy("add", "按“邀请一位”，请新的人来。"), easy("place", "按“单位”，看有哪些单位。")),
        then=(easy("person", "按名字，可以看他的工作。"),),
    ),
    "workbench/staff_invitation": Page(
        this=(easy("add", "这里请一个人来工作。"),),
        can=(easy("edit", "写他是谁，在哪里做什么。"), easy("check", "写好了，按“邀请”。")),
        then=(easy("message", "能发短信，就告诉他怎么登录。"),),
    ),
    "workbench/staff_leaving": Page(
        this=(easy("warning", "他以后不在这里工作了吗？"),),
        can=(easy("residents", "有没办完的事，选谁来办。"), easy("sign_out", "按“离岗”，或者“不离岗”。")),
        then=(easy("lock", "离岗了，他不能再看这里。"),),
    ),
    "workbench/staff_member": Page(
        this=(easy("profile", "这里写他在哪里做什么。"),),
        can=(easy("place", "按“换片区”，他去管别的地方。"), easy("sign_out", "他不做了，按“离岗”。")),
        then=(easy("search", "他离岗以后，这里只能看。"),),
    ),
    "workbench/staff_move": Page(
        this=(easy("place", "这里给他换片区。"),),
        can=(easy("edit", "选单位，再写片区。"), easy("residents", "有没办完的事，选谁来办。"), easy("check", "写好了，按“换到这里”。")),
        then=(easy("message", "来办的人会收到消息。"),),
    ),
    "workbench/view_question": Page(
        this=(easy("search", "有人看过居民的资料。"), easy("message", "居民问，为什么要看。")),
        can=(easy("staff", "要是您看的，请同事回答。"), NEEDS_SEEN, easy("edit", "还没回答的，写好再送出。")),
        then=(easy("inbox", "居民会看到您的回答。"),),
    ),
    "workbench/visit_refusal": Page(
        this=(easy("home", "您不能去居民家里做评定吗？"),),
        can=(NEEDS_SEEN, easy("remove", "按“答复：不能上门”。"), easy("back", "还没想好，按“再想一想”。")),
        then=(easy("notice", "他马上会收到通知。"), easy("hospital", "他还可以预约去医院。")),
    ),
}

WORDS: tuple[Meaning, ...] = (
    Meaning(term("本人"), (easy("person", "就是这个居民自己。"),)),
    Meaning(term("监护人"), (easy("person", "法律上要照顾别人的人。"),)),
    Meaning(term("单位"), (easy("place", "人们工作的地方，例如医院。"),)),
    Meaning(term("片区"), (easy("home", "工作人员管的那一片地方。"),)),
    Meaning(term("户籍地"), (easy("document", "户口本上写的地方。"),)),
    Meaning(term("服务表"), (easy("document", "一张纸，写着有什么帮助。"),)),
    Meaning(term("通行密钥"), (easy("key", "用手机解锁的办法登录。"), easy("key", "不用记密码。"))),
    Meaning(term("解锁"), (easy("phone", "把手机打开。"),)),
    Meaning(term("邀请"), (easy("add", "请一个人来。"),)),
    Meaning(term("离岗"), (easy("sign_out", "以后不做这个工作了。"),)),
    Meaning(term("答复"), (easy("message", "别人问了，您回答他。"),)),
)
"""Words of the staff that these sentences use besides the glossary."""
