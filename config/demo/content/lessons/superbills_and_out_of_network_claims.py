"""Billing, lesson 3: a faulty superbill taken apart, rebuilt from the chart, and followed through a denial."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, pull_quote, sources, table, text

LESSON = Lesson(
    title="Superbills and out-of-network claims that hold up",
    slug="superbills-and-out-of-network-claims",
    summary=("Find ten faults in one receipt, rebuild it from the chart, and decide what to do when the denial comes."),
    minutes=9,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Here is a superbill from an invented clinic. It has ten faults. Read it as a claims examiner does, "
            "once, quickly and without goodwill, and note what you find before you go on.</p>"
        ),
        table(
            "The faulty page (everything on it is invented)",
            ["Field", "As printed"],
            ["Patient", "“Bobby T.”"],
            ["Clinician", "Physician's name, MD; NPI 1234567890"],
            ["Practice", "Name, address, telephone, tax number 12-3456789"],
            ["Date and place of service", "2 March 2026; place of service 11"],
            ["Diagnosis", "G90.5"],
            ["Line 1", "90833, 1 unit, $120"],
            ["Line 2", "96366, 1 unit, $150"],
            ["Line 3", "J3490, 1 unit, $15, “ketamine”"],
            ["Foot of the page", "“Your insurance should cover this visit.”"],
        ),
        heading("The ten"),
        text(
            "<p><b>Who.</b> (1) The name is not the one the plan knows and the date of birth is missing. (2) The NPI "
            "cannot be real. Its last digit is a check digit, and for these nine it would have to be 3. Software can "
            "catch a mistyped NPI that way, though passing the test does not prove that the number belongs to "
            "anybody.<sup>1</sup></p>"
            "<p><b>Why.</b> (3) G90.5 is a heading. So are G90.51, G90.52 and, for type II, G56.4. The billable codes"
            " below them say which limb, and types I and II exclude each other.<sup>2, 3, 4</sup> (4) No line points "
            "to a diagnosis.</p>"
            "<p><b>What.</b> (5) 90833 is psychotherapy added to an office visit, and there is no office "
            "visit.<sup>5</sup> (6) 96366 is a further hour of an infusion that has no first hour.<sup>6</sup> (7) "
            "Neither start nor stop time is given, so the most this page could support is a push.<sup>7</sup> (8) "
            "J3490 means “unclassified drug”, and without dose and NDC it says nothing.<sup>8</sup></p>"
            "<p><b>How much.</b> (9) There is no total, no amount paid and no signature. (10) The last sentence is a "
            "promise about somebody else's money. A superbill is a receipt and should say so.<sup>9</sup></p>"
            "<p>If you found seven, you are a careful reader. If you found the tenth, you have worked at a front "
            "desk.</p>"
        ),
        figure(
            "superbill-anatomy",
            alt=(
                "A superbill as one sheet with its parts called out: practice and tax ID, clinician and NPI, "
                "patient and date of birth, date and place of service, codes, diagnosis pointers, units and "
                "charges, start and stop times, drug with dose and NDC, paid in full, signature."
            ),
            caption="Lay your own template beside this and tick each part off.",
        ),
        heading("Build the page backwards"),
        text(
            "<p>Templates are filled from the top, which is how mistakes get in: the software offers yesterday's "
            "codes and a tired person accepts them. Work from the chart towards the page. For every line ask for the "
            "sentence that proves it.</p>"
        ),
        table(
            "From the chart to the line",
            ["Line on the superbill", "The sentence you must be able to point to"],
            [
                "Office visit with modifier 25",
                "What was decided that day, apart from giving the infusion, and how long it took",
            ],
            ["96365", "“Start 10:05, stop 10:45”, with a name"],
            ["J3490", "Drug, amount given, NDC of the vial used"],
            [
                "Diagnosis",
                ("The condition, its severity, how it was measured, and the side or limb where the code asks for it"),
            ],
            ["Paid in full", "The receipt number, and the date of the estimate"],
        ),
        text(
            "<p>A line with no sentence comes off the page. That includes lines that are true. If psychotherapy took "
            "place but nobody wrote down its minutes, it was free.</p>"
            "<p>Rebuilt in this way, with a chart that supports a short separate visit, our page might read:</p>"
        ),
        table(
            "The same visit, rebuilt (invented charges)",
            ["Code", "Units", "Charge", "Points to", "Beside it"],
            ["99213-25", "1", "$160", "A", "Separate visit, 22 minutes, decision recorded"],
            ["96365", "1", "$310", "A", "Start 10:05, stop 10:45"],
            ["J3490", "1", "$20", "A", "Ketamine, dose given, NDC"],
            ["Total", "", "$490", "", "Paid in full; receipt, not a claim; signed"],
        ),
        text(
            "<p>Diagnosis A is now G90.511, because the chart names the limb and the code has been looked up to its "
            "last digit. The psychotherapy line has gone. The further hour has become a first hour, which is what 40 "
            "minutes are.</p>"
            "<p>The page is also shorter. Billing advisers warn against the long tail of five or ten small codes "
            "under the main services.<sup>10, 11</sup> They are vendors and this is experience rather than evidence, "
            "but it agrees with common sense. Each extra line is one more thing to refuse.</p>"
        ),
        callout(
            "Two patients who do not get one",
            (
                "<p>A patient with <b>Original Medicare</b>, unless the clinician has opted out: Medicare has its"
                " own notices. A <b>member of a plan you are contracted with</b>, for a covered service: the "
                "contract says what you may collect. Lesson four deals with both.</p>"
            ),
            tone="warning",
        ),
        heading("When the letter comes"),
        text(
            "<p>The plan answers the patient, and the patient comes to you. Before anyone is angry, sort the letter. "
            "There are three kinds.</p>"
        ),
        heading("Something is missing", "h3"),
        text(
            "<p>A date, a code, a time. Correct it, mark the page “corrected”, and send it again at once. Time limits"
            " vary from plan to plan; one clinic's page speaks of 60 to 180 days.<sup>12</sup> Put the plan's own "
            "limit on the copy you give the patient.</p>"
        ),
        heading("The policy says no", "h3"),
        text(
            "<p>“Investigational”, “experimental”, “not medically necessary”. The page was fine and the service was "
            "refused. An appeal is now an argument with a written policy, so get the policy. Several that we have "
            "read call IV ketamine investigational for pain, for depression or for both.<sup>13, 14, 15</sup></p>"
        ),
        heading("Too late, or too little left", "h3"),
        text("<p>The deductible swallowed it, or the deadline has gone. Explain it kindly, and stop.</p>"),
        figure(
            "denied-claim",
            alt="A billing specialist sits at her desk by lamplight and reads a letter stamped “denied”.",
            caption="Which of the three letters is it? The answer takes a minute and decides the next hour.",
        ),
        heading("Is an appeal worth it?"),
        text(
            "<p>Some numbers, none of them a forecast. Of all denials by HealthCare.gov plans in 2023, fewer than 1% "
            "were appealed, and of those appeals the insurer upheld 56%.<sup>16</sup> So a good many people win who "
            "bother to write. But that is every kind of service. In a published New York decision about IV ketamine "
            "for migraine, an outside reviewer upheld the denial.<sup>17</sup></p>"
            "<p>Ask three questions. Does the policy contain an exception that this chart meets? Is there a fact the "
            "examiner did not have? Does the patient want to spend an evening on it, knowing the odds? Two clear "
            "answers out of three make an appeal reasonable. If there are none, say so, and save the patient the "
            "evening.</p>"
            "<p>When you supply records for one, send what was asked for and let the chart speak. If you cite trials,"
            " cite those that disappointed as well. A reviewer who knows that serial infusions did not differ "
            "significantly from midazolam in a 2025 trial<sup>18</sup> will notice if you seem not to.</p>"
        ),
        pull_quote("A line with no sentence comes off the page."),
        heading("Ten minutes with your own template"),
        text(
            "<ol>"
            "<li>Add a check on the NPI's form and a list of diagnosis headings that the software must refuse.</li>"
            "<li>Make start, stop, dose and NDC compulsory fields.</li>"
            "<li>Print on the page: “This is a receipt. It is not a claim, and it does not promise payment.”</li>"
            "<li>Remove every line that is pre-filled.</li>"
            "<li>Take last week's final superbill and find the five sentences in the chart. Note the time it took "
            "you. If it was more than three minutes, the chart needs the attention, and the template can wait.</li>"
            "</ol>"
            "<p>On the fields themselves our sources agree;<sup>19, 20</sup> on appeals we had general figures and "
            "one case. Codes change every year: diagnosis codes on 1 October, procedure codes on 1 January.</p>"
            "<p>CPT® belongs to the American Medical Association: a registered trademark, and copyright in the codes."
            " We describe them in our own words.</p>"
        ),
        sources(
            ("The NPI check digit", "Provider NPI Search, 11 May 2021", "https://providernpisearch.com"),
            (
                "ICD-10 codes for complex regional pain syndrome",
                "LegalClarity",
                "https://legalclarity.org/complex-regional-pain-syndrome-icd-10-codes-types-and-rules",
            ),
            ("ICD-10-CM G90.5", "ICD-10 reference", "https://littleden.blog/icd10/code/g90.5"),
            ("ICD-10-CM G56.4", "PayerReady", "https://payerready.com/codes/icd10/G56-4"),
            (
                "CPT 90833 as an add-on",
                "Superbilled, 28 March 2026",
                "https://superbilled.com/blog/cpt-code-90833-add-on",
            ),
            ("CPT 96365 and 96366", "CareCostEstimate", "https://carecostestimate.com/billing/cpt/96365-96366"),
            ("CPT 96365 explained", "One O Seven RCM", "https://oneosevenrcm.com/?p=7439"),
            (
                "Intravenous anaesthesia and sedation drugs, second quarter 2026",
                "ClearCostEstimate, 2026",
                "https://clearcostestimate.com/drugs/iv-anesthesia-sedation",
            ),
            (
                "Ketamine superbills",
                "A clinic's page for patients",
                "https://blog.musiccityketamine.com/blog/ketamine-superbills",
            ),
            (
                "Billing code guide for ketamine",
                "MyKetamineCare, 7 January 2022",
                "https://myketaminecare.com/billing-code-guide-for-ketamine",
            ),
            (
                "Coding practice for ketamine clinics",
                "Reimbursify",
                "https://reimbursify.com/coding-best-practices-for-ketamine-clinics",
            ),
            (
                "Ketamine infusions and medical insurance",
                "A clinic's page for patients",
                "https://newhorizonclinics.com/ketamine-infusions-and-medical-insurance",
            ),
            (
                "Policy MP-446, ketamine infusion",
                "Alabama policy portal, December 2023 and November 2024",
                "https://al-policies.exploremyplan.com",
            ),
            (
                "Clinical policy bulletin 0938",
                "Aetna, older copy",
                "https://aetna.com/cpb/medical/data/900_999/0938.html",
            ),
            (
                "Policy II-271",
                "Blue Cross and Blue Shield of Minnesota, January 2025",
                "https://securecms.bluecrossmnonline.com",
            ),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            (
                "External appeal decision 202308-166215",
                "New York Department of Financial Services",
                "https://coveredhealth.ai/ny-dfs-external-appeals-1/202308-166215",
            ),
            (
                "Serial ketamine infusions versus midazolam (KARMA-Dep 2)",
                "JAMA Psychiatry, 22 October 2025",
                "https://doi.org/10.1001/jamapsychiatry.2025.3019",
            ),
            ("What a superbill contains", "MySuperbills", "https://help.mysuperbills.com/article/24"),
            (
                "Superbill components",
                "National Medical Billing Authority",
                "https://nationalmedicalbillingauthority.com/superbill-components",
            ),
        ),
    ],
)
