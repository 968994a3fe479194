"""Other ways to own courses: with a group and dates (a cohort), or several for one price (a bundle).

Both are pages that sell. What they sold stays what it was: the ledger keeps what each contained on that day.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple, DateTimeInput
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from accounts.zones import zone_choices
from courses import structured_data
from courses.models.course import CoursePage, LivePageManager, parent_path
from courses.models.refund_terms import RefundTerms
from pages.blocks import SMALL_TEXT_FEATURES
from pages.head import shorten
from pages.models import BasePage, SiteImage
from pages.structured_data import Thing
from payments import products, purchases
from payments.models import Grant, Intake, Place, WaitingEntry
from payments.products import Product
from payments.standing import Window
from scheduling.wall_time import WALL_FORMAT, NoSuchTime, TwiceThatDay, instant_of, instants_of, read_wall, spoken


def default_zone() -> str:
    return settings.SCHOOL_TIME_ZONE


class WallInput(DateTimeInput):
    """What the clock on the wall will say; the browser's own control, which knows no zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"step": 60, **(attrs or {})}, format=WALL_FORMAT)


class WallField(models.CharField):
    """A time on the wall, as text without a zone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 16, **kwargs})


class CohortPage(Product, BasePage):
    """A course taken together: it has dates and places. Owning it opens its course.

    What the editor means stands in the `…_local` fields and `zone`; the instants that follow from them are stored beside.
    """

    WALLS = {
        "enrolment_opens_local": "enrolment_opens_at",
        "enrolment_closes_local": "enrolment_closes_at",
        "starts_local": "starts_at",
        "ends_local": "ends_at",
    }

    summary = models.TextField(max_length=400, help_text="Two sentences under the title, and on cards.")
    introduction = RichTextField(features=SMALL_TEXT_FEATURES, blank=True)
    zone = models.CharField("time zone", max_length=64, default=default_zone, choices=zone_choices)
    enrolment_opens_local = WallField("enrolment opens", blank=True, help_text="Empty: at once.")
    enrolment_closes_local = WallField("enrolment closes", blank=True, help_text="Empty: when the cohort starts.")
    starts_local = WallField("starts")
    ends_local = WallField("ends")
    enrolment_opens_at = models.DateTimeField(null=True, editable=False)
    enrolment_closes_at = models.DateTimeField(null=True, editable=False)
    starts_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    capacity = models.PositiveIntegerField(
        "places", null=True, blank=True, validators=[MinValueValidator(1)],
        help_text="Empty: no limit. Not fewer than are taken; more are offered to the waiting list before anyone else.",
    )  # fmt: skip
    waiting_list = models.BooleanField(
        default=True, help_text="People may leave their address while it is full, closed or not open yet."
    )
    opens_at_start = models.BooleanField(
        "lessons open when it starts", default=False, help_text="Not ticked: a member reads from the day of enrolling."
    )

    objects: ClassVar[Any] = LivePageManager()

    counts_places = True

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("zone"),
                FieldRowPanel(
                    [
                        FieldPanel("enrolment_opens_local", widget=WallInput),
                        FieldPanel("enrolment_closes_local", widget=WallInput),
                    ]
                ),
                FieldRowPanel(
                    [FieldPanel("starts_local", widget=WallInput), FieldPanel("ends_local", widget=WallInput)]
                ),
                FieldPanel("opens_at_start"),
            ],
            heading="Dates",
        ),
        MultiFieldPanel([FieldPanel("capacity"), FieldPanel("waiting_list")], heading="Places"),
        HelpPanel(
            heading="Price",
            content="Prices are the owner's: an offer for this page under <b>Shop</b>. Who has a place stands there too.",
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("introduction")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "cohort"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, Any] = {}
        for wall, instant in self.WALLS.items():
            try:
                setattr(self, instant, _instant(getattr(self, wall), self.zone))
            except ValueError as refusal:
                wrong[wall] = str(refusal)
        if not wrong and self.starts_at and self.ends_at:
            wrong = self._find_disorder()
        if wrong:
            raise ValidationError(wrong)

    def _find_disorder(self) -> dict[str, str]:
        closes_at = self.get_window().closes_at
        if self.starts_at is None or self.ends_at is None:
            return {}
        if self.ends_at <= self.starts_at:
            return {"ends_local": "It must end after it starts."}
        if self.enrolment_opens_at and closes_at and closes_at <= self.enrolment_opens_at:
            field = "enrolment_closes_local" if self.enrolment_closes_local else "enrolment_opens_local"
            return {field: "Enrolment must close after it opens."}
        if closes_at and closes_at > self.ends_at:
            return {"enrolment_closes_local": "Enrolment must close before the cohort ends."}
        return {}

    def save(self, *args: Any, **kwargs: Any) -> None:
        for wall, instant in self.WALLS.items():  # a zone's rules may have changed since the form was filled in
            setattr(self, instant, _instant(getattr(self, wall), self.zone, or_first=True))
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is not None:  # a draft of a page that is live: the shop keeps to what is out
            return
        Intake.objects.follow(
            self.pk,
            capacity=self.capacity,
            has_list=self.waiting_list,
            opens_at=self.starts_at if self.opens_at_start else None,
        )

    @classmethod
    def get_reason_to_keep(cls, page: Page) -> str:
        return why_to_keep(cls, page)

    # --- what is sold -----------------------------------------------------------------------------------------------

    @property
    def has_waiting_list(self) -> bool:  # type: ignore[override]
        return self.waiting_list

    @cached_property
    def course(self) -> CoursePage:
        return CoursePage.objects.parent_of(self).get()

    def is_shown_now(self) -> bool:
        return super().is_shown_now() and self.course.is_shown_now()  # it sells the course, and goes with it

    def is_published_now(self) -> bool:
        return super().is_published_now() and self.course.is_shown_now()

    @classmethod
    def known_to_strangers(cls) -> Any:
        courses = CoursePage.known_to_strangers().values("path")
        return super().known_to_strangers().annotate(parent=parent_path()).filter(parent__in=courses)

    @property
    def access_url(self) -> str:
        return self.course.access_url

    def get_window(self) -> Window:
        return Window(
            self.enrolment_opens_at, self.enrolment_closes_at or self.starts_at, self.starts_at, self.ends_at, self.zone
        )

    def get_fewest_places(self) -> int | None:
        """This function will return how many places it must have, if the number on the page now lowers it below that."""
        intake = Intake.objects.filter(product_id=self.pk).first()
        if intake is None or self.capacity in (None, intake.capacity) or self.capacity >= intake.used:
            return None
        return intake.used

    def get_contained_pages(self) -> list[int]:
        return list(CoursePage.objects.parent_of(self).values_list("pk", flat=True))

    def get_progress_of(self, user_pks: Collection[int]) -> dict[int, products.Progress]:
        return self.course.get_progress_of(user_pks)

    def get_opening_for(self, user: Any) -> tuple[datetime.datetime, str] | None:
        return self.course.get_opening_for(user)

    def get_refund_policy(self) -> str:
        return self.course.get_refund_policy()

    def get_refund_days(self) -> int | None:
        return self.course.get_refund_days()

    def get_usage_of(self, user: Any) -> list[products.Usage]:
        return self.course.get_usage_of(user)

    def get_letter_facts(self) -> list[tuple[str, str]]:
        dates = [("Starts", self.starts_at), ("Ends", self.ends_at)]
        facts = [(label, spoken(moment, self.zone)) for label, moment in dates if moment]
        if self.opens_at_start:
            facts.append(("Lessons open", "on the first day"))
        return facts

    def get_summary(self) -> str:
        return self.search_description or self.summary

    share_eyebrow = "Cohort"

    def get_share_byline(self) -> str:
        return f"Starts {spoken(self.starts_at, self.zone)}" if self.starts_at else ""

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [structured_data.cohort(self, context)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        course = self.course
        context["course"] = course
        context["closes_at"] = self.get_window().closes_at
        context["syllabus"] = course.get_syllabus(request, is_owned=course.is_open_to(request.user))
        context["purchase"] = purchases.purchase_on(self, request)
        context["trail"] = [
            {"title": page.title, "url": page.get_url(request)} for page in (course.get_parent(), course)
        ]
        return context


class BundlePage(RefundTerms, Product, BasePage):
    """Several courses for one price. Owning it opens those that it held on the day it was bought."""

    summary = models.TextField(max_length=400, help_text="Two sentences under the title, and on cards.")
    introduction = RichTextField(features=SMALL_TEXT_FEATURES, blank=True)
    courses = ParentalManyToManyField(
        CoursePage, related_name="bundles", help_text="Whoever has bought the bundle keeps what was in it that day."
    )
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)

    objects: ClassVar[Any] = LivePageManager()

    contents: list[CoursePage]
    """What a visitor can see of it, where the catalogue looked it up for many bundles at once."""

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt_text")], heading="Cover"),
        FieldPanel("introduction"),
        FieldPanel("courses", widget=CheckboxSelectMultiple),
        *RefundTerms.refund_panels,
        HelpPanel(heading="Price", content="Prices are the owner's: an offer for this page under <b>Shop</b>."),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("introduction")]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "bundle"

    @classmethod
    def get_reason_to_keep(cls, page: Page) -> str:
        return why_to_keep(cls, page)

    @property
    def access_url(self) -> str:
        return reverse("courses:learn")

    def get_usage_of(self, user: Any) -> list[products.Usage]:
        used = [usage for course in self.courses.all() for usage in course.get_usage_of(user)]
        return sorted(used, key=lambda usage: usage.at)

    def get_contained_pages(self) -> list[int]:
        return list(self.courses.order_by("path").values_list("pk", flat=True))

    def get_progress_of(self, user_pks: Collection[int]) -> dict[int, products.Progress]:
        in_it = CoursePage.objects.filter(pk__in=self.get_contained_pages()).visible()  # bought: whoever may look
        of_each = [course.get_progress_of(user_pks) for course in in_it]
        return {
            pk: products.Progress(sum(found[pk].done for found in of_each), sum(found[pk].total for found in of_each))
            for pk in user_pks
        }

    def get_courses(self) -> list[CoursePage]:
        """This function will return the courses in it that anyone may see now."""
        in_it = CoursePage.objects.filter(pk__in=self.get_contained_pages()).visible().unrestricted().order_by("path")
        return list(in_it.select_related("cover").prefetch_related("cover__renditions").defer_streamfields())

    def is_owned_by(self, user: Any) -> bool:
        """Who owns all that is in it has nothing left to buy."""
        if super().is_owned_by(user):
            return True
        contained = self.get_contained_pages()
        held = set(products.ledger_of(user).owning(contained).values_list("product_id", flat=True))
        return bool(contained) and held.issuperset(contained)

    def get_summary(self) -> str:
        return self.search_description or self.summary

    share_eyebrow = "Bundle"
    cover_field = "cover"

    def get_share_byline(self) -> str:
        return shorten(self.summary, most=90)

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [structured_data.bundle(self, context)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        courses = self.get_courses()
        owned, prices = products.owned_by(request.user, courses), products.price_tags(courses)
        context["courses"] = [
            {
                "page": course,
                "url": course.get_url(request),
                "is_owned": course.pk in owned,
                "price": prices.get(course.pk, ""),
            }
            for course in courses
        ]
        context["purchase"] = purchases.purchase_on(self, request)
        context["trail"] = [{"title": self.get_parent().title, "url": self.get_parent().get_url(request)}]
        return context


def why_to_keep(kind: Any, page: Page) -> str:
    """This function will say why pages of one of these kinds, at or below a page, may not be deleted; "" if they may."""
    below = kind.objects.descendant_of(page, inclusive=True).values("pk")
    if Grant.objects.filter(product__in=below).exists() or Place.objects.filter(product__in=below).exists():
        return f"people own the {kind._meta.verbose_name}."
    if WaitingEntry.objects.filter(product__in=below).exists():
        return f"people wait for the {kind._meta.verbose_name}."
    return ""


def _instant(wall: str, zone: str, *, or_first: bool = False) -> datetime.datetime | None:
    """The instant of a wall time; `or_first` takes the nearest meaning where a clock change makes it doubtful."""
    if not wall:
        return None
    try:
        typed = read_wall(wall[:16])
    except ValueError:
        raise ValueError("Write a day and a time.") from None
    try:
        return instant_of(typed, zone)
    except (NoSuchTime, TwiceThatDay):
        if not or_first:
            raise
        found = instants_of(typed, zone)
        return found[0] if found else instant_of(typed + datetime.timedelta(hours=1), zone)
