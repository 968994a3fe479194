"""What a person may say about themselves. An allow-list: nothing else in a request reaches the row."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from accounts.models import User, default_zone
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


class _PersonForm(forms.ModelForm):
    """What the owner may say about a person. No password: people sign in by code, or choose one themselves."""

    time_zone = forms.ChoiceField(label="Time zone", choices=zone_choices, initial=default_zone)

    class Meta:
        model = User
        fields = ["email", "display_name", "time_zone", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"is_superuser": "Owner"}
        help_texts = {"is_superuser": "Owners may do everything, the shop included."}


class PersonCreationForm(_PersonForm):
    """A new person; the address counts as theirs once they sign in with a code sent to it."""

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonEditForm(_PersonForm):
    """Nobody takes away their own keys by mistake."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]
