"""What no page of the tree can answer: share pictures, the map, a person's page, the search, a message to the school."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from newsletter.visitors import is_sent_by_another_site, network_of
from pages import selectors, services, share_images, sitemaps, structured_data
from pages.excerpts import MOST_LETTERS, words_of
from pages.forms import ContactForm
from pages.glossary import GLOSSARY_URL
from pages.head import SHOWN, Head, shorten
from pages.models import BasePage, ContactPage, FacultyPage, HomePage, Person
from pages.paging import address_of, number_of, page_of
from pages.schedule import shown_now
from scheduling.limits import is_within

WORKS_A_PAGE = 12
HITS_A_PAGE = 10
HOUR = 3600
MOST_MESSAGES_A_NETWORK = 6


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show somebody of the faculty: who they are, what they disclose, what they wrote, teach and host."""
    someone = get_object_or_404(Person.objects.select_related("portrait"), slug=slug)
    faculty = FacultyPage.objects.filter(shown_now()).public().first()
    stretch = page_of(request, range(selectors.count_most_works_of(someone)), size=WORKS_A_PAGE)
    address = address_of(someone, stretch)
    above = [(faculty.title, faculty.get_path())] if faculty else []
    context = {
        "person": someone,
        "stretch": stretch,
        "works": selectors.get_works_of(someone, start=max(stretch.start_index() - 1, 0), stop=stretch.end_index()),
        "trail": [{"title": faculty.title, "url": faculty.get_url(request)}] if faculty else [],
        "head": Head(
            title=f"{someone}, page {stretch.number}" if stretch.number > 1 else str(someone),
            description=shorten(f"{someone.role}. {someone.biography}"),
            address=address,
            robots=SHOWN,
            kind="profile",
            picture=faculty.get_share_picture() if faculty else None,
            structured_data=(
                structured_data.profile(someone, address=address),
                structured_data.breadcrumbs([*above, (someone.name, someone.get_absolute_url())]),
            ),
        ),
    }
    return TemplateResponse(request, "pages/person.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Look for words in articles, courses and webinars."""
    query = request.GET.get("q", "").strip()
    words = words_of(query)
    kind = request.GET.get("kind", "")
    context: dict[str, Any] = {
        "query": query[:MOST_LETTERS],
        "words": words,
        "kind": kind,
        "findings": None,
        "glossary_url": GLOSSARY_URL,
    }
    if words:
        number = number_of(request)
        stop = number * HITS_A_PAGE
        findings = selectors.search(words, kind=kind, start=stop - HITS_A_PAGE, stop=stop)
        count = next((each.count for each in findings.kinds if each.slug == kind), 0) if kind else findings.count
        context["findings"] = findings
        context["hits"] = page_of(request, range(count), size=HITS_A_PAGE)
        context["address"] = urlencode({"q": context["query"]} | ({"kind": kind} if kind else {}))
        context["address_of_all"] = urlencode({"q": context["query"]})
    return TemplateResponse(request, "pages/search.html", context)


@csrf_exempt  # the page is read without a cookie; `is_sent_by_another_site` guards instead
@require_http_methods(["GET", "HEAD", "POST"])
def send_message(request: HttpRequest) -> HttpResponse:
    """Take what somebody wrote, or show it again with what is amiss."""
    page = ContactPage.objects.filter(shown_now()).public().first()
    if page is None:
        raise Http404("There is no contact page")
    if request.method != "POST":
        return redirect(page.get_url(request))
    if is_sent_by_another_site(request):
        return render(request, "403_csrf.html", status=403)
    form = ContactForm(request.POST)
    if not form.is_trapped:
        if not form.is_valid():
            return _page_again(request, page, form, status=422)
        network = network_of(request)
        if network and not is_within("contact", network, most=MOST_MESSAGES_A_NETWORK, seconds=HOUR):
            form.add_error(
                None, "Many messages came from your network within an hour. Please send yours a little later."
            )
            return _page_again(request, page, form, status=429)
        services.leave_message(**{name: form.cleaned_data[name] for name in ("name", "email", "about", "text")})
    return HttpResponse(status=303, headers={"Location": reverse("pages:message_sent")})


def _page_again(request: HttpRequest, page: ContactPage, form: ContactForm, *, status: int) -> HttpResponse:
    context = page.get_context(request) | {"form": form}
    response = TemplateResponse(request, page.get_template(request), context, status=status)
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


@require_safe
def message_sent(request: HttpRequest) -> HttpResponse:
    """Say that it has arrived; it says nothing about what was written."""
    home = HomePage.objects.filter(shown_now()).select_related("blog_index_page").first()
    blog = home.blog_index_page if home else None
    return render(request, "pages/message_sent.html", {"blog_url": blog.get_url(request) if blog else ""})


@require_safe
def share_image(request: HttpRequest, page_pk: int, key: str, ending: str) -> HttpResponseBase:
    """Give out the picture for shared links of a public page; make it first if nobody asked for it yet.

    The key names what the picture says. One that no longer holds leads to the one that does: a link shared last year
    shows today's picture. No other key makes anything, so nobody can have pictures made at will.
    """
    page = BasePage.get_by_pk(page_pk)
    if page is None or not page.is_public_now():
        raise Http404
    card = page.get_share_card()
    if (key, ending) != (card.key, card.ending):
        return HttpResponseRedirect(page.get_share_picture().address)
    response = FileResponse(default_storage.open(share_images.keep(card)), content_type=card.media_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give crawlers the map: whole while it is small, else the index of its parts."""
    if sitemaps.is_large():
        return render(
            request, "pages/sitemap_index.xml", {"parts": sitemaps.get_parts()}, content_type="application/xml"
        )
    return _urlset(sitemaps.get_all_entries())


@require_safe
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Give crawlers one part of the map."""
    part = sitemaps.find_part(name, number)
    entries = list(part.get_entries()) if part else []
    if not entries:
        raise Http404
    return _urlset(entries)


def _urlset(entries: list[sitemaps.Entry]) -> HttpResponse:
    return HttpResponse(sitemaps.write(entries), content_type="application/xml")
