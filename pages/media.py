"""Pictures and documents. A gated picture lies under a random name that no public door serves."""

from __future__ import annotations

from django.db import models
from django.utils.crypto import get_random_string
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

GATED_FOLDER = "gated"


class SiteImage(AbstractImage):
    """A picture. `gated` ones belong to lessons: only the lesson's own door, which asks the ledger, gives them out."""

    gated = models.BooleanField(
        "only for learners",
        default=False,
        help_text="Tick for pictures inside paid lessons, before uploading. They cannot be used on public pages.",
    )

    admin_form_fields = (*Image.admin_form_fields, "gated")

    def get_upload_to(self, filename: str) -> str:
        path = super().get_upload_to(filename)
        return gated_path(path) if self.gated else path


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]

    def get_upload_to(self, filename: str) -> str:
        path = super().get_upload_to(filename)
        return gated_path(path) if self.image.gated else path


class SiteDocument(AbstractDocument):
    """A file to take away, served by the documents view, which asks its collection's privacy; never from the media folder."""

    admin_form_fields = Document.admin_form_fields


def gated_path(path: str) -> str:
    """This function will return a path of 128 random bits and more under the gated folder, keeping the file's ending."""
    ending = path.rpartition(".")[2]
    return f"{GATED_FOLDER}/{get_random_string(32)}.{ending}"
