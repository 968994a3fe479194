"""Webinars in the Wagtail admin: dates, and who registered. What a webinar is about stays on its page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from pages.viewsets import DeskIndexView, DeskViewSet
from scheduling.wall_time import noted, spoken
from webinars import services
from webinars.forms import CallOffForm, SessionForm
from webinars.models import Registration, Session, WebinarPage
from webinars.refusals import IllegalMove


class LookOnlyPolicy(ModelPermissionPolicy):
    """Rows that people make by their own deeds: looked at here, and never edited."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


POLICIES = {Registration: LookOnlyPolicy(Registration)}


# --- dates ------------------------------------------------------------------------------------------------------------


class SessionIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("webinar")

    def get_list_more_buttons(self, instance: Session) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        buttons.append(
            Button("Who registered", url=f"{reverse('webinar_registrations:index')}?session={instance.pk}", priority=20)
        )
        if may_be_called_off(instance):
            call_off = reverse("webinar_dates:call_off", args=[instance.pk])
            buttons.append(Button("Call off", url=call_off, icon_name="cross", priority=30))
        return buttons


class SessionEditView(generic.EditView):
    @property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if may_be_called_off(self.object):
            call_off = reverse("webinar_dates:call_off", args=[self.object.pk])
            buttons.append(Button("Call off", url=call_off, icon_name="cross", priority=30))
        return buttons

    def form_valid(self, form: SessionForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IllegalMove as refusal:  # somebody took a place, or called it off, while this form was open
            form.add_error(None, refusal.words)
            self.produced_error_message = refusal.words
            return self.form_invalid(form)


class SessionDeleteView(generic.DeleteView):
    """A date that somebody registered for is called off, never deleted."""

    def delete_action(self) -> None:
        with transaction.atomic():
            super().delete_action()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(
                request, "People have registered for this date. Call it off instead: they are told by letter."
            )
            return redirect("webinar_dates:edit", self.object.pk)


def may_be_called_off(session: Session) -> bool:
    return session.status == Session.Status.SCHEDULED and not session.is_over


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then call the date off; everyone who has a place is told by letter."""
    if not request.user.has_perm("webinars.change_session"):
        raise PermissionDenied
    session = get_object_or_404(Session.objects.select_related("webinar"), pk=pk)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.call_off(session=session, note=form.cleaned_data["note"])
        except IllegalMove as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "Called off. Everyone who has a place is told within a few minutes.")
        return redirect("webinar_dates:index")
    number = session.registrations.active().count()
    context = {"session": session, "form": form, "number": number, "back_url": reverse("webinar_dates:index")}
    return render(request, "webinars/admin/call_off.html", context)


def room_of(session: Session) -> str:
    """This function will say of a date to come whether people could be let in."""
    return "no address yet" if may_be_called_off(session) and not session.join_url else ""


class SessionViewSet(ModelViewSet):
    model = Session
    name = "webinar_dates"
    icon = "date"
    menu_label = "Dates"
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = SessionIndexView
    edit_view_class = SessionEditView
    delete_view_class = SessionDeleteView
    list_display = [
        "webinar",
        Column("starts", label="Starts", accessor=lambda session: spoken(session.starts_at, session.zone)),
        Column("state", label="State", accessor=lambda session: session.standing.label),
        Column("places", label="Places", accessor=lambda session: f"{session.places_taken} of {session.capacity}"),
        Column("room", label="Room", accessor=room_of),
    ]
    list_filter = ["status"]
    ordering = "-starts_at"

    def get_form_class(self, for_update: bool = False) -> type[SessionForm]:
        return SessionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("call-off/<int:pk>/", call_off, name="call_off")]


# --- pages ------------------------------------------------------------------------------------------------------------


class WebinarIndexView(DeskIndexView):
    fetched = ("host", "sessions")


def next_date_of(webinar: WebinarPage) -> str:
    """This function will say when the date that matters now begins."""
    return noted(webinar.session.starts_at, webinar.session.zone) if webinar.session else ""


def places_of(webinar: WebinarPage) -> str:
    """This function will say how many places of that date are taken."""
    return f"{webinar.session.places_taken} of {webinar.session.capacity} taken" if webinar.session else ""


class WebinarPageViewSet(DeskViewSet):
    """What webinars are about, each with the date that matters now."""

    model = WebinarPage
    index_view_class = WebinarIndexView
    columns = [
        *ExplorableIndexView.base_columns[:2],
        Column("host", label="Host", sort_key="host__name"),
        Column("date", label="Date", accessor=next_date_of, width="20%"),
        Column("places", label="Places", accessor=places_of, width="12%"),
        Column("standing", label="Registration", accessor=lambda webinar: webinar.standing.label, width="12%"),
        ExplorableIndexView.base_columns[-1],
    ]


# --- registrations ----------------------------------------------------------------------------------------------------


class RegistrationIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("session__webinar")


class RegistrationViewSet(ModelViewSet):
    model = Registration
    name = "webinar_registrations"
    icon = "group"
    menu_label = "Registrations"
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields: list[str] = []
    index_view_class = RegistrationIndexView
    list_display = [
        Column("email", label="E-mail address", sort_key="email"),
        "name",
        Column("session", label="Date"),
        Column("get_status_display", label="State", sort_key="status"),
        DateColumn("registered_at", label="Registered", sort_key="registered_at"),
        DateColumn("attended_at", label="Came in", sort_key="attended_at"),
    ]
    list_filter = ["session", "status"]
    list_export = ["email", "name", "zone", "session", "status", "registered_at", "attended_at"]
    search_fields = ["email", "name"]
    export_filename = "webinar-registrations"


class WebinarGroup(ModelViewSetGroup):
    menu_label = "Webinars"
    menu_icon = "date"
    menu_order = 240
    items = (SessionViewSet, RegistrationViewSet)
