"""`make run`: the real thing on one machine, with the stand-in for Stripe and a mailbox in the browser. DEBUG stays off."""

from config.settings.base import *  # noqa: F403
from config.settings.base import CONTENT_SECURITY_POLICY, SECRET_KEY, env

VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = SECRET_KEY or "demo-only-secret-key-that-production-refuses-0123456789"
PAYMENTS_MODE = "demo"
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="sk_test_demo_school")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="http://127.0.0.1:8100")
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRETS", default=["whsec_demo_school_only"])
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(STRIPE_API_BASE)  # the stand-in's payment page
EMAIL_BACKEND = "mail.backends.MailboxBackend"
MAIL_MAILBOX_ENABLED = True
CHECK_EXTERNAL_LINKS = env.bool("CHECK_EXTERNAL_LINKS", default=False)  # the demo calls nobody
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
