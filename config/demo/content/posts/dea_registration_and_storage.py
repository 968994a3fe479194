"""Controlled-substance duties of a small ketamine clinic, from cabinet to log."""

import datetime

from config.demo.words import (
    Post,
    call_to_action,
    callout,
    figure,
    heading,
    key_facts,
    pull_quote,
    sources,
    table,
    text,
)

POST = Post(
    title="DEA registration and storage",
    slug="dea-registration-and-storage",
    introduction=(
        "Ketamine and esketamine are Schedule III. For a small clinic that means a cabinet, a log, two "
        "people and a telephone number, all in place before the first delivery."
    ),
    search_description=(
        "What Schedule III asks of a small ketamine clinic: a locked cabinet, a log that adds up, a "
        "one-day rule for losses, and rules about to lapse."
    ),
    topic="Law and compliance",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 5, 12),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 5, 20),
    cover="controlled-cabinet",
    cover_alt=(
        "A nurse stands with a clipboard beside an open metal cabinet with two locks, in which vials, "
        "boxes and nasal devices are stored; a pair of keys hangs on the wall."
    ),
    related=("rems-in-plain-words",),
    body=[
        text(
            "<p>The thing most worth stealing in a ketamine clinic is also among the cheapest: the drug for one "
            "infusion costs under $10 by the accounts we have read.<sup>1, 2</sup> Nobody steals the monitors. What "
            "disappears, when something does, is a small amount of drug at the end of a busy day, taken by a person "
            "with a key and a reason. Nearly every rule in this article makes sense once you imagine that person as a"
            " colleague you like.</p>"
            "<p>This is an orientation for the United States and for Schedule III. Your state may add its own "
            "registration, inspections and forms. Read it with the regulations open, and ask your DEA field office "
            "about anything that concerns your address.</p>"
        ),
        heading("What kind of drug this is"),
        text(
            "<p>Ketamine and esketamine are both controlled substances in Schedule III. The nasal product Spravato, "
            "made by Johnson &amp; Johnson, is subject to that and to a safety programme of its own "
            "besides.<sup>3</sup> Compounded lozenges and sprays are the same drug under the same schedule, with less"
            " certainty about what is in them: the FDA issued alerts on compounded ketamine in February 2022 and "
            "October 2023.<sup>4, 5</sup></p>"
        ),
        key_facts(
            "In brief",
            ("Schedule", "III, for ketamine and esketamine alike"),
            ("Cabinet", "Securely locked and substantially built"),
            ("Theft or significant loss", "Written notice within one business day"),
            ("Form 106", "Online only, since 24 July 2023"),
            ("Prescribing by video without a visit", "Federal allowance ends on 31 December 2026"),
        ),
        heading("Registration: settle it by address"),
        text(
            "<p>Ask one question early, of the field office and of your state's authority: which registrations does "
            "this address need, given that drug will be ordered, stored and given here? Clinicians are used to "
            "carrying a registration with them like a licence. A place where stock is kept is another matter. If two "
            "sites share a clinician, find out what each of them needs before a box moves between them in someone's "
            "car. The Spravato programme expects the registration to cover the address where the drug is received, "
            "and it forbids transferring a dose to another site at all.<sup>3</sup></p>"
            "<p>We leave the fee and the renewal period out, because we have not checked them against a primary "
            "source. The registration site shows both.</p>"
        ),
        heading("The cabinet"),
        text(
            "<p>For practitioners the federal rule asks for a securely locked, substantially built cabinet (21 CFR "
            "1301.75).<sup>6</sup> Those words leave room for judgement, and the judgement should lean towards steel."
            " Some questions to put to your own:</p>"
            "<ul>"
            "<li>Could it be carried out? Bolt it to the building.</li>"
            "<li>Who can see it from the waiting room, or through the window at night?</li>"
            "<li>Is there any hour in which the key hangs within reach of somebody who has no business with it?</li>"
            "<li>Is anything else kept in it? If so, people open it for reasons that have nothing to do with the "
            "drug.</li>"
            "<li>Does the alarm tell someone who will come?</li>"
            "</ul>"
            "<p>A camera records what happened. A second lock, with a second person, makes it less likely to "
            "happen.</p>"
        ),
        figure(
            "buy-and-bill",
            alt=(
                "Two flows. Buy and bill: drug goes from distributor to clinic to patient, and the medical "
                "benefit pays the clinic for drug and visit. Specialty pharmacy: drug goes from pharmacy to "
                "clinic to patient; the benefit pays the pharmacy for the drug and the clinic for the visit."
            ),
            caption="However it is paid for, from the moment a box is signed for it is in your keeping.",
        ),
        heading("The log"),
        text(
            "<p>A log answers one question at any moment: how much should there be? Everything else about it is "
            "taste. A line that works has eight parts.</p>"
        ),
        table(
            "One line of a drug log (layout ours)",
            ["Entry", "Why it is there"],
            ["Date and time", "So that lines can be set against the schedule"],
            ["Product, strength, lot", "Two strengths in one cabinet are an invitation to error"],
            ["Received, given or wasted", "Each movement has its own line"],
            ["Amount", "In the unit in which it is counted on the shelf"],
            ["Patient or invoice", "What the movement was for"],
            ["Balance after", "The point of the log"],
            ["Name of the person", "Legible, and not the same initials all day"],
            ["Witness for waste", "Someone who saw it, not someone who signs later"],
        ),
        text(
            "<p>Waste deserves the most care. A vial holds more than one patient needs, so nearly every session "
            "leaves something over. If the leftover is large every day, ask whether a smaller presentation exists. If"
            " it is written down in a batch at five o'clock, the log describes what people remember. Record it when "
            "it happens, with the witness at your elbow.</p>"
            "<p>Count at the start and at the end of the day, two people, aloud. Then compare three things that ought"
            " to agree: what was received, what is on the shelf, and what the charts say was given. When the third "
            "does not match the first two, you have found either a charting habit or a theft. You will not know which"
            " until you look, so look the same day.</p>"
        ),
        pull_quote("Count at the start and at the end of the day, two people, aloud."),
        text(
            "<p>How often a formal inventory is due and for how long records are kept are set by regulation. Take "
            "both from the current text and write them on the inside of the cabinet door.</p>"
        ),
        heading("When something is missing"),
        text(
            "<p>The federal rule on theft and significant loss was revised in 2023. You notify the field office in "
            "writing <b>within one business day</b> of discovery. The detailed report, Form 106, follows, and since "
            "24 July 2023 it is accepted online only.<sup>7</sup></p>"
            "<p>One business day is short, and it begins while you are still hoping to find the vial. So decide in "
            "advance:</p>"
            "<ol>"
            "<li>Who decides that something is missing, after how long a search? An hour is plenty.</li>"
            "<li>Who writes to the field office, from which account, with which words? Draft the letter now.</li>"
            "<li>Who holds the log-in for the online form, and who has it when that person is away?</li>"
            "<li>What does your state want to be told, and does your insurer?</li>"
            "<li>Which patients' records must be checked against the log?</li>"
            "</ol>"
        ),
        callout(
            "Breakage, error and theft",
            (
                "<p>A vial dropped in front of two people is not a theft. Write it down as what it was, with both"
                " names. A pattern of dropped vials on one person's shift is information, and the notice period "
                "may have begun. If in doubt, ask the field office; an early call is easier to explain than a "
                "late one.</p>"
            ),
            tone="warning",
        ),
        heading("Esketamine: every device has a history"),
        text(
            "<p>Nasal devices are easier to count than vials, and the programme counts them too. Each session's "
            "monitoring form asks for dose and lot.<sup>8</sup> No device goes home with a patient, is lent, resold "
            "or moved. If a pharmacy sends drug for a named patient who then does not come, you are holding one "
            "person's controlled drug with no session to use it in. Find out from the pharmacy what happens to it "
            "before the first delivery.</p>"
        ),
        figure(
            "rems-loop",
            alt=(
                "A loop of four steps around a nasal device: enrol the site, enrol the patient, monitor for at "
                "least two hours, report within seven days."
            ),
            caption="For the nasal product a second set of eyes looks at the same numbers.",
        ),
        heading("Prescribing from a distance"),
        text(
            "<p>A clinic that never mails anything may still touch this rule, because a consultation by video can end"
            " in a prescription. Since the pandemic, federal extensions have allowed controlled drugs in Schedules II"
            " to V to be prescribed without an earlier visit in person. The fourth of them runs through <b>31 "
            "December 2026</b>.<sup>9</sup> Whatever follows, do not build a service on the assumption that it will "
            "be extended a fifth time. The field's own society has long rejected infusions at home without an "
            "evaluation in person.<sup>10</sup> The anaesthesiologists ask every programme to watch for "
            "diversion.<sup>11</sup></p>"
        ),
        heading("Ten minutes a week"),
        text(
            "<p>Choose a day. Reconcile received, given, wasted and left. Read one patient's chart against the log, "
            "at random. Try the lock. See that the witness names vary. Sign and date the page. A clinic that does "
            "this for a year owns the best defence there is against both a bad employee and a bad inspection, and it "
            "will have cost less than one lost vial.</p>"
        ),
        sources(
            ("Cost of ketamine treatment", "Ketamine Advocacy Network", "https://ketamineadvocacynetwork.org/cost"),
            ("Ketamine therapy cost", "KAIR Program", "https://kair-program.com/blog/ketamine-therapy-cost"),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            ("FDA alert on compounded ketamine nasal spray", "Lachman Consultants, February 2022", ""),
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", ""),
            (
                "Storage of controlled substances",
                "University of Southern California, Environmental Health & Safety",
                "https://ehs.usc.edu/research/cspc/storage",
            ),
            (
                "Reporting theft or significant loss of controlled substances, 88 FR 40707",
                "Federal Register, 22 June 2023",
                "https://www.govinfo.gov/content/pkg/FR-2023-06-22/pdf/2023-13085.pdf",
            ),
            (
                "The REMS Patient Monitoring Form, an overview",
                "J&J Medical Connect",
                "https://jnjmedicalconnect.com/products/spravato/video-spravato-rems-patient-monitoring-form-overview",
            ),
            (
                "Fourth extension of telemedicine flexibilities, 90 FR 61301",
                "Federal Register, 31 December 2025",
                "https://www.govinfo.gov/content/pkg/FR-2025-12-31/pdf/2025-24123.pdf",
            ),
            (
                "Position on ketamine infusions at home",
                "American Society of Ketamine Physicians, PR Newswire, 12 March 2021",
                "",
            ),
            (
                "Safe use of ketamine: guidance",
                "American Society of Anesthesiologists",
                "https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
            ),
        ),
        call_to_action(
            "Set it up before the first box",
            ("The set-up module of Clinic Launch puts storage in its place beside ownership, safety and budget."),
            "See the syllabus",
            "course:clinic-launch",
        ),
    ],
)
