"""The front page of the demo school."""

from typing import Any

from config.demo.words import call_to_action, callout, heading, key_facts, text

HOME: dict[str, Any] = {
    "headline": "Open a ketamine clinic with your eyes open",
    "introduction": (
        "<p>Billing, Spravato or IV, and the clinic around them, in plain words. Every page names its sources and the day "
        "it was checked.</p>"
    ),
    "audience": (
        "For physicians, nurse practitioners and physician assistants in the United States, and those who run their "
        "practices"
    ),
    "outcomes": [
        "Say what insurers pay, and put it in writing",
        "Choose Spravato or IV by your own figures",
        "Sign papers and lease in the right order",
    ],
    "search_description": (
        "Plain-spoken teaching for clinicians who may open a ketamine clinic: billing, Spravato or IV, and clinic "
        "set-up."
    ),
    "hero_alt": "A quiet infusion room in morning light: a physician reads a plan at a table beside an empty recliner.",
    "body": [
        heading("Three decisions, made with open eyes"),
        text(
            "<ul>"
            "<li><b>Answer the money question.</b> Say what insurers tend to pay for, what they do not, and write it "
            "down "
            "in an estimate and a superbill that match.</li>"
            "<li><b>Choose between two rooms.</b> Compare a Spravato visit and an IV infusion in minutes, staff and "
            "cash, "
            "with your own figures in place of somebody's brochure.</li>"
            "<li><b>Sign in the right order.</b> Ownership, licences, storage and insurance first; the lease after "
            "that.</li>"
            "</ul>"
        ),
        key_facts(
            "What the school is",
            ("Read for free", "The blog, with sources and dates"),
            ("Join for free", "Live webinars, by e-mail alone"),
            ("Study", "Clinic Launch, three modules of written lessons"),
            ("Credit", "None: the course is not accredited for CME/CE"),
        ),
        heading("How we write"),
        text(
            "<p>A claim that we could trace to a label, a statute, a payer's own policy or a published trial is "
            "stated as a "
            "fact and cited. A claim that rests on one decent secondary source is marked as such. What we could not "
            "trace "
            "is left out, even when everybody repeats it.</p>"
            "<p>IV ketamine for depression or pain is off-label; the drug is FDA-approved only as an anaesthetic. "
            "Spravato, the esketamine nasal spray, has an approval and a safety programme of its own. We keep the two "
            "apart on every page.</p>"
        ),
        callout(
            "A demonstration school",
            "<p>The people, the clinics and the course sold here are invented. The rules, the studies and the "
            "documents "
            'we cite are real. Read <a href="/about/">what that means</a> before you rely on anything.</p>',
            tone="note",
        ),
        call_to_action(
            "Begin with the question every patient asks",
            "Do insurers reimburse ketamine infusions? Mostly no, and the exceptions are worth understanding.",
            "Read the article",
            "post:do-insurers-reimburse-ketamine-infusions",
        ),
    ],
}
