"""Webinars are pages; their dates, and who has a place, are rows that move by themselves."""

from webinars.models.pages import WebinarIndexPage, WebinarPage
from webinars.models.registrations import PersonalLink, Registration
from webinars.models.sessions import NOT_ANNOUNCED, Session, Standing, State

__all__ = [
    "NOT_ANNOUNCED",
    "PersonalLink",
    "Registration",
    "Session",
    "Standing",
    "State",
    "WebinarIndexPage",
    "WebinarPage",
]
