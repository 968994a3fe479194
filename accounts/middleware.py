"""The admin's inner door: being staff is not enough, the session must have shown a second factor."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


def has_second_factor(request: HttpRequest) -> bool:
    """This function will say whether this very session was opened, or confirmed, with a second factor or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def may_use_the_desk(request: HttpRequest) -> bool:
    """This function will say whether this session has shown what the admin's inner door asks for, where it asks at all."""
    return not settings.STAFF_SECOND_FACTOR_REQUIRED or (request.user.is_authenticated and has_second_factor(request))


class StaffSecondFactor:
    """Sends staff without a second factor to where they can set one up, or show it; every admin address included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = self._refusal(request)
        return refusal or self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if not settings.STAFF_SECOND_FACTOR_REQUIRED or not request.path.startswith("/admin/"):
            return None
        if not request.user.is_authenticated or has_second_factor(request):
            return None  # the admin's own checks decide about strangers
        if is_mfa_enabled(request.user):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        messages.warning(request, "The admin needs a second factor: add an authenticator app or a passkey first.")
        return redirect("mfa_index")
