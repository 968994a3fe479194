"""Spravato trade-offs, lesson 1: the label and the safety programme translated into chairs, people and minutes."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="What the label and REMS ask of your rooms",
    slug="what-the-label-and-rems-ask-of-your-rooms",
    summary=(
        "Every sentence of the Spravato label turns into a chair, a person or a minute. Translate them "
        "before you order anything."
    ),
    minutes=10,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Read a drug label as an architect would. “Monitor for at least two hours” is a chair that cannot be "
            "booked again. “Until clinically stable” is a closing time that moves. “Not until the next day” is a "
            "second person in the car park. Spravato's label is short on mystery and long on such sentences, and a "
            "clinic that has translated them knows in an afternoon whether it can offer the drug.</p>"
            "<p>Spravato is the esketamine nasal spray of Johnson &amp; Johnson, who own the name. Two texts bind "
            "you. The <b>label</b> says for whom and how. The <b>REMS</b>, a safety programme required by the FDA, "
            "says under which arrangements a site may have it at all.</p>"
        ),
        heading("For whom"),
        text(
            "<p>Adults with treatment-resistant depression, which the label defines by an inadequate response to "
            "<b>at least two</b> oral antidepressants. Since 21 January 2025 they may receive it on its own; until "
            "then an oral antidepressant had to go with it.<sup>1, 2</sup> The second indication is major depression "
            "with acute suicidal thoughts or behaviour, and there an oral antidepressant still belongs to "
            "it.<sup>3</sup></p>"
            "<p>Two limits are worth reading aloud to the team. The drug has not been shown to prevent suicide, and "
            "it is not an anaesthetic. It is contraindicated with aneurysmal vascular disease, arteriovenous "
            "malformation, a history of bleeding within the brain, or hypersensitivity.<sup>4</sup></p>"
        ),
        heading("Translate the sentences"),
        table(
            "From the label to the building",
            ["The label says", "The building needs"],
            [
                "Blood pressure before, at about 40 minutes, then as needed; consider delaying above 140/90",
                "A cuff at every chair, and a named person who decides about delay",
            ],
            [
                "No food for two hours, no liquids for 30 minutes before",
                "A telephone call the day before, with a script",
            ],
            [
                "28 mg in each device, five minutes between devices, two or three to a session",
                "Ten minutes of somebody's undivided attention, and a device count",
            ],
            [
                "Monitor for at least two hours and until stable",
                "A chair, a clinician and a margin after the two hours",
            ],
            ["No driving until the next day, after restful sleep", "The driver's name at check-in, before the dose"],
            ["Twice weekly for four weeks, then weekly for four", "Twelve appointments, made on one day"],
        ),
        text(
            "<p>The doses in the label's schedule for resistant depression are 56 mg on day one and 56 or 84 mg "
            "afterwards; from week nine it asks for the least frequent schedule that holds, weekly or every two "
            "weeks. For the acute indication it prints 84 mg twice weekly for four weeks, with 56 mg as the way "
            "down.<sup>4, 5</sup> We quote these because they decide how many devices you store. Who receives what is"
            " the prescriber's business.</p>"
        ),
        figure(
            "spravato-visit-timeline",
            alt=(
                "A timeline of a Spravato visit: arrive, blood pressure, self-given dose, blood pressure again at"
                " 40 minutes, at least two hours of observation, assessed as stable, leave with a driver."
            ),
            caption="One visit as the label draws it. The long bar is a minimum.",
        ),
        heading("What the watching is for"),
        text(
            "<p>The boxed warning names sedation, dissociation, respiratory depression, abuse and misuse, and "
            "suicidal thoughts.<sup>4</sup> Breathing came to the list later than the rest, so a room set up from an "
            "early manual may be watching for the wrong things.<sup>6</sup></p>"
            "<p>Sedation was seen in 48% to 61% of patients in the label's trials, dissociation in 61% to 84%, loss "
            "of consciousness in 0.3% to 0.4%.<sup>4</sup> Plan for the first two at every session. Plan for the "
            "third as well: at a thousand sessions, a small percentage per patient is no longer somebody else's "
            "problem.</p>"
        ),
        heading("What the programme adds"),
        figure(
            "rems-loop",
            alt=(
                "A loop around a nasal device. Enrol the site and enrol the patient once; then, every session, an"
                " observed dose, monitoring for two hours or more, and a report within seven days."
            ),
            caption="Two steps are done once. The other three come round with every session.",
        ),
        text(
            "<p>The site enrols through an authorized representative, who has read the label and the programme "
            "overview and sees to training. The patient enrols with the prescriber before the first dose. After that,"
            " five things hold at every session: enrolment verified, dose taken under direct observation, a "
            "prescriber on site, a clinician to watch each patient, and a monitoring form sent within seven "
            "days.<sup>7, 8, 9</sup> The drug never goes home, to another site or to another patient.<sup>7</sup></p>"
            "<p>Some of the forms in circulation are from 2020 and 2021.<sup>8, 10</sup> Fetch the current set from "
            "the programme before training day.</p>"
        ),
        heading("Six reasons to stop a session", "h3"),
        text(
            "<p>Most lists tell staff what to do. A shorter one tells them when to stop, and gives the most junior "
            "person in the room the right to say so.</p>"
            "<ol>"
            "<li>Enrolment is not confirmed today.</li>"
            "<li>The prescriber has left the building, or is about to.</li>"
            "<li>Nobody is assigned to watch this patient.</li>"
            "<li>Blood pressure is above the threshold and the decider has not decided.</li>"
            "<li>There is no driver.</li>"
            "<li>The device count does not match the log.</li>"
            "</ol>"
        ),
        callout(
            "Give the list to the front desk",
            (
                "<p>Reasons one, two and five can be found out before the patient sits down, by someone with a "
                "telephone. A session stopped at the door costs a slot. One stopped in the chair costs a dose and"
                " some trust.</p>"
            ),
            tone="tip",
        ),
        heading("How many patients is that?"),
        text(
            "<p>Here is an invented clinic, and every input is an assumption. Four chairs. One nurse, who we assume "
            "may watch two patients; we found no national ratio, so yours must come from the programme, your state "
            "and your insurer. The day is nine hours, five days a week. Each visit takes 160 minutes: 15 to prepare, "
            "120 to observe, 15 to finish, 10 to turn the chair over. Eighty per cent of places are booked and 15% of"
            " those fall through.</p>"
        ),
        table(
            "From four chairs to ten patients (all inputs assumed)",
            ["Step", "Sum", "Result"],
            ["Visits per chair per day", "540 minutes divided by 160, rounded down", "3"],
            ["Patients watched at once", "The smaller of 4 chairs and 1 nurse x 2", "2"],
            ["Visits per day", "3 x 2", "6"],
            ["Completed per week", "6 x 5 x 0.80 x 0.85", "20.4"],
            ["Patients in their first four weeks, at two visits a week", "20.4 divided by 2, rounded down", "10"],
        ),
        text(
            "<p>The owners had hoped for 40 completed visits a week and were about to buy a fifth chair. It would "
            "have changed nothing. Two of their four chairs stand empty already, because the nurse is the limit. A "
            "second nurse doubles the row that matters: 12 visits a day, 40.8 completed a week. Then, and only then, "
            "the chairs are all in use.</p>"
            "<p>Now find the last arrival. If staff go home at 17:00 and the visit itself takes 150 minutes, nobody "
            "may arrive after 14:30. A patient who is not stable at 16:45 will keep two people late. That evening "
            "will come, so decide now who stays, and whether the roster pays them.</p>"
        ),
        heading("A dress rehearsal"),
        text(
            "<p>Before you enrol, run one session on paper, with a colleague as the patient and no drug in the "
            "building. Use a real afternoon.</p>"
            "<ul>"
            "<li>Make the call about food and drink the day before.</li>"
            "<li>Write down the time of every step, and who did it.</li>"
            "<li>Take three blood pressures, and let the second be too high.</li>"
            "<li>At 90 minutes ask the prescriber to leave for an urgent matter elsewhere. See who objects.</li>"
            "<li>Fill in the monitoring form before the chair is turned over.</li>"
            "<li>Try to discharge the patient without a driver.</li>"
            "</ul>"
            "<p>Afterwards put two figures at the top of the page: the length of the visit, door to door, and the "
            "minutes of each person's time. Lesson three needs both. If the rehearsal took less than 140 minutes, "
            "look again at what you left out.</p>"
        ),
        callout(
            "Where the ground is firm",
            (
                "<p>The label's terms and the programme's duties come from primary texts or copies of them and "
                "agree. The staffing ratio, the minutes around the two hours and the fill are ours. This page is "
                "a study aid; reading it certifies nobody.</p>"
            ),
            tone="note",
        ),
        sources(
            (
                "FDA approves Spravato as a monotherapy",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
            ),
            (
                "Spravato approved on its own for resistant depression",
                "DeepNewz, 21 January 2025",
                "https://deepnewzmarket.com",
            ),
            (
                "FDA approves esketamine for depression with suicidal ideation",
                "Mental Health Weekly, 2020",
                "https://zendy.io/title/10.1002/mhw.32471",
            ),
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
            (
                "Spravato dosing and administration",
                "Johnson & Johnson",
                "https://spravatohcp.com/trd/dosing-and-administration",
            ),
            (
                "Billing and coding article A59250, esketamine",
                "Centers for Medicare & Medicaid Services",
                "https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleid=59250",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            ("Spravato REMS outpatient enrolment form", "Manual copy, August 2020", "https://manualspro.net/445180"),
            (
                "The REMS Patient Monitoring Form, an overview",
                "J&J Medical Connect",
                "https://jnjmedicalconnect.com/products/spravato/video-spravato-rems-patient-monitoring-form-overview",
            ),
            ("Spravato REMS patient monitoring form", "Manual copy, November 2021", "https://manualspro.net/445029"),
        ),
    ],
)
