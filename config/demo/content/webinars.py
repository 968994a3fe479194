"""The two free webinars of the demo school."""

import datetime

from config.demo.words import Webinar, call_to_action, callout, heading, key_facts, text

WEBINARS: list[Webinar] = [
    Webinar(
        title="Your first year as a clinic owner",
        slug="your-first-year-as-a-clinic-owner",
        introduction=(
            "Twelve months in the order in which they happen: the papers, the room, the first patients, the slow "
            "spring, "
            "and the decision to carry on. With time for your questions."
        ),
        search_description=(
            "A free live webinar on the first year of a ketamine clinic: papers, room, staff, first patients and cash."
        ),
        cover="webinar-first-year",
        cover_alt=(
            "A twelve-month wall calendar with three dates circled, beside a laptop on which a physician is speaking."
        ),
        host="okafor",
        days_from_now=9,
        local_start=datetime.time(18, 0),
        zone="America/Los_Angeles",
        minutes=60,
        capacity=100,
        learn=[
            "Which papers must exist before the lease is signed, and who has to write them",
            "Why the schedule of the third month matters more than the opening day",
            "What to say when a patient asks whether insurance will pay",
            "Which numbers to look at every Friday, and which to ignore until the end of the quarter",
            "How to decide, at month twelve, whether to grow, stay small or stop",
        ],
        body=[
            heading("What we will cover"),
            text(
                "<p>New owners prepare for the opening and are surprised by the year. This hour follows the year. Dr. "
                "Miriam Okafor goes through it month by month, starting with the questions that have to be answered "
                "while "
                "you can still walk away: who may own the clinic in your state, what your malpractice policy says "
                "about "
                "ketamine, and what the landlord wants in writing.</p>"
                "<p>From there we look at the first patients. We talk about referral, about the estimate that federal "
                "rules require for people who pay for themselves, and about the difference between a full waiting "
                "list and "
                "a full week. The last quarter of the hour is yours.</p>"
            ),
            key_facts(
                "At a glance",
                ("Format", "Live talk, then questions"),
                ("Length", "60 minutes"),
                ("Price", "Free"),
                ("Credit", "None: not accredited for CME/CE"),
            ),
            heading("Who should come"),
            text(
                "<p>Clinicians who are thinking about a clinic of their own, and partners or managers who will run "
                "it with "
                "them. You need no business background. If you have already signed a lease, come anyway and bring "
                "it.</p>"
            ),
            callout(
                "What it is not",
                "<p>No earnings are promised, no treatment is sold and no patient is discussed. Please keep patients' "
                "details out of the questions.</p>",
                tone="note",
            ),
            call_to_action(
                "Something to read first",
                "Three concerns that nearly every future owner brings, and what the record says about each.",
                "Read the article",
                "post:three-common-concerns-about-opening-a-ketamine-clinic",
            ),
        ],
    ),
    Webinar(
        title="Spravato or IV: the room arithmetic",
        slug="spravato-or-iv-the-room-arithmetic",
        introduction=(
            "One room, eight hours, two very different visits. We build the comparison on screen, line by line, and "
            "show "
            "which three figures decide it."
        ),
        search_description=(
            "A free live webinar: compare a Spravato visit and an IV infusion in room time, staff, drug cost and cash."
        ),
        cover="webinar-room-arithmetic",
        cover_alt=(
            "A teacher points at a wall chart that shows two chairs' days as bars; before it an empty recliner "
            "and a laptop."
        ),
        host="lindqvist",
        days_from_now=23,
        local_start=datetime.time(12, 30),
        zone="America/New_York",
        minutes=45,
        capacity=40,
        learn=[
            "How many visits of each kind fit in a day, once preparation and observation are counted",
            "What buy-and-bill does to your cash, and what a specialty pharmacy changes",
            "Why one invoice, one allowed amount and one fill rate decide the comparison",
            "How to put a denied claim into the arithmetic instead of hoping it away",
        ],
        body=[
            heading("What we will cover"),
            text(
                "<p>Articles tend to compare Spravato and IV ketamine by what each visit brings in. A clinic has to "
                "compare "
                "them by what each visit uses up: the room, the nurse, the prescriber, the drug and the weeks until "
                "somebody pays. Dr. Hannah Lindqvist builds that comparison in 45 minutes, with every assumption "
                "visible and "
                "open to change.</p>"
                "<p>We use published Medicare amounts where they exist and mark the rest as assumptions. Bring your "
                "own "
                "rent, your own wage bill and, if you have one, your own drug invoice.</p>"
            ),
            key_facts(
                "At a glance",
                ("Format", "Worked example, then questions"),
                ("Length", "45 minutes"),
                ("Price", "Free"),
                ("Credit", "None: not accredited for CME/CE"),
            ),
            callout(
                "The limits of the arithmetic",
                "<p>It describes a room. It says nothing about which treatment suits a patient, and it should never "
                "be used "
                "to choose one.</p>",
                tone="warning",
            ),
            call_to_action(
                "The article behind the webinar",
                "The same comparison in writing, with the assumptions in a table.",
                "Read the article",
                "post:spravato-or-iv-the-room-arithmetic",
            ),
        ],
    ),
]
