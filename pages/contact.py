"""What people wrote to the school through its form. A letter tells the owner; the row is what is kept."""

from __future__ import annotations

from django.db import models


class ContactMessage(models.Model):
    """One message."""

    class About(models.TextChoices):
        COURSE = "course", "The course"
        WEBINAR = "webinar", "A webinar"
        ORDER = "order", "An order or a refund"
        MISTAKE = "mistake", "A mistake on a page"
        OTHER = "other", "Something else"

    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mail address", max_length=254, db_index=True)
    about = models.CharField(max_length=10, choices=About.choices, default=About.OTHER)
    text = models.TextField("message")
    written_at = models.DateTimeField(auto_now_add=True)
    is_answered = models.BooleanField("answered", default=False)

    class Meta:
        verbose_name = "message"
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_about_display()}, {self.written_at:%Y-%m-%d}"
