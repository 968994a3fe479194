"""Turns the HTML of an old post into the pieces of our own pages. It opens no network and no table."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

from blog.importing import cleaning, limits
from blog.importing.embeds import address_in_block, provider_of, video_address
from blog.importing.lines import Line, Manner
from blog.importing.pieces import Article, Embed, Figure, Heading, Quote, RichText, Table
from blog.importing.tables import is_layout, plain_text, read_grid

Resolve = Callable[[str], str]
"""Given an absolute or relative address, returns the attributes of our own link to it, or nothing."""

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
PARAGRAPHS = {
    "address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "figcaption", "footer", "header", "main", "p",
    "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
STYLES = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup", "sub": "sub"}
DECORATION = {
    "sqs-block-newsletter": "a newsletter form",
    "sqs-block-form": "a form",
    "sqs-block-summary-v2": "a list of other pages",
    "sqs-block-socialaccountlinks-v2": "links to social networks",
    "sqs-block-product": "a product",
    "sqs-block-archive": "an archive list",
    "sqs-block-search": "a search field",
    "sqs-block-calendar": "a calendar",
    "sqs-block-map": "a map",
    "sharedaddy": "buttons for sharing",
}
BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
BARE_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1000}", re.IGNORECASE)
FILE_NAME = re.compile(r"[\w .,()&'+%-]{1,200}\.(?:jpe?g|png|gif|webp|avif|svg|heic|bmp|tiff?)", re.IGNORECASE)
MAX_HEADING, MAX_CAPTION, MAX_QUOTE, MAX_ATTRIBUTION, MAX_EMBED_TITLE = 160, 300, 300, 120, 160


def build(html: str, *, base: str, resolve: Resolve, title: str = "", splits_lines: bool = False) -> Article:
    """This function will return the pieces of a body. `splits_lines`: blank lines end paragraphs, as WordPress once had it."""
    cleaned, lost = cleaning.clean(html[: limits.MAX_BODY_CHARACTERS])
    builder = Builder(base=base, resolve=resolve, splits_lines=splits_lines)
    if lost:
        builder.article.note(f"taken out: {', '.join(lost)}")
    for child in list(BeautifulSoup(cleaned, "html.parser").children):
        builder.walk(child, Manner())
    builder.close()
    tidy_headings(builder.article, title)
    return builder.article


class Builder:
    def __init__(self, *, base: str, resolve: Resolve, splits_lines: bool) -> None:
        self.base, self.resolve, self.splits_lines = base, resolve, splits_lines
        self.article = Article()
        self.line = Line()
        self.prose: list[str] = []
        self.caption = ""
        self.attachment = ""
        self.list_depth = 0

    # --- finishing what is open ---------------------------------------------------------------------------------------

    def end_line(self) -> None:
        """This function will close the paragraph: a lone address of a video becomes the video."""
        line, self.line = self.line, Line()
        plain = line.plain()
        if BARE_ADDRESS.fullmatch(plain) and (address := video_address(plain)):
            self.add(Embed(address, self.take_caption()[:MAX_EMBED_TITLE] or f"Video on {provider_of(address)}"))
        elif html := line.html():
            self.prose.append(f"<p>{html}</p>")

    def end_prose(self) -> None:
        self.end_line()
        if self.prose:
            self.article.pieces.append(RichText("".join(self.prose)))
            self.prose = []

    def add(self, piece: Any) -> None:
        self.end_prose()
        self.article.pieces.append(piece)

    def close(self) -> None:
        self.end_prose()

    def take_caption(self) -> str:
        caption, self.caption = self.caption, ""
        return caption

    # --- walking ------------------------------------------------------------------------------------------------------

    def walk(self, node: Any, manner: Manner) -> None:
        if isinstance(node, NavigableString):
            self.read_text(str(node), manner)
        elif isinstance(node, Tag):
            self.read_element(node, manner)

    def walk_children(self, tag: Tag, manner: Manner) -> None:
        for child in list(tag.children):
            self.walk(child, manner)

    def read_text(self, text: str, manner: Manner) -> None:
        if not self.splits_lines or self.list_depth:
            self.line.add(text, manner)
            return
        for number, paragraph in enumerate(BLANK_LINE.split(text.replace("\r\n", "\n"))):
            if number:
                self.end_line()
            for count, row in enumerate(paragraph.split("\n")):
                if count and row.strip() and not self.line.ends_in_break:
                    self.line.break_off()
                self.line.add(row, manner)

    def read_element(self, tag: Tag, manner: Manner) -> None:
        name, classes = tag.name, set(tag.get("class") or [])
        if reason := next((DECORATION[name] for name in classes if name in DECORATION), ""):
            self.article.note(f"left out: {reason}")
        elif name in STYLES:
            self.walk_children(tag, manner.with_style(STYLES[name]))
        elif name == "a":
            # A link around a picture alone led to the same picture, larger: there is nothing to read in it.
            self.walk_children(
                tag, manner.with_link(self.link_to(str(tag.get("href") or ""))) if plain_text(tag) else manner
            )
        elif name == "br":
            self.read_break()
        elif name == "img":
            self.read_picture(tag)
        elif name in HEADINGS:
            self.read_heading(tag, manner)
        elif name in {"ul", "ol"}:
            self.read_list(tag)
        elif name in {"iframe", "video", "audio", "source"}:
            self.read_frame(str(tag.get("src") or tag.get("data-src") or ""), str(tag.get("title") or ""))
            self.walk_children(tag, manner)
        elif name == "figure":
            self.read_figure(tag, manner)
        elif name == "blockquote":
            self.read_quote(tag)
        elif name == "table" and not self.list_depth:
            self.read_table(tag, manner)
        elif name == "pre":
            self.read_preformatted(tag, manner)
        elif name == "hr":
            self.end_line()
        elif name in PARAGRAPHS:
            self.read_paragraph(tag, manner, classes)
        else:
            self.walk_children(tag, manner)

    def read_break(self) -> None:
        if self.line.ends_in_break and not self.list_depth:
            self.end_line()
        else:
            self.line.break_off()

    def read_paragraph(self, tag: Tag, manner: Manner, classes: set[str]) -> None:
        if classes & {"image-caption", "wp-caption-text", "image-caption-wrapper"} and self.captions_last_figure(tag):
            return
        block = str(tag.get("data-block-json") or ""), str(tag.get("data-html") or "")
        if any(block) and (address := address_in_block(*block)):
            self.read_frame(address, "")
            return
        self.between_lines()
        self.walk_children(tag, manner.with_style("b") if tag.name == "dt" else manner)
        self.between_lines()

    def between_lines(self) -> None:
        if not self.list_depth:
            self.end_line()
        elif not self.line.ends_in_break:
            self.line.break_off()

    def captions_last_figure(self, tag: Tag) -> bool:
        last = self.article.pieces[-1] if self.article.pieces else None
        if self.prose or self.line.plain() or not isinstance(last, Figure):
            return False
        last.caption = last.caption or self.shorten(plain_text(tag), MAX_CAPTION, "a caption")
        return True

    # --- kinds of block -----------------------------------------------------------------------------------------------

    def read_heading(self, tag: Tag, manner: Manner) -> None:
        text = plain_text(tag)
        for picture in tag.find_all("img"):
            self.read_picture(picture)
        if self.list_depth or len(text) > MAX_HEADING:
            if text:
                self.article.note("a heading that was too long, or inside a list, is bold text now")
                self.between_lines()
                self.line.add(text, Manner().with_style("b"))
                self.between_lines()
        elif text:
            self.add(Heading(text, HEADINGS[tag.name]))

    def read_list(self, tag: Tag) -> None:
        if self.list_depth == 0:
            self.end_line()
        pictures: list[Tag] = []
        written = self.list_html(tag, pictures)
        if self.list_depth == 0 and written:
            self.prose.append(written)
        for picture in pictures:
            self.read_picture(picture)

    def list_html(self, tag: Tag, pictures: list[Tag]) -> str:
        """Each item is one line of our editor, whatever lay in it, followed by the lists inside it."""
        outer, self.list_depth = self.line, self.list_depth + 1
        items = []
        for item in tag.find_all(True, recursive=False):
            self.line = Line()
            inner_lists = [item] if item.name in {"ul", "ol"} else []
            for child in [] if inner_lists else list(item.children):
                if isinstance(child, Tag) and child.name in {"ul", "ol"}:
                    inner_lists.append(child)
                elif isinstance(child, Tag) and (child.name == "img" or child.find("img")):
                    pictures += [child] if child.name == "img" else child.find_all("img")
                    self.line.add(plain_text(child), Manner())
                else:
                    self.walk(child, Manner())
            line = self.line.html()
            inner = "".join(self.list_html(inner_list, pictures) for inner_list in inner_lists)
            if line or inner:
                items.append(f"<li>{line}{inner}</li>")
        self.line, self.list_depth = outer, self.list_depth - 1
        return f"<{tag.name}>{''.join(items)}</{tag.name}>" if items else ""

    def read_picture(self, tag: Tag) -> None:
        source = next((str(tag[key]) for key in ("data-image", "data-src", "src") if tag.get(key)), "")
        if self.list_depth:
            return
        if not source.strip():
            self.article.note("left out: a picture without an address")
            return
        url = self.absolute(source)
        last = self.article.pieces[-1] if self.article.pieces and not self.prose and not self.line.runs else None
        if isinstance(last, Figure) and last.url == url:
            return  # the copy for browsers without scripts
        alt = str(tag.get("alt") or "").strip()
        if FILE_NAME.fullmatch(alt):
            self.article.note(f'alternative text "{alt[:60]}" was the name of a file, left empty')
            alt = ""
        classes = " ".join(tag.get("class") or [])
        numbered = re.search(r"\bwp-image-(\d+)\b", classes)
        self.add(
            Figure(
                url,
                self.shorten(alt, MAX_CAPTION, "an alternative text"),
                self.take_caption(),
                str(tag.get("data-attachment") or (numbered[1] if numbered else "") or self.attachment),
            )
        )

    def read_figure(self, tag: Tag, manner: Manner) -> None:
        self.end_line()
        own = [caption for caption in tag.find_all("figcaption") if caption.find_parent("figure") is tag]
        quotation = tag.find("blockquote")
        if own and quotation:
            quotation.append(own[0].extract())  # whoever is quoted stands under the quotation
            own = []
        before, self.attachment = (self.caption, self.attachment), str(tag.get("data-attachment") or "")
        self.caption = self.shorten(
            " ".join(plain_text(caption.extract()) for caption in own), MAX_CAPTION, "a caption"
        )
        self.walk_children(tag, manner)
        self.end_line()
        if left := self.take_caption():
            self.prose.append(f"<p>{escape(left)}</p>")
        self.caption, self.attachment = before

    def read_quote(self, tag: Tag) -> None:
        self.between_lines()
        for sign in tag.find_all("span"):
            if sign.get_text().strip() in {"“", "”", '"'}:
                sign.extract()
        names = [part.extract() for part in tag.find_all(["cite", "footer", "figcaption"]) if part.parent is not None]
        attribution = " ".join(plain_text(part) for part in names).strip(" -\u2013\u2014\u2015")
        text = plain_text(tag)
        plain = not tag.find(["a", "ul", "ol", "img", "table", "iframe"])
        if text and plain and len(text) <= MAX_QUOTE and len(attribution) <= MAX_ATTRIBUTION and not self.list_depth:
            self.add(Quote(text.strip('“”"'), attribution))
            return
        place = len(self.prose)
        self.walk_children(tag, Manner())
        self.between_lines()
        if place < len(self.prose) and self.prose[place].startswith("<p>") and self.prose[-1].startswith("<p>"):
            self.prose[place] = f"<p>“{self.prose[place][3:]}"
            self.prose[-1] = f"{self.prose[-1][:-4]}”</p>"
        if attribution:
            self.line.add(f"— {attribution}", Manner())
            self.between_lines()

    def read_table(self, tag: Tag, manner: Manner) -> None:
        caption = tag.find("caption")
        caption_text = plain_text(caption.extract()) if caption else ""
        if is_layout(tag):
            self.between_lines()
            self.walk_children(tag, manner)
            self.between_lines()
            return
        for picture in tag.find_all("img"):
            self.read_picture(picture.extract())
        grid = read_grid(tag)
        for note in grid.notes:
            self.article.note(note)
        if not grid.columns:
            return
        self.end_prose()
        own = caption_text or self.take_caption()
        text = own or self.last_heading()
        if text and not own:
            self.article.note(f'a table took its caption from what stands above it: "{text[:60]}"')
        if not text:
            text = "Table"
            self.article.note("a table had no caption: please say what its figures are")
        self.add(Table(text, grid.columns, grid.rows))

    def last_heading(self) -> str:
        return next((piece.text for piece in reversed(self.article.pieces) if isinstance(piece, Heading)), "")

    def read_preformatted(self, tag: Tag, manner: Manner) -> None:
        self.between_lines()
        for row in tag.get_text().split("\n"):
            self.line.add(row, manner)
            self.line.break_off()
        self.between_lines()

    def read_frame(self, source: str, title: str) -> None:
        if not source.strip():
            return
        url = self.absolute(source)
        if address := video_address(url):
            if self.list_depth:
                self.line.add(address, Manner().with_link(self.link_to(address)))
            else:
                title = title.strip() or self.take_caption() or f"Video on {provider_of(address)}"
                self.add(Embed(address, title[:MAX_EMBED_TITLE]))
            return
        if link := self.link_to(url):
            host = urlsplit(url).hostname or "elsewhere"
            self.article.note(f"something embedded from {host} is a link now")
            self.between_lines()
            self.line.add(title.strip() or f"See {host}", Manner().with_link(link))
            self.between_lines()

    # --- words and addresses ------------------------------------------------------------------------------------------

    def shorten(self, text: str, limit: int, what: str) -> str:
        if len(text) <= limit:
            return text
        self.article.note(f"{what} was cut after {limit} characters")
        return text[: limit - 1].rsplit(" ", 1)[0] + "…"

    def absolute(self, address: str) -> str:
        address = "".join(sign for sign in address.strip() if sign.isprintable()).replace(" ", "%20")
        try:
            return urljoin(self.base, address)
        except ValueError:
            return ""

    def link_to(self, address: str) -> str:
        address = address.strip()
        if not address:
            return ""
        if address.startswith("#"):
            self.article.note("links to places inside the post are plain text now")
            return ""
        return self.resolve(address)


def tidy_headings(article: Article, title: str) -> None:
    """Our editor refuses two headings that say the same; and a first heading that repeats the title says nothing."""
    if article.pieces and isinstance(first := article.pieces[0], Heading) and same(first.text, title):
        article.pieces.pop(0)
        article.note("the first heading only repeated the title")
    seen: dict[str, int] = {}
    for piece in article.pieces:
        if isinstance(piece, Heading):
            key = same_key(piece.text)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                article.note(f'a second heading "{piece.text[:60]}" got a number')
                piece.text = f"{piece.text[: MAX_HEADING - 6]} ({seen[key]})"


def same_key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold() or "section"


def same(one: str, other: str) -> bool:
    return same_key(one) == same_key(other)
