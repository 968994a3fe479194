"""`manage.py reconcile_orders`: the ten-minute sweep by hand. Ends with 1 if something could not be mended."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from payments import services


class Command(BaseCommand):
    help = "Ask Stripe about every unfinished order, finish stored events, open what was paid."

    def handle(self, *args: Any, **options: Any) -> None:
        report = services.reconcile_orders()
        self.stdout.write(str(report))
        for trouble in report.troubles:
            self.stderr.write(trouble)
        if report.troubles:
            sys.exit(1)
