"""The three teachers of the demo school. All of them are invented, and their pages say so."""

from config.demo.words import Faculty

FACULTY: list[Faculty] = [
    Faculty(
        key="okafor",
        name="Dr. Miriam Okafor",
        credentials="MD",
        role="Founder and lead faculty",
        biography=(
            "Miriam Okafor trained in emergency medicine and spent her career in departments where ketamine was an "
            "everyday drug and a business plan was somebody else's problem. She later opened a two-room infusion "
            "clinic, ran it, and sold it. She teaches the parts she had to learn the slow way: what a lease commits "
            "you to, what an empty chair costs, and which questions belong to a lawyer rather than to a colleague. "
            "Dr. Okafor is a fictional member of a demonstration school."
        ),
        disclosure=(
            "No financial relationships with companies that make, sell or compound drugs or devices, in the past 24 "
            "months or before. She no longer owns any part of a clinic."
        ),
        portrait="portrait-okafor",
    ),
    Faculty(
        key="reyes",
        name="Daniel Reyes",
        credentials="CPC",
        role="Coding and billing educator",
        biography=(
            "Daniel Reyes is a certified professional coder who reads payer policies so that clinicians can stop "
            "guessing at them. Before teaching he worked on both sides of the envelope: building claims for small "
            "practices and answering the letters that came back. His rule for every lesson is that a statement about "
            "coverage carries the name of the document, its date, and how sure he is. He is a fictional member of a "
            "demonstration school."
        ),
        disclosure=(
            "No financial relationships to disclose. He is not paid by any payer, billing company or drug maker."
        ),
        portrait="portrait-reyes",
    ),
    Faculty(
        key="lindqvist",
        name="Dr. Hannah Lindqvist",
        credentials="MD",
        role="Spravato programme lead and medical reviewer",
        biography=(
            "Hannah Lindqvist is a psychiatrist who set up an esketamine service inside a general outpatient practice "
            "and learned that the drug was the easy part. She teaches the REMS, the observation hours and the "
            "evidence, "
            "including the trials that disappointed. She reads every clinical statement on this site before it is "
            "published and again before its check date runs out. Dr. Lindqvist is a fictional member of a "
            "demonstration "
            "school."
        ),
        disclosure=(
            "No financial relationships with the maker of Spravato or with any other drug or device company in the "
            "past "
            "24 months."
        ),
        portrait="portrait-lindqvist",
    ),
]
