"""What production says and keeps that the demo does not, and that neither is taken for the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import build_village, test_settings
from webapp import settings
from webapp.application import create_app

HERE = "https://huican.example"


@pytest.fixture
def production(fresh_database_url, tmp_path, clock):
    here = test_settings(fresh_database_url(tmp_path, build_village), tmp_path)
    there = replace(here, mode="production", origin=HERE, sms_gateway="none", mail_gateway="none")
    app = create_app(there, clock=clock)
    yield app
    app.extensions["huican"].database.engine.dispose()


def opened(app, path):
    return app.test_client().get(path, base_url=HERE)


def test_a_browser_that_was_here_is_never_led_here_in_the_clear(production):
    assert opened(production, "/sign-in").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_session_is_kept_for_this_host_and_over_tls_only(production):
    session = next(each for each in opened(production, "/sign-in").headers.getlist("Set-Cookie") if "huican=" in each)
    assert session.startswith("__Host-huican=")
    kept = {part.strip() for part in session.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= kept
    assert not any(part.startswith("Domain") for part in kept)


def test_no_page_before_signing_in_is_kept_by_anybody(production):
    for path in ("/sign-in", "/activation", "/sign-in/recovery", "/workbench/sign-in", "/notice"):
        assert opened(production, path).headers["Cache-Control"] == "no-store", path


@pytest.mark.parametrize("path", ["/demo", "/demo/outbox", "/demo/gallery"])
def test_there_is_no_demo(production, path):
    assert opened(production, path).status_code == 404


@pytest.mark.parametrize("given", settings.FOR_PRODUCTION)
def test_who_gives_the_keys_of_production_and_forgets_to_say_so_does_not_get_a_demo(given, tmp_path):
    environ = {given: "x", "HUICAN_INSTANCE": str(tmp_path)}
    with pytest.raises(settings.SettingsError, match="HUICAN_MODE"):
        settings.read(environ)
    assert settings.read({"HUICAN_INSTANCE": str(tmp_path)}).is_demo
