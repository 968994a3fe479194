"""The posts of the demo school's blog, newest first."""

from config.demo.content.posts import do_insurers_reimburse
from config.demo.words import Post

POSTS: list[Post] = sorted([do_insurers_reimburse.POST], key=lambda post: post.published_on, reverse=True)
