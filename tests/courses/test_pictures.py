"""A picture inside a paid lesson goes through the lesson's door, which asks the ledger; nothing else gives it out."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from courses.models import LessonPage
from pages.models import SiteImage
from tests.courses import places

pytestmark = pytest.mark.django_db

SECRET = "what-only-learners-see"


@pytest.fixture
def drawing(home):
    return places.plant_picture(SECRET)


@pytest.fixture
def photograph(home):
    file = BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(file, "JPEG")
    image = SiteImage(title="A photograph", gated=True, file=ContentFile(file.getvalue(), name="room.jpg"))
    image.save()
    return image


@pytest.fixture
def illustrated(lesson, drawing):
    lesson.body = [places.figure(drawing)]
    return places.publish(lesson)


def address(lesson, image, size="large"):
    return reverse("courses:lesson_image", args=[lesson.pk, image.pk, size])


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_learner_sees_the_drawing_as_it_was_uploaded(client_of, learner, illustrated, drawing):
    client = client_of(learner)

    page = client.get(illustrated.url).content.decode()
    response = client.get(address(illustrated, drawing))

    assert address(illustrated, drawing) in page
    assert "/media/" not in page
    assert SECRET in body(response).decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_a_photograph_comes_in_the_sizes_of_the_list_and_keeps_its_shape(client_of, learner, lesson, photograph):
    lesson.body = [places.figure(photograph)]
    places.publish(lesson)
    client = client_of(learner)

    page = client.get(lesson.url).content.decode()

    for size, width in {"small": 480, "medium": 800, "large": 1200}.items():
        assert f"{address(lesson, photograph, size)} {width}w" in page
        response = client.get(address(lesson, photograph, size))
        assert Image.open(BytesIO(body(response))).width == width
        assert response["Content-Type"].startswith("image/")
    assert 'width="1600" height="900"' in page
    assert all(rendition.file.name.startswith("gated/") for rendition in photograph.renditions.all())


@pytest.mark.parametrize("size", ["huge", "original", "width-1200", "LARGE"])
def test_no_other_size_exists(client_of, learner, illustrated, drawing, size):
    assert client_of(learner).get(address(illustrated, drawing, size)).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "buyer", "stranger"])
@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_for_everyone_else_the_picture_does_not_exist(request, client_of, illustrated, drawing, who, method):
    client = request.getfixturevalue(who) if who == "visitor" else client_of(request.getfixturevalue(who))

    response = getattr(client, method)(address(illustrated, drawing))

    assert response.status_code in {404, 405}
    assert SECRET.encode() not in body(response)


def test_a_picture_that_is_not_there_is_refused_in_the_same_words(visitor, illustrated, drawing):
    refused = visitor.get(address(illustrated, drawing))
    missing = visitor.get(reverse("courses:lesson_image", args=[illustrated.pk, 999_999, "large"]))

    assert refused.status_code == missing.status_code == 404
    assert refused.content == missing.content


def test_the_door_of_one_lesson_gives_out_no_picture_of_another(
    client_of, learner, module, illustrated, drawing, preview
):
    other = places.plant_lesson(module, "without-pictures")
    client = client_of(learner)

    assert client.get(address(illustrated, drawing)).status_code == 200
    assert client.get(address(other, drawing)).status_code == 404
    assert client.get(address(preview, drawing)).status_code == 404


def test_a_picture_only_in_a_draft_is_for_those_who_edit_it(client_of, learner, editor, lesson, drawing):
    lesson.body = [places.figure(drawing)]
    lesson.save_revision()

    assert client_of(learner).get(address(lesson, drawing)).status_code == 404
    assert client_of(editor).get(address(lesson, drawing)).status_code == 200


def test_closing_the_course_closes_its_pictures(client_of, learner, course, illustrated, drawing):
    course.unpublish()

    assert client_of(learner).get(address(illustrated, drawing)).status_code == 404


def test_a_gated_picture_in_a_preview_is_open_like_the_preview(visitor, preview, drawing):
    preview.body = [places.figure(drawing)]
    places.publish(preview)

    assert SECRET in body(visitor.get(address(preview, drawing))).decode()


def test_a_lost_file_is_a_missing_picture_and_no_crash(client_of, learner, illustrated, drawing):
    drawing.file.storage.delete(drawing.file.name)

    assert client_of(learner).get(address(illustrated, drawing)).status_code == 404


def test_the_media_folder_gives_out_no_gated_file(visitor, client_of, learner, drawing):
    assert drawing.file.name.startswith("gated/")
    for client in (visitor, client_of(learner)):
        for path in (
            drawing.file.name,
            f"images/../{drawing.file.name}",
            f"original_images/%2e%2e/{drawing.file.name}",
        ):
            response = client.get(f"/media/{path}")
            assert response.status_code == 404
            assert SECRET.encode() not in body(response)


def test_a_gated_picture_on_a_public_page_is_not_shown(visitor, make_post, drawing):
    post = make_post("A post", body=[places.figure(drawing), ("rich_text", "<p>Words.</p>")])

    text = visitor.get(post.url).content.decode()

    assert "Words." in text
    assert "gated/" not in text
    assert "What it shows" not in text


def test_the_editor_is_told_to_upload_a_lessons_picture_as_gated(lesson):
    lesson.body = [places.figure(places.plant_picture(gated=False))]

    with pytest.raises(Exception, match="only for learners"):
        lesson.full_clean()
    lesson.free_preview = True
    lesson.full_clean()


def test_the_editor_is_told_so_while_the_file_of_a_ticked_picture_still_lies_in_the_open(lesson):
    picture = places.plant_picture(gated=False)
    SiteImage.objects.filter(pk=picture.pk).update(gated=True)
    lesson.body = [places.figure(SiteImage.objects.get(pk=picture.pk))]

    with pytest.raises(Exception, match="only for learners"):
        lesson.full_clean()


def test_a_copied_lesson_serves_its_pictures_to_the_owners_of_its_new_course_alone(
    client_of, learner, stranger, other_course, illustrated, drawing
):
    copied = illustrated.copy(to=places.plant_module(other_course), update_attrs={"slug": "copied"}, keep_live=True)
    copied = LessonPage.objects.get(pk=copied.pk)

    assert client_of(learner).get(address(copied, drawing)).status_code == 404
    assert client_of(stranger).get(address(copied, drawing)).status_code == 200


def test_the_editors_library_shows_gated_pictures(client_of, editor, drawing):
    response = client_of(editor).get(f"/media/{drawing.file.name}")

    assert SECRET in body(response).decode()
    assert response["Cache-Control"] == "private, no-store"


def test_entering_the_admin_is_not_enough_to_see_gated_pictures(client_of, make_user, drawing):
    clerk = make_user("clerk")
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert client_of(clerk).get(f"/media/{drawing.file.name}").status_code == 404


def test_an_editor_who_showed_no_second_factor_sees_no_gated_picture(
    client_of, editor, lesson, drawing, settings, monkeypatch
):
    lesson.body = [places.figure(drawing)]
    lesson.save_revision()
    client = client_of(editor)
    doors = (address(lesson, drawing), f"/media/{drawing.file.name}")
    assert [client.get(door).status_code for door in doors] == [200, 200]

    settings.STAFF_SECOND_FACTOR_REQUIRED = True

    assert [client.get(door).status_code for door in doors] == [404, 404]
    monkeypatch.setattr("accounts.middleware.has_second_factor", lambda request: True)
    assert [client.get(door).status_code for door in doors] == [200, 200]


def test_the_editor_works_in_the_library(client_of, editor, drawing):
    text = client_of(editor).get("/admin/images/").content.decode()

    assert drawing.title in text
    assert "/media/gated/" in text


def test_a_key_of_thirty_digits_is_nobodys(visitor, client_of, learner, home):
    key = "9" * 30
    for client in (visitor, client_of(learner)):
        assert client.get(f"/learn/lessons/{key}/pictures/1/large/").status_code == 404
        assert client.get(f"/learn/lessons/1/pictures/{key}/large/").status_code == 404
        assert client.get(f"/learn/{key}/").status_code == 404
        assert client.get(f"/share/{key}/x.png").status_code == 404
        for deed in ("complete", "opened"):
            assert client.post(f"/learn/lessons/{key}/{deed}/").status_code == 404
