"""Every notice of the service, by the room whose events it tells. Importing this makes them known."""

from webapp.notifications.declared import mandates, people

__all__ = ["mandates", "people"]
