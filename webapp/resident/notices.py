"""怎么通知我: this phone's push, channels by topic, quiet hours. They belong to the account, whoever it acts for."""

from __future__ import annotations

from datetime import time
from hashlib import sha256
from typing import Any

from flask import Response, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput

from webapp import notifications
from webapp.core import NotPermitted
from webapp.notifications import Channel, PostRoom, Subscription, Topic
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.signing import device_words
from webapp.web.words import clock_time, label

HALF_HOURS = [time(half // 2, half % 2 * 30) for half in range(48)]


class DeviceForm(Form):
    """Filled by static/js/push.js from what the browser's PushManager gives."""

    endpoint = HiddenField(validators=[DataRequired(_l("没有拿到推送地址。请再试一次。")), Length(max=1000)])
    p256dh = HiddenField(validators=[DataRequired(_l("没有拿到推送地址。请再试一次。")), Length(max=200)])
    auth = HiddenField(validators=[DataRequired(_l("没有拿到推送地址。请再试一次。")), Length(max=100)])


class ChannelsForm(Form):
    """What is ticked is wanted. One field a topic."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for topic in Topic:
            self[topic.value].label.text = label(topic)

    def prepare(self, visit: Visit, **_found: Any) -> None:
        usable = _usable(visit)
        for topic in Topic:
            self[topic.value].choices = [(channel.value, label(channel)) for channel in usable]


for _topic in Topic:
    setattr(ChannelsForm, _topic.value, SelectMultipleField(_topic.value, option_widget=CheckboxInput(), choices=[]))


class QuietHoursForm(Form):
    quiet_from = SelectField(_l("从几点开始安静"))
    quiet_until = SelectField(_l("安静到几点"))

    def prepare(self, _visit: Visit, **_found: Any) -> None:
        times = [("", _("不设安静时间")), *((each.isoformat("minutes"), clock_time(each)) for each in HALF_HOURS)]
        self.quiet_from.choices = self.quiet_until.choices = times


def post_room() -> PostRoom:
    return current_app.extensions["huican"].post_room


@door.page("/notices", permission=Permission.signed_in)
def notices(visit: Visit, form: DeviceForm | None = None) -> Response:
    account = visit.account
    devices = notifications.devices_of(visit.db, account.id)
    return render(
        visit, "resident/notices.html", form=form, device_form=form or DeviceForm(), key=post_room().push.key.public,
        devices=[(each, notifications.device_status(each, visit.at)) for each in devices],
        known=[sha256(each.endpoint.encode()).hexdigest() for each in devices],
        lost=notifications.lost_devices(visit.db, account.id), choices=notifications.choices_of(visit.db, account.id),
        sms=post_room().gateways.sms is not None and account.phone is not None)


@door.act("/notices/devices", permission=Permission.signed_in, form=DeviceForm, again=notices)
def add_device(visit: Visit, form: DeviceForm) -> Response:
    if visit.on_shared_phone:
        raise NotPermitted()
    subscription = Subscription(form.endpoint.data, form.p256dh.data, form.auth.data)
    device = notifications.add_device(
        visit.db, visit.actor, visit.account, subscription, name=device_words(), push=post_room().push,
        device_index=visit.session.device_index)
    visit.after_commit.append(post_room().hand_over)
    return redirect_to("resident.device", id=device.public_id)


@door.page("/notices/devices/<id>", permission=Permission.signed_in)
def device(visit: Visit, id: str) -> Response:
    found = notifications.find_device(visit.db, id, account_id=visit.account.id)
    return render(visit, "resident/device.html", device=found, known=notifications.device_status(found, visit.at),
                  sms=post_room().gateways.sms is not None and visit.account.phone is not None)


@door.act("/notices/devices/<id>/tests", permission=Permission.signed_in)
def try_device(visit: Visit, id: str) -> Response:
    found = notifications.find_device(visit.db, id, account_id=visit.account.id)
    notifications.try_device(visit.db, visit.actor, found)
    visit.after_commit.append(post_room().hand_over)
    return redirect_to("resident.device", id=id)


@door.act("/notices/devices/<id>/removal", permission=Permission.signed_in)
def remove_device(visit: Visit, id: str) -> Response:
    found = notifications.find_device(visit.db, id, account_id=visit.account.id)
    notifications.remove_device(visit.db, visit.actor, found)
    return redirect_to("resident.notices", anchor="phones")


@door.act("/notices/lost-devices/acknowledgement", permission=Permission.signed_in)
def acknowledge_lost_devices(visit: Visit) -> Response:
    notifications.acknowledge_lost(visit.db, visit.actor, visit.account.id)
    return redirect_to("resident.notices")


@door.page("/notices/channels", permission=Permission.signed_in)
def channels(visit: Visit, form: ChannelsForm | None = None) -> Response:
    if form is None:
        refused = notifications.choices_of(visit.db, visit.account.id).refused
        form = ChannelsForm(
            **{topic.value: [each.value for each in Channel if (topic, each) not in refused] for topic in Topic}
        )
        form.prepare(visit)
    return render(visit, "resident/channels.html", form=form, topics=list(Topic))


@door.act("/notices/channels", permission=Permission.signed_in, form=ChannelsForm, again=channels)
def choose_channels(visit: Visit, form: ChannelsForm) -> Response:
    usable = _usable(visit)
    kept = {pair for pair in notifications.choices_of(visit.db, visit.account.id).refused if pair[1] not in usable}
    refused = {
        (topic, channel) for topic in Topic for channel in usable if channel.value not in (form[topic.value].data or [])
    }
    notifications.choose_channels(visit.db, visit.actor, visit.account, refused | kept)
    return redirect_to("resident.notices", anchor="channels")


@door.page("/notices/quiet-hours", permission=Permission.signed_in)
def quiet_hours(visit: Visit, form: QuietHoursForm | None = None) -> Response:
    if form is None:
        quiet = notifications.choices_of(visit.db, visit.account.id).quiet
        begin, end = (each.isoformat("minutes") for each in quiet) if quiet else ("", "")
        form = QuietHoursForm(quiet_from=begin, quiet_until=end)
        form.prepare(visit)
    return render(visit, "resident/quiet_hours.html", form=form)


@door.act("/notices/quiet-hours", permission=Permission.signed_in, form=QuietHoursForm, again=quiet_hours)
def choose_quiet_hours(visit: Visit, form: QuietHoursForm) -> Response:
    begin, end = (time.fromisoformat(each.data) if each.data else None for each in (form.quiet_from, form.quiet_until))
    notifications.choose_quiet_hours(visit.db, visit.actor, visit.account, (begin, end))
    return redirect_to("resident.notices", anchor="quiet")


def _usable(visit: Visit) -> list[Channel]:
    """Channels that reach this account at all."""
    account, gateways = visit.account, post_room().gateways
    return [channel for channel, there in (
        (Channel.push, True), (Channel.sms, gateways.sms is not None and account.phone is not None),
        (Channel.mail, gateways.mail is not None and account.email is not None)) if there]
