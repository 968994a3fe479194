"""Spravato trade-offs, lesson 1: what the label and the safety programme ask of rooms, staff and the schedule."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="What the label and the REMS ask of your rooms",
    slug="what-the-label-and-the-rems-ask",
    summary=(
        "Two hours, a certified site, a form after each session: how the Spravato label and REMS shape a working day."
    ),
    minutes=18,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Suppose a colleague offers you a drug with one condition attached: for two hours after "
            "every dose a chair, a clinician and a blood pressure cuff belong to that patient and to nobody "
            "else. You would want to see the floor plan before you said yes. That is the trade this lesson "
            "examines.</p>"
            "<p>Spravato is esketamine given as a nasal spray; the name and the product belong to Johnson "
            "&amp; Johnson. Two documents govern its use. The <b>label</b> tells you for whom and how. The "
            "<b>REMS</b>, a safety programme required by the FDA, tells you under which arrangements you "
            "may have it at all. Both end up as minutes, square feet and people.</p>"
        ),
        heading("Who it is for"),
        text(
            "<p>The label names two groups. One is adults with treatment-resistant depression: two or more "
            "oral antidepressants, and no adequate response. Since 21 January 2025 they may take the spray "
            "alone; before that an oral antidepressant had to go with it.<sup>1, 2</sup> The other is "
            "adults with major depression and acute suicidal thoughts or behaviour, and for them the oral "
            "drug is still part of the indication.<sup>3</sup></p>"
            "<p>Two sentences on the label should be said aloud in team training. The drug has not been "
            "shown to prevent suicide, and it is not an anaesthetic.<sup>1</sup> The contraindications are "
            "mostly vascular: aneurysmal disease, arteriovenous malformation, a history of bleeding in the "
            "brain, and hypersensitivity to the substance.<sup>1</sup></p>"
        ),
        heading("The course as the label prints it"),
        table(
            "Published schedule for treatment-resistant depression (from the label; not an instruction for a patient)",
            ["Period", "Frequency", "On the label", "Sessions"],
            ["Weeks 1 to 4", "Twice a week", "56 mg on day 1, then 56 or 84 mg", "8"],
            ["Weeks 5 to 8", "Once a week", "The weekly phase", "4"],
            ["From week 9", "Weekly or every two weeks", "The least frequent that holds", "Open-ended"],
        ),
        text(
            "<p>Each device holds 28 mg and five minutes pass between devices, so a session uses two or "
            "three of them.<sup>1, 4</sup> The patient has not eaten for two hours or drunk for thirty "
            "minutes. Somebody has to have told them so, on the telephone, the day before.</p>"
            "<p>The figure that matters to your room is in the last column: twelve sessions in eight weeks. "
            "At the minimum of two hours each, one patient claims 24 hours of watched time before week "
            "nine, and no cancellation policy makes it less.</p>"
        ),
        figure(
            "spravato-visit-timeline",
            alt=(
                "A line from arrival to departure: blood pressure, the self-given dose, blood pressure again at "
                "40 minutes, an observation of at least two hours, an assessment, and leaving with a driver."
            ),
            caption="The label's visit. Everything to the right of the dose is fixed in length or longer.",
        ),
        heading("What the two hours are for"),
        text(
            "<p>The boxed warning names sedation, dissociation, respiratory depression, abuse and misuse, "
            "and suicidal thoughts. Respiratory depression is a later addition.<sup>1, 5</sup> In the "
            "label's trials between 48% and 61% of patients were sedated and between 61% and 84% "
            "dissociated; 0.3% to 0.4% lost consciousness.<sup>1</sup> In plain words, the ordinary session "
            "has something to observe, and now and then a session has something to treat.</p>"
            "<p>Blood pressure is read before the dose, once more around minute 40, and later if there is a "
            "reason. A starting value above 140/90 is a reason to consider waiting.<sup>1</sup> Observation "
            "ends when two hours have passed <b>and</b> the patient is clinically stable. The patient does "
            "not drive until the following day, after restful sleep.<sup>1</sup></p>"
        ),
        heading("What the programme adds"),
        figure(
            "rems-loop",
            alt=(
                "A loop around a nasal device. Enrol the site and enrol the patient once; then, every session, "
                "an observed dose, monitoring for two hours or more, and a report within seven days."
            ),
            caption="Two steps are taken once. Three are repeated for as long as the patient comes.",
        ),
        text(
            "<p>The site enrols through an authorised representative who has read the programme documents "
            "and answers for the training of staff. The patient enrols with the prescriber before the first "
            "dose. Enrolment is verified before each dispensing, the dose is taken under direct "
            "observation, and a monitoring form leaves the clinic within seven days of every "
            "session.<sup>6, 7</sup> A prescriber stays on site from dose to discharge, and so does a "
            "clinician to watch each patient. The drug never goes home and is never lent or passed "
            "on.<sup>6</sup></p>"
            "<p>Whether one nurse may watch two chairs is a question for the current programme documents, "
            "your state's scope rules and your insurer. Ask it in writing. Your whole schedule rests on the "
            "answer.</p>"
        ),
        heading("Finding your last appointment"),
        text(
            "<p>Here is an invented clinic that closes at 17:00. It allows 15 minutes for arrival and blood "
            "pressure, 10 minutes for three devices, and 15 at the end for the assessment and the form. As "
            "a house rule it counts the two hours from the last device, so that nobody can argue about "
            "it.</p>"
            "<ul>"
            "<li>Working backwards from 17:00, the patient must arrive by 14:20 at the latest.</li>"
            "<li>If the patient needs another 40 minutes before being stable, staff leave at 17:40.</li>"
            "<li>The clinic therefore offers 13:40 as its last arrival, and pays for the slack.</li>"
            "</ul>"
            "<p>Next, the weeks. Four patients who all begin on the same Monday need eight sessions a week "
            "for four weeks, then four a week. Start one patient each week instead and the load climbs in "
            "steps of two a week, which gives you three chances to notice that the room is slower than you "
            "planned.</p>"
        ),
        callout(
            "Two rooms that look alike and are not",
            "<p>An IV room is built around a line and a pump, and a session can be stopped by closing a "
            "clamp. A sprayed dose cannot be taken back. The nasal room needs no infusion equipment, but "
            "oxygen, monitoring and somebody who can manage an airway belong in both.</p>",
        ),
        heading("Where sites trip over the rules"),
        text(
            "<ul>"
            "<li><b>The prescriber goes to lunch.</b> Presence is needed for the whole of dosing and "
            "monitoring. Put it on the rota, not in the job description.</li>"
            "<li><b>The driver is a hope.</b> Take the name and number of the person before the dose.</li>"
            "<li><b>Forms from an old binder.</b> Editions of 2020 and 2021 still circulate, and the "
            "current monitoring form asks about respiratory depression.<sup>7</sup> Fetch the present "
            "set.</li>"
            "<li><b>A second address.</b> It needs an enrolment of its own before it sees a box.</li>"
            "<li><b>An empty field.</b> The form wants lot number, total minutes and three pressures. "
            "Collect them as they happen.</li>"
            "</ul>"
        ),
        key_facts(
            "On one card for the wall",
            ("Before", "Enrolment verified, food and drink asked, pressure read, driver named"),
            ("During", "Self-given, watched, prescriber in the building"),
            ("About 40 minutes", "Pressure again"),
            ("Leaving", "Two hours at least, stable, assessed, with a driver"),
            ("Within seven days", "Monitoring form sent"),
        ),
        heading("To do this week"),
        text(
            "<ol>"
            "<li>Walk one visit through your real rooms with a stopwatch and a colleague as the patient.</li>"
            "<li>Name the authorised representative and a deputy who works on the other days.</li>"
            "<li>Calculate your own last arrival, and tell the person who books.</li>"
            "<li>Draft the rota line that shows the prescriber in the building, hour by hour.</li>"
            "<li>Download the current label and forms, and write the date on them.</li>"
            "</ol>"
            "<p>This lesson is a reading aid. It is not certification, and it replaces neither the label "
            "nor the programme's own documents.</p>"
        ),
        sources(
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint, undated",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
            (
                "First monotherapy approved for treatment-resistant depression",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
            ),
            (
                "FDA approves esketamine for depression with suicidal ideation",
                "Mental Health Weekly, 2020",
                "https://zendy.io/title/10.1002/mhw.32471",
            ),
            (
                "Spravato: dosing and administration",
                "Johnson & Johnson, undated",
                "https://spravatohcp.com/trd/dosing-and-administration",
            ),
            (
                "Billing and coding article A59250, esketamine",
                "Centers for Medicare & Medicaid Services, 2023",
                "https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleid=59250",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS, undated",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "The REMS Patient Monitoring Form, an overview",
                "J&J Medical Connect, undated",
                "https://jnjmedicalconnect.com/products/spravato/video-spravato-rems-patient-monitoring-form-overview",
            ),
        ),
    ],
)
