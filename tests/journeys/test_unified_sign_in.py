"""The unified sign-in of a province in a real browser: our policy lets her leave for it, and she comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE
from tests.identity_providers import NAMES, free_port, real, settings_for
from webapp import people


@pytest.fixture
def provider(live):
    """Configured in the running house, as its settings would."""
    live.clock.at = datetime.now(UTC)
    port = free_port()
    house = live.app.extensions["huican"]
    house.settings = replace(house.settings, unified=settings_for(port))
    house.identity_provider = people.IdentityProvider(
        house.settings.unified, return_to=f"{live.url}/sign-in/unified/return"
    )
    with live.village.database.writing() as db:
        people.account_of(db, live.village.mei).activated_at = live.clock()
    with real(port, {"mei": live.village.mei.citizen_id}, origin=live.url):
        yield


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_she_leaves_by_the_button_signs_in_there_and_is_back(browser, live, provider, script):
    context = browser.new_context(base_url=live.url, viewport=PHONE, locale="zh-CN", java_script_enabled=script)
    page = context.new_page()
    page.goto("/sign-in?next=/ways-in")
    page.get_by_role("button", name=f"用{NAMES[0]}登录").click()
    page.locator("input[name=login]").fill("mei")
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录方式")
    assert live.village.mei.citizen_id not in page.url
    context.close()


def test_from_any_other_page_the_policy_lets_no_form_lead_there(browser, live, provider):
    context = browser.new_context(base_url=live.url, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto("/sign-in/recovery")
    token = page.locator("input[name=csrf_token]").first.input_value()
    blocked = []
    page.on("console", lambda said: blocked.append(said.text))
    page.evaluate(
        """token => {
          const form = document.createElement('form');
          const field = document.createElement('input');
          form.method = 'post';
          form.action = '/sign-in/unified';
          field.name = 'csrf_token';
          field.value = token;
          form.append(field);
          document.body.append(form);
          form.submit();
        }""", token)
    page.wait_for_timeout(1500)
    assert any("form-action" in said for said in blocked)
    assert page.locator("input[name=login]").count() == 0
    context.close()
