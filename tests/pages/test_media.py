"""What the media door gives out, and what it keeps."""

import pytest
from django.conf import settings

from pages.models import SiteImage
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
