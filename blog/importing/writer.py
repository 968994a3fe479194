"""Writes one post: its pictures, its page, its redirects and the memory of it, all or nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from blog.importing import addresses, builder, choices, limits, pictures, rich_text, shortcodes
from blog.importing.pieces import Article, Embed, Figure, Heading, Piece, Quote, RichText, Table
from blog.importing.report import Entry, Outcome
from blog.importing.source import Attachment, Dialect, SourcePost, Status, host_of, path_of
from blog.importing.spool import address_of
from blog.memory import ImportedPost
from blog.models import BlogIndexPage, BlogPostPage
from pages.models import SiteImage


@dataclass
class Draft:
    """A post made ready before the transaction: its text is built and its pictures are at hand."""

    post: SourcePost
    article: Article
    links: addresses.Links
    title: str = ""
    introduction: str = ""
    topic: str = ""
    author: str = ""
    cover: pictures.Found | None = None
    cover_alt: str = ""
    found: dict[int, pictures.Found] = field(default_factory=dict)
    missing: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def open_ends(self) -> int:
        return self.missing + self.links.loose

    def close(self) -> None:
        for found in [*self.found.values(), *([self.cover] if self.cover else [])]:
            if found.file:
                found.file.close()


@dataclass
class Writer:
    """All that one run has in common."""

    index: BlogIndexPage
    known: addresses.Addresses
    store: pictures.Pictures
    wishes: choices.Wishes
    attachments: dict[str, Attachment] = field(default_factory=dict)
    galleries: dict[str, list[str]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    promised: set[str] = field(default_factory=set)
    overwrites: bool = False
    is_rehearsal: bool = False

    def write(self, post: SourcePost) -> tuple[Entry, Draft | None]:
        """This function will bring one post up to date here and say what became of it."""
        entry = Entry(choices.words_of(post.label), Outcome.UNCHANGED, old_address=address_of(post))
        memory = find_memory(post)
        topic, why = choices.choose_topic(post, self.wishes, memory.page if memory else None)
        self.note_topic(post, topic)
        author, no_author = choices.choose_author(post, self.wishes)
        digest = post.digest(choices.wished_topic(post, self.wishes)[0], author)
        decided = decide(memory, digest, overwrites=self.overwrites)
        entry.outcome = decided
        if memory and memory.page:
            entry.new_address = memory.page.url or ""
        if decided in {Outcome.EDITED_HERE, Outcome.DELETED_HERE} or (
            decided is Outcome.UNCHANGED and not has_loose_ends(memory)
        ):
            return entry, None
        draft = self.prepare(post)
        draft.topic, draft.author = topic, author
        try:
            if not draft.article.pieces and not draft.cover:
                entry.outcome, entry.notes = Outcome.SKIPPED, ["there is nothing in it", *draft.notes]
                return entry, None
            if decided is Outcome.UNCHANGED:
                if memory and draft.open_ends >= memory.open_ends:
                    return entry, None
                entry.outcome = Outcome.UPDATED
            entry.notes = [note for note in [no_author, *post.remarks, *draft.notes] if note]
            if entry.outcome is Outcome.CREATED:
                entry.notes.insert(0, f'topic "{topic}", {why}')
            if self.is_rehearsal:
                self.rehearse_address(draft, memory, entry)
            else:
                self.save(draft, memory, digest, entry)
            return entry, draft
        finally:
            draft.close()

    def rehearse_address(self, draft: Draft, memory: ImportedPost | None, entry: Entry) -> None:
        page = memory.page if memory else None
        slug, about = choices.choose_slug(draft.post, draft.title, self.index, page, promised=self.promised)
        self.promised.add(slug)
        entry.notes += [about] if about else []

    def note_topic(self, post: SourcePost, topic: str) -> None:
        """Whoever links to an old list by category or tag is led to the topic of its first post."""
        for term in (*post.categories, *post.tags):
            for name in (term, post.term_slugs.get(term, "")):
                self.topics.setdefault(name.casefold(), topic)

    # --- before the transaction: text and pictures --------------------------------------------------------------------

    def prepare(self, post: SourcePost) -> Draft:
        html, notes = self.read_square_brackets(post)
        links = addresses.Links(post, self.known, self.topics)
        in_lines = post.dialect is Dialect.WORDPRESS and not shortcodes.is_written_in_blocks(post.body)
        title = choices.words_of(post.title)
        article = builder.build(html, base=links.base, resolve=links.resolve, title=title, splits_lines=in_lines)
        draft = Draft(post, article, links)
        draft.title, about_title = choices.choose_title(post, article)
        draft.introduction, about_introduction = choices.choose_introduction(post, article, draft.title)
        said = [about_title, about_introduction, *notes, *article.notes, *dict.fromkeys(links.notes)]
        if post.comments:
            said.append(f"comments stay behind: {post.comments}")
        draft.notes = [note for note in said if note]
        self.fetch_pictures(draft)
        return draft

    def read_square_brackets(self, post: SourcePost) -> tuple[str, list[str]]:
        if post.dialect is not Dialect.WORDPRESS:
            return post.body, []
        html, unknown = shortcodes.expand(post.body, gallery=lambda ids: self.gallery(post, ids))
        notes = [f"shortcode [{name}] is unknown: its brackets were taken out" for name in sorted(+unknown)]
        notes += [
            f"block {name} was made when somebody read the page: left out" for name in shortcodes.dynamic_blocks(html)
        ]
        return html, notes

    def gallery(self, post: SourcePost, ids: list[str]) -> str:
        ids = ids or self.galleries.get(post.source_id, [])
        known = [self.attachments[number] for number in ids[: limits.MAX_PICTURES_A_POST] if number in self.attachments]
        return "\n\n".join(
            f'<figure data-attachment="{a.attachment_id}"><img src="{addresses.escape(a.url)}"></figure>' for a in known
        )

    def fetch_pictures(self, draft: Draft) -> None:
        post, article = draft.post, draft.article
        cover = self.attachments.get(post.cover_attachment)
        url = post.cover_url or (cover.url if cover else "")
        first = next((piece for piece in article.pieces if isinstance(piece, Figure)), None)
        if url and not (first and same_file(first.url, url)):
            draft.cover_alt = (cover.alt if cover else "")[:300]
            draft.cover = self.take(url, draft)
        kept: list[Piece] = []
        for piece in article.pieces:
            if isinstance(piece, Figure):
                self.fill_in(piece)
                found = self.take(piece.url, draft) if len(draft.found) < limits.MAX_PICTURES_A_POST else None
                if found is None:
                    continue
                draft.found[id(piece)] = found
                if not piece.alt:
                    draft.notes.append(f"picture {name_of(piece.url)} has no alternative text: please write one")
                if not piece.caption:
                    draft.notes.append(f"picture {name_of(piece.url)} has no caption")
            kept.append(piece)
        article.pieces = kept

    def fill_in(self, figure: Figure) -> None:
        """What the old library said of a picture counts where the post itself says nothing."""
        attachment = self.attachments.get(figure.attachment_id)
        if attachment:
            figure.alt = figure.alt or attachment.alt[:300]
            figure.caption = figure.caption or choices.words_of(attachment.caption)[:300]
            figure.url = attachment.url or figure.url

    def take(self, url: str, draft: Draft) -> pictures.Found | None:
        try:
            found = self.store.find(url)
        except pictures.NotTaken as error:
            draft.missing += 1
            draft.notes.append(f"picture {name_of(url)} is missing: {error}")
            return None
        if found.to_download:
            draft.notes.append(f"picture {name_of(url)} would be downloaded from {host_of(url)}")
        return found

    # --- the transaction ----------------------------------------------------------------------------------------------

    def save(self, draft: Draft, memory: ImportedPost | None, digest: str, entry: Entry) -> None:
        stored: list[SiteImage] = []
        try:
            with transaction.atomic():
                page = self.save_page(draft, memory, entry, stored)
                remember(draft, memory, digest, page)
                entry.notes += self.save_redirects(draft, page)
        except BaseException:
            pictures.take_back(stored)
            raise
        entry.new_address = page.url or ""
        self.known.remember(draft.post, page)

    def save_page(
        self, draft: Draft, memory: ImportedPost | None, entry: Entry, stored: list[SiteImage]
    ) -> BlogPostPage:
        post = draft.post
        page = memory.page if memory else None
        index = BlogIndexPage.objects.get(pk=self.index.pk)
        slug, about_slug = choices.choose_slug(post, draft.title, index, page, promised=set())
        entry.notes += [about_slug] if about_slug else []
        page = page or BlogPostPage(live=False, first_published_at=post.published_at)
        page.title, page.slug, page.introduction = draft.title, slug, draft.introduction
        page.draft_title = draft.title
        page.seo_title, page.search_description = post.seo_title[:255], choices.words_of(post.search_description)
        page.topic = choices.get_topic(draft.topic)
        page.author = choices.get_author(draft.author, post.author_biography)
        page.published_on = post.published_on or page.published_on
        if draft.cover:
            page.cover = pictures.store(draft.cover, title=f"Cover of {draft.title}", stored=stored)
            page.cover_alt_text = draft.cover_alt
        page.body = self.body_of(draft, stored)
        page.go_live_at = post.published_at if post.status is Status.SCHEDULED else None
        if page.pk is None:
            index.add_child(instance=page)
        revision = page.save_revision()
        if post.status is not Status.DRAFT:
            revision.publish()
        elif page.live:
            entry.notes.append("is a draft there now; the page here stays public, with the change saved as a draft")
        return BlogPostPage.objects.get(pk=page.pk)

    def body_of(self, draft: Draft, stored: list[SiteImage]) -> Any:
        blocks = []
        for piece in draft.article.pieces:
            kind, value = self.block_of(piece, draft, stored)
            blocks.append({"type": kind, "value": value, "id": str(uuid.uuid4())})
        body: Any = BlogPostPage._meta.get_field("body")
        return body.stream_block.to_python(blocks)

    def block_of(self, piece: Piece, draft: Draft, stored: list[SiteImage]) -> tuple[str, Any]:
        if isinstance(piece, Heading):
            return "heading", {"text": piece.text, "level": piece.level}
        if isinstance(piece, RichText):
            return "rich_text", rich_text.as_the_editor_writes(piece.html)
        if isinstance(piece, Quote):
            return "pull_quote", {"quote": piece.text, "attribution": piece.attribution}
        if isinstance(piece, Embed):
            return "embed", {"video": piece.url, "title": piece.title}
        if isinstance(piece, Table):
            columns = [{"type": "text", "heading": heading} for heading in piece.columns]
            rows = [{"values": row} for row in piece.rows]
            return "table", {"table": {"columns": columns, "rows": rows, "caption": piece.caption}}
        title = piece.alt or piece.caption or name_of(piece.url)
        image = pictures.store(draft.found[id(piece)], title=title, stored=stored)
        return "figure", {"image": image.pk, "alt_text": piece.alt, "caption": piece.caption, "credit": ""}

    def save_redirects(self, draft: Draft, page: BlogPostPage) -> list[str]:
        post = draft.post
        if post.status is not Status.PUBLISHED:
            return []
        said = [addresses.redirect(old, page=page) for old in addresses.old_addresses(post)]
        if post.dialect is Dialect.WORDPRESS:
            for attachment in (self.attachments[number] for number in self.galleries.get(post.source_id, [])):
                said.append(addresses.redirect(f"/?attachment_id={attachment.attachment_id}", page=page))
                if host_of(attachment.address) == post.host:
                    said.append(addresses.redirect(attachment.address, page=page))
            for piece in draft.article.figures:
                image = draft.found[id(piece)].image
                if image and host_of(piece.url) == post.host:
                    said.append(addresses.redirect(path_of(piece.url), link=image.file.url))
        return [note for note in said if note]


def find_memory(post: SourcePost) -> ImportedPost | None:
    """The same post in another export has another number, but the same address."""
    memories = ImportedPost.objects.select_related("page__topic")
    found = memories.filter(key=post.key).first()
    return found or memories.filter(address=address_of(post)).first()


def decide(memory: ImportedPost | None, digest: str, *, overwrites: bool) -> Outcome:
    """This function will say what is to be done with a post, before anything is read of it."""
    if memory is None:
        return Outcome.CREATED
    edited = memory.is_edited_here()
    if edited and overwrites:
        return Outcome.REPLACED
    if memory.digest == digest and not (edited and memory.open_ends):
        return Outcome.UNCHANGED
    if edited:
        return Outcome.EDITED_HERE if memory.page else Outcome.DELETED_HERE
    return Outcome.UPDATED


def has_loose_ends(memory: ImportedPost | None) -> bool:
    return bool(memory and memory.open_ends)


def remember(draft: Draft, memory: ImportedPost | None, digest: str, page: BlogPostPage) -> None:
    post = draft.post
    memory = memory or ImportedPost(key=post.key)
    memory.address = address_of(post)
    memory.page, memory.digest, memory.open_ends = page, digest, draft.open_ends
    memory.revision_id, memory.was_public = page.latest_revision_id or 0, page.live
    memory.updated_at = timezone.now()
    memory.save()


def name_of(url: str) -> str:
    return path_of(url).rsplit("/", 1)[-1][:80] or "without a name"


def same_file(one: str, other: str) -> bool:
    return pictures.SIZED.sub("", name_of(one)).casefold() == pictures.SIZED.sub("", name_of(other)).casefold()
