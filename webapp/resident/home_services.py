"""What can be asked for: by what is needed, in plain words; one service with the words of its documents."""

from __future__ import annotations

from flask import Response, request

from webapp import home_services as room
from webapp.home_services import Group, Service, Status
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.web import Permission, Visit, render
from webapp.web.access import allows
from webapp.web.words.home_services import named_in


def layers_of(visit: Visit) -> tuple[str, ...]:
    """The catalogue's regions that hold where she lives."""
    area = visit.resident.residence_area
    return () if area is None else area.region_layers


def services_here(visit: Visit) -> list[Service]:
    return room.services_for(layers_of(visit))


def wishes_by_group(visit: Visit) -> list[tuple[Group, list]]:
    """What people ask for, under plain words: (group, [(ask, service), …])."""
    asked = [(ask, service) for service in services_here(visit) for ask in service.asks]
    return [(group, found) for group in Group if (found := [(a, s) for a, s in asked if a.group is group])]


@door.page("/home-services", permission=Permission.see_home_services)
def home_services(visit: Visit) -> Response:
    hers = room.requests_of(visit.db, visit.resident.id)
    return render(
        visit,
        "resident/home_services.html",
        groups=wishes_by_group(visit),
        services=services_here(visit),
        drafts=[each for each in hers if each.status is Status.draft],
        still=room.that_stand_still(visit.db, hers),
        running=[each for each in hers if each.status in room.OPEN],
        has_more=any(each.status in room.ENDED for each in hers),
        may_request=allows(Permission.request_home_services, visit),
        contact=primary_contact(visit.db, visit.resident),
    )


@door.page("/home-services/services/<name>", permission=Permission.see_home_services)
def home_service(visit: Visit, name: str) -> Response:
    service = room.find_service(name)
    layers = layers_of(visit)
    wished = [ask for ask in service.asks if ask.name == request.args.get("ask")]
    return render(
        visit,
        "resident/home_service.html",
        service=service,
        sources=service.sources_in(layers),
        named=named_in(service, layers),
        wished=wished,
        may_request=allows(Permission.request_home_services, visit),
        contact=primary_contact(visit.db, visit.resident),
    )
