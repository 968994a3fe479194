"""The secrets of one letter: made before the transaction, stored as digests inside it."""

from __future__ import annotations

from dataclasses import dataclass

from webinars.emails import Doors
from webinars.models import PersonalLink, Registration
from webinars.tokens import digest_of, new_token


@dataclass(frozen=True)
class Secrets:
    """A way in and a way out, for one letter."""

    join_token: str
    manage_token: str

    @classmethod
    def make(cls) -> Secrets:
        return cls(join_token=new_token(), manage_token=new_token())

    @property
    def doors(self) -> Doors:
        return Doors.of(join_token=self.join_token, manage_token=self.manage_token)

    def store(self, registration: Registration) -> None:
        """This function will make the links work. Older links of the same person stay good."""
        purposes = {
            PersonalLink.Purpose.JOIN: self.join_token,
            PersonalLink.Purpose.MANAGE: self.manage_token,
        }
        PersonalLink.objects.bulk_create(
            PersonalLink(registration=registration, purpose=purpose, digest=digest_of(token))
            for purpose, token in purposes.items()
        )
