"""An appointment as a calendar file (RFC 5545).

Calendars are shared with families and synchronised with strangers: neither category nor grade nor the word for either
stands in it. The UID stays the same whatever happens to the appointment, so that a second file replaces the first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from webapp.assessments import Appointment, AppointmentKind, AppointmentStatus, Slot, status_of

REMIND_BEFORE = timedelta(days=1)

STATUS = {
    AppointmentStatus.cancelled: "CANCELLED", AppointmentStatus.displaced: "CANCELLED",
    AppointmentStatus.no_show: "CANCELLED", AppointmentStatus.booked: "TENTATIVE",
}
"""What is not named here is CONFIRMED."""


def calendar_file(appointment: Appointment, slot: Slot, *, host: str, href: str, changes: int, at: datetime) -> bytes:
    """`host` makes the UID unique in the world; `changes` counts what has happened to the appointment so far."""
    calendar = Calendar()
    calendar.add("prodid", "-//Huican//appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{appointment.public_id}@{host}")
    event.add("sequence", changes)
    event.add("dtstamp", at)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("status", STATUS.get(status_of(appointment), "CONFIRMED"))
    event.add("url", href)
    organisation = appointment.site.organisation
    if appointment.kind is AppointmentKind.home:
        event.add("summary", _("有人上门，请留人在家"))
    else:
        event.add("summary", _("去%(site)s", site=organisation.name))
        event.add("location", "，".join(filter(None, (organisation.name, organisation.address))))
    if event["status"] != "CANCELLED":
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", event["summary"])
        reminder.add("trigger", -REMIND_BEFORE)
        event.add_component(reminder)
    calendar.add_component(event)
    return calendar.to_ical()
