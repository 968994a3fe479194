"""The posts of the demo school's blog, newest first."""

from config.demo.content.posts import (
    advertising_within_the_rules,
    corporate_practice_of_medicine,
    dea_registration_and_storage,
    do_insurers_reimburse,
    good_faith_estimate,
    rems_in_plain_words,
    room_arithmetic,
    should_you_add_infusions,
    start_up_budget_forgets,
    superbills_that_hold_up,
    three_common_concerns,
    why_clinics_close,
)
from config.demo.words import Post

POSTS: list[Post] = sorted(
    [
        do_insurers_reimburse.POST,
        room_arithmetic.POST,
        superbills_that_hold_up.POST,
        three_common_concerns.POST,
        rems_in_plain_words.POST,
        good_faith_estimate.POST,
        should_you_add_infusions.POST,
        start_up_budget_forgets.POST,
        why_clinics_close.POST,
        corporate_practice_of_medicine.POST,
        dea_registration_and_storage.POST,
        advertising_within_the_rules.POST,
    ],
    key=lambda post: post.published_on,
    reverse=True,
)
