"""A dangerous mix of settings about money stops the school, with one line that says why."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.checks import refuse_dangerous_settings
from payments.checks import check_payments

LIVE = {
    "PRODUCTION": True, "PAYMENTS_MODE": "live", "STRIPE_SECRET_KEY": "rk_live_0123456789", "STRIPE_API_BASE": "",
    "STRIPE_WEBHOOK_SECRETS": ["whsec_0123456789abcdef"], "DEBUG": False, "PUBLIC_URL": "https://school.example",
}  # fmt: skip
TEST = LIVE | {"PAYMENTS_MODE": "test", "STRIPE_SECRET_KEY": "rk_test_0123456789"}
DEMO = {
    "PRODUCTION": False, "PAYMENTS_MODE": "demo", "STRIPE_SECRET_KEY": "sk_test_demo_school", "DEBUG": False,
    "STRIPE_API_BASE": "http://127.0.0.1:8100", "STRIPE_WEBHOOK_SECRETS": ["whsec_demo_school_only"],
    "PUBLIC_URL": "http://localhost:8000",
}  # fmt: skip

MIXES = [
    (LIVE, {"PAYMENTS_MODE": "real"}, "E001"),
    (LIVE, {"PAYMENTS_MODE": ""}, "E001"),
    (DEMO, {"PRODUCTION": True}, "E002"),
    (DEMO, {"STRIPE_API_BASE": "http://evil.example"}, "E003"),
    (DEMO, {"STRIPE_API_BASE": "http://127.0.0.1.evil.example"}, "E003"),
    (DEMO, {"STRIPE_API_BASE": "http://127.0.0.1@evil.example/"}, "E003"),
    (LIVE, {"STRIPE_API_BASE": "http://127.0.0.1:8100"}, "E004"),
    (DEMO, {"STRIPE_API_BASE": ""}, "E005"),
    (LIVE, {"STRIPE_SECRET_KEY": ""}, "E006"),
    (LIVE, {"STRIPE_SECRET_KEY": "sk_test_0123456789"}, "E007"),
    (TEST, {"STRIPE_SECRET_KEY": "sk_live_0123456789"}, "E008"),
    (DEMO, {"STRIPE_SECRET_KEY": "rk_live_0123456789"}, "E008"),
    (TEST, {"STRIPE_SECRET_KEY": "pk_test_0123456789"}, "E009"),
    (LIVE, {"STRIPE_WEBHOOK_SECRETS": []}, "E010"),
    (LIVE, {"STRIPE_WEBHOOK_SECRETS": ["whsec_0123456789abcdef", " "]}, "E010"),
    (LIVE, {"STRIPE_WEBHOOK_SECRETS": ["sk_live_0123456789"]}, "E011"),
    (TEST, {"STRIPE_WEBHOOK_SECRETS": ["whsec_demo_school_only"]}, "E012"),
    (LIVE, {"DEBUG": True}, "E013"),
    (LIVE, {"PUBLIC_URL": "http://school.example"}, "E014"),
]


@pytest.mark.parametrize("mix", [LIVE, TEST, DEMO, TEST | {"STRIPE_API_BASE": "http://localhost:8100"}])
def test_a_sound_mix_passes(mix, settings):
    for name, value in mix.items():
        setattr(settings, name, value)

    assert check_payments() == []


@pytest.mark.parametrize(("sound", "change", "code"), MIXES)
def test_a_dangerous_mix_is_named_in_one_line(sound, change, code, settings):
    for name, value in (sound | change).items():
        setattr(settings, name, value)

    errors = check_payments()

    assert f"payments.{code}" in {error.id for error in errors}
    for error in errors:
        assert error.is_serious()
        assert "\n" not in error.msg
        for secret in (settings.STRIPE_SECRET_KEY, *settings.STRIPE_WEBHOOK_SECRETS):
            assert not secret.strip() or secret not in error.msg


def test_the_door_of_the_server_runs_these_checks_too(settings):
    settings.STRIPE_WEBHOOK_SECRETS = []

    with pytest.raises(ImproperlyConfigured, match="STRIPE_WEBHOOK_SECRETS"):
        refuse_dangerous_settings()
