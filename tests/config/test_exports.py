"""What leaves the admin in a spreadsheet is text, whoever typed it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.admin.views import generic
from wagtail.admin.views.reports.base import ReportView

from config.exports import as_text


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " =", "\n@"])
def test_every_beginning_of_a_formula_is_neutralised(begin):
    assert as_text(f"{begin}1") == f"'{begin}1"
    assert as_text("plain = text") == "plain = text"


@pytest.mark.parametrize("view", [generic.IndexView, ReportView])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_listing_and_report_of_the_admin_writes_text_as_text(view, kind):
    for value in ("=1+1", Group(name="=1+1")):
        assert view().preprocess_field_value("name", value, kind) == "'=1+1"
    assert view().preprocess_field_value("count", -3, kind) in (-3, "-3")
