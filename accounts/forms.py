"""What a person may say about themselves. An allow-list: nothing else in a request reaches the row."""

from django import forms

from accounts.models import User
from accounts.zones import zone_choices


class ProfileForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label="Time zone", choices=zone_choices, help_text="Webinar times in your letters are given in this zone."
    )

    class Meta:
        model = User
        fields = ["display_name", "time_zone"]
        widgets = {"display_name": forms.TextInput(attrs={"autocomplete": "name"})}
