"""`manage.py prepare_demo`: bring the demo school up to date, doing only what is not done yet."""

import hashlib
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Migrate, build the demo school and collect static files; quick when there is nothing to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only", choices=["data", "static"], help="Do one half, so that both can be done at the same time."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        if options["only"] != "static":
            self.prepare_data()
        if options["only"] != "data" and self.static_stamp() != self.collected_stamp():
            self.step("static files", self.collect_static)

    def prepare_data(self) -> None:
        if self.has_new_migrations():
            self.step("database", lambda: call_command("migrate", verbosity=0))
            call_command("createcachetable", verbosity=0)
        from config.demo import build  # after migrating: it reads the tables

        if not build.is_built():
            self.step("demo school", lambda: build.build(say=self.detail))

    def step(self, name: str, deed: Callable[[], Any]) -> None:
        self.stdout.write(f"run: {name} ...")
        self.stdout.flush()
        started = time.monotonic()
        deed()
        self.stdout.write(f"run: {name} ready in {time.monotonic() - started:.1f} s")

    def detail(self, line: str) -> None:
        self.stdout.write(f"run:   {line}")

    def has_new_migrations(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def collect_static(self) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        (settings.STATIC_ROOT / ".stamp").write_text(self.static_stamp())

    def static_stamp(self) -> str:
        """The state of our own files and the versions whose files come with them."""
        digest = hashlib.sha256(" ".join(map(version, ("wagtail", "whitenoise", "django"))).encode())
        for path in sorted((settings.BASE_DIR / "static").rglob("*")):
            if path.is_file():
                digest.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}".encode())
        return digest.hexdigest()

    def collected_stamp(self) -> str:
        stamp = settings.STATIC_ROOT / ".stamp"
        return stamp.read_text() if stamp.exists() else ""
