"""Words about notices: errors, what happened, channels, topics, what became of a delivery."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.notifications import Channel, Delivery, DeliveryState, Message, Topic
from webapp.web.words.dates import moment

errors = {
    "push_address_refused": lambda f: _("这个浏览器给出的推送地址不能用。没有关系，我们发短信给您。"),
    "quiet_hours_incomplete": lambda f: _("安静时间要有开始和结束，两个时间不能一样。"),
}

events = {
    "notifications.PushDeviceAdded": lambda f: _("请求在一部手机上接收推送"),
    "notifications.PushDeviceProven": lambda f: _("试过了，一部手机能收到推送"),
    "notifications.PushDeviceRemoved": lambda f: _("停止了一部手机的推送"),
    "notifications.NoticeChoicesChanged": lambda f: _("改变了通知设置"),
    "notifications.MessageAcknowledged": lambda f: _("表示已经知道这条消息"),
}

labels = {
    Channel.push: _l("推送"),
    Channel.sms: _l("短信"),
    Channel.mail: _l("邮件"),
    Topic.appointments: _l("评定预约"),
    Topic.home_services: _l("上门服务"),
    Topic.entitlements: _l("待遇"),
    Topic.code: _l("惠残码的使用"),
    Topic.mandates: _l("代办"),
    Topic.account: _l("账号和登录"),
    DeliveryState.due: _l("等待发送"),
    DeliveryState.leased: _l("正在发送"),
    DeliveryState.sent: _l("已发送"),
    DeliveryState.delivered: _l("已送达"),
    DeliveryState.failed: _l("没有发出"),
    DeliveryState.cancelled: _l("没有再发"),
}


def ways_of(message: Message) -> list[dict[str, str]]:
    """Each delivery of a message: by which way, on which phone, and what is known of it."""
    return [{"term": _way(delivery), "value": delivery_words(delivery)} for delivery in message.deliveries]


def _way(delivery: Delivery) -> str:
    channel = str(labels[delivery.channel])
    if delivery.device is None:
        return channel
    return _("%(channel)s（%(device)s）", channel=channel, device=delivery.device.name)


def delivery_words(delivery: Delivery) -> str:
    """What is known of one delivery, and no more than that: sent is not delivered."""
    if delivery.state is DeliveryState.delivered and delivery.delivered_at is not None:
        return _("手机已经显示，%(when)s", when=moment(delivery.delivered_at))
    if delivery.state is DeliveryState.sent and delivery.sent_at is not None:
        return _("已发送，%(when)s。还不知道有没有送达", when=moment(delivery.sent_at))
    if delivery.state is DeliveryState.cancelled and delivery.last_error == "undone":
        return _("这件事撤销了，所以没有发")
    if delivery.state in (DeliveryState.due, DeliveryState.leased):
        if delivery.last_error == "quiet_hours":
            return _("安静时间结束后发送，%(when)s", when=moment(delivery.next_at))
        if delivery.attempts:
            return _("还没有发成，会再试，%(when)s", when=moment(delivery.next_at))
        return _("等待发送，%(when)s", when=moment(delivery.next_at))
    if delivery.state is DeliveryState.cancelled:
        return CANCELLED.get(delivery.last_error or "", lambda: _("没有再发"))()
    return _("没有发出")


CANCELLED = {
    "already_read": lambda: _("您已经看过消息，没有再发"),
    "too_late": lambda: _("时间已经过了，没有再发"),
    "not_permitted": lambda: _("代办已经结束，没有再发"),
    "device_retired": lambda: _("这部手机不再接收推送，没有再发"),
}
