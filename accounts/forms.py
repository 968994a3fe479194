"""What a person may say about themselves. An allow-list: nothing else in a request reaches the row."""

from allauth.account.forms import LoginForm
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


class SignInForm(LoginForm):
    """allauth's form with the password left optional: without one, allauth e-mails a code instead."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.required = False
        password.help_text = "Leave it empty and we e-mail you a code instead."
