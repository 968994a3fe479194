"""The tests: the demo's settings with quick hashers, plain static files and tasks that run at once."""

from config.settings.demo import *  # noqa: F403
from config.settings.demo import CACHES, DATABASES, STORAGES, VAR_DIR, env

SECRET_KEY = "tests-only-secret-key-0123456789-0123456789-0123456789"  # nosec B105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and the live server share it, and --reuse-db saves Wagtail's slow migrations.
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_FILE", default=str(VAR_DIR / "test.sqlite3"))}
DATABASES["default"]["CONN_MAX_AGE"] = 0
