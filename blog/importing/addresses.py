"""Old addresses: which page of ours each one means now, and the redirects that say so to the rest of the world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qs, quote, quote_plus, unquote_plus, urljoin, urlsplit

from django.urls import reverse
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.importing.source import Dialect, SourcePost, host_of, path_of
from blog.importing.spool import address_key, address_of
from blog.memory import ImportedPost
from blog.models import BlogIndexPage, BlogPostPage, Topic

TERM_STEPS = {"category", "tag"}
FILE_ENDINGS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".mp3", ".mp4", ".csv", ".txt")
NOT_HERE = "links to a page of the old site that is not here"
MAX_PATH = 255  # the column of Wagtail's redirects


@dataclass
class Addresses:
    """Every old address that is known by now. `waiting` are those whose post comes later in the same run."""

    index: BlogIndexPage
    pages: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, index: BlogIndexPage) -> Addresses:
        known = cls(index)
        for address, key, page in ImportedPost.objects.filter(page__isnull=False).values_list("address", "key", "page"):
            known.pages[address] = known.numbers[key] = page
        return known

    def remember(self, post: SourcePost, page: BlogPostPage) -> None:
        self.pages[address_of(post)] = page.pk
        self.numbers[post.key] = page.pk

    def page_on_this_site(self, path: str) -> int | None:
        """This function will return the page that has the same path here, such as /about."""
        home = self.index.get_parent()
        found = Page.objects.live().filter(url_path=f"{home.url_path}{path.strip('/')}/".replace("//", "/"))
        return found.values_list("pk", flat=True).first()


@dataclass
class Links:
    """The links of one post: turns each address into the attributes of our own link, and keeps count of the loose ones."""

    post: SourcePost
    addresses: Addresses
    topics: dict[str, str]
    waits: bool = False
    loose: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return urljoin(f"https://{self.post.host}/", self.post.address)

    def resolve(self, href: str) -> str:
        href = "".join(sign for sign in href if sign.isprintable()).replace(" ", "%20")
        try:
            url = urljoin(self.base, href)
            parts = urlsplit(url)
            host = host_of(url)
        except ValueError:
            return self.drop("an address that is none is plain text now")
        if parts.scheme in {"mailto", "tel"}:
            return f'href="{escape(url)}"'
        if parts.scheme not in {"http", "https"} or not host:
            return self.drop("an address that is none is plain text now")
        if host not in self.addresses.hosts:
            return f'href="{escape(url)}"'
        return self.resolve_internal(url)

    def resolve_internal(self, url: str) -> str:
        parts, path = urlsplit(url), path_of(url)
        query = parse_qs(parts.query)
        host = host_of(url)
        key = address_key(host, path)
        page = self.addresses.numbers.get(f"{host}#{query['p'][0]}") if "p" in query else self.addresses.pages.get(key)
        if page:
            return f'linktype="page" id="{page}"'
        if key in self.addresses.waiting or (
            "p" in query and f"{host}#{query['p'][0]}" in self.addresses.waiting.values()
        ):
            self.waits = True
            self.loose += 1
            return f'href="{escape(url)}"'
        if term := term_in(path, query):
            name = self.topics.get(term.casefold())
            if name:
                return f'href="{escape(topic_address(self.addresses.index, get_topic_slug(name)))}"'
            self.waits = True  # perhaps a later post stands in that list
        if path.lower().endswith(FILE_ENDINGS):
            self.notes.append(f"links to a file that stays on the old site: {url}")
            return f'href="{escape(url)}"'
        if page := self.addresses.page_on_this_site(path):
            return f'linktype="page" id="{page}"'
        self.loose += 1
        self.notes.append(f"{NOT_HERE}: {url}")
        return f'href="{escape(url)}"'

    def drop(self, note: str) -> str:
        self.notes.append(note)
        return ""


def term_in(path: str, query: dict[str, list[str]]) -> str:
    """This function will return the category or tag that an old address lists the posts of."""
    steps = path.strip("/").split("/")
    if len(steps) >= 2 and steps[-2] in TERM_STEPS:
        return unquote_plus(steps[-1])
    return next((query[name][0] for name in TERM_STEPS if name in query), "")


def topic_address(index: BlogIndexPage, slug: str) -> str:
    return reverse("blog:topic", args=[slug]) if slug else str(index.url)


def old_addresses(post: SourcePost) -> Iterator[str]:
    """This function will give out every address under which a post was found."""
    for address in (post.address, *post.other_addresses):
        if address and (not host_of(address) or host_of(address) == post.host):
            parts = urlsplit(address)
            yield (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def term_addresses(post: SourcePost) -> Iterator[tuple[str, str]]:
    """This function will give out (old address, term) for the lists that a post stood in."""
    for step, terms in (("category", post.categories), ("tag", post.tags)):
        for term in terms:
            slug = post.term_slugs.get(term) or term
            if post.dialect is Dialect.WORDPRESS:
                yield f"/{step}/{slug}", term
                continue
            blog = "/" + path_of(post.address).strip("/").split("/")[0]
            for written in dict.fromkeys([term, quote_plus(term), quote(term), slug]):
                yield f"{blog}/{step}/{written}", term
                yield f"{blog}?{step}={written}", term


def redirect(old: str, *, page: Page | None = None, link: str = "") -> str:
    """This function will lead an old address on; an editor's own redirect stays. It returns what there is to say."""
    path = Redirect.normalise_path(old)
    if len(path) > MAX_PATH:
        return f"no redirect from an address of more than {MAX_PATH} characters"
    if path == "/":
        return ""
    if page and path == Redirect.normalise_path(page.get_url_parts()[2]):
        return ""
    existing = Redirect.objects.filter(old_path=path).first()
    if existing:
        same = existing.redirect_page_id == page.pk if page else True
        return "" if same else f"{path} already leads elsewhere, left as it is"
    Redirect.add_redirect(path, redirect_to=page or link, is_permanent=True)
    return ""


def get_topic_slug(name: str) -> str:
    """This function will return the slug of a topic; in a rehearsal, the one that it would get."""
    topic = Topic.objects.filter(name__iexact=name).first()
    return topic.slug if topic else slugify(name)
