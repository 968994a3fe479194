"""People in the Wagtail admin."""

from django import forms
from wagtail.users.views.users import UserViewSet

from accounts.forms import PersonCreationForm, PersonEditForm


class PersonViewSet(UserViewSet):
    """Wagtail's own views over the fields that our people have."""

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm
