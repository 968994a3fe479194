"""Forms of the webinars' admin. The editor types what the clock on the wall will say, and where."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser, AdminTimeInput

from accounts.zones import zone_choices
from scheduling.wall_time import NoSuchTime, TwiceThatDay, instant_of, read_wall
from webinars import services
from webinars.models import Session, WebinarPage


class SessionForm(WagtailAdminModelForm):
    """A date of a webinar. Who already has a place is told by letter when its time changes."""

    instance: Session

    day = forms.DateField(widget=AdminDateInput())
    clock = forms.TimeField(
        label="Starts at", widget=AdminTimeInput(), help_text="What the clock on the wall says in the time zone below."
    )
    zone = forms.ChoiceField(label="Time zone", choices=zone_choices)
    join_url = forms.URLField(
        label="Address of the meeting room",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        help_text="From the meeting provider. Shown to nobody before the door opens.",
    )

    class Meta:
        model = Session
        fields = ["webinar", "zone", "minutes", "capacity", "join_url"]

    field_order = ["webinar", "day", "clock", "zone", "minutes", "capacity", "join_url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["webinar"].widget = AdminPageChooser(target_models=[WebinarPage])
        if self.instance.pk:
            wall = read_wall(self.instance.local_start)
            self.initial |= {"day": wall.date(), "clock": wall.time()}
            self.fields["webinar"].disabled = True  # the people who have a place signed up for this one
            if self.instance.places_taken:
                self.fields["day"].help_text = "Everyone who has a place is told by letter when the time changes."
        else:
            self.initial.setdefault("zone", settings.SCHOOL_TIME_ZONE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"day", "clock", "zone"} <= cleaned.keys():
            self.wall = datetime.datetime.combine(cleaned["day"], cleaned["clock"].replace(second=0, microsecond=0))
            try:
                starts_at = instant_of(self.wall, cleaned["zone"])
            except (NoSuchTime, TwiceThatDay) as refusal:
                self.add_error("clock", ValidationError(str(refusal)))
                return cleaned
            is_other = starts_at != self.instance.starts_at
            if is_other and starts_at <= timezone.now():
                self.add_error("day", ValidationError("This time is over already."))
            self.instance.starts_at = starts_at
        capacity, session = cleaned.get("capacity"), self.instance
        if session.pk and capacity is not None and capacity < session.places_taken:
            people = "1 person has" if session.places_taken == 1 else f"{session.places_taken} people have"
            words = f"{people} a place already. Write {session.places_taken} or more: nobody is sent home by a number."
            self.add_error("capacity", ValidationError(words))
        return cleaned

    def save(self, commit: bool = True) -> Session:
        if not self.instance.pk:
            self.instance.local_start = ""
            return super().save(commit)
        wanted = {name: self.cleaned_data[name] for name in ("zone", "minutes", "capacity", "join_url")}
        session = Session.objects.get(pk=self.instance.pk)
        self.instance = services.change_date(session=session, wall=self.wall, **wanted)
        return self.instance


class CallOffForm(forms.Form):
    """Why a date is called off."""

    note = forms.CharField(
        label="A word to the people who have a place",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Stands on the page and in their letter: why, and whether there will be another date.",
    )
