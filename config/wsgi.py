"""The WSGI door, for granian or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from config.checks import refuse_dangerous_settings  # noqa: E402  needs the application to be set up

refuse_dangerous_settings()
