"""Billing, lesson 2: the few codes a ketamine clinic uses and the three clocks that choose between them."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="Codes you will actually use, and the time rules",
    slug="codes-and-time-rules",
    summary=(
        "About two dozen codes cover most of a ketamine clinic's work. Three stopwatches choose between "
        "them, and no minute counts twice."
    ),
    minutes=10,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Put three stopwatches on the desk. The first runs while the clinician works for a patient, in the "
            "room or over the chart. The second runs while a drug flows into a vein. The third runs during "
            "psychotherapy. Nearly every code in this lesson is chosen by reading one of the three, and nearly every "
            "error comes from reading the wrong one.</p>"
        ),
        heading("The first watch: the clinician's day"),
        text(
            "<p>An office visit is chosen by medical decision making <b>or</b> by the clinician's total time on that "
            "date.<sup>1, 2</sup> If you go by time, the figure below has to be met or exceeded.</p>"
        ),
        table(
            "Minutes of clinician time for office visits",
            ["Step", "New patient", "Established patient"],
            ["First", "99202: 15", "99212: 10"],
            ["Second", "99203: 30", "99213: 20"],
            ["Third", "99204: 45", "99214: 30"],
            ["Fourth", "99205: 60", "99215: 40"],
        ),
        text(
            "<p>A nurse's minutes never run on this watch. Nor should the minutes that belong to an infusion: if both"
            " happen on one day, the visit carries modifier 25, which claims that it was a separate piece of "
            "work.<sup>3</sup> The note has to show the work.</p>"
            "<p>Past the top of the scale there is prolonged time. 99417 counts each further full quarter of an hour,"
            " from 75 minutes with 99205 or 55 with 99215. Medicare does not take it. It wants G2212, from 89 and 69 "
            "minutes. Both count <b>clinician</b> time alone.<sup>4</sup></p>"
            "<p>Two old mistakes belong here. 99214 is a general visit for an established patient and has never meant"
            " a psychiatric evaluation. The first psychiatric diagnostic assessment, with its medical work, is 90792,"
            " and a routine return visit is not one.<sup>5</sup> And guides that give 60 minutes for 99215 have "
            "copied the row of 99205.</p>"
        ),
        heading("The second watch: the infusion"),
        text(
            "<p>Every infusion needs a start <b>and</b> a stop time. Without both it is billed as a push.<sup>6, "
            "7</sup></p>"
        ),
        key_facts(
            "Infusion minutes, both times documented",
            ("Up to 15", "96374, a push"),
            ("16 to 90", "96365, one unit"),
            ("91 to 150", "96365 and one unit of 96366"),
            ("151 to 210", "96365 and two units of 96366"),
        ),
        text(
            "<p>The arithmetic for the further hours fits in a line: take 31 from the minutes, divide by 60, drop the"
            " fraction. Ninety minutes gives nought, ninety-one gives one.<sup>8</sup> A table in circulation starts "
            "the further hour at minute 90, and it is wrong by one.</p>"
            "<p>What flows beside the drug is usually not a service. Fluid that merely carries ketamine is part of "
            "the infusion, and the hydration codes 96360 and 96361 are for hydration.<sup>6</sup> Using them to make "
            "an unpaid infusion look paid is the kind of thing an auditor enjoys.</p>"
            "<p>No drug code belongs to ketamine. It goes out as J3490, unclassified drug, with its name, the dose "
            "given and the NDC.<sup>9</sup> Other drugs are counted in the unit of their code. Ondansetron, J2405, is"
            " coded per milligram, so 4 mg is four units.<sup>10</sup></p>"
        ),
        heading("The third watch: psychotherapy"),
        table(
            "Psychotherapy minutes",
            ["Minutes", "Alone", "Added to an office visit"],
            ["16 to 37", "90832", "90833"],
            ["38 to 52", "90834", "90836"],
            ["53 or more", "90837", "90838"],
        ),
        text(
            "<p>The right-hand column is an add-on. It rides on an office visit and counts time apart from that "
            "visit's work. It never stands alone and never beside 90792.<sup>11, 12</sup> Sitting with somebody "
            "during an infusion may be kind and good medicine, but unless psychotherapy was given, timed and "
            "described, this watch has not been started.</p>"
        ),
        figure(
            "claim-journey",
            alt=(
                "The journey of a claim: from visit to codes to claim to payer, then either to a remittance or to"
                " a denial, from which an arrow leads through an appeal back to the payer."
            ),
            caption="The second box is the only one in which you alone decide what is written.",
        ),
        heading("Spravato: read the shape first"),
        text(
            "<p>For Spravato (esketamine, a trademark of Johnson &amp; Johnson) ask who bought the drug before you "
            "ask about minutes.</p>"
            "<ul>"
            "<li><b>The clinic bought it, and the payer takes the bundle.</b> G2082 covers a session of up to 56 mg "
            "and G2083 a larger one: visit, drug and two hours of observation in a single code. It is for established"
            " patients. No office visit, prolonged service or drug code goes beside it.<sup>13, 14, 15</sup></li>"
            "<li><b>Billed in parts.</b> The drug goes out as J0013, in units of 1 mg, or is billed by a pharmacy; "
            "the clinic adds an office visit and perhaps prolonged time, as that payer allows.<sup>15</sup> J0013 "
            "replaced S0013 on 1 January 2026, and the change was untidy: some authorisations had to be made "
            "again.<sup>16, 17</sup></li>"
            "</ul>"
            "<p>The maker itself says that observation has no code of its own and that each payer "
            "decides.<sup>14</sup> Some commercial payers accept the staff-time codes 99415 and 99416. We have not "
            "verified their minute thresholds, so ask the payer, and never put them next to the bundle.</p>"
        ),
        heading("Six visits to code"),
        text(
            "<p>All six are invented. Write down your answers before you read on. Code by time where there is a "
            "choice.</p>"
            "<ol>"
            "<li>Established patient. Clinician time 24 minutes, recorded apart from the infusion. Infusion 9:10 to "
            "9:48. Ondansetron 4 mg.</li>"
            "<li>Infusion, start 13:05, stop “about two”.</li>"
            "<li>Infusion, 94 minutes, both times in the chart.</li>"
            "<li>Established patient, 72 minutes of clinician time, no infusion.</li>"
            "<li>Spravato 84 mg from the clinic's own stock, established patient, observed by a nurse for two hours "
            "and ten minutes.</li>"
            "<li>New patient, first psychiatric assessment, then 30 minutes of psychotherapy.</li>"
            "</ol>"
        ),
        heading("The answers", "h3"),
        text(
            "<ol>"
            "<li>99213 with modifier 25: twenty minutes are reached and thirty are not. One 96365 for 38 minutes, "
            "J3490 for the ketamine, four units of J2405.</li>"
            "<li>A push, 96374. “About two” is not a stop time. Mend the form rather than the chart: a time invented "
            "a week later is worse than a missing one.</li>"
            "<li>96365 and one 96366. Ninety-four less 31 is 63.</li>"
            "<li>For a commercial plan that accepts them, 99215 and two units of 99417, at 55 and at 70 minutes. For "
            "Original Medicare, one unit of G2212, since 69 is reached and 84 is not.</li>"
            "<li>G2083, and nothing else. The nurse's 130 minutes are inside it.</li>"
            "<li>90792. The add-on 90833 does not go with it.</li>"
            "</ol>"
            "<p>If you missed the fourth, you are in company: people count from the visit's 40 minutes, or let the "
            "nurse's time in. If you missed the second, look at your own infusion record now. The box for the stop "
            "time should be impossible to leave empty.</p>"
        ),
        heading("A word about prices"),
        text(
            "<p>The code says what was done. What it pays depends on the payer and the place. For Medicare we print "
            "one national figure here: the 2026 conversion factor, $33.4009, or $33.5675 for clinicians in a "
            "qualifying alternative payment model.<sup>18</sup> Other numbers circulate. Look up your own locality in"
            " the fee look-up before you put any amount in a plan.</p>"
        ),
        callout(
            "Change the form and the codes follow",
            (
                "<p>Put six boxes on the visit record: clinician minutes, infusion start, infusion stop, "
                "psychotherapy minutes, drug with dose and NDC, and the name of whoever wrote each. Coders can "
                "only read what is on the page.</p>"
            ),
            tone="tip",
        ),
        heading("This week"),
        text(
            "<ul>"
            "<li>Pull ten recent visits, or ten mock ones, and re-code them from the chart alone. Count how often a "
            "minute is missing.</li>"
            "<li>Delete every favourite in your software that nobody can explain. The prolonged codes 99354 and 99355"
            " have been withdrawn, though old guides still print them.</li>"
            "<li>Fix one day in January for codes and fees, and one in October for diagnosis codes. That is when they"
            " change.</li>"
            "</ul>"
            "<p>How sure are we? The time rules have several sources that agree. The descriptions of 90792 and of "
            "drug units rest on one decent source each.</p>"
            "<p>CPT® is a registered trademark of the American Medical Association, which holds the copyright in the "
            "codes. The descriptions are our own short paraphrases and do not replace the current code book.</p>"
        ),
        sources(
            (
                "Office-visit changes for 2024",
                "American Medical Coding",
                "https://americanmedicalcoding.com/e-m-changes-for-2024-for-medical-coders",
            ),
            ("Office-visit time", "NAMAS, 25 December 2020", "https://namas.co"),
            ("CPT 96366 with an office visit", "Coding Ahead", "https://webhooks.codingahead.com/cpt/codes/96366"),
            ("CPT 99417", "RVUdoc, 2026", "https://rvudoc.com/billing/codes/99417"),
            (
                "Psychiatry CPT codes",
                "MMBS, 31 March 2026",
                "https://mymedicalbillsolution.com/billing/psychiatry/cpt-codes",
            ),
            ("CPT 96365 explained", "One O Seven RCM", "https://oneosevenrcm.com/?p=7439"),
            (
                "The 16-minute rule: 96365 or 96374",
                "We Are Medical Coders",
                "https://wearemedicalcoders.com/post/the-16-minute-rule-cpt-96365-vs-96374",
            ),
            ("CPT 96365 and 96366", "CareCostEstimate", "https://carecostestimate.com/billing/cpt/96365-96366"),
            (
                "Intravenous anaesthesia and sedation drugs, second quarter 2026",
                "ClearCostEstimate, 2026",
                "https://clearcostestimate.com/drugs/iv-anesthesia-sedation",
            ),
            ("HCPCS code J2405", "Carepatron", "https://carepatron.com/procedure-code/hcpcs-code-j2405"),
            (
                "CPT 90833 as an add-on",
                "Superbilled, 28 March 2026",
                "https://superbilled.com/blog/cpt-code-90833-add-on",
            ),
            (
                "CPT 90836 with an office visit",
                "TheraFocus",
                "https://therafocus.com/resources/blog/cpt-code-90836-em-add-on",
            ),
            ("HCPCS code G2083", "Pabau, 2026", "https://pabau.com/procedure-codes/hcpcs-code-g2083"),
            (
                "Spravato: payer coverage and reimbursement",
                "Johnson & Johnson",
                "https://spravatohcp.com/payer-coverage-and-reimbursement",
            ),
            ("Spravato billing in 2026", "SwiftMDS, 2026", "https://swiftmds.com/?p=992020"),
            (
                "Spravato J code: what changed on 1 January 2026",
                "Osmind, 5 February 2026",
                "https://osmind.org/blog/spravato-j-code",
            ),
            (
                "UnitedHealthcare policy 2026D0069P (Ketalar and Spravato), update note",
                "OpenPayer, 2026",
                "https://openpayer.com/policy-updates/unitedhealthcare/clinical-medical/pharmacy-specialty-drugs/unitedhealthcare-2026d0069p",
            ),
            (
                "Review of the 2026 Medicare physician fee schedule",
                "American Academy of Osteopathy, 2025",
                "https://academyofosteopathy.org/CY2026-review",
            ),
        ),
    ],
)
