"""What the importer decides for each post where the old blog says it otherwise: title, address, topic, author, standfirst."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

import nh3
from django.utils.text import slugify
from wagtail.models import Page

from blog.importing import cleaning
from blog.importing.lines import INVISIBLE, SPACE
from blog.importing.pieces import Article, Heading, RichText
from blog.importing.source import SourcePost, path_of
from blog.models import TAKEN_SLUGS, BlogIndexPage, BlogPostPage, Topic
from pages.models import Person

MAX_TITLE, MAX_SLUG, MAX_INTRODUCTION, MAX_NAME = 255, 200, 400, 60
LEFTOVER_TOPIC = "From the old blog"
LEFTOVER_AUTHOR = "The editors"
ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
BETWEEN_BLOCKS = re.compile(r"<(?:br|/?(?:p|li|div|h[1-6]|td|tr|blockquote))\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…][”\"')]*\s")


@dataclass
class Wishes:
    """What the person who runs the import asked for."""

    topics: dict[str, str] = field(default_factory=dict)
    topic: str = ""
    author: str = ""


def words_of(html: str) -> str:
    """This function will return the words of some HTML, without any of its elements."""
    if "<" in html:
        html = cleaning.clean(html)[0] if cleaning.is_tangled(html) else html
        html = nh3.clean(BETWEEN_BLOCKS.sub(r" \g<0>", html), tags=set(), clean_content_tags={"script", "style"})
    return SPACE.sub(" ", INVISIBLE.sub("", unescape(html))).strip()


def cut_at_sentence(text: str, limit: int) -> str:
    """This function will return as many whole sentences as fit, or else whole words."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in SENTENCE_END.finditer(text[: limit + 1])]
    if ends and ends[-1] > limit // 3:
        return text[: ends[-1]].strip()
    return f"{text[: limit - 1].rsplit(' ', 1)[0]}…"


def first_words(article: Article) -> str:
    """This function will return the first paragraph of an article."""
    for piece in article.pieces:
        if isinstance(piece, RichText) and (words := words_of(piece.html.partition("</p>")[0].partition("</li>")[0])):
            return words
    return next((piece.text for piece in article.pieces if isinstance(piece, Heading)), "")


def choose_title(post: SourcePost, article: Article) -> tuple[str, str]:
    """This function will return a title, and what there is to say about it."""
    if title := words_of(post.title):
        return (title, "") if len(title) <= MAX_TITLE else (cut_at_sentence(title, MAX_TITLE), "its title was cut")
    heading = next((piece.text for piece in article.pieces if isinstance(piece, Heading)), "")
    slug = ENDING.sub("", post.slug.rsplit("/", 1)[-1]).replace("-", " ").strip().capitalize()
    title = cut_at_sentence(heading or slug or first_words(article), 80) or f"Post {post.source_id}"
    return (
        title,
        f'had no title: called "{title}" after its {"heading" if heading else "address" if slug else "first words"}',
    )


def choose_slug(
    post: SourcePost, title: str, index: BlogIndexPage, page: BlogPostPage | None, *, promised: set[str]
) -> tuple[str, str]:
    """This function will keep the old slug where nobody has it yet. A rehearsal has `promised` some without writing them."""
    if page:
        return page.slug, ""
    old = ENDING.sub("", unquote(post.slug or path_of(post.address)).rstrip("/").rsplit("/", 1)[-1])
    wanted = (slugify(old) or slugify(title) or f"post-{slugify(post.source_id)}")[:MAX_SLUG].strip("-")
    slug, number = wanted, 1
    while slug in TAKEN_SLUGS | promised or not Page._slug_is_available(slug, index, page):
        number += 1
        slug = f"{wanted}-{number}"
    return slug, "" if slug == wanted else f'the address "{wanted}" is taken here: it got "{slug}"'


def wished_topic(post: SourcePost, wishes: Wishes) -> tuple[str, str]:
    """This function will return the topic that the table of topics gives a post, and the term that it stands for."""
    named = (term for term in (*post.categories, *post.tags) if term.casefold() in wishes.topics)
    term = next(named, "")
    return wishes.topics.get(term.casefold(), "")[:MAX_NAME], term


def choose_topic(post: SourcePost, wishes: Wishes, page: BlogPostPage | None) -> tuple[str, str]:
    """This function will return the name of the one topic of a post, and why it is that."""
    wished, term = wished_topic(post, wishes)
    if wished:
        return wished, f'because of "{term}"'
    if page and page.topic:
        return page.topic.name, "which it has"  # or topics that came with other posts would change it the next time
    for term in (*post.categories, *post.tags):
        if topic := Topic.objects.filter(name__iexact=term).first():
            return topic.name, "which was there already"
    if wishes.topic:
        return wishes.topic[:MAX_NAME], "as you asked for the rest"
    if post.categories:
        return words_of(post.categories[0])[:MAX_NAME] or LEFTOVER_TOPIC, "its first category"
    return LEFTOVER_TOPIC, "for want of a category"


def get_topic(name: str) -> Topic:
    topic = Topic.objects.filter(name__iexact=name).first()
    return topic or Topic.objects.create(name=name, slug=free_slug(Topic, name))


def choose_author(post: SourcePost, wishes: Wishes) -> tuple[str, str]:
    if name := words_of(post.author)[:120]:
        return name, ""
    name = wishes.author or LEFTOVER_AUTHOR
    return name, f"had no author with a name: {name}"


def get_author(name: str, biography: str) -> Person:
    person = find_author(name)
    return person or Person.objects.create(
        name=name,
        slug=free_slug(Person, name),
        role="Author",
        biography=words_of(biography),
        shown_on_home=False,
    )


def find_author(name: str) -> Person | None:
    """Titles and credentials are written now so, now so: "Dr. Ada Example, MD" is Ada Example."""
    wanted = bare_name(name)
    return next((person for person in Person.objects.all() if bare_name(person.name) == wanted), None)


def bare_name(name: str) -> str:
    return re.sub(r"^(?:dr|prof)\.?\s+", "", name.partition(",")[0].strip().casefold())


def free_slug(model: type[Topic] | type[Person], name: str) -> str:
    wanted = slugify(name)[:44] or "unnamed"
    slug, number = wanted, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def choose_introduction(post: SourcePost, article: Article, title: str) -> tuple[str, str]:
    if words := words_of(post.excerpt):
        short = cut_at_sentence(words, MAX_INTRODUCTION)
        return short, "" if short == words else f"its excerpt was cut to {MAX_INTRODUCTION} characters"
    words = cut_at_sentence(first_words(article), MAX_INTRODUCTION)
    stands_in = "its first words stand" if words else "its title stands"
    return words or cut_at_sentence(title, MAX_INTRODUCTION), f"had no excerpt: {stands_in} in for it"
