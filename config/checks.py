"""Start-up checks: a dangerous mix of settings stops the school, with one line that says why.

The rules about money live in `payments.checks`. Django runs checks before every command; the WSGI door runs those tagged
`school` itself, since a server that imports the application runs none.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured

SCHOOL = "school"


def refuse_dangerous_settings() -> None:
    """This function will raise ImproperlyConfigured, naming each reason, if the settings are a dangerous mix."""
    errors = [message for message in run_checks(tags=[SCHOOL]) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("The school does not start: " + " ".join(str(error.msg) for error in errors))


@register(SCHOOL)
def check_production(**kwargs: Any) -> list[CheckMessage]:
    """Rules for the public school; the demo and the tests are exempt."""
    if not settings.PRODUCTION:
        return []
    rules = {
        "school.E001": (settings.DEBUG, "DEBUG is on in production."),
        "school.E002": (
            len(settings.SECRET_KEY) < 50 or settings.SECRET_KEY.startswith(("demo-", "tests-")),
            "SECRET_KEY is missing, short or the demo's.",
        ),
        "school.E003": (
            not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
            "ALLOWED_HOSTS is empty or allows every host.",
        ),
        "school.E004": (not settings.PUBLIC_URL.startswith("https://"), "PUBLIC_URL does not begin with https://."),
        "school.E005": (
            settings.MAIL_MAILBOX_ENABLED,
            "The demo's mailbox is on: it shows letters with secrets to anyone.",
        ),
        "school.E006": (
            not settings.STAFF_SECOND_FACTOR_REQUIRED,
            "Staff could enter the admin without a second factor.",
        ),
    }
    return [Error(message, id=code) for code, (broken, message) in rules.items() if broken]
