"""What a button of the shop's admin asks first and says afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from wagtail.admin import messages

from payments.forms import ReasonForm
from payments.refusals import Refusal


def read_reason(request: HttpRequest, *, prefix: str | None = None) -> str:
    """This function will return the reason that was written, or ask for one and return ""."""
    form = ReasonForm(request.POST, prefix=prefix)
    if form.is_valid():
        return str(form.cleaned_data["reason"])
    messages.error(request, "Say why: nothing was changed.")
    return ""


@contextmanager
def telling(request: HttpRequest, done: str) -> Iterator[None]:
    """This function will tell the owner that what stands below it is done, or in the shop's own words why it is not."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, done)
