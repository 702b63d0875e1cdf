"""The same pages with Django: ORM, compiled templates, no middleware, connections kept. `bench.django_pages:app`."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench import likenesses

settings.configure(
    DEBUG=False, ALLOWED_HOSTS=["localhost"], SECRET_KEY="only for the bench", ROOT_URLCONF="bench_urls", MIDDLEWARE=[],
    USE_TZ=True, USE_I18N=False,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(likenesses.folder() / likenesses.TABLES),
                           "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [str(likenesses.folder())],
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader",
                                         ["django.template.loaders.filesystem.Loader"])]}}],
)
django.setup()

from django.db import models  # noqa: E402  Django wants its settings first
from django.template.loader import render_to_string  # noqa: E402


def model(table: likenesses.Table) -> type[models.Model]:
    types: dict[str, Any] = {"INTEGER": models.BigIntegerField, "REAL": models.FloatField, "BLOB": models.BinaryField,
                             "TEXT": models.TextField}
    columns: dict[str, Any] = {f"c{number}": types[kind](null=True) for number, kind in enumerate(table.types)}
    columns["id"] = models.AutoField(primary_key=True)
    columns["Meta"] = type("Meta", (), {"db_table": table.name, "managed": False, "app_label": "bench"})
    columns["__module__"] = __name__
    return type(table.name, (models.Model,), columns)


def view_of(likeness: likenesses.Likeness) -> Any:
    found = [model(table) for table in likeness.tables]

    def view(_request: HttpRequest) -> HttpResponse:
        for each in found:
            list(each.objects.all())
        body = render_to_string(likeness.template, likeness.values).encode()
        return HttpResponse(body, headers={"Content-Length": len(body)})  # as its CommonMiddleware does

    return view


urls = ModuleType("bench_urls")
pages = likenesses.read().values()
urls.urlpatterns = [path(page.name, view_of(page)) for page in pages]  # type: ignore[attr-defined]
sys.modules["bench_urls"] = urls
app = get_wsgi_application()
