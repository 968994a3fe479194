"""`manage.py set_up_roles`: make the Editor's group what `config.roles` says."""

from typing import Any

from django.core.management.base import BaseCommand

from config.roles import set_up_roles


class Command(BaseCommand):
    help = "Create or mend the Editor's group; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_roles()
        self.stdout.write("The Editor's group is as config/roles.py says.")
