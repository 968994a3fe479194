"""The posts of the demo school's blog, newest first."""

from config.demo.content.posts import (
    do_insurers_reimburse,
    good_faith_estimate,
    rems_in_plain_words,
    room_arithmetic,
    superbills_that_hold_up,
    three_common_concerns,
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
    ],
    key=lambda post: post.published_on,
    reverse=True,
)
