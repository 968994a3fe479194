"""`manage.py set_up_roles`: make the groups and the workflow what `config.roles` says."""

from typing import Any

from django.core.management.base import BaseCommand

from config.roles import set_up_roles


class Command(BaseCommand):
    help = "Create or mend the groups and the workflow; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_roles()
        self.stdout.write("The groups and the workflow are as config/roles.py says.")
