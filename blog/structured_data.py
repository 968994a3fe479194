"""What a post and the blog say of themselves in the words of schema.org. Posts are public whole, so sources count as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages import structured_data as words
from pages.head import iso, shorten
from pages.structured_data import Thing, known

if TYPE_CHECKING:
    from blog.models import BlogIndexPage, BlogPostPage

MOST_HEADLINE = 110


def posting(post: BlogPostPage) -> Thing:
    """This function will return the post as a BlogPosting, checked and reviewed as its page says.

    schema.org gives `reviewedBy` and `lastReviewed` to the web page, readers of posts look for them on the post: both say it.
    """
    address = post.get_address()
    picture = post.get_share_picture()
    review = known(
        reviewedBy=words.person(post.reviewed_by) if post.reviewed_by else None,
        lastReviewed=iso(post.checked_on),
    )
    return (
        known(
            type="BlogPosting",
            id=f"{address}#post",
            headline=shorten(post.title, most=MOST_HEADLINE),
            description=shorten(post.get_summary()),
            url=address,
            image=known(type="ImageObject", url=picture.address, width=picture.width, height=picture.height),
            datePublished=iso(post.published_on),
            dateModified=iso(post.updated_on or post.published_on),
            author=words.person(post.author) if post.author else words.the_organization(),
            publisher=words.the_organization(),
            articleSection=post.topic.name if post.topic else "",
            timeRequired=f"PT{post.reading_minutes}M",
            inLanguage="en",
            isAccessibleForFree=True,
            citation=sources(post),
            mainEntityOfPage=known(type="MedicalWebPage", id=address) | review,
        )
        | review
    )


def sources(post: BlogPostPage) -> list[Thing]:
    """This function will return what the post rests on, as its own list of sources names it."""
    return [
        known(
            type="CreativeWork",
            name=source["title"],
            url=source.get("url"),
            publisher=known(type="Organization", name=source["publisher"]) if source.get("publisher") else None,
        )
        for block in post.body
        if block.block_type == "sources"
        for source in block.value["entries"]
    ]


def listing(blog: BlogIndexPage, posts: Any, query: dict[str, Any]) -> Thing:
    """This function will return a page of the blog: the posts on it, in its order."""
    return known(
        type="Blog",
        id=f"{blog.get_address(query)}#blog",
        name=blog.title,
        description=shorten(blog.get_summary()),
        url=blog.get_address(query),
        publisher=words.the_organization(),
        blogPost=[
            known(
                type="BlogPosting",
                headline=shorten(post.title, most=MOST_HEADLINE),
                url=post.get_address(),
                datePublished=iso(post.published_on),
            )
            for post in posts
        ],
    )
