"""The pages of webinars: what one is about. When it takes place and who comes are rows beside it (`sessions`)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from pages.blocks import ArticleBody
from pages.models import BasePage, Highlight, Person, SiteImage
from webinars.models.sessions import NOT_ANNOUNCED, Session, Standing, State
from webinars.visitor_forms import RegistrationForm, ResendForm
from webinars.wall_time import wall_of

TAKEN_SLUGS = {"join", "registration"}
"""Under these lie the personal doors."""

PAST_SHOWN = 12

SCRIPT_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}
"""What could end a script element early."""


class WebinarPageQuerySet(PageQuerySet):
    def visible(self) -> WebinarPageQuerySet:
        """Live, public, and within its dates at this very moment, whatever the clockwork did."""
        now = timezone.now()
        return (
            self.live()
            .public()
            .filter(models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=now))
            .filter(models.Q(go_live_at__isnull=True) | models.Q(go_live_at__lte=now))
        )

    def for_cards(self) -> WebinarPageQuerySet:
        """With what a card shows, and without the body, which no card reads."""
        return (
            self.select_related("host", "host__portrait", "cover")
            .prefetch_related("cover__renditions", "sessions")
            .defer_streamfields()
        )


class WebinarIndexPage(BasePage):
    """All webinars: what comes, and what was."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["webinars.WebinarPage"]
    max_count = 1

    class Meta:
        verbose_name = "webinars"

    def get_webinars(self) -> list[WebinarPage]:
        """This function will return the webinars a visitor may see, each knowing its dates, without a query for each."""
        return list(WebinarPage.objects.child_of(self).visible().for_cards())

    def get_upcoming(self, webinars: list[WebinarPage]) -> list[WebinarPage]:
        """This function will pick those that are still to come, the soonest first, undated ones last."""
        coming = [webinar for webinar in webinars if webinar.standing.state != State.PAST]
        return sorted(
            coming, key=lambda webinar: (webinar.session is None, webinar.session and webinar.session.starts_at)
        )

    def get_past(self, webinars: list[WebinarPage]) -> list[WebinarPage]:
        """This function will pick those that are over, the latest first."""
        over = [webinar for webinar in webinars if webinar.session and webinar.session.is_over]
        return sorted(over, key=lambda webinar: webinar.session.starts_at, reverse=True)[:PAST_SHOWN]  # type: ignore[union-attr]

    def get_highlights(self, limit: int) -> list[Highlight]:
        """The next dates that a visitor can still do something about."""
        coming = self.get_upcoming(self.get_webinars())
        dated = [webinar for webinar in coming if webinar.session and webinar.standing.state != State.CANCELLED]
        return [webinar.as_highlight() for webinar in dated[:limit]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        webinars = self.get_webinars()
        past = self.get_past(webinars)
        context["upcoming"] = [webinar for webinar in self.get_upcoming(webinars) if webinar not in past]
        context["past"] = past
        return context


class WebinarPage(BasePage):
    """One webinar, and the page on which one signs up for its next date."""

    introduction = models.TextField(
        "standfirst", max_length=500, help_text="Two sentences under the title, and on cards."
    )
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)
    host = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="webinars")
    learn = StreamField(
        [("item", blocks.CharBlock(max_length=300, icon="tick", label="Line"))],
        blank=True,
        verbose_name="what you will learn",
    )
    body = StreamField(ArticleBody(), blank=True)

    objects = PageManager.from_queryset(WebinarPageQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt_text")], heading="Cover"),
        HelpPanel(
            heading="Dates and places",
            content="Dates, places and registrations are not part of the page: find them under <b>Webinars</b> in the menu.",
        ),
        FieldPanel("host"),
        FieldPanel("learn"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["webinars.WebinarIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "webinar"

    def clean(self) -> None:
        super().clean()
        if self.slug in TAKEN_SLUGS:
            raise ValidationError({"slug": "This address is taken by the doors of registered people."})

    # --- when -------------------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The date that matters now: the next that takes place, else the next that was called off, else the last."""
        sessions = sorted(self.sessions.all(), key=lambda session: session.starts_at)
        coming = [session for session in sessions if not session.is_over]
        happening = [session for session in coming if session.status == Session.Status.SCHEDULED]
        held = [session for session in sessions if session.is_over and session.status == Session.Status.SCHEDULED]
        return next(iter(happening or coming or held[::-1] or sessions[::-1]), None)

    @property
    def standing(self) -> Standing:
        return self.session.standing if self.session else NOT_ANNOUNCED

    def get_session(self, wanted: str) -> Session | None:
        """This function will return the date a visitor asked for by number, else the one that matters now."""
        chosen = self.sessions.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
        return chosen or self.session

    # --- what others may know -----------------------------------------------------------------------------------------

    def get_summary(self) -> str:
        return self.search_description or self.introduction

    def as_highlight(self) -> Highlight:
        """This function will return the webinar, with its date, as a card for other rooms."""
        session, standing = self.session, self.standing
        return Highlight(
            title=self.title,
            url=self.url,
            summary=self.introduction,
            image=self.cover,
            image_alt=self.cover_alt_text,
            starts_at=session.starts_at if session else None,
            zone=session.zone if session else "",
            label="Free live webinar"
            if standing.state == State.OPEN
            else f"Free live webinar: {standing.label.lower()}",
        )

    def get_structured_data(self, session: Session) -> SafeString:
        """This function will return the date as schema.org's Event, ready to stand in a script of its type."""
        address = settings.PUBLIC_URL + (self.url or "")
        standing = session.standing
        event: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "EducationEvent",
            "name": self.title,
            "description": self.get_summary(),
            "startDate": _with_offset(session, session.starts_at),
            "endDate": _with_offset(session, session.ends_at),
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "eventStatus": "https://schema.org/"
            + ("EventCancelled" if standing.state == State.CANCELLED else "EventScheduled"),
            "location": {"@type": "VirtualLocation", "url": address},
            "isAccessibleForFree": True,
            "maximumAttendeeCapacity": session.capacity,
            "organizer": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": settings.PUBLIC_URL},
        }
        if self.host:
            event["performer"] = {"@type": "Person", "name": self.host.name}
        if standing.availability:
            event["offers"] = {
                "@type": "Offer",
                "price": 0,
                "priceCurrency": "USD",
                "url": address,
                "availability": f"https://schema.org/{standing.availability}",
                "description": standing.words,
            }
        # Safe: whatever could end a script element is escaped in the line itself.
        return mark_safe(json.dumps(event).translate(SCRIPT_ESCAPES))  # nosec B308 B703

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        session = self.get_session(request.GET.get("date", request.POST.get("date", "")))
        standing = session.standing if session else NOT_ANNOUNCED
        context["session"] = session
        context["standing"] = standing
        context["other_dates"] = [
            {"session": other, "standing": other.standing}
            for other in self.sessions.upcoming()
            if session is None or other.pk != session.pk
        ]
        context["form"] = (
            RegistrationForm.for_visitor(request.user, session.zone) if session and standing.is_open else None
        )
        is_ahead = standing.is_open or standing.state == State.FULL
        context["resend_form"] = ResendForm(auto_id="resend_%s") if is_ahead else None
        context["calendar_url"] = reverse("webinars:calendar", args=[self.slug]) if session else ""
        context["structured_data"] = self.get_structured_data(session) if session else ""
        context["trail"] = [{"title": self.get_parent().title, "url": self.get_parent().get_url(request)}]
        return context


def _with_offset(session: Session, instant: Any) -> str:
    """An instant as local time with its offset, the form search engines ask for."""
    wall = wall_of(instant, session.zone)
    offset = wall.replace(tzinfo=instant.tzinfo) - instant
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{wall:%Y-%m-%dT%H:%M:%S}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
