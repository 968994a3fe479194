"""How a page is found: its head, its facts for machines, its picture for shared links, its line in the sitemap.

Worn by every page of the school through `BasePage`. A page type says what is special about it by a few small methods;
none of them may look into the body of a lesson.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages import head, structured_data
from pages.head import Head, SharePicture, absolute
from pages.media import SiteImage
from pages.schedule import shown_now
from pages.share_images import SIZE, ShareCard
from pages.structured_data import Thing


class Findable(models.Model):
    """What search engines, link previews and the sitemap may know of a page."""

    share_image = models.ForeignKey(
        SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="picture for shared links",
        help_text="Leave empty for a picture made of the title. Else a photograph of at least 1200 by 630 pixels.",
    )  # fmt: skip
    hidden_from_search = models.BooleanField(
        "keep out of search engines", default=False, help_text="Also leaves the page out of the sitemap."
    )

    class Meta:
        abstract = True

    share_eyebrow = ""
    """What kind of page it is, in a word, on the picture for shared links."""

    og_type = "website"

    cover_field = ""
    """Where its main picture is, if it has one; the sitemap shows it."""

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug", help_text="The last part of the address. Changed later, it leaves a redirect behind."
                ),
                FieldPanel("seo_title", help_text="Where the title above is too long for a list of results."),
                FieldPanel(
                    "search_description",
                    help_text="One sentence, at most 160 characters, that makes a stranger want to read on.",
                ),
                FieldPanel("share_image"),
                FieldPanel("hidden_from_search"),
            ],
            heading="For search engines and shared links",
        ),
        FieldPanel("show_in_menus"),
    ]

    def clean(self) -> None:
        super().clean()
        image = self.share_image
        if image is None:
            return
        if image.gated:
            raise ValidationError({"share_image": "This picture is only for learners; a shared link is for everyone."})
        if image.is_svg():
            raise ValidationError({"share_image": "Choose a photograph: other sites do not show drawings (SVG)."})
        if image.width < SIZE[0] or image.height < SIZE[1]:
            raise ValidationError({"share_image": f"This picture is smaller than {SIZE[0]} by {SIZE[1]} pixels."})

    # --- what a page type may say differently -------------------------------------------------------------------------

    def is_public_now(self) -> bool:
        """This function will say whether a stranger may know of this page at this very moment."""
        return self.is_shown_now() and not self.get_view_restrictions().exists()  # type: ignore[attr-defined]

    def leads_strangers_on(self) -> bool:
        """This function will say whether a stranger who is sent to its address finds what it promises."""
        return self.is_public_now()

    @classmethod
    def known_to_strangers(cls) -> Any:
        """This function will return the pages of this type of which `is_public_now` says yes, in their order."""
        return cls.objects.filter(shown_now()).public().order_by("pk")  # type: ignore[attr-defined]

    @classmethod
    def for_sitemap(cls) -> Any:
        """This function will return the pages of this type that search engines shall show, without their bodies."""
        return cls.known_to_strangers().filter(hidden_from_search=False).defer_streamfields()

    def get_last_change(self) -> datetime.datetime | None:
        """This function will return when what the page shows was last changed, as far as it is known."""
        return self.last_published_at  # type: ignore[attr-defined]

    def get_further_paths(self) -> list[tuple[str, datetime.datetime | None]]:
        """This function will return addresses below its own that are no pages of the tree, with their last change."""
        return []

    def get_canonical_query(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """This function will return that part of the query string which makes another page of it, such as the page number."""
        return {}

    def get_head_title(self, context: Mapping[str, Any]) -> str:
        return self.seo_title or self.title  # type: ignore[attr-defined]

    def is_worth_finding(self, context: Mapping[str, Any]) -> bool:
        """This function will say whether search engines shall show it."""
        return not self.hidden_from_search

    def get_og_facts(self) -> tuple[tuple[str, str], ...]:
        return ()

    def get_share_byline(self) -> str:
        """This function will return who and when, for the picture."""
        return ""

    def get_share_eyebrow(self) -> str:
        return self.share_eyebrow

    def get_trail(self, request: HttpRequest | None = None) -> list[tuple[str, str]]:
        """This function will return the pages above it, from below the home page down, as (title, path)."""
        above = self.get_ancestors().filter(depth__gt=2)  # type: ignore[attr-defined]
        return [(page.title, page.get_url(request) or "") for page in above]

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        """This function will return its own facts in the words of schema.org."""
        return []

    # --- what all pages have in common --------------------------------------------------------------------------------

    def get_path(self) -> str:
        """This function will return its address on this site, whatever host the site's row names."""
        parts = self.get_url_parts()  # type: ignore[attr-defined]
        return parts[2] if parts else ""

    def get_address(self, query: Mapping[str, Any] | None = None) -> str:
        """This function will return its one address on the public origin."""
        path = self.get_path()
        return absolute(f"{path}?{urlencode(query)}" if query else path) if path else ""

    def get_share_card(self) -> ShareCard:
        """This function will return what stands on its picture for shared links."""
        image = self.share_image
        if image and not image.gated:
            return ShareCard(title=image.default_alt_text, chosen_file=image.file.name, chosen_hash=image.file_hash)
        return ShareCard(self.title, self.get_share_eyebrow(), self.get_share_byline())  # type: ignore[attr-defined]

    def get_share_picture(self) -> SharePicture:
        """This function will return the address and the words of its picture for shared links."""
        card = self.get_share_card()
        path = reverse("pages:share_image", args=[self.pk, card.key, card.ending])
        alt = card.title if card.chosen_file else ", ".join(filter(None, [card.title, card.byline]))
        return SharePicture(absolute(path), f"{alt}. {settings.WAGTAIL_SITE_NAME}", *SIZE, kind=card.media_type)

    def get_head(self, context: Mapping[str, Any]) -> Head:
        """This function will put the whole head together. `context` is what the page's own template is given."""
        address = self.get_address(self.get_canonical_query(context))
        is_shown = self.is_worth_finding(context)
        tagline = context.get("site_settings")
        trail = self.get_trail(context.get("request"))
        return Head(
            title=self.get_head_title(context),
            description=head.shorten(self.get_summary() or (tagline.tagline if tagline else "")),  # type: ignore[attr-defined]
            address=address,
            robots=head.SHOWN if is_shown else head.HIDDEN,
            kind=self.og_type,
            picture=self.get_share_picture(),
            facts=self.get_og_facts(),
            structured_data=(
                *self.get_structured_data(context),
                *([structured_data.breadcrumbs([*trail, (self.title, self.get_path())])] if trail else []),  # type: ignore[attr-defined]
            ),
        )


def human_date(day: datetime.date) -> str:
    """This function will write a day as the site shows days: October 6, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def newest_change(listing: Any, model: type[Findable]) -> datetime.datetime | None:
    """This function will return when a page that lists others was last changed: itself, or one of those it lists."""
    listed = model.known_to_strangers().child_of(listing).aggregate(newest=models.Max("last_published_at"))["newest"]
    return max(filter(None, [listed, listing.last_published_at]), default=None)
