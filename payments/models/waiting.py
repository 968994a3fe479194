"""Who waits: for a place where all are taken, or for the day on which enrolment opens. One list for both."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from payments.models.offers import digest_of


class WaitingQuerySet(models.QuerySet["WaitingEntry"]):
    def waiting(self, wants: str = "") -> WaitingQuerySet:
        """Those whose turn has not come, first come first."""
        waiting = self.filter(status=WaitingEntry.Status.WAITING).order_by("joined_at", "pk")
        return waiting.filter(wants=wants) if wants else waiting

    def with_position(self) -> WaitingQuerySet:
        """Each with the how-manieth in line it is or would be, from 1, as `position`; in one query however many they are."""
        others = WaitingEntry.objects.in_line().filter(
            product=models.OuterRef("product"), wants=models.OuterRef("wants")
        )
        same_time = models.Q(joined_at=models.OuterRef("joined_at"), pk__lt=models.OuterRef("pk"))
        ahead = others.filter(models.Q(joined_at__lt=models.OuterRef("joined_at")) | same_time)
        number = ahead.order_by().values("product").annotate(number=models.Count("pk")).values("number")
        return self.annotate(position=Coalesce(models.Subquery(number), 0) + 1)

    def in_line(self) -> WaitingQuerySet:
        """Those who wait or have a place offered."""
        return self.filter(status__in=WaitingEntry.IN_LINE)


class WaitingEntry(models.Model):
    """One address on the list of one product. The address needs no account."""

    class Wants(models.TextChoices):
        A_PLACE = "place", "a place"
        THE_OPENING = "opening", "to be told when it opens"

    class Status(models.TextChoices):
        WAITING = "waiting", "waiting"
        OFFERED = "offered", "a place is offered"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        LAPSED = "lapsed", "let the offer lapse"
        TOLD = "told", "told that it is open"
        LEFT = "left", "left the list"

    IN_LINE = (Status.WAITING, Status.OFFERED)

    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="waiting_entries")
    email = models.EmailField("e-mail address", max_length=254)
    wants = models.CharField(max_length=8, choices=Wants.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    joined_at = models.DateTimeField(default=timezone.now)
    offer_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        default=timezone.now, help_text="When it was last confirmed that they are on the list."
    )
    lapse_told_at = models.DateTimeField(null=True, blank=True, help_text="When they were told that an offer lapsed.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "waiting entries"
        ordering = ["joined_at", "pk"]
        indexes = [models.Index(fields=["product", "status", "joined_at"], name="waiting_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["product", "email"], name="one_waiting_entry_per_product_and_address"),
        ]

    def __str__(self) -> str:
        return f"waiting entry {self.pk}"

    def move(self, *, to: str, only_from: tuple[str, ...], **changes: object) -> bool:
        """This function will bring the entry into another state if it is still in one of those, and say whether it did."""
        moved = WaitingEntry.objects.filter(pk=self.pk, status__in=only_from).update(status=to, **changes)
        if moved:
            self.refresh_from_db()
        return bool(moved)

    @property
    def is_offered_now(self) -> bool:
        return self.status == self.Status.OFFERED and bool(self.offer_until and self.offer_until > timezone.now())

    def get_position(self) -> int:
        """This function will return the how-manieth in line this is, from 1."""
        ahead = WaitingEntry.objects.in_line().filter(product_id=self.product_id, wants=self.wants)
        earlier = models.Q(joined_at__lt=self.joined_at) | models.Q(joined_at=self.joined_at, pk__lt=self.pk)
        return ahead.filter(earlier).count() + 1


class WaitingLinkManager(models.Manager["WaitingLink"]):
    def find(self, token: str) -> WaitingEntry | None:
        """This function will return whose link this is."""
        link = self.filter(digest=digest_of(token)).select_related("entry__product").first()
        return link.entry if link else None


class WaitingLink(models.Model):
    """The digest of a secret that stood in a letter. Each letter has its own, so a new one closes no old one."""

    entry = models.ForeignKey(WaitingEntry, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WaitingLinkManager()

    def __str__(self) -> str:
        return f"waiting link {self.pk}"
