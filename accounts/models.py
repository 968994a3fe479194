"""People. The e-mail address is the name; there is no other."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.zones import validate_zone
from mail.addresses import canonical_email


class UserManager(BaseUserManager["User"]):
    """Makes people under the canonical spelling of their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """This function will make a person; without a password they sign in by e-mailed code alone."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=canonical_email(email), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """This function will make an owner who may do everything."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=canonical_email(email or ""))


def default_zone() -> str:
    return settings.SCHOOL_TIME_ZONE


class User(AbstractBaseUser, PermissionsMixin):
    """A reader with an account, a learner, an editor or the owner."""

    email = models.EmailField(
        "e-mail address", max_length=254, unique=True, error_messages={"unique": "This address already has an account."}
    )
    display_name = models.CharField("name", max_length=120, blank=True, help_text="As it should stand on a receipt.")
    time_zone = models.CharField(max_length=64, default=default_zone, validators=[validate_zone])
    is_active = models.BooleanField("active", default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            # save() folds the address; this holds the promise against bulk writes and two spellings at once.
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = canonical_email(self.email)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.email = canonical_email(self.email)

    def get_full_name(self) -> str:
        return self.display_name or self.email

    def get_short_name(self) -> str:
        return self.display_name or self.email.partition("@")[0]

    @property
    def first_name(self) -> str:  # Wagtail's listings ask for it
        return self.get_short_name()


class SignIn(models.Model):
    """One time that a person signed in: a bank may ask, months later, who used what was bought.

    The place is kept hashed, so that two of them can be told apart or recognised, and nobody can be found by it.
    """

    KEPT_DAYS = 540
    """So long a payment can be disputed, with some networks; then nobody asks any more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    method = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=64, blank=True, help_text="The network address, hashed.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"sign-in {self.pk}"
