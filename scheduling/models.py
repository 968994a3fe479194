"""The clockwork's memory: when each sweep runs next, and how often something was tried of late."""

from __future__ import annotations

from django.db import models


class Schedule(models.Model):
    """One line of `settings.SCHEDULE`. A row belongs to no process: whoever moves `next_due_at` forward runs it."""

    name = models.CharField(max_length=80, unique=True)
    next_due_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TryCount(models.Model):
    """How often one thing was tried in a window that ends. Whom it is about cannot be read from it."""

    digest = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.number} until {self.ends_at:%H:%M}"
