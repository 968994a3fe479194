"""Finds the pictures of old posts: in the media folder first, then where they were. What a file is, its content says."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image, UnidentifiedImageError

from blog.importing import download, limits
from blog.memory import ImportedPicture
from pages.models import SiteImage
from pages.photographs import without_traces

FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
SIZED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|rotated|e\d{10,14})(?=\.[A-Za-z]{3,4}$)")


class NotTaken(Exception):
    """The picture stays behind, and why."""


@dataclass
class Found:
    """A picture that is known already, or the file that will become one."""

    key: str
    image: SiteImage | None = None
    file: IO[bytes] | None = None
    name: str = ""
    to_download: bool = False


@dataclass
class Pictures:
    """Where pictures come from in one run."""

    folder: Path | None = None
    downloads: bool = True
    is_rehearsal: bool = False
    by_name: dict[str, list[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Names are looked up in a list of what lies in the folder, so no name can lead out of it."""
        if self.folder is None:
            return
        root = self.folder.resolve()
        for number, path in enumerate(root.rglob("*")):
            if number >= limits.MAX_MEDIA_FILES:
                break
            if path.is_file() and path.resolve().is_relative_to(root):
                self.by_name.setdefault(path.name.casefold(), []).append(path)

    def find(self, url: str) -> Found:
        """This function will return the picture at an old address; it raises NotTaken with the reason if there is none."""
        key = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
        known = ImportedPicture.objects.filter(key=key, image__gated=False).select_related("image").first()
        if known:
            return Found(key, image=known.image)
        path = self.find_in_folder(url)
        if path is None and not self.downloads:
            raise NotTaken("not in the media folder" if self.folder else "not downloaded, as you asked")
        if path is None and self.is_rehearsal:
            return Found(key, to_download=True)
        try:
            if path is None:
                file: IO[bytes] = download.fetch(url, most_bytes=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
            else:
                file = open_checked(path)
        except download.NotFetched as error:
            raise NotTaken(str(error)) from error
        name = path.name if path else unquote(urlsplit(url).path)
        try:
            return Found(key, file=file, name=f"{PurePosixPath(name).stem[:80] or 'picture'}.{sniff(file)}")
        except NotTaken:
            file.close()
            raise

    def find_in_folder(self, url: str) -> Path | None:
        """The file whose name, and as much of whose path as may be, is that of the address; the original before a size of it."""
        try:
            steps = [step for step in unquote(urlsplit(url).path).replace("\\", "/").split("/") if step]
        except ValueError:
            return None
        if not steps or not self.by_name:
            return None
        names = dict.fromkeys([SIZED.sub("", steps[-1]), steps[-1], steps[-1].replace("+", " ")])
        for name in names:
            candidates = self.by_name.get(name.casefold(), [])
            if candidates:
                return choose(candidates, [*steps[:-1], name])
        return None


def choose(candidates: list[Path], steps: list[str]) -> Path:
    """This function will return the path that shares most of its end with an address."""
    shared = {path: common_end(path.parts, steps) for path in candidates}
    best = [path for path in candidates if shared[path] == max(shared.values())]
    if len(best) > 1 and len({path.read_bytes() for path in best if path.stat().st_size < 2**24}) != 1:
        raise NotTaken(f"{len(best)} different files in the media folder are called {best[0].name}")
    return best[0]


def common_end(parts: tuple[str, ...], steps: list[str]) -> int:
    count = 0
    for part, step in zip(reversed(parts), reversed(steps), strict=False):
        if part.casefold() != step.casefold():
            break
        count += 1
    return count


def open_checked(path: Path) -> IO[bytes]:
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise NotTaken(f"it is larger than {settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2} MB")
    return path.open("rb")


def sniff(file: IO[bytes]) -> str:
    """This function will return the ending that belongs to a picture's content. What we would not serve is refused."""
    start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    file.seek(0)
    if start.startswith((b"<svg", b"<?xml")) or b"<svg" in start:
        raise NotTaken("drawings (SVG) from elsewhere are not taken: they may carry scripts")
    try:
        with Image.open(file, formats=list(FORMATS)) as picture:
            kind = FORMATS[picture.format or ""]
            width, height = picture.size
            pixels = width * height * getattr(picture, "n_frames", 1)
            if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise NotTaken(f"it has {pixels:,} pixels, more than {settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:,}")
            picture.load()
    except UnidentifiedImageError as error:
        raise NotTaken("it is not a picture of a kind that we show") from error
    except Image.DecompressionBombError as error:
        raise NotTaken("it has far too many pixels") from error
    except (OSError, ValueError, SyntaxError, KeyError, MemoryError) as error:
        raise NotTaken("it is broken") from error
    file.seek(0)
    return kind


def store(found: Found, *, title: str, stored: list[SiteImage]) -> SiteImage:
    """This function will make the file a picture of the school, or return the one that has the same content already."""
    if found.image:
        return found.image
    if found.file is None:
        raise NotTaken("it was not fetched")
    file = without_traces(found.file) or found.file  # as it will be kept, so that it is known again
    digest = hashlib.sha1(file.read(), usedforsecurity=False).hexdigest()
    file.seek(0)
    image = SiteImage.objects.filter(file_hash=digest, gated=False).first()
    if image is None:
        image = SiteImage(title=title[:255] or found.name, file=ImageFile(file, name=found.name))
        image._set_image_file_metadata()
        stored.append(image)
        image.save()
    ImportedPicture.objects.update_or_create(key=found.key, defaults={"image": image})
    return image


def take_back(stored: list[SiteImage]) -> None:
    """This function will remove the files of pictures whose rows were rolled back."""
    for image in stored:
        if image.file._committed:
            with suppress(OSError):
                image.file.storage.delete(image.file.name)
