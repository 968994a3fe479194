"""Where the shop joins the Wagtail admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import register_permission_policy

from accounts.models import User
from payments import services
from payments.models import Grant, Order
from payments.viewsets import POLICIES, ShopGroup

for model, policy in POLICIES.items():
    register_permission_policy(model, policy)


@hooks.register("register_admin_viewset")
def register_shop() -> ShopGroup:
    return ShopGroup()


@hooks.register("before_delete_user")
def keep_whoever_bought(request: HttpRequest, user: User) -> HttpResponse | None:
    """Orders and access name a person for ever: such a person is made inactive, not deleted."""
    return refuse_to_delete(request, [user])


@hooks.register("before_bulk_action")
def keep_whoever_bought_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same rule for many people ticked at once."""
    people = [thing for thing in objects if isinstance(thing, User)]
    return refuse_to_delete(request, people) if action_type == "delete" else None


@hooks.register("after_edit_user")
def free_the_seats_of_whoever_left(request: HttpRequest, user: User) -> None:
    """A closed account sits on no seat of a team: its practice can give the seat to somebody else."""
    if not user.is_active:
        services.release_seats_of(user=user, by=request.user)


def refuse_to_delete(request: HttpRequest, people: list[User]) -> HttpResponse | None:
    """This function will send the owner back if one of these people has bought or been given something."""
    if not (Order.objects.filter(buyer__in=people).exists() or Grant.objects.filter(user__in=people).exists()):
        return None
    messages.error(request, "Who has orders or access cannot be deleted. Take the tick from “active” instead.")
    return redirect("wagtailusers_users:index")
