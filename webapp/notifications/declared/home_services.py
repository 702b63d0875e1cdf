"""What is told about a home service that was asked for: to her, to her carers, to those whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy.orm import Session

from webapp import home_services
from webapp.core import Actor
from webapp.core.actor import LOCAL
from webapp.mandates import Province
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import HERS, clerks_of_provider, her_officers, who_was_to_come
from webapp.notifications.reminders import Occasion, Reminder


class OfAHomeService(Notice, family=True):
    topic = Topic.home_services
    province = Province.home_services
    lifetime = timedelta(days=2)
    own_act_is_news = False
    reaches = HERS


class HomeServiceRequested(OfAHomeService):
    event = "home_services.HomeServiceRequested"
    reaches = (*HERS, her_officers)


class RequestAccepted(OfAHomeService):
    event = "home_services.RequestAccepted"


class RequestDeclined(OfAHomeService):
    event = "home_services.RequestDeclined"
    important = True


class ProviderAssigned(OfAHomeService):
    event = "home_services.ProviderAssigned"
    reaches = (*HERS, clerks_of_provider)


class AssignmentTakenBack(OfAHomeService):
    event = "home_services.AssignmentTakenBack"


class AssignmentGivenBack(OfAHomeService):
    event = "home_services.AssignmentGivenBack"
    reaches = (*HERS, her_officers)


class OtherProviderWanted(OfAHomeService):
    event = "home_services.OtherProviderWanted"
    reaches = (*HERS, her_officers)


class VisitPromised(OfAHomeService):
    event = "home_services.VisitPromised"


class VisitChanged(OfAHomeService):
    """Another time, or somebody else at her door: she must know before she opens."""

    event = "home_services.VisitChanged"
    important = True


class HelperSetOut(OfAHomeService):
    """Somebody will knock soon; later it is of no use to know."""

    event = "home_services.HelperSetOut"
    important = True
    urgent = True
    despite_quiet_hours = True
    lifetime = timedelta(hours=1)


class ServiceDone(OfAHomeService):
    event = "home_services.ServiceDone"


class ServiceReopened(OfAHomeService):
    event = "home_services.ServiceReopened"
    reaches = (*HERS, her_officers)


class RequestCancelled(OfAHomeService):
    event = "home_services.RequestCancelled"
    important = True


class AskUndone(OfAHomeService):
    event = "home_services.AskUndone"
    reaches = (*HERS, her_officers)


class ServiceCancellationUndone(OfAHomeService):
    event = "home_services.CancellationUndone"
    important = True


class OfATask(Notice, family=True):
    """Told to the provider: what it had to do, or had promised, is so no more."""

    topic = Topic.home_services
    important = True
    reaches = (who_was_to_come,)


class TaskTakenBack(OfATask):
    event = "home_services.AssignmentTakenBack"


class TaskNotWanted(OfATask):
    event = "home_services.OtherProviderWanted"


class TaskCancelled(OfATask):
    event = "home_services.RequestCancelled"


class TaskRestored(OfATask):
    event = "home_services.CancellationUndone"


class VisitTomorrow(OfAHomeService, Reminder):
    @classmethod
    def occasions(cls, db: Session, actor: Actor) -> Iterable[Occasion]:
        tomorrow = actor.today + timedelta(days=1)
        for request in home_services.requests_with_status(db, home_services.Status.promised):
            visit_at = request.assignment.visit_at if request.assignment else None
            if visit_at is not None and visit_at.astimezone(LOCAL).date() == tomorrow:
                yield Occasion(
                    subject_id=request.resident_id, key=f"{request.public_id}:{visit_at.isoformat()}", at=actor.at,
                    matter=f"{home_services.MATTER}:{request.public_id}", useful_until=visit_at,
                    facts={"request": request.public_id, "visit_at": visit_at.isoformat()})
