"""What every way of running the school shares. Each variable is read here through django-environ and named in .env.example."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
"""Everything that this copy of the school writes: database, uploads, collected static files."""

# --- who and where we are ---------------------------------------------------------------------------------------------
DEBUG = False
PRODUCTION = False
"""Only `config.settings.production` says otherwise; the start-up checks then apply."""
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])

INSTALLED_APPS = [
    "config",
    "courses",
    "webinars",
    "blog",
    "payments",
    "pages",
    "newsletter",
    "accounts",
    "mail",
    "scheduling",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "anymail",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.AdminContentSecurityPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.StaffSecondFactor",
    "config.middleware.PrivateByDefault",
    "pages.roots.RememberRoots",
    "pages.redirects.FollowRedirects",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data -------------------------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'school.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A bearing wall: without IMMEDIATE, two writers that begin by reading fail with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://django_cache"),
    # Lists bring the sizes of their pictures along in one query. Wagtail would keep each of them as well, anew at every visit:
    # a dozen writes to a table for a page that was only read.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    # Signing in counts its tries here. Django's own 300 entries would let a few hundred strangers push those counts out.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 200_000} | CACHES["default"].get("OPTIONS", {})
    CACHES["default"].setdefault("TIMEOUT", 3600)

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]},
}
SCHEDULE = {
    # name: (task, cron line in UTC). The task is a sweep: running it twice does no more than running it once.
    "mail-sweep": ("mail.tasks.sweep_outbox", "* * * * *"),
    "orders-reconcile": ("payments.tasks.reconcile_orders", "*/10 * * * *"),
    "books-compare": ("payments.tasks.compare_books", "23 4 * * *"),
    "places-serve": ("payments.tasks.serve_waiting_lists", "* * * * *"),
    "pages-publish-scheduled": ("pages.tasks.publish_scheduled", "* * * * *"),
    "webinars-sweep": ("webinars.tasks.sweep_registrations", "* * * * *"),
    "pages-share-images": ("pages.tasks.make_share_images", "29 3 * * *"),
    "pages-proofread": ("pages.tasks.proofread_pages", "29 4 * * *"),
    "pages-check-links": ("pages.tasks.check_external_links", "7,37 * * * *"),
    "tasks-prune": ("scheduling.tasks.prune_task_results", "17 3 * * *"),
    "sessions-clear": ("accounts.tasks.clear_expired_sessions", "43 3 * * *"),
}
SCHEDULE_REAP_AFTER_MINUTES = 15

# --- language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
SCHOOL_TIME_ZONE = env.str("SCHOOL_TIME_ZONE", default="America/Los_Angeles")
"""The zone in which the owner thinks; people and webinars have zones of their own."""

# --- files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.stylesheet.OneStylesheetStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long StreamField page in the editor posts some thousand fields

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/learn/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
ACCOUNT_ADAPTER = "accounts.adapter.SchoolAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # the password may stay empty: a code is e-mailed then
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "company"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True  # people read on their own phones; signing out is one tap
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC_URL.split(":", 1)[0]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Ketamine StartUp"
USERSESSIONS_TRACK_ACTIVITY = False
STAFF_SECOND_FACTOR_REQUIRED = True
"""Staff reach /admin/ only in a session that a second factor opened. Only the demo and the tests may relax it."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"

# --- mail -------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
ANYMAIL = env.dict("ANYMAIL", default={})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Ketamine StartUp <school@ketamine-startup.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_POSTAL_ADDRESS = env.str("MAIL_POSTAL_ADDRESS", default="100 Example Street, Palm Springs, CA 92262")
OWNER_EMAIL = env.str("OWNER_EMAIL", default="owner@demo.example")
"""Where alerts about money go."""
MAIL_MAILBOX_ENABLED = False
"""The demo shows what was "sent" on a page at /mailbox/. Never in production: the letters hold secrets."""
MAIL_MAX_ATTEMPTS = 8

# --- payments ---------------------------------------------------------------------------------------------------------
PAYMENTS_MODE = env.str("PAYMENTS_MODE", default="demo")  # demo | test | live
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="")
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRETS", default=[])
STRIPE_API_VERSION = "2026-10-28.endive"
CHECKOUT_HOLD_MINUTES = 30
# Off until the owner has set them up at Stripe (docs/operations.md).
STRIPE_AUTOMATIC_TAX = env.bool("STRIPE_AUTOMATIC_TAX", default=False)
STRIPE_TAX_BEHAVIOUR = env.str("STRIPE_TAX_BEHAVIOUR", default="exclusive")  # exclusive | inclusive
STRIPE_TAX_CODE = env.str("STRIPE_TAX_CODE", default="")
STRIPE_TAX_IDS = env.bool("STRIPE_TAX_IDS", default=False)
STRIPE_INVOICES = env.bool("STRIPE_INVOICES", default=False)
STRIPE_TERMS_CONSENT = env.bool("STRIPE_TERMS_CONSENT", default=False)
SUSPEND_ON_DISPUTE = env.bool("SUSPEND_ON_DISPUTE", default=True)
"""Whether access rests while a bank decides who is right."""
REFUND_DUPLICATES = env.bool("REFUND_DUPLICATES", default=True)
"""Whether money that was paid twice goes back by itself, within ten minutes."""
REFUND_CEILING_CENTS = env.int("REFUND_CEILING_CENTS", default=100_000)
"""How much of one payment staff may give back who are not the owner, in the currency's smallest unit."""
INSTALMENT_GRACE_DAYS = env.int("INSTALMENT_GRACE_DAYS", default=7)
"""How long access stays open after an instalment failed."""
SEAT_MOVES = env.int("SEAT_MOVES", default=3)
"""How often a seat of a team can be given to somebody else after it was taken."""
SEAT_INVITATION_DAYS = env.int("SEAT_INVITATION_DAYS", default=14)
SEAT_SPARE_INVITATIONS = env.int("SEAT_SPARE_INVITATIONS", default=20)
"""How many letters a team may send in a day beyond one for each of its seats."""
WAITING_OFFER_HOURS = env.int("WAITING_OFFER_HOURS", default=24)
"""How long a place that became free is kept for the next on the waiting list."""

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_SITE_NAME = "Ketamine StartUp"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/account/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses that survive every mail program and every spreadsheet
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # letters go to those whose step it is (config/roles.py)
WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "pages.SiteDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILEMBEDS_FINDERS = [
    {
        "class": "wagtail.embeds.finders.oembed",
        "providers": [
            {
                "endpoint": "https://www.youtube.com/oembed",
                "urls": [r"^https://(?:www\.)?youtube\.com/watch.+$", r"^https://youtu\.be/.+$"],
            },
            {"endpoint": "https://vimeo.com/api/oembed.json", "urls": [r"^https://(?:www\.)?vimeo\.com/.+$"]},
        ],
    }
]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

PRIVATE_HOSTS: list[str] = []
"""`host:port` in a private network that import_blog and the check of links may call all the same; a test's own server."""
CHECK_EXTERNAL_LINKS = env.bool("CHECK_EXTERNAL_LINKS", default=True)
"""Whether other sites are asked, each day for a few, if what our pages lead to is still there."""

# --- headers ----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        # A form's redirect counts as its action: the buy button ends on Stripe's hosted page.
        "form-action": [SELF, "https://checkout.stripe.com"],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- logs: ids, types, amounts, states; never an address, a name or a payload ------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "config.logs.ScrubSecrets"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["scrub"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
