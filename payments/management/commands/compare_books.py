"""`manage.py compare_books`: the daily comparison by hand. Ends with 1 if a person has to look at something."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from payments import services


class Command(BaseCommand):
    help = "Compare orders, payments, refunds, disputes, plans and access with Stripe; mend what can be mended."

    def handle(self, *args: Any, **options: Any) -> None:
        comparison = services.compare_books()
        self.stdout.write(f"{comparison.looked_at} looked at: {comparison.verdict}")
        differences = comparison.differences.all()
        for difference in differences:
            mark = "mended" if difference.is_mended else "to look at"
            self.stdout.write(f"  {mark}: {difference.get_kind_display()}: {difference.words}")
        if comparison.failure or any(not difference.is_mended for difference in differences):
            self.stderr.write(comparison.failure or "The books differ.")
            sys.exit(1)
