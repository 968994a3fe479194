"""What belongs on a superbill for a ketamine visit, and the mistakes that sink one."""

import datetime

from config.demo.words import Post, call_to_action, callout, figure, heading, pull_quote, sources, table, text

POST = Post(
    title="Superbills that hold up",
    slug="superbills-that-hold-up",
    introduction=(
        "A superbill is read once, by somebody who has never met your patient and is looking for a reason"
        " to stop. Here is how to give them none."
    ),
    search_description=(
        "What a ketamine superbill must contain, how infusion minutes become codes, and the small errors "
        "that sink an out-of-network claim."
    ),
    topic="Billing",
    author="reyes",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 4, 14),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 1, 15),
    cover="checklist-desk",
    cover_alt=("A hand ticks boxes on a clipboard; four of six are done. Coffee, glasses and a note lie around it."),
    related=(
        "the-good-faith-estimate-explained-for-cash-practices",
        "do-insurers-reimburse-ketamine-infusions",
    ),
    body=[
        text(
            "<p>Somewhere in an office park a claims examiner opens a scan of your receipt. The examiner has a policy"
            " on one screen and your page on the other. If a field is empty, the page goes back to the patient, who "
            "comes back to you, who no longer remembers the visit. Most of that loop can be prevented with ten "
            "minutes and a template.</p>"
        ),
        heading("What it is and what it is not"),
        text(
            "<p>A superbill is an itemised receipt. The patient pays you, then sends it to an out-of-network plan and"
            " hopes. It is not a claim, not an authorisation, not a promise.<sup>1</sup> Say so on the page "
            "itself.</p>"
            "<p>The hope should be modest. Plans on HealthCare.gov denied 37% of out-of-network claims in 2023, "
            "counting every kind of service,<sup>2</sup> and several written policies call IV ketamine for depression"
            " or pain investigational.<sup>3, 4</sup> A perfect superbill does not change the policy. It makes sure "
            "that the plan decides on the service, and not on your paperwork.</p>"
        ),
        figure(
            "superbill-anatomy",
            alt=(
                "A superbill as one sheet with its parts called out: practice and tax ID, clinician and NPI, "
                "patient and date of birth, date and place of service, codes, diagnosis pointers, units and "
                "charges, start and stop times, drug with dose and NDC, paid in full, signature."
            ),
            caption="Everything an examiner looks for, on one page.",
        ),
        heading("The fields"),
        text(
            "<p>These are the parts that billing references list,<sup>5, 6</sup> with a note on where each goes "
            "wrong.</p>"
            "<ul>"
            "<li><b>The patient:</b> name, date of birth, address as the plan has them. A nickname is enough to lose "
            "the match.</li>"
            "<li><b>The clinician:</b> name, credentials and individual NPI, with the group's NPI if there is one. An"
            " NPI carries a check digit, so a typing error can be caught before it leaves the building.</li>"
            "<li><b>The practice:</b> address, telephone, tax number.</li>"
            "<li><b>Date and place of service:</b> an office is place of service 11.</li>"
            "<li><b>Each service:</b> code, modifier, units, charge, and a pointer to the diagnosis it belongs "
            "to.</li>"
            "<li><b>Each diagnosis:</b> a complete ICD-10 code.</li>"
            "<li><b>What was paid,</b> with the words “paid in full” if it was, and a signature.</li>"
            "</ul>"
            "<p>For an infusion add three more: the start and stop time, the dose, and the NDC of the drug. And look "
            "up every diagnosis, because some codes that seem complete are only headings.<sup>7, 8</sup></p>"
        ),
        callout(
            "Check the diagnosis code to its last digit",
            (
                "<p>G90.5 and G90.51 (complex regional pain syndrome, type I) and G56.4 (type II, upper limb) "
                "name a group and cannot be billed; the digits after them say which limb. The two types exclude "
                "each other, so one patient's page should not carry both.</p>"
            ),
            tone="tip",
        ),
        heading("From minutes to codes"),
        text(
            "<p>The infusion is billed by the clock, and the clock has to be in the chart. With no start and stop "
            "time an infusion counts as a push.<sup>9, 10</sup></p>"
        ),
        table(
            "Minutes of infusion and the codes they support",
            ["Documented minutes", "Code", "Units"],
            ["Up to 15", "96374, IV push", "1"],
            ["16 to 90", "96365, first hour of a therapeutic infusion", "1"],
            ["91 to 150", "96365, with 96366 for the further hour", "1 and 1"],
            ["151 to 210", "96365, with 96366", "1 and 2"],
        ),
        text(
            "<p>The third row is the one people get wrong. A further hour needs <b>more than</b> thirty minutes "
            "beyond the first, so it begins at minute 91 and not at minute 90.<sup>11</sup> A 40-minute infusion is "
            "one unit of 96365 and nothing else.</p>"
            "<p>Two neighbours to leave alone. Fluid that carries the drug is part of the infusion; hydration codes "
            "are for hydration.<sup>9</sup> And the observing nurse's minutes are nobody's prolonged service: 99417 "
            "counts clinician time only, from 55 minutes with a 99215.<sup>12</sup></p>"
        ),
        heading("The visit beside the infusion"),
        text(
            "<p>If the clinician also does a real visit on that day, an office-visit code may stand on the page as "
            "well, chosen by medical decision making or by the clinician's total time.<sup>13</sup> Give it modifier "
            "25, which says that it was separate from the procedure. Then look in the note for the sentence that "
            "proves it. A greeting, a consent form and a glance at the monitor are part of the infusion.</p>"
            "<p>For a first psychiatric assessment the code is 90792. A routine return is not a first assessment, and"
            " psychotherapy added to a visit has its own small family of add-on codes that never stand alone.<sup>14,"
            " 15</sup></p>"
        ),
        heading("The drugs"),
        text(
            "<p>Ketamine has no drug code of its own. It goes on the page as J3490, unclassified drug, with the name,"
            " the dose given and the NDC written out. Other drugs are counted in the units of their code. Ondansetron"
            " is coded per milligram, so 4 mg is four units and not one.<sup>16</sup></p>"
        ),
        heading("A page that works"),
        text(
            "<p>An invented patient of an invented clinic pays for a visit and a 40-minute infusion. The diagnosis is"
            " a recurrent, severe depressive episode without psychotic features, F33.2.</p>"
        ),
        table(
            "The lines of one superbill (invented clinic, invented charges)",
            ["Code", "Units", "Charge", "Beside it"],
            ["99214-25", "1", "$220", "Separate visit, decision documented"],
            ["96365", "1", "$300", "Start 10:05, stop 10:45"],
            ["J3490", "1", "$15", "Ketamine, dose given, NDC"],
            ["Total", "", "$535", "Paid in full; estimate given in writing beforehand"],
        ),
        text(
            "<p>Three lines, and each one is a service the patient would recognise. Billing advisers say the same "
            "from experience: code what was mainly done, and do not scatter five or ten tiny items underneath "
            "it.<sup>17</sup> A long page looks like a search for money, and it gives the examiner more to deny.</p>"
        ),
        heading("What could go wrong"),
        text(
            "<p>One clinic's financial agreement, which anyone can read online, combines a fee per session with an "
            "infusion code, the highest office-visit code and four units of prolonged service.<sup>18</sup> Look at "
            "what would have to be true. The clinician, personally, would have to spend the 40 minutes of the visit "
            "and four further quarter-hours on that one patient that day. If the minutes belonged to the nurse, the "
            "codes do not fit. If the patient was in network, the fee may breach the contract. A superbill is signed "
            "by a person, and the person signs for all of it. For some patients it should not be signed at all, those"
            " with Original Medicare first among them.<sup>19, 20</sup></p>"
        ),
        pull_quote("A superbill is signed by a person, and the person signs for all of it."),
        figure(
            "denied-claim",
            alt="A billing specialist sits at her desk by lamplight and reads a letter stamped “denied”.",
            caption=(
                "Keep a copy of every superbill with the chart note it rests on. The letter may come months later."
            ),
        ),
        callout(
            "Three patients who should not get one",
            (
                "<p><b>Original Medicare:</b> unless the clinician has opted out, Medicare has its own notices "
                "and modifiers, and a receipt does not replace them. <b>Patients of a plan you are contracted "
                "with:</b> the contract decides what you may collect. <b>Anyone who was told it will be paid:</b>"
                " correct that first.</p>"
            ),
            tone="warning",
        ),
        heading("Before it leaves the desk"),
        text(
            "<ol>"
            "<li>Does the date match the chart, and do the minutes match the code?</li>"
            "<li>Does each line point to a diagnosis that is on the page and complete?</li>"
            "<li>Is the drug named, with dose and NDC?</li>"
            "<li>Do the charges add up to what the patient paid?</li>"
            "<li>Does the estimate given before the visit agree with it?</li>"
            "<li>Does the patient know the plan's last day for sending it in? It differs from plan to plan; one "
            "clinic's page speaks of 60 to 180 days.<sup>21</sup></li>"
            "</ol>"
            "<p>Have somebody other than the author answer the six. It takes a minute, and it is the cheapest appeal "
            "you will ever file.</p>"
            "<p>CPT® is a registered trademark of the American Medical Association, and the codes are its copyright. "
            "The descriptions here are our own paraphrases; the current code book decides.</p>"
        ),
        sources(
            (
                "Ketamine superbills",
                "A clinic's page for patients",
                "https://blog.musiccityketamine.com/blog/ketamine-superbills",
            ),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            (
                "Policy MP-446, ketamine infusion",
                "Alabama policy portal, December 2023 and November 2024",
                "https://al-policies.exploremyplan.com",
            ),
            (
                "Policy II-271",
                "Blue Cross and Blue Shield of Minnesota, January 2025",
                "https://securecms.bluecrossmnonline.com",
            ),
            ("What a superbill contains", "MySuperbills", "https://help.mysuperbills.com/article/24"),
            (
                "Superbill components",
                "National Medical Billing Authority",
                "https://nationalmedicalbillingauthority.com/superbill-components",
            ),
            (
                "ICD-10 codes for complex regional pain syndrome",
                "LegalClarity",
                "https://legalclarity.org/complex-regional-pain-syndrome-icd-10-codes-types-and-rules",
            ),
            ("ICD-10-CM G56.4", "PayerReady", "https://payerready.com/codes/icd10/G56-4"),
            ("CPT 96365 explained", "One O Seven RCM", "https://oneosevenrcm.com/?p=7439"),
            (
                "The 16-minute rule: 96365 or 96374",
                "We Are Medical Coders",
                "https://wearemedicalcoders.com/post/the-16-minute-rule-cpt-96365-vs-96374",
            ),
            ("CPT 96365 and 96366", "CareCostEstimate", "https://carecostestimate.com/billing/cpt/96365-96366"),
            ("CPT 99417", "RVUdoc, 2026", "https://rvudoc.com/billing/codes/99417"),
            (
                "Office-visit changes for 2024",
                "American Medical Coding",
                "https://americanmedicalcoding.com/e-m-changes-for-2024-for-medical-coders",
            ),
            (
                "Psychiatry CPT codes",
                "MMBS, 31 March 2026",
                "https://mymedicalbillsolution.com/billing/psychiatry/cpt-codes",
            ),
            (
                "CPT 90833 as an add-on",
                "Superbilled, 28 March 2026",
                "https://superbilled.com/blog/cpt-code-90833-add-on",
            ),
            ("HCPCS code J2405", "Carepatron", "https://carepatron.com/procedure-code/hcpcs-code-j2405"),
            (
                "Coding practice for ketamine clinics",
                "Reimbursify",
                "https://reimbursify.com/coding-best-practices-for-ketamine-clinics",
            ),
            ("A clinic's financial agreement", "Read as a case, not as a model", ""),
            (
                "Opting out of Medicare",
                "First Coast Service Options, 17 February 2021",
                "https://medicare.fcso.com/Opt_out/0477294.asp",
            ),
            ("Modifiers for the Advance Beneficiary Notice", "Palmetto GBA", ""),
            (
                "Ketamine infusions and medical insurance",
                "A clinic's page for patients",
                "https://newhorizonclinics.com/ketamine-infusions-and-medical-insurance",
            ),
        ),
        call_to_action(
            "Beyond one page",
            "The billing module of Clinic Launch goes on from here: codes, times, and what the payer sees.",
            "See the syllabus",
            "course:clinic-launch",
        ),
    ],
)
