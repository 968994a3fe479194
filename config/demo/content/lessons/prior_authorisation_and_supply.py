"""Spravato trade-offs, lesson 2: getting to yes with the payer, and the two ways of getting the drug."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="Prior authorisation and the two ways to get the drug",
    slug="prior-authorisation-and-supply",
    summary="What payers ask before Spravato, how renewals lapse, and what each supply route does to your cash.",
    minutes=20,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Two telephone calls decide whether a Spravato programme lives. The first is to the plan: "
            "will you pay for this patient? The second is to whoever ships the drug: on whose account? "
            "Clinics tend to prepare for the first and to be surprised by the second. Spravato is a Johnson "
            "&amp; Johnson product; the name is used here to identify it.</p>"
            "<p>By the end of this lesson you should be able to assemble a request that a reviewer can "
            "approve without ringing you, and to say how much of your own money is out of the house in any "
            "week.</p>"
        ),
        heading("What the reviewer is looking for"),
        text(
            "<p>Policies differ in detail and share a skeleton.<sup>1, 2, 3, 4, 5</sup> They want a "
            "diagnosis, a score on a recognised scale, a history of adequate trials with dose, dates and "
            "outcome, a psychiatrist as prescriber or consultant, a certified site, and a look at the "
            "state's prescription monitoring database. Some add an augmentation trial or psychotherapy, and "
            "untreated substance use disorder may rule the patient out. Approval lasts between one and "
            "twelve months and is renewed on response.</p>"
        ),
        figure(
            "prior-authorisation",
            alt=(
                "A staircase of six steps: diagnosis and score; two trials documented; request sent; the payer "
                "decides; approved for one to twelve months; renewed on response."
            ),
            caption="The bottom two steps are climbed in your chart, weeks before the request.",
        ),
        text(
            "<p>The number of trials is where folklore is strongest. On the label, <b>two</b> oral "
            "antidepressants without an adequate response are enough.<sup>6</sup> Payers start there and "
            "add steps of their own, as the table shows. “Three failed drugs” is neither the label nor a "
            "common rule, though some policies come to three or four strategies once you count "
            "everything.</p>"
        ),
        table(
            "What four policies asked for, in the copies seen",
            ["Payer", "Antidepressant trials", "In addition"],
            [
                "Cigna",
                "Two, different classes, six weeks or more each, no more than 25% improvement",
                "No longer asks for a concurrent antidepressant",
            ],
            [
                "Blue Cross Blue Shield of North Dakota",
                "Two",
                "The copy seen still asked for a concurrent antidepressant",
            ],
            ["CareFirst, through Caremark", "Two, eight weeks or more each", "An augmentation trial or psychotherapy"],
            ["QualChoice", "Two", "Two augmentation agents: four strategies in all"],
        ),
        text(
            "<p>The second point that divides them is company. Since 21 January 2025 the label allows the "
            "spray by itself in resistant depression, and some policies have followed.<sup>6, 7</sup> "
            "Others had not, in the copies we could read. The second indication, depression with acute "
            "suicidal thoughts or behaviour, still includes an oral drug.<sup>8</sup> Read the current text "
            "on the payer's portal each time. A policy quoted from memory has a half-life of about a "
            "year.</p>"
        ),
        heading("Write the trial history once"),
        text(
            "<p>Most refusals that can be avoided come from a history such as “failed sertraline and "
            "others”. Take it at the first assessment, in a form that can be copied: drug, highest dose, "
            "start, end, reason for stopping, and who confirmed it. Pharmacy records and old notes weigh "
            "more than recollection. If a trial was too short or stopped for side effects, write that too, "
            "because a reviewer who finds it alone will doubt the rest.</p>"
            "<p>Score the patient before treatment with the scale the plan names, and repeat the same "
            "scale. Renewal rests on the difference between two numbers, and two different scales do not "
            "produce one.</p>"
        ),
        heading("Two ways to get the drug"),
        figure(
            "buy-and-bill",
            alt=(
                "Two diagrams. Left, buy and bill: a distributor supplies the clinic, and the medical benefit "
                "pays for drug and visit. Right, specialty pharmacy: a pharmacy ships for a named patient, the "
                "pharmacy benefit pays for the drug and the plan pays the clinic for the visit."
            ),
            caption="The same box of devices, and two different people waiting for the money.",
        ),
        text(
            "<p><b>Buy and bill.</b> An authorised distributor ships and invoices. You pay, give the drug "
            "and claim for drug and visit under the medical benefit. Stock on the shelf means no visit is "
            "lost to a late parcel. It also means that a denied claim is a denied invoice: you have paid, "
            "and nobody has paid you. The manufacturer has a contract price programme.<sup>9</sup></p>"
            "<p><b>Specialty pharmacy.</b> A pharmacy bills the pharmacy benefit and ships to you for one "
            "named patient, which is often called white bagging. You bill only your services. Your cash is "
            "safe and your calendar is not, because every session needs a delivery, and a device sent for "
            "one patient cannot be used for another.<sup>9</sup></p>"
            "<p>Often the plan's design chooses for you. Where you can choose, let three facts decide: how "
            "fast that payer pays, how many weeks of drug you could finance without a loan, and whether "
            "someone will own the deliveries.</p>"
        ),
        table(
            "What each route asks of a clinic",
            ["", "Buy and bill", "Specialty pharmacy"],
            ["Who buys", "You", "The pharmacy, for the patient"],
            ["Benefit", "Medical", "Pharmacy, for the drug"],
            ["You claim", "Drug and visit, or a bundle code", "Visit only"],
            ["If a claim is denied", "You lose the drug's price and your time", "You lose your time"],
            ["If a delivery is late", "Use stock", "The session moves"],
            ["Weekly chore", "Inventory, invoices, claims", "Orders per patient, parcels, matching"],
        ),
        heading("How much is out of the house?"),
        text(
            "<p>All inputs here are invented, including the price. A clinic buys its drug at $900 a "
            "session. Four patients start together: two sessions a week for four weeks, then one a week. "
            "The plan pays six weeks after each session.</p>"
            "<ul>"
            "<li>Weeks one to four: 4 patients, 8 sessions a week, 32 in all.</li>"
            "<li>Weeks five and six: 4 sessions a week, 8 in all.</li>"
            "<li>Just before the first payment, 40 sessions are unpaid: <b>$36,000</b> of drug, for four "
            "patients.</li>"
            "</ul>"
            "<p>Now let one authorisation lapse unnoticed for its last four sessions, with no payment made "
            "retroactively. The loss is $3,600 of drug, before anybody's time. A reminder in the calendar "
            "would have prevented it. For a real price, ask your distributor; the only public list price we "
            "can date is from the launch in 2019, at $590 for 56 mg and $885 for 84 mg.<sup>10</sup></p>"
            "<p>The invented plan always pays in six weeks. Run the sum again with ten weeks and with six "
            "patients before you decide how many may start in one month.</p>"
        ),
        callout(
            "Old approval, new code",
            "<p>Esketamine's billing code became J0013 on 1 January 2026. During the change some "
            "authorisations that named the old code had to be redone. When you inherit a patient or renew "
            "an approval, read which code it names.</p>",
            tone="warning",
        ),
        heading("What lets approvals slip away"),
        text(
            "<ul>"
            "<li><b>Starting on a verbal yes.</b> Wait for the number, the dates, the count of sessions, "
            "the doses and the code, in writing.</li>"
            "<li><b>A dose that outgrows its approval.</b> Check whether the units cover 84 mg if you asked "
            "for 56.</li>"
            "<li><b>An authorisation on the wrong benefit.</b> Approved under pharmacy, billed under "
            "medical: a correct claim, denied.</li>"
            "<li><b>The job-change gap.</b> A new employer means a new plan and a new request, perhaps in "
            "week six.</li>"
            "<li><b>Response not recorded.</b> The patient is better, the renewal asks by how much, and the "
            "chart says “doing well”.</li>"
            "</ul>"
            "<p>Patients deserve the uncertain part too. Tell them before the first session that approval "
            "can end while treatment is helping, and what you would do then.</p>"
        ),
        key_facts(
            "One file per patient",
            ("History", "Each trial with dose, dates, outcome, evidence"),
            ("Score", "Same scale, before and during"),
            ("Approval", "Number, dates, sessions, units, code, benefit"),
            ("Alarm", "Four weeks before it ends"),
            ("Drug", "Route, order date, lot, date paid"),
        ),
        heading("Set it up in an afternoon"),
        text(
            "<ol>"
            "<li>Build the trial-history template and use it on your next three assessments, whoever they "
            "are.</li>"
            "<li>Fetch the current policies of your three largest payers and fill in a table like the one "
            "above.</li>"
            "<li>Ask each which supply route it allows, and how long it takes to pay.</li>"
            "<li>Put your real prices and delays into the example. Fix a ceiling for money out, and stop "
            "starting patients when you reach it.</li>"
            "<li>Name the person who watches the renewal dates, and that person's deputy.</li>"
            "</ol>"
        ),
        sources(
            (
                "Cigna and CareFirst (Caremark): Spravato policies",
                "The Policy Vault, undated copies",
                "https://coverage.pharmacistwrite.com",
            ),
            (
                "UnitedHealthcare Maryland: Spravato coverage",
                "Lumin Health, 5 May 2026",
                "https://lumin.health/spravato-coverage/united-healthcare-maryland",
            ),
            (
                "Esketamine (Spravato), medical policy",
                "Blue Cross Blue Shield of North Dakota, undated copy",
                "https://bcbsnd.com/providers/policies-precertification/medical-policy/e/esketamine-spravato",
            ),
            ("Policy BI734", "QualChoice, undated copy", "https://documents.qualchoice.com"),
            (
                "Esketamine policy, eviCore",
                "Copy on Verity, undated",
                "https://verity.backworkai.com/policy/EVICORE-MEDICAL_DRUG-CA8E737B",
            ),
            (
                "First monotherapy approved for treatment-resistant depression",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
            ),
            ("Cigna, change note on Spravato", "OpenPayer, undated", "https://openpayer.com"),
            (
                "FDA approves esketamine for depression with suicidal ideation",
                "Mental Health Weekly, 2020",
                "https://zendy.io/title/10.1002/mhw.32471",
            ),
            ("Acquiring Spravato", "Johnson & Johnson, undated", "https://spravatohcp.com/acquiring-spravato"),
            (
                "The list price of esketamine at launch",
                "Reported in 2019 (STAT, 22 March 2019, and this page)",
                "https://medicallysound.com",
            ),
        ),
    ],
)
