"""The second, short course of the demo school, its bundle with the first, and the cohorts of Clinic Launch."""

from typing import Any

from config.demo.content.ninety_days import friday_page, intake, staffing
from config.demo.words import Module

NINETY_DAYS: dict[str, Any] = {
    "title": "The First Ninety Days",
    "slug": "the-first-ninety-days",
    "summary": (
        "A short course for the months after the opening: who gets a visit, who does what, and which eight numbers to look at "
        "on Friday."
    ),
    "search_description": "A short online course for new ketamine clinics: intake, staffing and the numbers to watch.",
    "introduction": (
        "<p>Clinic Launch ends where the door opens. This course begins there. Three lessons, each with one page to write for "
        "your own clinic, about the things that decide whether the second year comes.</p>"
    ),
    "outcomes": [
        "Write an intake of four steps in which each step can end with a kind and written no.",
        "Give every task of the day two names, and plan a week that has room for what goes wrong.",
        "Keep one page of eight numbers every Friday and know what each of them asks of you.",
    ],
    "audience": ["Owners and managers whose clinic opens within three months, or opened less than a year ago."],
    "not_for": ["Anyone who wants targets to copy. We show what to count and leave the figures to you."],
    "cover": "team-huddle",
    "cover_alt": "Four members of a clinic team stand before a board in the morning and go through the day.",
    "price_cents": 19000,
}

NINETY_MODULES: list[Module] = [
    Module(
        title="The first ninety days",
        slug="ninety-days",
        summary="Intake, staffing, and a page for every Friday.",
        lessons=[intake.LESSON, staffing.LESSON, friday_page.LESSON],
    ),
]

BUNDLE: dict[str, Any] = {
    "title": "Launch and First Ninety Days",
    "slug": "launch-and-ninety-days",
    "summary": "Both courses for one price: from the decision to open to the thirteenth Friday after.",
    "search_description": "Two courses for one price: Clinic Launch and The First Ninety Days.",
    "introduction": "<p>The two courses follow on each other. You can read them in either order, and keep both.</p>",
    "cover": "checklist-desk",
    "cover_alt": "A hand ticks a checklist on a desk, with coffee, glasses and a plant.",
    "price_cents": 89000,
}

COHORTS: list[dict[str, Any]] = [
    {
        "title": "Winter cohort",
        "slug": "winter-cohort",
        "summary": "Read Clinic Launch in eight weeks together with others, with an hour of questions every Thursday evening.",
        "search_description": "Take Clinic Launch together: eight weeks, an hour of questions each week, a small group.",
        "introduction": (
            "<p>The lessons are the same. What a cohort adds is a pace, a small group and an hour each week in which the faculty "
            "answers what came up. You read from the day you enrol.</p>"
        ),
        "starts_in": 40,
        "weeks": 8,
        "closes_before": 3,
        "capacity": 20,
        "price_cents": 99000,
        "given": 3,
    },
    {
        "title": "Autumn cohort",
        "slug": "autumn-cohort",
        "summary": "The small cohort that is about to begin. Every place is taken; the waiting list is open.",
        "search_description": "A small cohort of Clinic Launch. Every place is taken; the waiting list is open.",
        "introduction": "<p>If somebody cannot come, their place is offered to the waiting list in order.</p>",
        "starts_in": 8,
        "weeks": 6,
        "closes_before": 1,
        "capacity": 2,
        "price_cents": 99000,
        "given": 2,
        "waits": "waiting@demo.example",
    },
]

FRIDAY_GROUP: dict[str, Any] = {
    "title": "The Friday group",
    "slug": "friday-group",
    "summary": "Read The First Ninety Days in three weeks with others who have just opened. The lessons open on the first day.",
    "search_description": "A small cohort of The First Ninety Days: three weeks, a page for every Friday, read together.",
    "introduction": "<p>Everybody begins on the same day. Bring the week that you had; leave out what names a patient.</p>",
    "starts_in": 16,
    "weeks": 3,
    "closes_before": 1,
    "capacity": 12,
    "opens_at_start": True,
    "price_cents": 29000,
    "given": 1,
    "members": ["learner@demo.example"],
}
"""Whoever has a place in it waits for the first day: the learner of the demo does."""

WORKSHOP: dict[str, Any] = {
    "title": "Workshop: your own room arithmetic",
    "slug": "workshop-your-own-room-arithmetic",
    "introduction": (
        "Ninety minutes with your own figures: rent, wages, minutes in the chair. A small group, a worksheet, and time to go "
        "through what you found."
    ),
    "search_description": "A paid live workshop: work out with your own figures what a room, a nurse and a week can hold.",
    "cover": "webinar-room-arithmetic",
    "cover_alt": "A teacher points at a wall chart that shows two chairs' days as bars.",
    "learn": [
        "How to write down your own figures, and which three of them decide",
        "What one missed visit in eight does to a week",
        "Where an assumption hides, and how to mark it",
    ],
    "body": (
        "<p>The free webinar shows the arithmetic. In the workshop you do it, with a worksheet and in a group of at most twelve. "
        "Bring your rent, your wages and the minutes of your longest visit. Please bring no patient's details.</p>"
        "<p>Not accredited for CME/CE. No earnings are promised.</p>"
    ),
    "price_cents": 4900,
}
