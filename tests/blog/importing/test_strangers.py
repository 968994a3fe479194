"""What strangers write: refused or cleaned, and said; never shown to a reader, and never the end of the whole run."""

from __future__ import annotations

import os
import re
import struct
import zlib

import pytest
from django.core.management import CommandError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model

from blog.importing import builder, limits, pictures, rich_text
from blog.importing.pieces import Heading, RichText, Table
from blog.models import BlogPostPage
from tests.blog.importing.conftest import blocks_of, item, paint, post_called, wxr
from tests.conftest import SQUARE

ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>'
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel/></rss>'
FILE_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel>&f;</channel></rss>'
)


def build(html: str, **options):
    options = {
        "base": "https://old.example/blog/x",
        "resolve": lambda address: f'href="{builder.escape(address)}"',
    } | options
    return builder.build(html, **options)


# --- whole files ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ENTITY_BOMB, "defines its own entities or a document type"),
        (EXTERNAL, "defines its own entities or a document type"),
        (FILE_ENTITY, "defines its own entities or a document type"),
        (wxr(item("<p>One.</p>"))[:-60], "not whole at line"),
        (wxr(item("<p>One.</p>")).replace("</item>", "</itme>"), "not whole at line 5"),
        ('<?xml version="1.0" encoding="utf-7"?><rss/>', "written in utf-7"),
        ("<rss><channel><item><title>News</title></item></channel></rss>", "not a blog's export"),
        ("<a>" * 1000, "nests its elements deeper"),
        ("PK\x03\x04 not a text at all", "neither a WXR file"),
        ("", "neither a WXR file"),
    ],
)
def test_a_file_that_is_dangerous_or_broken_is_refused_whole(import_blog, tmp_path, content, said):
    path = tmp_path / "export.xml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=said) as refusal:
        import_blog(path)

    assert refusal.value.returncode == 2
    assert "Nothing was brought in." in str(refusal.value)
    assert not BlogPostPage.objects.exists()


@pytest.mark.django_db
def test_one_endless_entry_is_refused_before_it_fills_the_memory(import_blog, write_wxr, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ITEM_BYTES", 100_000)

    with pytest.raises(CommandError, match="One entry is larger"):
        import_blog(write_wxr(item("<p>Short.</p>"), item("x" * 600_000, number=2, slug="long")))


@pytest.mark.django_db
def test_a_file_beyond_the_limit_is_refused(import_blog, write_wxr, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 200_000)

    with pytest.raises(CommandError, match="The file is larger"):
        import_blog(write_wxr(*[item("x" * 5000, number=1 + n % 28, slug=f"s{n}") for n in range(100)]))


@pytest.mark.django_db
def test_wrong_bytes_and_control_characters_are_mended_and_said(import_blog, tmp_path):
    path = tmp_path / "export.xml"
    path.write_bytes(wxr(item("<p>Caf# and a \x0b tab.</p>")).encode().replace(b"Caf#", b"Caf\xe9"))

    run = import_blog(path)

    assert "Caf\ufffd and a tab." in blocks_of(post_called("An old post"))[0][1].source
    assert "1 bytes in a wrong encoding" in run.said
    assert "1 characters that are not text" in run.said


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_other_encodings_are_read(import_blog, tmp_path, encoding):
    declared = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(encoding, encoding)
    path = tmp_path / "export.xml"
    path.write_bytes(wxr(item("<p>Caf\u00e9 society.</p>")).replace("UTF-8", declared).encode(encoding))

    import_blog(path)

    assert "Caf\u00e9 society." in blocks_of(post_called("An old post"))[0][1].source


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not whole at line 1, column 2"),
        ("[1, 2]", "JSON, but not a page"),
        ("[" * 100_000, "nested deeper|not whole"),
        ('{"item": 7}', "there is no post in it"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_a_broken_page_in_a_folder_is_named_and_the_rest_goes_on(import_blog, tmp_path, content, said):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "broken.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "whole.json").write_text(
        '{"item": {"id": "1", "title": "Whole", "body": "<p>Yes.</p>", "urlId": "whole"}}'
    )

    run = import_blog(folder)

    assert re.search(f"broken.json: (broken|skipped)\n.*({said})", run.said)
    assert post_called("Whole")


# --- posts ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_post_that_breaks_is_named_and_the_rest_goes_on(import_blog, write_wxr, monkeypatch):
    whole = rich_text.as_the_editor_writes

    def breaks(html: str) -> str:
        if "unlucky" in html:
            raise RuntimeError("out of luck")
        return whole(html)

    monkeypatch.setattr(rich_text, "as_the_editor_writes", breaks)

    run = import_blog(
        write_wxr(
            item("<p>unlucky</p>", title="Unlucky", slug="unlucky"),
            item("<p>Fine.</p>", number=2, title="Fine", slug="fine"),
        )
    )

    assert run.code == 1
    assert "Unlucky: broken\n    RuntimeError: out of luck" in run.said
    assert [post.title for post in BlogPostPage.objects.all()] == ["Fine"]
    assert not Redirect.objects.filter(old_path="/unlucky").exists()


@pytest.mark.django_db
def test_a_post_that_breaks_leaves_no_picture_behind(import_blog, write_wxr, media, monkeypatch, settings):
    monkeypatch.setattr("blog.importing.writer.remember", lambda *_: 1 / 0)

    run = import_blog(
        write_wxr(item('<p>See</p><img src="https://old.example/wp-content/uploads/2022/06/lamp.png" alt="A lamp">')),
        media=media,
    )

    assert run.code == 1
    assert not get_image_model().objects.exists()
    assert not [path for path in (settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "title", "slug", "said"),
    [
        ({"title": "", "slug": "on-leases"}, "On leases", "on-leases", 'called "On leases" after its address'),
        ({"title": "Topics", "slug": "topic"}, "Topics", "topic-2", "is taken here"),
        ({"title": "<b>Bold</b> &#8220;words&#8221;", "slug": "b"}, "Bold \u201cwords\u201d", "b", ""),
        ({"title": "x" * 400, "slug": "x"}, "x" * 254 + "\u2026", "x", "its title was cut"),
        ({"title": "Slugless", "slug": "", "link": "https://old.example/?p=1"}, "Slugless", "slugless", ""),
        ({"slug": "..%2f..%2fetc", "title": "Climber"}, "Climber", "etc", ""),
        ({"creator": "someone@old.example", "title": "No name"}, "No name", "an-old-post", "had no author with a name"),
        (
            {"post_date": "0000-00-00 00:00:00", "post_date_gmt": "2022-13-45 00:00:00", "title": "D"},
            "D",
            "an-old-post",
            "no date",
        ),
        ({"status": "private", "title": "P"}, "P", "an-old-post", "was private there, comes as a draft"),
    ],
)
def test_what_a_post_lacks_is_made_up_for_and_said(import_blog, write_wxr, fields, title, slug, said):
    run = import_blog(write_wxr(item("<p>Words.</p>", **fields)))

    post = BlogPostPage.objects.get()
    assert (post.title, post.slug) == (title, slug)
    assert said in run.said
    assert "@old.example" not in run.said
    assert run.code == 0


@pytest.mark.django_db
def test_two_posts_of_one_slug_both_have_an_address(import_blog, write_wxr, visitor):
    source = write_wxr(
        item("<p>One.</p>", title="One", slug="same", link="https://old.example/2021/same/"),
        item("<p>Two.</p>", number=2, title="Two", slug="same", link="https://old.example/2022/same/"),
    )
    rehearsal = import_blog(source, "--dry-run")
    run = import_blog(source)

    assert 'the address "same" is taken here: it got "same-2"' in rehearsal.said
    assert 'the address "same" is taken here: it got "same-2"' in run.said
    assert visitor.get("/2021/same/")["Location"] == "/blog/same/"
    assert visitor.get("/2022/same/")["Location"] == "/blog/same-2/"


@pytest.mark.django_db
def test_a_post_of_tomorrow_waits_for_its_day(import_blog, write_wxr, visitor):
    import_blog(
        write_wxr(
            item("<p>Later.</p>", post_date="2090-01-01 09:00:00", post_date_gmt="2090-01-01 17:00:00", status="future")
        )
    )

    post = post_called("An old post")
    assert not post.live
    assert post.go_live_at.year == 2090
    assert visitor.get("/blog/an-old-post/").status_code == 404


@pytest.mark.django_db
def test_an_editors_own_redirect_stays(import_blog, write_wxr, home):
    Redirect.add_redirect("/an-old-post", redirect_to=home)

    run = import_blog(write_wxr(item("<p>Words.</p>")))

    assert Redirect.objects.get(old_path="/an-old-post").redirect_page_id == home.pk
    assert "/an-old-post already leads elsewhere" in run.said


@pytest.mark.django_db
def test_a_formula_in_a_title_is_text_in_the_report(import_blog, write_wxr, tmp_path):
    report = tmp_path / "report.csv"

    import_blog(write_wxr(item("<p>x</p>", title="=HYPERLINK(0)")), report=report)

    assert ",'=HYPERLINK(0)," in report.read_text(encoding="utf-8-sig")


# --- HTML -------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'>x</p>",
    "<p>x</p><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a linktype='page' id='1' href='https://x.example'>x</a>",
    "<a data-linktype='x' onmouseover='alert(1)'><!-- --!><img src=x onerror=alert(1)> -->x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)><p>x</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe src='https://evil.example/x' onload='alert(1)'></iframe>",
    "<object data='x'></object><embed src='x'><form action='x'><button formaction='javascript:alert(1)'>x</button></form>",
    "<p style='background:url(javascript:alert(1))'>x</p><style>*{color:red}</style>",
    "<embed embedtype='media' url='https://evil.example'><p>x</p>",
    "<table><tr><td onclick='x'><script>alert(1)</script>a</td><td>b</td></tr></table>",
    "<h2 onclick='x'>T<script>alert(1)</script></h2>",
    '<div data-block-json=\'{"html": "<script>alert(1)</script>"}\'>x</div>',
    "<div>" * 200_000,
    "<b>" * 50_000 + "x",
    "<ul><li>" * 5000,
    "<li>orphan<p><ul>odd</ul><li>",
    "<![CDATA[x]]><![if x]>y<!doctype z><?php echo 1 ?>",
    "</p></div></ul>x<p/><br/></br>",
    "\x00\x01<p>\ud800</p>".encode("utf-8", "replace").decode(),
]
DANGER = re.compile(
    r"<(?!/?(?:p|b|i|a|ul|ol|li|sup|sub|br)\b)[a-z!?]|\son\w+=|\sstyle=|href=\"\s*(?:java|vb|data)", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"<(\w+)((?:\s[^<>]*)?)>")


def is_what_our_editor_writes(html: str) -> bool:
    """Nothing but our elements, and on them nothing but a key, an address, or the number of a page."""
    for name, attributes in ATTRIBUTE.findall(html):
        left = re.sub(r'\s(?:data-block-key|href|linktype|id)="[^"<>]*"', "", attributes).strip(" /")
        if left or (name != "a" and ("href" in attributes or "linktype" in attributes)):
            return False
    return not DANGER.search(html)


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_leaves_only_what_our_editor_would_write(html):
    for splits_lines in (True, False):
        for piece in build(html, splits_lines=splits_lines).pieces:
            if isinstance(piece, RichText):
                assert is_what_our_editor_writes(rich_text.as_the_editor_writes(piece.html))


def test_what_was_taken_out_is_said():
    notes = " ".join(build("<script>x</script><p onclick='a'>b</p><a href='javascript:x'>c</a><form>d</form>").notes)

    for name in ("scripts", "event handlers", "javascript: addresses", "forms and buttons"):
        assert name in notes


TAG_NAMES = re.findall(
    r"\S+",
    "p b i a ul ol li div span h1 h3 blockquote figure figcaption img table tr td th pre br hr iframe sup cite script style svg "
    "/p /b /i /a /ul /ol /li /div /h1 /table /tr /td /blockquote /figure /pre /script textarea",
)
fragments = st.one_of(
    st.text(max_size=20),
    st.sampled_from(HOSTILE[:21] + HOSTILE[24:]),
    st.builds(
        "<{}{}>".format,
        st.sampled_from(TAG_NAMES),
        st.sampled_from(
            [
                "",
                " onclick=x",
                " href='javascript:x'",
                " src=//x.example/y.png alt=z",
                " class='image-caption'",
                " style=x",
                " id=1",
            ]
        ),
    ),
    st.sampled_from(
        [
            "[caption]",
            "[/caption]",
            "[gallery ids='1']",
            "[embed]x[/embed]",
            "[a b='c']",
            "\n\n",
            "&nbsp;",
            "&lt;script&gt;",
            "&",
        ]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(fragments, max_size=25).map("".join), st.booleans())
def test_no_html_at_all_yields_a_script_or_breaks_the_builder(html, splits_lines):
    from blog.importing import shortcodes

    expanded, _ = shortcodes.expand(html, gallery=lambda ids: "")
    for piece in build(expanded, splits_lines=splits_lines, title="T").pieces:
        if isinstance(piece, RichText):
            assert is_what_our_editor_writes(rich_text.as_the_editor_writes(piece.html)), (html, piece.html)
        if isinstance(piece, Heading):
            assert 0 < len(piece.text) <= 160
        if isinstance(piece, Table):
            assert piece.caption
            assert all(len(row) == len(piece.columns) for row in piece.rows)


@pytest.mark.django_db
def test_nothing_hostile_reaches_a_reader(import_blog, write_wxr):
    body = "".join(html for html in HOSTILE if len(html) < 1000).replace("]]>", "")
    import_blog(
        write_wxr(item(body, title="<img src=x onerror=alert(1)>Hostile", excerpt="<script>alert(1)</script>Words.")),
        "--no-download",
    )

    page = Client().get(BlogPostPage.objects.get().url).content.decode()

    article = page[page.index("<article") : page.index("</article>")]
    assert "onerror" not in re.sub(r"&lt;.*?&gt;", "", article)
    assert "javascript:" not in article
    assert "<script>alert" not in page


# --- pictures ---------------------------------------------------------------------------------------------------------


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is a huge square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bomb(50_000), "far too many pixels"),
        (bomb(8_000), "it has 64,000,000 pixels, more than 60,000,000"),
        (SQUARE, "SVG"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "SVG"),
        (b"<html><script>alert(1)</script></html>", "not a picture"),
        (b"GIF89a", "broken|not a picture"),
        (b"", "not a picture"),
        (b"%PDF-1.4", "not a picture"),
    ],
)
def test_what_is_no_picture_is_not_taken_for_one(import_blog, write_wxr, tmp_path, content, said):
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "lamp.png").write_bytes(content)

    run = import_blog(write_wxr(item('<p>See</p><img src="https://old.example/lamp.png" alt="A lamp">')), media=folder)

    assert re.search(f"picture lamp.png is missing: .*({said})", run.said)
    assert not get_image_model().objects.exists()
    assert [kind for kind, _ in blocks_of(post_called("An old post"))] == ["rich_text"]


@pytest.mark.django_db
def test_a_picture_that_breaks_off_is_not_taken(import_blog, write_wxr, tmp_path):
    whole = paint(tmp_path / "pictures" / "lamp.jpg", 3, (400, 400))
    whole.write_bytes(whole.read_bytes()[:700])

    run = import_blog(
        write_wxr(item('<p>See</p><img src="https://old.example/lamp.jpg">')), media=tmp_path / "pictures"
    )

    assert "picture lamp.jpg is missing: it is broken" in run.said


@pytest.mark.django_db
def test_a_picture_is_what_its_content_says(import_blog, write_wxr, tmp_path):
    paint(tmp_path / "pictures" / "lamp.png", 3).rename(tmp_path / "pictures" / "lamp.php")

    import_blog(write_wxr(item('<img src="https://old.example/lamp.php" alt="A lamp">')), media=tmp_path / "pictures")

    assert get_image_model().objects.get().file.name.endswith("lamp.png")


@pytest.mark.parametrize(
    "address",
    ["https://old.example/../../secret.png", "https://old.example/%2e%2e%2fsecret.png", "https://x/..\\secret.png"],
)
def test_no_name_leads_out_of_the_media_folder(tmp_path, address):
    paint(tmp_path / "secret.png", 1)
    folder = tmp_path / "pictures"
    folder.mkdir()
    os.symlink(tmp_path / "secret.png", folder / "linked.png")

    store = pictures.Pictures(folder, downloads=False)

    assert store.find_in_folder(address) is None
    assert store.find_in_folder("https://old.example/linked.png") is None


def test_of_two_pictures_of_one_name_the_one_in_the_right_folder_is_taken(tmp_path):
    paint(tmp_path / "2021" / "lamp.png", 1)
    right = paint(tmp_path / "2022" / "lamp.png", 2)
    store = pictures.Pictures(tmp_path, downloads=False)

    assert store.find_in_folder("https://old.example/wp-content/uploads/2022/lamp-300x200.png") == right
    with pytest.raises(pictures.NotTaken, match="2 different files"):
        store.find_in_folder("https://old.example/2020/lamp.png")
