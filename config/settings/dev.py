"""`make dev`: the demo school with DEBUG and a reloading server."""

from config.settings.demo import *  # noqa: F403
from config.settings.demo import STORAGES

DEBUG = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
