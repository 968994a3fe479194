"""The doors of a team: its manager's pages, and the invitation as the invited see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from payments import selectors, services
from payments.forms import InviteForm, MoveSeatForm
from payments.models import Seat
from payments.refusals import InvitationGone, SeatRefused


@never_cache
@login_required
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams of this person."""
    return render(request, "payments/teams.html", {"teams": selectors.list_teams(manager=request.user)})


@never_cache
@login_required
@require_safe
def team(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Show who has a seat and how far they are."""
    return _team_page(request, product_pk)


@never_cache
@login_required
@require_POST
def invite(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Send invitations to a list of addresses; what cannot go out stays in the field with the reason."""
    own = _own_team(request, product_pk)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _team_page(request, product_pk, form, status=422)
    good, bad = form.split()
    try:
        asked = services.invite_to_seats(manager=request.user, product=own.product, addresses=good) if good else []
    except SeatRefused as refusal:
        form.add_error("addresses", refusal.words)
        return _team_page(request, product_pk, form, status=409)
    sent = sum(one.is_sent for one in asked)
    if sent:
        messages.success(request, f"{sent} invitation{pluralize(sent)} on the way.")
    bad += [(one.address, one.words) for one in asked if not one.is_sent]
    if not bad:
        return redirect("payments:team", product_pk)
    kept = InviteForm({"addresses": "\n".join(typed for typed, _ in bad)})
    kept.is_valid()
    for typed, words in bad:
        kept.add_error("addresses", f"{typed}: {words}")
    return _team_page(request, product_pk, kept, status=422)


@never_cache
@login_required
@require_POST
def take_own(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Give the manager one of the seats."""
    own = _own_team(request, product_pk)
    try:
        services.take_own_seat(manager=request.user, product=own.product)
    except SeatRefused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"You have a seat in {own.product.title} now.")
    return redirect("payments:team", product_pk)


@never_cache
@login_required
@require_POST
def resend(request: HttpRequest, seat_pk: int) -> HttpResponse:
    """Send the letter again, with a new link."""
    return _with_seat(
        request, seat_pk, lambda seat: services.invite_again(seat=seat, by=request.user),
        "A new letter is on the way; the link in the old one is dead.",
    )  # fmt: skip


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, seat_pk: int) -> HttpResponse:
    """Free a seat."""
    return _with_seat(
        request, seat_pk, lambda seat: services.take_back_seat(seat=seat, by=request.user), "The seat is free again."
    )


@never_cache
@login_required
@require_POST
def move(request: HttpRequest, seat_pk: int) -> HttpResponse:
    """Give a seat to somebody else, in one step."""
    form = MoveSeatForm(request.POST)
    seat = _own_seat(request, seat_pk)
    if not form.is_valid():
        return _team_page(request, seat.bundle.product_id, move_form=form, moving=seat.pk, status=422)
    try:
        services.move_seat(seat=seat, address=form.cleaned_data["email"], by=request.user)
    except SeatRefused as refusal:
        form.add_error("email", refusal.words)
        return _team_page(request, seat.bundle.product_id, move_form=form, moving=seat.pk, status=409)
    messages.success(request, "The seat is taken back, and a letter is on the way to the new address.")
    return redirect("payments:team", seat.bundle.product_id)


# --- the invited ------------------------------------------------------------------------------------------------------


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered. Mail scanners open links: looking changes nothing, the button under it does."""
    return _invitation_page(request, token)


@never_cache
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat."""
    if not request.user.is_authenticated:
        return redirect("payments:invitation", token)
    try:
        seat = services.accept_seat(token=token, user=request.user)
    except SeatRefused as refusal:
        return _invitation_page(request, token, refusal)
    messages.success(request, f"The seat is yours. Welcome to {seat.bundle.product.title}.")
    return redirect(seat.bundle.product.specific.access_url)


@never_cache
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Leave the seat to somebody else."""
    if not request.user.is_authenticated:
        return redirect("payments:invitation", token)
    try:
        services.decline_seat(token=token, user=request.user)
    except SeatRefused as refusal:
        return _invitation_page(request, token, refusal)
    messages.success(request, "You have declined. The seat goes to somebody else, and the practice is told.")
    return redirect("/")


# --- in calling order -------------------------------------------------------------------------------------------------


def _own_team(request: HttpRequest, product_pk: int) -> selectors.Team:
    """Return the team of the person who asks. Another's does not exist for them."""
    own = selectors.get_team(manager=request.user, product_pk=product_pk)
    if own is None:
        raise Http404
    return own


def _own_seat(request: HttpRequest, seat_pk: int) -> Seat:
    mine = Seat.objects.filter(bundle__manager_id=request.user.pk).select_related("bundle__line__order")
    return get_object_or_404(mine, pk=seat_pk)


def _with_seat(request: HttpRequest, seat_pk: int, deed: Callable[[Seat], Any], words: str) -> HttpResponse:
    seat = _own_seat(request, seat_pk)
    try:
        deed(seat)
    except SeatRefused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, words)
    return redirect("payments:team", seat.bundle.product_id)


def _team_page(
    request: HttpRequest,
    product_pk: int,
    form: InviteForm | None = None,
    *,
    move_form: MoveSeatForm | None = None,
    moving: int = 0,
    status: int = 200,
) -> HttpResponse:
    context = {
        "team": _own_team(request, product_pk),
        "form": form or InviteForm(),
        "move_form": move_form,
        "moving": moving,
        "most_moves": settings.SEAT_MOVES,
        "days": settings.SEAT_INVITATION_DAYS,
    }
    return render(request, "payments/team.html", context, status=status)


def _invitation_page(request: HttpRequest, token: str, refusal: SeatRefused | None = None) -> HttpResponse:
    """What an invitation says to whoever holds its link, without telling to whom it was sent."""
    seat = services.find_invitation(token)
    user = request.user
    is_mine = seat is not None and user.is_authenticated and services.is_invited(seat=seat, user=user)
    if seat is not None and seat.status == Seat.Status.TAKEN:
        if user.is_authenticated and seat.user_id == user.pk and seat.bundle.product.specific.is_open_to(user):
            return redirect(seat.bundle.product.specific.access_url)
        seat = None
    back = urlencode({"next": reverse("payments:invitation", args=[token])})
    context = {
        "token": token,
        "seat": seat,
        "bundle": seat.bundle if seat else None,
        "product": seat.bundle.product.specific if seat else None,
        "is_mine": is_mine,
        "is_gone": seat is None or seat.is_expired,
        "is_owned": bool(seat and is_mine and seat.bundle.product.specific.is_open_to(user)),
        "refusal": refusal,
        "sign_in_url": f"{reverse('account_request_login_code')}?{back}",
        "sign_up_url": f"{reverse('account_signup')}?{back}",
    }
    status = 200
    if refusal is not None:
        status = 410 if isinstance(refusal, InvitationGone) else 409
    elif context["is_gone"]:
        status = 410
    response = render(request, "payments/seat_invitation.html", context, status=status)
    response["Referrer-Policy"] = "same-origin"  # "no-referrer" would make browsers hide where the buttons come from
    return response
