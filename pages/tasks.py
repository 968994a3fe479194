"""What the clock does to pages."""

from django.core.management import call_command
from django_tasks import task


@task()
def publish_scheduled() -> None:
    """Publish and expire what the editors have dated. Wagtail's own command; twice in a minute does nothing more."""
    call_command("publish_scheduled")
