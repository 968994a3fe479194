"""Who stands behind a post, until when, and what an editor puts beside it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.models import BlogPostPage, RelatedPost

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 20)


def test_a_reader_sees_who_reviewed_a_post_and_until_when_it_was_checked(visitor, make_post, author):
    post = make_post("Superbills", reviewed_by=author, checked_on=TODAY, updated_on=datetime.date(2026, 11, 1))

    html = visitor.get(post.url).content.decode()

    for words in ("Medically reviewed by", "Dr. Ada Author</a>, MD", "November 20, 2026", "November 1, 2026"):
        assert words in html
    assert "November 20, 2027" in html, "left empty, the next check comes a year after the last"


def test_a_check_on_a_leap_day_is_followed_by_one(make_post):
    assert make_post("Leap", checked_on=datetime.date(2024, 2, 29)).next_check_on == datetime.date(2025, 2, 28)


def test_a_reader_is_told_when_a_check_is_overdue(visitor, make_post):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    post = make_post("Stale", checked_on=datetime.date(2025, 1, 1), next_check_on=yesterday)

    assert "overdue" in visitor.get(post.url).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("updated_on", datetime.date(2026, 10, 5)),
        ("checked_on", datetime.date(2999, 1, 1)),
        ("next_check_on", datetime.date(2026, 11, 19)),
        ("slug", "topic"),
        ("slug", "feed"),
    ],
)
def test_an_editor_is_told_beside_the_field_what_cannot_be(make_post, field, value):
    post = make_post("Dates", checked_on=TODAY)
    setattr(post, field, value)

    with pytest.raises(ValidationError) as refusal:
        post.full_clean()

    assert field in refusal.value.message_dict


def test_what_the_editor_put_beside_a_post_comes_first_and_the_topic_fills_up(visitor, make_post):
    post = make_post("Here")
    chosen, other = make_post("Chosen", on=datetime.date(2020, 1, 1)), make_post("Other")
    post.chosen_related.add(RelatedPost(post=chosen))
    post.save_revision().publish()

    assert visitor.get(post.url).context["related_posts"] == [chosen, other]


def test_a_chosen_post_past_its_expiry_is_not_beside_anything(visitor, make_post):
    post, chosen = make_post("Here"), make_post("Chosen")
    post.chosen_related.add(RelatedPost(post=chosen))
    post.save_revision().publish()
    BlogPostPage.objects.filter(pk=chosen.pk).update(expire_at=timezone.now())

    assert visitor.get(post.url).context["related_posts"] == []
