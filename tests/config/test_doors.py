"""Headers, health, robots, and the settings that stop the school."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.checks import refuse_dangerous_settings
from config.logs import ScrubSecrets

pytestmark = pytest.mark.django_db


def test_public_pages_allow_nothing_from_elsewhere(home, visitor):
    for address in ("/", "/no-such-page/", "/account/login/", "/robots.txt"):
        policy = visitor.get(address)["Content-Security-Policy"]
        assert "script-src 'self';" in policy + ";", address
        assert "unsafe" not in policy, address
        assert "object-src 'none'" in policy
        assert "base-uri 'self'" in policy


def test_only_the_editor_itself_may_use_inline_scripts(home, owner, client_of):
    policy = client_of(owner).get("/admin/")["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in policy


def test_every_answer_forbids_sniffing_and_framing(home, visitor):
    for address in ("/", "/no-such-page/", "/healthz", "/account/login/"):
        response = visitor.get(address)
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["X-Frame-Options"] == "SAMEORIGIN", address
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", address
        assert "camera=()" in response["Permissions-Policy"], address


def test_a_signed_in_persons_page_stays_out_of_shared_caches(home, buyer, client_of, visitor):
    assert "no-store" in client_of(buyer).get("/")["Cache-Control"]
    assert "no-store" not in visitor.get("/").get("Cache-Control", "")


def test_a_visitor_gets_no_cookie_from_reading(home, visitor):
    visitor.get("/")

    assert not visitor.cookies


def test_pages_answer_to_reading_alone(home, visitor):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(visitor, method)("/").status_code == 405, method


def test_health_says_whether_the_database_answers(visitor):
    assert visitor.get("/healthz").content == b"ok\n"
    assert visitor.get("/readyz").json() == {"database": "ok"}


def test_crawlers_are_told_where_not_to_go(home, visitor):
    robots = visitor.get("/robots.txt").content.decode()

    assert "Disallow: /learn/" in robots
    assert "Sitemap: http" in robots


def test_a_missing_page_helps_and_repeats_nothing(home, visitor):
    response = visitor.get("/<script>alert(1)</script>/")

    assert response.status_code == 404
    assert b"<script>alert" not in response.content


GOOD = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": ["school.example"],
    "PUBLIC_URL": "https://school.example",
    "MAIL_MAILBOX_ENABLED": False,
    "STAFF_SECOND_FACTOR_REQUIRED": True,
    "PAYMENTS_MODE": "live",
    "STRIPE_SECRET_KEY": "rk_live_0123456789abcdef",
    "STRIPE_API_BASE": "",
    "STRIPE_WEBHOOK_SECRETS": ["whsec_0123456789abcdef0123456789abcdef"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


@pytest.fixture
def production(settings):
    for name, value in GOOD.items():
        setattr(settings, name, value)
    return settings


def test_a_careful_production_starts(production):
    refuse_dangerous_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "demo-only-secret-key-that-production-refuses-0123456789"),
        ("ALLOWED_HOSTS", ["*"]),
        ("ALLOWED_HOSTS", []),
        ("PUBLIC_URL", "http://school.example"),
        ("MAIL_MAILBOX_ENABLED", True),
        ("STAFF_SECOND_FACTOR_REQUIRED", False),
        ("PAYMENTS_MODE", "demo"),
        ("STRIPE_SECRET_KEY", ""),
        ("STRIPE_SECRET_KEY", "sk_test_0123456789abcdef"),
        ("STRIPE_API_BASE", "http://127.0.0.1:8100"),
        ("STRIPE_WEBHOOK_SECRETS", []),
        ("STRIPE_WEBHOOK_SECRETS", [""]),
    ],
)
def test_one_dangerous_setting_stops_the_school(production, name, value):
    setattr(production, name, value)

    with pytest.raises(ImproperlyConfigured, match="does not start"):
        refuse_dangerous_settings()


def test_the_log_holds_no_secret_and_no_address():
    import logging

    record = logging.LogRecord("x", 20, "x", 1, "key %s for %s", ("sk_test_0123456789", "ada@clinic.example"), None)
    ScrubSecrets().filter(record)

    assert record.getMessage() == "key <secret> for <address>"
