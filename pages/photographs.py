"""What a camera writes beside the picture, such as where and when it was taken, is nobody's business but the photographer's."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, JpegImagePlugin

KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")
SHOWN_BY = {"icc_profile", "transparency", "gamma", "dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density"}
"""What of a file's notes belongs to how it looks; `jfif` and the like hold no words."""
TELLTALE = {"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment"}
QUALITY = 92
"""For the kinds of files that do not say how well they were made."""


def without_traces(file: IO[bytes]) -> ContentFile | None:
    """This function will return a photograph upright and without the camera's notes; None if nothing is to be changed.

    The kind of file, its quality and its colours stay. Drawings and pictures that move stay as they are.
    """
    file.seek(0)
    start = file.read(32)
    file.seek(0)
    try:
        with Image.open(file, formats=KINDS) as picture:  # a JPEG that brings further pictures along calls itself MPO
            if picture.format != "MPO" and (getattr(picture, "n_frames", 1) > 1 or not _tells(picture)):
                return None
            return ContentFile(_written_anew(picture, is_lossless=start[12:16] == b"VP8L"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # no such photograph: whoever shows it will say so
    finally:
        file.seek(0)


def _tells(picture: Image.Image) -> bool:
    words = {name for name, value in picture.info.items() if isinstance(value, str)}  # a PNG's own notes
    return bool(TELLTALE & set(picture.info) or (picture.format == "PNG" and words) or picture.getexif())


def _written_anew(picture: Image.Image, *, is_lossless: bool) -> bytes:
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    how: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        how |= {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
        how |= {"progressive": bool(picture.info.get("progressive")), "optimize": True}
    elif kind == "WEBP":
        how |= {"lossless": is_lossless, "quality": 100 if is_lossless else QUALITY}
    elif kind == "AVIF":
        how |= {"quality": QUALITY}
    upright = ImageOps.exif_transpose(picture).copy()  # a copy: the file's own notes stay behind
    upright.info = {name: value for name, value in upright.info.items() if name in SHOWN_BY}
    written = BytesIO()
    upright.save(written, kind, **how)
    return written.getvalue()
