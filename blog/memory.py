"""What the importer remembers of what it brought, so that a second run changes nothing, and never what an editor changed."""

from __future__ import annotations

from django.db import models


class ImportedPost(models.Model):
    """One post of an old blog, and the page that it became. The page is empty once somebody deleted it here."""

    key = models.CharField(max_length=255, unique=True, help_text="Host of the old blog and the post's number there.")
    address = models.CharField(max_length=500, db_index=True, help_text="Host and path where the post was read.")
    page = models.OneToOneField("blog.BlogPostPage", null=True, on_delete=models.SET_NULL, related_name="imported_from")
    digest = models.CharField(max_length=64, help_text="Fingerprint of what was read.")
    revision_id = models.BigIntegerField(help_text="The revision that the importer made last.")
    was_public = models.BooleanField(default=False)
    open_ends = models.PositiveIntegerField(default=0, help_text="Pictures and internal links that were not found yet.")
    imported_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key

    def is_edited_here(self) -> bool:
        """This function will say whether somebody saved, published or withdrew the page after the importer wrote it."""
        page = self.page
        if page is None:
            return True
        return page.latest_revision_id != self.revision_id or (self.was_public and not page.live)


class ImportedPicture(models.Model):
    """A picture of an old blog, by the fingerprint of its address there."""

    key = models.CharField(max_length=64, unique=True)
    image = models.ForeignKey("pages.SiteImage", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.key
