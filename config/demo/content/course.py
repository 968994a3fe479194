"""The sales page of the demo course; its modules and lessons are written beside it."""

from typing import Any

COURSE: dict[str, Any] = {
    "title": "Clinic Launch",
    "slug": "clinic-launch",
    "summary": (
        "A written course for clinicians who are deciding whether, and how, to open a ketamine clinic or add ketamine "
        "to a practice. Billing first, then Spravato or IV, then the clinic itself."
    ),
    "search_description": (
        "An online course for clinicians on opening a ketamine clinic: billing, Spravato or IV, and set-up, with "
        "sources "
        "and dates."
    ),
    "outcomes": [
        (
            "Tell a patient, before the first visit, what an insurer is likely to pay for and what it is not, "
            "and put it "
            "in "
            "a good-faith estimate."
        ),
        "Write a superbill that carries what the payer needs, with start and stop times and the right drug code.",
        "Find the line between a covered service and a separately billed one, and know when to stop and ask the payer.",
        (
            "Work out what a Spravato visit and an IV infusion each ask of a room, a nurse and your cash, "
            "using your own "
            "figures."
        ),
        "Say what the REMS, prior authorisation and buy-and-bill each require before the first Spravato patient.",
        "Bring a lawyer, an insurer and a landlord the right questions in the right order, before you sign anything.",
        (
            "Read the main trials of ketamine and esketamine for depression and describe them to a patient without "
            "overstating them."
        ),
    ],
    "audience": [
        "Physicians, nurse practitioners and physician assistants who may open a ketamine clinic in the United States.",
        "Psychiatric and pain practices that are thinking of adding infusions or Spravato to what they already do.",
        "Practice managers who will own the billing, the forms and the schedule.",
    ],
    "not_for": [
        "Patients who are looking for treatment. This is a course about running a practice.",
        "Anyone who needs clinical credentials or supervised practice: nothing here qualifies you to give ketamine.",
        "Anyone who wants a forecast of earnings. We show arithmetic and leave the figures to you.",
        "Clinicians outside the United States: the law, the codes and the payers are American throughout.",
    ],
    "introduction": (
        "<p>Most of what goes wrong in a new ketamine clinic is decided before the first patient arrives: in a "
        "lease, in a "
        "payer contract, in a sentence on the website, in a spreadsheet that counted full chairs. This course is about "
        "those decisions.</p>"
        "<p>You read, work through cases, and come away with questions you can put in front of your own lawyer, coder "
        "and insurer. Every lesson names its sources, says how sure we are, and carries the date on which it was last "
        "checked.</p>"
        "<p>We teach the drawbacks in the same size of type as the benefits. A trial that found no difference is in "
        "the "
        "course. So is a chain of clinics that closed in an afternoon.</p>"
    ),
    "price_cents": 79000,
    "instalments": {"price_cents": 87000, "count": 3},
    "currency": "usd",
    "refund_days": 14,
    "refund_policy": (
        "You can have your money back within 14 days of paying, for any reason and however many lessons you have "
        "opened. "
        "Ask on the page of your order, or reply to your receipt. The refund goes to the card you paid with, and access "
        "to the lessons ends "
        "when it is made."
    ),
    "faq": [
        (
            "Does the course carry CME credit?",
            "<p>No. This activity is not accredited for CME/CE. No <i>AMA PRA Category 1 Credit</i>™ is offered.</p>",
        ),
        (
            "Will I be able to give ketamine after taking it?",
            (
                "<p>No course of reading can do that. Your licence, your training, your state and your "
                "malpractice insurer "
                "decide what you may do. The course deals with the practice around the treatment.</p>"
            ),
        ),
        (
            "Are there dosing tables or a dose calculator?",
            (
                "<p>No. Where a label or a trial reports a dose we quote it as published, as part of the evidence. The "
                "course gives no instructions for the care of any patient.</p>"
            ),
        ),
        (
            "How long do I keep access?",
            (
                "<p>Your access has no end date. Lessons are corrected when rules change, and you see the corrected "
                "text.</p>"
            ),
        ),
        (
            "How much of it is about law?",
            (
                "<p>Enough to know which questions to ask. Ownership, presence and scope of practice are matters of "
                "state law, "
                "and one state's answer is not another's. Read the lesson, then call a health-care lawyer "
                "where you will "
                "practise.</p>"
            ),
        ),
        (
            "Can I look before I buy?",
            (
                "<p>Yes. Lessons marked as a preview in the syllabus are open to everyone, and so is the whole "
                "blog. The "
                '<a href="/webinars/">webinars</a> are free.</p>'
            ),
        ),
        (
            "Can I have a refund?",
            (
                "<p>Within 14 days of paying, yes, for any reason. The full wording is in the "
                '<a href="/refund-policy/">refund policy</a>.</p>'
            ),
        ),
    ],
    "cover": "course-cover",
    "cover_alt": "Three doors, numbered one to three, carry a receipt, a nasal device and a floor plan.",
}
