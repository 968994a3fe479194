import pytest

from payments import services as payments
from tests.courses import places


@pytest.fixture
def catalogue(home):
    return places.plant_catalogue(home)


@pytest.fixture
def course(catalogue):
    return places.plant_course(catalogue)


@pytest.fixture
def module(course):
    return places.plant_module(course)


@pytest.fixture
def preview(module):
    """The first lesson, open to everyone."""
    return places.plant_lesson(module, "before-you-begin", words="Words for everyone.", free_preview=True)


@pytest.fixture
def lesson(module, preview):
    """The second lesson, for learners."""
    return places.plant_lesson(module)


@pytest.fixture
def last_lesson(course, lesson):
    """The third lesson, in a module of its own."""
    return places.plant_lesson(places.plant_module(course, "clinic-set-up"), "rooms", words="Words about rooms.")


@pytest.fixture
def other_course(catalogue):
    return places.plant_course(catalogue, "another-course")


@pytest.fixture
def give(make_user):
    """Gives a course through the ledger's own service."""

    def give(user, course, **fields):
        return payments.give_grant(user=user, product=course, reason="For the test", by=None, **fields)

    return give


@pytest.fixture
def learner(make_user, course, give):
    """Owns the course."""
    user = make_user("learner")
    give(user, course)
    return user


@pytest.fixture
def stranger(make_user, other_course, give):
    """Owns another course."""
    user = make_user("stranger")
    give(user, other_course)
    return user
