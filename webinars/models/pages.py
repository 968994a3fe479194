"""The pages of webinars: what one is about. When it takes place and who comes are rows beside it (`sessions`)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from pages import structured_data as words
from pages.blocks import ArticleBody, LineBlock, plain_texts
from pages.excerpts import as_sentences
from pages.findable import human_date, newest_change
from pages.models import BasePage, Highlight, Person, SiteImage, SiteSettings, next_open_beside
from pages.schedule import DatedPageQuerySet
from pages.structured_data import Thing
from payments import products, purchases
from payments.models import waiting_for
from payments.products import Product
from payments.standing import Room, Window
from scheduling.wall_time import spoken, wall_of
from webinars import structured_data
from webinars.models.registrations import Registration
from webinars.models.sessions import NOT_ANNOUNCED, Session, Standing, State
from webinars.visitor_forms import RegistrationForm, ResendForm

TAKEN_SLUGS = {"join", "registration"}
"""Under these lie the personal doors."""

PAST_SHOWN = 12


class WebinarPageQuerySet(DatedPageQuerySet):
    def visible(self) -> WebinarPageQuerySet:
        """Public, and within its dates at this very moment, whatever the clockwork did."""
        return super().visible().public()

    def for_cards(self) -> WebinarPageQuerySet:
        """With what a card shows, and without the body, which no card reads."""
        return (
            self.select_related("host", "host__portrait", "cover")
            .prefetch_related("cover__renditions", "sessions", "offers")
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

    def get_summary(self) -> str:
        return self.search_description or self.introduction

    def get_last_change(self) -> datetime.datetime | None:
        return newest_change(self, WebinarPage)

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        coming = [webinar for webinar in context.get("upcoming", ()) if webinar.session]
        return [
            words.item_list((structured_data.event(webinar, webinar.session) for webinar in coming), name=self.title)
        ]

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


class WebinarPage(Product, BasePage):
    """One webinar, and the page on which one signs up for its next date.

    It is free unless somebody ever made a price for it: then places are sold, and a registration follows from the ledger.
    """

    introduction = models.TextField(
        "standfirst", max_length=500, help_text="Two sentences under the title, and on cards."
    )
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)
    host = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="webinars")
    learn = StreamField(
        [("item", LineBlock(max_length=300))],
        blank=True,
        verbose_name="what you will learn",
    )
    body = StreamField(ArticleBody(), blank=True)

    objects: ClassVar[Any] = PageManager.from_queryset(WebinarPageQuerySet)()

    listed_as = "Webinars"

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

    @classmethod
    def get_reason_to_keep(cls, page: Page) -> str:
        pages = cls.objects.descendant_of(page, inclusive=True)
        number = Session.objects.filter(webinar__in=pages).aggregate(number=models.Count("registrations"))["number"]
        if not number:
            return ""
        return f"{number} {'person has' if number == 1 else 'people have'} registered for it."

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

    # --- where it is paid -------------------------------------------------------------------------------------------

    counts_places = True
    """One counter, the session's own, for those who buy and those who sign up."""

    @property
    def is_paid(self) -> bool:
        """Whether there was ever a price: a price that has ended does not make it free."""
        return any(offer.amount_cents for offer in self.offers.all())

    @property
    def sold_session(self) -> Session | None:
        return self.get_session(self.chosen_slot)

    def find_slot(self, wanted: str = "") -> str:
        session = self.get_session(wanted)
        return str(session.pk) if session else ""

    def get_window(self) -> Window:
        session = self.sold_session
        if session is None:
            return Window()
        return Window(
            closes_at=session.starts_at, starts_at=session.starts_at, ends_at=session.ends_at, zone=session.zone
        )

    def get_room(self, intake: Any) -> Room:
        session = self.sold_session
        if session is None:
            return Room()
        return Room(session.capacity, 0 if waiting_for(self.pk).exists() else session.places_left)

    def is_published_now(self) -> bool:
        session = self.sold_session
        happens = session is not None and session.status == Session.Status.SCHEDULED
        return happens and super().is_published_now()

    def is_owned_by(self, user: Any) -> bool:
        """Who has a paid place at a date to come. A date that is over keeps nobody from buying the next."""
        if not user.is_authenticated:
            return False
        held = products.ledger_of(user).filter(registrations__in=Registration.objects.active().ahead())
        return held.filter(product_id=self.pk).exists()

    def take_places(self, quantity: int, *, slot: str = "", past_the_queue: bool = False) -> bool:
        session = self.get_session(slot)
        if session is None or (not past_the_queue and waiting_for(self.pk).exists()):
            return False
        return Session.objects.take_place(session.pk, quantity)

    def take_places_regardless(self, quantity: int, *, slot: str = "") -> None:
        session = self.get_session(slot)
        if session is not None:
            Session.objects.take_regardless(session.pk, quantity)

    def give_places_back(self, quantity: int, *, slot: str = "") -> None:
        session = self.get_session(slot)
        if session is not None:
            Session.objects.give_place_back(session.pk, quantity)

    def take_in(self, *, user: Any, grant: Any, slot: str = "") -> None:
        from webinars import services  # what follows on a purchase is a deed of this room

        session = self.get_session(slot)
        if session is not None:
            services.admit(session=session, user=user, grant=grant)

    def let_go(self, *, grant: Any) -> None:
        from webinars import services

        services.dismiss(grant=grant)

    def get_refund_policy(self) -> str:
        site = self.get_site()
        return strip_tags(SiteSettings.for_site(site).refund_policy) if site else ""

    def get_letter_facts(self) -> list[tuple[str, str]]:
        session = self.sold_session
        return [("Starts", spoken(session.starts_at, session.zone))] if session else []

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
            label=self.kind_in_words
            if standing.state == State.OPEN
            else f"{self.kind_in_words}: {standing.label.lower()}",
            is_open=standing.is_open,
        )

    @property
    def kind_in_words(self) -> str:
        return "Live webinar" if self.is_paid else "Free live webinar"

    def get_share_eyebrow(self) -> str:
        return self.kind_in_words

    cover_field = "cover"

    def get_share_byline(self) -> str:
        session = self.session
        day = human_date(wall_of(session.starts_at, session.zone)) if session else ""
        return ", ".join(filter(None, [str(self.host or ""), day]))

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        session = context.get("session")
        return [structured_data.event(self, session)] if session else []

    @classmethod
    def find_listed(cls) -> WebinarPageQuerySet:
        return cls.objects.visible().for_cards()

    @classmethod
    def find_by(cls, person: Person) -> WebinarPageQuerySet:
        return cls.find_listed().filter(host=person).order_by("-pk")

    def as_card(self) -> Highlight:
        return self.as_highlight()

    def get_public_text(self) -> str:
        return as_sentences([self.introduction, *(str(line.value) for line in self.learn), *plain_texts(self.body)])

    def get_way_on(self) -> Highlight | None:
        models.prefetch_related_objects([self], "sessions")  # asked for several times below
        return self.as_highlight() if self.leads_strangers_on() and self.standing.is_open else None

    def get_next_way_on(self) -> Highlight | None:
        return next_open_beside(self)

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
            RegistrationForm.for_visitor(request.user, session.zone)
            if session and standing.is_open and not self.is_paid
            else None
        )
        if session and self.is_paid:
            self.chosen_slot = context["slot"] = str(session.pk)
            context["purchase"] = purchases.purchase_on(self, request)
        is_ahead = standing.is_open or standing.state == State.FULL
        context["resend_form"] = ResendForm(auto_id="resend_%s") if is_ahead else None
        is_joinable = standing.is_open or any(other["standing"].is_open for other in context["other_dates"])
        context["way_on"] = None if is_joinable else self.get_next_way_on()
        context["calendar_url"] = reverse("webinars:calendar", args=[self.slug]) if session else ""
        context["trail"] = [{"title": self.get_parent().title, "url": self.get_parent().get_url(request)}]
        return context
