"""What is told about an assessment that was arranged: to her, to her carers, to the site where its queue needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp import assessments
from webapp.core import Actor
from webapp.core.actor import LOCAL
from webapp.mandates import Province
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import HERS, clerks_of_site
from webapp.notifications.reminders import Occasion, Reminder


class OfAnAppointment(Notice, family=True):
    topic = Topic.appointments
    province = Province.appointments
    lifetime = timedelta(days=2)
    own_act_is_news = False
    reaches = HERS


class AppointmentBooked(OfAnAppointment):
    event = "assessments.AppointmentBooked"


class HomeAssessmentRequested(OfAnAppointment):
    event = "assessments.HomeAssessmentRequested"
    reaches = (*HERS, clerks_of_site)


class HomeTimeGiven(OfAnAppointment):
    event = "assessments.HomeTimeGiven"
    important = True


class OtherTimeAsked(OfAnAppointment):
    event = "assessments.OtherTimeAsked"


class AppointmentRescheduled(OfAnAppointment):
    event = "assessments.AppointmentRescheduled"


class AppointmentConfirmed(OfAnAppointment):
    event = "assessments.AppointmentConfirmed"


class ConfirmationWithdrawn(OfAnAppointment):
    """She told of other needs, and the site has to say again that all is ready."""

    event = "assessments.AppointmentNeedsChanged"

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        return bool(facts["confirm_again"])


class AppointmentCancelled(OfAnAppointment):
    event = "assessments.AppointmentCancelled"
    important = True


class OfAnUndoing(OfAnAppointment, family=True):
    """Something was taken back, so that she must set out again, or must not."""

    important = True


class BookingUndone(OfAnUndoing):
    event = "assessments.BookingUndone"


class HomeAssessmentUndone(OfAnUndoing):
    event = "assessments.HomeRequestUndone"
    reaches = (*HERS, clerks_of_site)


class RescheduleUndone(OfAnUndoing):
    event = "assessments.RescheduleUndone"


class OtherTimeUndone(OfAnUndoing):
    event = "assessments.OtherTimeUndone"


class AppointmentCancellationUndone(OfAnUndoing):
    event = "assessments.CancellationUndone"


class HomeRequestDeclined(OfAnAppointment):
    event = "assessments.HomeRequestDeclined"
    important = True


class AppointmentDisplaced(OfAnAppointment):
    """The site cancelled: she must not set out."""

    event = "assessments.AppointmentDisplaced"
    important = True
    urgent = True


class AppointmentMissed(OfAnAppointment):
    event = "assessments.AppointmentMissed"


class AssessmentRecorded(OfAnAppointment):
    """From this day the time runs in which she may object, so it does not wait for the morning."""

    event = "assessments.AssessmentRecorded"
    important = True
    despite_quiet_hours = True


class CertificateFollowed(OfAnAppointment):
    event = "assessments.CertificateFollowed"
    important = True


class AppointmentTomorrow(OfAnAppointment, Reminder):
    @classmethod
    def occasions(cls, db: Session, actor: Actor) -> Iterable[Occasion]:
        tomorrow = datetime.combine(actor.today + timedelta(days=1), time(0), LOCAL)
        for appointment in assessments.starting_between(db, tomorrow, tomorrow + timedelta(days=1)):
            starts_at = appointment.arranged_slot.starts_at
            yield Occasion(
                subject_id=appointment.resident_id,
                key=f"{appointment.public_id}:{starts_at.isoformat()}",
                at=actor.at,
                matter=str(assessments.matter_of(appointment)),
                useful_until=starts_at,
                facts={
                    "site": appointment.site.public_id,
                    "starts_at": starts_at.isoformat(),
                    "kind": appointment.kind.value,
                },
            )
