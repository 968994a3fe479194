"""Pictures and documents. A gated picture lies under a random name that no public door serves."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.images import ImageFile
from django.db import models, transaction
from django.utils.crypto import get_random_string
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from pages.photographs import without_traces

GATED_FOLDER = "gated"


class SiteImage(AbstractImage):
    """A picture. `gated` ones belong to lessons: only the lesson's own door, which asks the ledger, gives them out."""

    gated = models.BooleanField(
        "only for learners",
        default=False,
        help_text="Tick for pictures inside paid lessons. They cannot be used on public pages.",
    )

    admin_form_fields = (*Image.admin_form_fields, "gated")

    def get_upload_to(self, filename: str) -> str:
        path = super().get_upload_to(filename)
        return gated_path(path) if self.gated else path

    @property
    def is_kept_back(self) -> bool:
        """Whether no public door serves it: the tick says so, and its file does lie there."""
        return self.gated and lies_gated(self.file.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new file loses what its camera noted; one whose tick was changed moves to the other side of the door."""
        is_new = bool(self.file) and not self.file._committed
        if is_new and (cleaned := without_traces(self.file)):
            image: Any = self
            image.file = ImageFile(cleaned, name=self.file.name)
            self._set_image_file_metadata()
        left = self._move() if self.file and not is_new and kwargs.get("update_fields") is None else ""
        super().save(*args, **kwargs)
        if left:
            self._forget([left, *(rendition.file.name for rendition in self.renditions.all())])

    def _move(self) -> str:
        """Copy the file to where its tick wants it, and return the name under which it must vanish; "" if it lies right."""
        old = self.file.name
        if lies_gated(old) == self.gated or not self.file.storage.exists(old):
            return ""
        self.file.close()
        self.file._file = None  # what was opened is the file of before
        with self.file.storage.open(old) as content:
            self.file.name = self.file.storage.save(self.get_upload_to(PurePosixPath(old).name), content)
        return old

    def _forget(self, names: list[str]) -> None:
        storage = self.file.storage
        self.renditions.all().delete()
        for name in names:  # at once, not when the worker comes by: the address was public a second ago
            transaction.on_commit(partial(storage.delete, name))


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


def lies_gated(name: str) -> bool:
    """This function will say whether a file lies where no public door serves it."""
    return name.startswith(f"{GATED_FOLDER}/")
