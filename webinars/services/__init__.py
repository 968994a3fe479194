"""Deeds of the webinars: take and give back a place, let people in, move a date or call it off and tell everyone once.

No view, no form and no page belongs here. Letters are written before a transaction and posted inside it.
"""

from webinars.services.dates import align_wall_times, call_off, change_date, tell_registrants
from webinars.services.doors import enter_room, get_door
from webinars.services.places import admit, cancel_registration, dismiss, register, send_links_again

__all__ = [
    "admit",
    "align_wall_times",
    "call_off",
    "cancel_registration",
    "change_date",
    "dismiss",
    "enter_room",
    "get_door",
    "register",
    "send_links_again",
    "tell_registrants",
]
