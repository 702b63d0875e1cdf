"""Every page in every state that matters, and what each is looked at through.

One entry is a line or two; `state` says what its parts mean (states.py). A route that is a page, a template
and a component without an entry fail the build (test_catalogue.py).
"""

from __future__ import annotations

from states import Look, State, state

WIDTHS = (320, 360, 1280)
LANGUAGES = ("zh_Hans", "zh_Hant", "en")

LOOKS = (  # every mode with every width, every mode in every language, every width in every language
    Look("standard", 320, "zh_Hans"),
    Look("standard", 360, "zh_Hant"),
    Look("standard", 1280, "en"),
    Look("dark", 320, "zh_Hant"),
    Look("dark", 360, "en"),
    Look("dark", 1280, "zh_Hans"),
    Look("high-contrast", 320, "en"),
    Look("high-contrast", 360, "zh_Hans"),
    Look("high-contrast", 1280, "zh_Hant"),
    Look("forced-colors", 320, "zh_Hans"),
    Look("forced-colors", 360, "zh_Hant"),
    Look("forced-colors", 1280, "en"),
    Look("large", 320, "zh_Hant"),
    Look("large", 360, "en"),
    Look("large", 1280, "zh_Hans"),
)

NO_PAGES = {  # routes that a door calls a page and that nobody looks at
    "resident.passkey_sign_in_options": "answers a script with JSON",
    "resident.passkey_registration_options": "answers a script with JSON",
}

NOT_RENDERED = {  # templates that no request can show
    "errors/maintenance.html": "shown by whatever stands before the service while it is down",
}

WITH_SCRIPT_ONLY = {  # selectors of what a script adds, and which way there is without it
    "[data-passkey]": "a passkey needs the browser's own interface; the codes by message and on paper stand beside it",
}

PAGES: tuple[State, ...] = (
    # coming in
    state("resident.home", "stranger", "what somebody sees who is not signed in", "/"),
    state("resident.sign_in", "empty", "the ways in, all equal", "/sign-in"),
    state("resident.sign_in", "failed", "no number typed", "/sign-in", press="发送验证码"),
)


def looks_of(pages: tuple[State, ...]) -> list[tuple[State, Look]]:
    """Each state at least once; each page in every mode, at every width and in every language; all looks in turn."""
    visits = []
    endpoints = list(dict.fromkeys(page.endpoint for page in pages))
    for turn, endpoint in enumerate(endpoints):
        states = [page for page in pages if page.endpoint == endpoint]
        for number in range(max(len(states), len(LOOKS) // len(WIDTHS))):
            mode = number % (len(LOOKS) // len(WIDTHS))
            visits.append((states[number % len(states)], LOOKS[mode * len(WIDTHS) + (mode + turn) % len(WIDTHS)]))
    return visits
