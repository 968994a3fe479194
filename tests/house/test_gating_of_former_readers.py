"""The same walk as people who could read the lesson once, or will be able to, and cannot now."""

import pytest

from tests.house.canaries import assert_nothing_is_heard

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.mark.parametrize(
    "who",
    [
        "a refunded buyer",
        "an expired buyer",
        "a closed account",
        "a member of a cohort that has not begun",
        "a removed team member",
    ],
)
def test_no_canary_is_heard_anywhere_by_those_who_cannot_read_now(mine, who):
    assert_nothing_is_heard(mine, who)
