"""What the media door gives out, and what it keeps."""

import hashlib
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image, ImageCms

from pages.models import SiteImage, SiteRendition
from tests.conftest import drawing

pytestmark = pytest.mark.django_db


@pytest.fixture
def gated_picture(db):
    return SiteImage.objects.create(title="From a lesson", gated=True, file=drawing("lesson-figure.svg"))


def test_a_public_picture_is_served_but_can_run_nothing(visitor, picture):
    response = visitor.get(picture.file.url)

    assert response.status_code == 200
    assert "script-src" not in response["Content-Security-Policy"]
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_gated_picture_has_no_public_address(visitor, buyer, client_of, gated_picture):
    for client in (visitor, client_of(buyer)):
        assert client.get(gated_picture.file.url).status_code == 404


def test_the_name_of_a_gated_picture_tells_nothing(gated_picture):
    assert "lesson-figure" not in gated_picture.file.name
    assert gated_picture.file.name.startswith("gated/")
    assert len(gated_picture.file.name) >= 32


def test_renditions_of_a_gated_picture_are_gated_too(visitor, gated_picture):
    rendition = gated_picture.get_rendition("width-4|preserve-svg")

    assert rendition.file.name.startswith("gated/")
    assert visitor.get(rendition.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "documents/secret.pdf",
        "../school.sqlite3",
        "images/../../school.sqlite3",
        "gated/x.svg",
        "",
        "images/",
        "images/%00",
    ],
)
def test_nothing_else_comes_out_of_the_media_folder(visitor, path):
    folder = settings.MEDIA_ROOT
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    (folder / "documents" / "secret.pdf").write_text("secret")
    (folder.parent / "school.sqlite3").write_text("secret")

    response = visitor.get(f"/media/{path}")

    assert response.status_code == 404
    assert b"secret" not in b"".join(response)


def photograph(name: str = "room.png") -> ImageFile:
    content = BytesIO()
    Image.new("RGB", (1300, 800), "teal").save(content, "PNG")
    return ImageFile(BytesIO(content.getvalue()), name=name)


def test_photographs_are_ready_before_the_first_reader(visitor, make_post, django_capture_on_commit_callbacks):
    cover = SiteImage.objects.create(title="A room", file=photograph())
    inside = SiteImage.objects.create(title="A chair", file=photograph("chair.png"))
    figure = {"image": inside, "alt_text": "A chair", "caption": "It tilts.", "credit": ""}

    with django_capture_on_commit_callbacks(execute=True):
        post = make_post("Rooms", cover=cover, cover_alt_text="A room", body=[("figure", figure)])

    made = SiteRendition.objects.filter(image__in=[cover, inside]).count()
    assert made == 2 * 9  # three formats in three widths
    html = visitor.get(post.url).content.decode()
    assert SiteRendition.objects.filter(image__in=[cover, inside]).count() == made
    assert html.count('type="image/avif"') == 2
    assert 'fetchpriority="high"' in html
    assert 'loading="lazy"' in html
    assert html.count('sizes="(min-width: 44rem) 40rem, 92vw"') >= 2


def test_a_gated_photograph_is_made_by_nobody_but_its_lesson(make_post, django_capture_on_commit_callbacks):
    gated = SiteImage.objects.create(title="From a lesson", gated=True, file=photograph())

    with django_capture_on_commit_callbacks(execute=True):
        make_post("Careless", cover=gated)

    assert not SiteRendition.objects.filter(image=gated).exists()


# --- a tick that comes late ---------------------------------------------------------------------------------------------


def test_an_editor_who_ticks_only_for_learners_later_takes_the_picture_and_its_sizes_off_the_public_doors(
    visitor, django_capture_on_commit_callbacks
):
    image = SiteImage.objects.create(title="A room", file=photograph())
    before = [image.file.url, image.get_rendition("width-400|format-jpeg").url]
    assert [visitor.get(address).status_code for address in before] == [200, 200]

    image = SiteImage.objects.get(pk=image.pk)
    image.gated = True
    with django_capture_on_commit_callbacks(execute=True):
        image.save()

    image = SiteImage.objects.get(pk=image.pk)
    assert image.is_kept_back
    assert image.file.storage.exists(image.file.name)
    assert (image.width, image.height) == (1300, 800)
    assert [visitor.get(address).status_code for address in [*before, image.file.url]] == [404] * 3
    assert not image.renditions.exists()
    assert image.get_rendition("width-400|format-jpeg").file.name.startswith("gated/")


def test_an_editor_who_takes_the_tick_away_shows_the_picture_to_everybody(
    visitor, gated_picture, django_capture_on_commit_callbacks
):
    hidden = gated_picture.file.name
    gated_picture.gated = False
    with django_capture_on_commit_callbacks(execute=True):
        gated_picture.save()

    image = SiteImage.objects.get(pk=gated_picture.pk)
    assert visitor.get(image.file.url).status_code == 200
    assert not image.file.storage.exists(hidden)


def test_a_picture_that_became_a_learners_own_is_on_no_shared_link(home):
    image = SiteImage.objects.create(title="A room", file=photograph())
    home.share_image = image
    assert home.get_share_card().chosen_file

    image.gated = True
    image.save()

    assert not home.get_share_card().chosen_file


# --- what a camera notes ------------------------------------------------------------------------------------------------


def snapshot(kind: str = "JPEG", **fields) -> ImageFile:
    """Taken with the phone on its side, somewhere that is nobody's business."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes.get_ifd(0x8825)[2] = (33.0, 49.0, 49.0)
    content = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (400, 200), "teal").save(content, kind, exif=notes.tobytes(), icc_profile=profile, **fields)
    return ImageFile(BytesIO(content.getvalue()), name=f"taken.{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nobody_learns_from_a_photograph_where_it_was_taken(visitor, kind):
    image = SiteImage.objects.create(title="At home", file=snapshot(kind))

    for address in (image.file.url, image.get_rendition("width-100|format-jpeg").url):
        served = Image.open(BytesIO(b"".join(visitor.get(address).streaming_content)))
        assert not served.getexif()
        assert "exif" not in served.info
    kept = Image.open(image.file.path)
    assert (kept.format, kept.size, (image.width, image.height)) == (kind, (200, 400), (200, 400))
    assert kept.info["icc_profile"]
    assert image.file_size == image.file.size
    assert image.file_hash == hashlib.sha1(image.file.storage.open(image.file.name).read()).hexdigest()


def test_a_photograph_keeps_the_quality_with_which_it_was_made():
    given = snapshot(quality=61)
    image = SiteImage.objects.create(title="At home", file=given)

    assert Image.open(image.file.path).quantization == Image.open(BytesIO(given.read())).quantization


def test_a_picture_without_notes_stays_as_it_was_byte_for_byte():
    given = photograph()
    image = SiteImage.objects.create(title="A room", file=given)
    given.seek(0)

    with image.file.storage.open(image.file.name) as kept:
        assert kept.read() == given.read()


def test_machines_are_told_of_a_portrait_in_a_size_and_not_as_it_was_uploaded(visitor, author):
    author.portrait = SiteImage.objects.create(title="Ada", file=photograph("ada.png"))
    author.save()

    text = visitor.get(author.get_absolute_url()).content.decode()

    assert "original_images" not in text
    assert ".jpg" in text
