"""What the Spravato REMS asks of a clinic, in the order in which it asks."""

import datetime

from config.demo.words import Post, call_to_action, callout, figure, heading, key_facts, pull_quote, sources, text

POST = Post(
    title="REMS in plain words",
    slug="rems-in-plain-words",
    introduction=(
        "The Spravato safety programme is four obligations repeated for as long as you give the drug. "
        "Most clinics that stumble do so on the fourth."
    ),
    search_description=(
        "The Spravato REMS explained: enrol the site, enrol the patient, watch for two hours, send the "
        "form within seven days. With a readiness list."
    ),
    topic="Spravato and IV",
    author="lindqvist",
    reviewer="okafor",
    published_on=datetime.date(2026, 3, 5),
    updated_on=datetime.date(2026, 11, 20),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 1, 15),
    cover="rems-loop",
    cover_alt=(
        "A loop of four steps around a nasal device: enrol the site, enrol the patient, monitor for at "
        "least two hours, report within seven days."
    ),
    body=[
        text(
            "<p>REMS stands for risk evaluation and mitigation strategy. Behind the name is a bargain. The FDA "
            "approved a nasal form of a drug that can sedate people, detach them from their surroundings, slow their "
            "breathing and be misused, on the condition that nobody takes it home and somebody watches. Spravato, "
            "made by Johnson &amp; Johnson, can be given only in a healthcare setting that has agreed to those terms "
            "in writing.<sup>1, 2</sup></p>"
            "<p>This is a reading guide for a clinic that is about to agree. It does not replace the programme's own "
            "documents, and passing our list is not certification.</p>"
        ),
        key_facts(
            "What the programme is built on",
            ("Boxed warning", "Sedation, dissociation, respiratory depression, abuse and misuse, suicidal thoughts"),
            ("Observation", "At least two hours after every session, and until clinically stable"),
            ("Report", "One monitoring form per session, within seven days"),
            ("Where", "A certified setting, and nowhere else"),
            ("Driving", "Not until the next day, after a restful sleep"),
        ),
        heading("Step one: the site"),
        text(
            "<p>A clinic enrols as an outpatient setting. Hospitals' inpatient units have a form of their own and "
            "fewer duties: they enrol the site, but they do not enrol individual patients or send monitoring "
            "forms.<sup>3</sup> Settle which you are before you fill in anything.</p>"
            "<p>Somebody must then be the <b>authorized representative</b>. This person reads the prescribing "
            "information and the programme overview, signs the form, sees that everyone involved is trained, and "
            "answers when the programme asks. Choose a person who is in the building. In clinics where it is “the "
            "practice”, it turns out to be nobody.</p>"
            "<p>Decide at the same time how the drug will reach you, through a distributor or a pharmacy, because the"
            " programme ties supply to enrolment. Expect a know-your-customer form. A second address is a second "
            "enrolment.</p>"
        ),
        heading("Step two: the patient"),
        text(
            "<p>Before the first dose, the prescriber and the patient complete an enrolment form together. That is "
            "also the moment for counselling, and it should be a conversation. Tell the patient what the drug may "
            "feel like, that they will stay for two hours even if they feel fine, that somebody else must take them "
            "home, and what is being reported about them and to whom.</p>"
            "<p>Enrolment is checked again before every dose is dispensed. Build the check into the schedule the day "
            "before. A form discovered missing with the patient in the chair ends in one of two bad ways.</p>"
            "<p>Ask about other drugs while you are there. The monitoring form has a line for benzodiazepines, "
            "hypnotics, opioids, stimulants and MAO inhibitors,<sup>4</sup> and an honest answer is easier to get "
            "before the day than on it.</p>"
        ),
        heading("Step three: the session"),
        figure(
            "spravato-visit-timeline",
            alt=(
                "A timeline of a Spravato visit: arrive, blood pressure, self-given dose, blood pressure again at"
                " 40 minutes, at least two hours of observation, assessed as stable, leave with a driver."
            ),
            caption="One session, from the door to the car.",
        ),
        text(
            "<p>The patient gives the dose to himself or herself, under the eyes of a clinician. Blood pressure is "
            "measured before, at about 40 minutes and as needed after that; the label says to consider delaying if it"
            " starts above 140/90.<sup>1</sup> Then comes the watching: sedation, dissociation, breathing, vital "
            "signs.</p>"
            "<p>It is worth knowing how often the watching sees something. In the trials on the label, sedation "
            "occurred in 48% to 61% of patients and dissociation in 61% to 84%. Loss of consciousness was rare, 0.3% "
            "to 0.4%.<sup>1</sup> Respiratory depression was added to the boxed warning later and is noted in "
            "Medicare's own coding article.<sup>5</sup> If the room's monitoring habits date from before that change,"
            " so does its safety.</p>"
            "<p>A prescriber is on site during administration and monitoring, and a clinician is assigned to each "
            "patient. Two hours is a minimum. The end of the session is an assessment, and the chart should show one,"
            " with a time and a name.</p>"
        ),
        callout(
            "What never leaves the building",
            (
                "<p>No dose goes home with a patient, and none is lent, resold or transferred to another site. "
                "The drug is in Schedule III: locked storage, a registration that covers the address, and a log "
                "that accounts for every device.</p>"
            ),
            tone="warning",
        ),
        figure(
            "controlled-cabinet",
            alt=(
                "A nurse stands with a clipboard beside an open metal cabinet with two locks, in which vials, "
                "boxes and nasal devices are stored."
            ),
            caption="The log and the cabinet tell the same story, or one of them is wrong.",
        ),
        heading("Step four: the form"),
        text(
            "<p>After each session the setting sends a patient monitoring form, within seven days. Every session: the"
            " thirtieth as well as the first. It asks for the dose and lot, the other drugs, the total minutes, three"
            " blood pressures, whether vital signs were acceptable before and after, sedation and dissociation and "
            "now respiratory depression, the time at which the patient was ready to leave, and any serious adverse "
            "event.<sup>4</sup></p>"
            "<p>This is the step that slips. The patient has gone home, nobody is waiting, the room is needed. A week"
            " later the nurse who was there is on holiday, and the blood pressure at 40 minutes is in a notebook. The"
            " repair is dull and works: fill in the form before the room is turned over, and let one person look "
            "every Friday for sessions without one.</p>"
        ),
        pull_quote("The repair is dull and works: fill in the form before the room is turned over."),
        heading("Are you ready?"),
        text(
            "<p>The two lists below are our own condensation of the outpatient requirements.<sup>2, 4</sup> They are "
            "a study aid. If any line of the first list is not yet true, you are not ready to open a box.</p>"
            "<p><b>Must be in place</b></p>"
            "<ol>"
            "<li>Authorized representative named, documents read, enrolment confirmed</li>"
            "<li>Supply route chosen, know-your-customer form sent</li>"
            "<li>DEA registration for the address, locked storage, log</li>"
            "<li>Prescriber on site, and a clinician for each patient, during dosing and monitoring</li>"
            "<li>All relevant staff trained, with records</li>"
            "<li>Patient counselled and enrolled before the first dose, and checked before each one</li>"
            "<li>Direct observation while the patient takes the dose; a blood pressure schedule, with a rule for "
            "140/90</li>"
            "<li>Two hours at least, a discharge assessment, and a ride home</li>"
            "<li>Monitoring form sent within seven days of every session</li>"
            "<li>No home use, transfer, loan or resale</li>"
            "</ol>"
            "<p><b>Should be in place</b></p>"
            "<ul>"
            "<li>Setting type settled, and a second address enrolled if there is one</li>"
            "<li>A route for adverse-event reports that every shift knows</li>"
            "<li>Advance notice when a patient moves to another certified site</li>"
            "<li>Other drugs asked about at every visit</li>"
            "<li>Records that could be shown to an auditor this afternoon</li>"
            "</ul>"
        ),
        heading("What it costs to do properly"),
        text(
            "<p>Mostly time. The room is occupied for the two hours and whatever surrounds them, and the paperwork "
            "has to be somebody's job. We assume twenty minutes of office time per session in our <a "
            'href="/blog/spravato-or-iv-the-room-arithmetic/">room arithmetic</a>; you should measure yours.</p>'
            "<p>The payers are interested as well. Prior authorisation for Spravato usually asks for evidence of a "
            "certified site along with the diagnosis, the severity score and the documented trials.<sup>6, 7</sup> A "
            "clinic whose REMS file is in order finds part of the authorisation already written.</p>"
            "<p>Forms change. Parts of what is in circulation date from 2020 and 2021. Download the current set "
            "before training day and put the date on the binder.</p>"
        ),
        sources(
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "Spravato REMS: inpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/inpatient-hcs.html",
            ),
            (
                "The REMS Patient Monitoring Form, an overview",
                "J&J Medical Connect",
                "https://jnjmedicalconnect.com/products/spravato/video-spravato-rems-patient-monitoring-form-overview",
            ),
            (
                "Billing and coding article A59250, esketamine",
                "Centers for Medicare & Medicaid Services",
                "https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleid=59250",
            ),
            ("Cigna, Spravato coverage policy", "The Policy Vault", "https://coverage.pharmacistwrite.com"),
            (
                "Esketamine (Spravato), medical policy",
                "Blue Cross Blue Shield of North Dakota",
                "https://bcbsnd.com/providers/policies-precertification/medical-policy/e/esketamine-spravato",
            ),
        ),
        call_to_action(
            "Set up a Spravato room on paper first",
            ("The Spravato module of Clinic Launch goes on from the programme to authorisation, supply and money."),
            "See the syllabus",
            "course:clinic-launch",
        ),
    ],
)
