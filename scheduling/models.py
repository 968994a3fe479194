"""The clockwork's memory: when each sweep runs next."""

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
