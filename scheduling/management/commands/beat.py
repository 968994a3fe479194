"""The scheduler: `manage.py beat` ticks for ever, `manage.py beat --once` is for cron or a systemd timer."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from scheduling import services

logger = logging.getLogger(__name__)

TICK_SECONDS = 5


class Command(BaseCommand):
    help = "Enqueue scheduled tasks when they are due, and put lost tasks back in the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Tick once and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.tick()
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                self.tick()
            except Exception:  # a database that is away for a minute must not stop the clock
                logger.exception("the clock missed a tick")
            stop.wait(TICK_SECONDS)

    def tick(self) -> None:
        services.enqueue_due_tasks()
        services.requeue_lost_tasks()
