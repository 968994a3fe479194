"""What the demo blog is about: the name of each topic, its address, and the words that open its page."""

TOPICS: dict[str, tuple[str, str]] = {
    "Billing": (
        "billing",
        (
            "What payers cover and what they do not, and the papers that keep the answer honest: superbills, estimates, "
            "prior authorisations. Every statement about a payer carries the date of the document it rests on."
        ),
    ),
    "Spravato and IV": (
        "spravato-and-iv",
        (
            "Two ways of giving related drugs, with different labels, rooms, hours and paperwork. We keep them apart on "
            "every page and compare them with figures that you can replace by your own."
        ),
    ),
    "Clinic set-up": (
        "clinic-set-up",
        (
            "Money, rooms and people, in the order in which they bind you. For clinicians who want to know what a "
            "clinic asks of them before they sign anything."
        ),
    ),
    "Law and compliance": (
        "law-and-compliance",
        (
            "Who may own a practice, what registration and storage ask, and what an advertisement may say. Federal rules "
            "with their sources; where states differ, we say so and send you to a lawyer of that state."
        ),
    ),
}
