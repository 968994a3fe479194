"""No cell that leaves the admin in a spreadsheet is taken for a formula, whoever typed it and whichever listing sends it.

Wagtail does this for XLSX. A CSV file carries no types, so a spreadsheet guesses by the first sign; an apostrophe makes it text.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_BEGINNINGS = {"=", "+", "-", "@", "\t", "\r"}


def as_text(value: Any) -> str:
    """This function will return a cell that every spreadsheet shows as it was typed."""
    text = str(value)
    return f"'{text}" if {text[:1], text.lstrip()[:1]} & FORMULA_BEGINNINGS else text


def neutralise_exports() -> None:
    """This function will make every export of the admin, Wagtail's own reports among them, write text as text."""
    SpreadsheetExportMixin.custom_value_preprocess[(str, models.Model)] = {
        SpreadsheetExportMixin.FORMAT_CSV: as_text,
        SpreadsheetExportMixin.FORMAT_XLSX: as_text,
    }
