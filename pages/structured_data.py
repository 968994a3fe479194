"""The words of schema.org that several rooms use. Each page gives its own facts; here is how they are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from pages.head import absolute, shorten

if TYPE_CHECKING:
    from pages.models import Person

Thing = dict[str, Any]

PORTRAIT = "format-jpeg|width-800"
"""One of the sizes that components/picture.html makes."""


def known(**facts: Any) -> Thing:
    """This function will return the facts that are known; an empty one is no fact. `type` and `id` stand for @type, @id."""
    names = {"type": "@type", "id": "@id"}
    return {names.get(name, name): fact for name, fact in facts.items() if fact not in (None, "", [], {})}


def organization_id() -> str:
    return f"{settings.PUBLIC_URL}/#organization"


def organization(*, description: str = "", email: str = "") -> Thing:
    """This function will return the school itself."""
    return known(
        type="Organization",
        id=organization_id(),
        name=settings.WAGTAIL_SITE_NAME,
        url=f"{settings.PUBLIC_URL}/",
        logo=known(type="ImageObject", url=absolute(static("icons/logo.png")), width=512, height=512),
        description=description,
        email=email,
    )


def the_organization() -> Thing:
    """This function will return the school as others refer to it: who publishes, provides, organises."""
    return known(
        type="Organization", id=organization_id(), name=settings.WAGTAIL_SITE_NAME, url=f"{settings.PUBLIC_URL}/"
    )


def website() -> Thing:
    """This function will return the site, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{absolute(reverse('pages:search'))}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return known(
        type="WebSite",
        id=f"{settings.PUBLIC_URL}/#website",
        name=settings.WAGTAIL_SITE_NAME,
        url=f"{settings.PUBLIC_URL}/",
        publisher={"@id": organization_id()},
        potentialAction=search,
    )


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Thing:
    """This function will return the way to a page, from `(title, path)` pairs, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": absolute(path)}
            for number, (title, path) in enumerate(trail, start=1)
        ],
    }


def person(someone: Person) -> Thing:
    """This function will return somebody of the faculty as others refer to them, with the page that says more."""
    address = absolute(someone.get_absolute_url())
    return known(
        type="Person",
        id=f"{address}#person",
        name=someone.name,
        honorificSuffix=someone.credentials,
        jobTitle=someone.role,
        url=address,
    )


def profile(someone: Person, *, address: str) -> Thing:
    """This function will return the page of a person: who it is about, and whom they work for."""
    return known(
        type="ProfilePage",
        id=address,
        url=address,
        name=str(someone),
        inLanguage="en",
        mainEntity=person(someone)
        | known(description=shorten(someone.biography), image=_portrait_of(someone), worksFor=the_organization()),
    )


def _portrait_of(someone: Person) -> str:
    """One of the sizes that the page itself shows; the file that was uploaded is nobody's to fetch."""
    portrait = someone.portrait
    if portrait is None or portrait.gated:
        return ""
    with suppress(SourceImageIOError):
        return absolute(portrait.file.url if portrait.is_svg() else portrait.get_rendition(PORTRAIT).url)
    return ""


def item_list(things: Iterable[Thing], *, name: str = "") -> Thing:
    """This function will return things in their order: the courses of a catalogue, the posts of a topic."""
    return known(
        type="ItemList",
        name=name,
        itemListElement=[
            {"@type": "ListItem", "position": number, "item": thing} for number, thing in enumerate(things, start=1)
        ],
    )


def questions(pairs: Iterable[tuple[str, str]]) -> Thing | None:
    """This function will return questions with their answers, or nothing where there are none."""
    asked = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": shorten(answer, most=2000)},
        }
        for question, answer in pairs
    ]
    return {"@type": "FAQPage", "mainEntity": asked} if asked else None


def offer(*, price: Decimal | int, currency: str, url: str, availability: str, **more: Any) -> Thing:
    """This function will return what something costs and whether it can be had now."""
    return {
        "@type": "Offer",
        "price": str(price),
        "priceCurrency": currency.upper(),
        "category": "Paid" if price else "Free",
        "url": absolute(url),
        "availability": f"https://schema.org/{availability}",
    } | known(**more)
