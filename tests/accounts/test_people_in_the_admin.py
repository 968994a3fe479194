"""The owner looks after people; nobody else does."""

import pytest
from django.contrib.auth import get_user_model

User = get_user_model()
pytestmark = pytest.mark.django_db


def fields(user, **changes):
    return {"email": user.email, "display_name": "Name", "time_zone": "UTC", "is_active": "on", **changes}


def test_the_owner_adds_a_person_who_then_signs_in_by_code(home, owner, client_of):
    page = client_of(owner).get("/admin/users/new/")
    assert page.status_code == 200

    response = client_of(owner).post(
        "/admin/users/new/",
        {"email": "New@Clinic.example", "display_name": "New", "time_zone": "UTC", "is_active": "on"},
    )

    assert response.status_code == 302
    assert not User.objects.get(email="new@clinic.example").has_usable_password()


def test_the_owner_renames_a_person(home, owner, buyer, client_of):
    response = client_of(owner).post(f"/admin/users/edit/{buyer.pk}/", fields(buyer, display_name="Dr. Buyer"))

    assert response.status_code == 302
    buyer.refresh_from_db()
    assert buyer.display_name == "Dr. Buyer"


def test_the_owner_cannot_lock_herself_out(home, owner, client_of):
    client_of(owner).post(
        f"/admin/users/edit/{owner.pk}/", {"email": owner.email, "display_name": "O", "time_zone": "UTC"}
    )

    owner.refresh_from_db()
    assert owner.is_active
    assert owner.is_superuser


def test_an_editor_changes_nobody(home, editor, owner, client_of):
    for address in ("/admin/users/", "/admin/users/new/", f"/admin/users/edit/{owner.pk}/"):
        assert client_of(editor).get(address).status_code == 302, address
