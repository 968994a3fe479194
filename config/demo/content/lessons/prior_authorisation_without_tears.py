"""Spravato trade-offs, lesson 2: prior authorisation as a matter of records; one invented chart, four policies."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="Prior authorisation without tears",
    slug="prior-authorisation-without-tears",
    summary=(
        "A stranger will decide from your notes. Learn what payers ask for, and read one invented chart "
        "against four real policies."
    ),
    minutes=11,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Somewhere a pharmacist or a nurse will open your request between two others. They cannot see the "
            "patient. They have a list of criteria and a few pages of notes, and their task is to match the one to "
            "the other. If the match takes them two minutes you will probably get an answer. If it takes ten, you "
            "will get a question.</p>"
            "<p>So a prior authorisation is won or lost months before it is sent, in how the trials of earlier drugs "
            "were written down. This lesson is about that record.</p>"
        ),
        heading("What they look for"),
        text(
            "<p>Spravato, a trademark of Johnson &amp; Johnson, has an FDA-approved use, so payers write criteria for"
            " it. The criteria differ in detail but come from one family:<sup>1, 2, 3, 4, 5</sup></p>"
            "<ul>"
            "<li>the diagnosis, with a severity score on a named scale such as PHQ-9, MADRS, HAM-D or QIDS;</li>"
            "<li>at least two adequate trials of antidepressants, with drug, dose, dates and outcome;</li>"
            "<li>a psychiatrist who prescribes, or who has been consulted;</li>"
            "<li>a certified treatment site;</li>"
            "<li>a check of the state's prescription-monitoring programme;</li>"
            "<li>sometimes augmentation or psychotherapy, and no untreated substance use disorder.</li>"
            "</ul>"
            "<p>The label itself says at least <b>two</b> oral antidepressants.<sup>6</sup> You will hear “three”. "
            "That is neither the label nor a common rule, though some payers arrive at three or four steps by adding "
            "others. You will also hear that an antidepressant must be taken alongside. The label dropped that for "
            "resistant depression in January 2025, and Cigna followed;<sup>7</sup> other copies that we read had "
            "not,<sup>4, 8</sup> and for depression with acute suicidal thoughts it remains.<sup>9</sup></p>"
        ),
        table(
            "Four policies on “adequate trial” (in the copies we read; check the current one)",
            ["Payer", "Antidepressants", "And besides"],
            [
                "Cigna",
                "Two, from different classes, six weeks or more each, no more than 25% improvement",
                "Nothing more in the lines we noted",
            ],
            ["Blue Cross Blue Shield of North Dakota", "Two", "An antidepressant alongside, in the copy seen"],
            [
                "CareFirst, through Caremark",
                "Two, of eight weeks or more each",
                "An augmentation trial or psychotherapy",
            ],
            ["QualChoice", "Two", "Two augmentation agents"],
        ),
        heading("One chart, four answers"),
        text(
            "<p>The following record is invented, and drug names are left out on purpose. The scale is the PHQ-9 "
            "throughout.</p>"
        ),
        table(
            "The trials in an invented chart",
            ["Trial", "Class", "Weeks at a full dose", "Score before and after", "Why it ended"],
            ["1", "SSRI", "9", "22, then 19", "Too little effect"],
            ["2", "SNRI", "5", "21, then 20", "Side effects"],
            ["3", "SSRI, a different one", "8", "20, then 18", "Too little effect"],
        ),
        text(
            "<p>Stop here, and decide for each of the four payers: met, not met, or not clear?</p>"
            "<p><b>Cigna.</b> Trial 1 lasts long enough, and a fall from 22 to 19 is 14%. Trial 2 is a different "
            "class, but five weeks are not six. Trial 3 is long enough, yet it is the same class as the first. Read "
            "strictly, <b>not met</b>. Whether the policy excuses a trial stopped for side effects is the first thing"
            " to look up.</p>"
            "<p><b>North Dakota.</b> Two trials failed; there are two, if not three. <b>Met</b> on this line, "
            "provided that the patient is taking an antidepressant, if the current copy still asks for it.</p>"
            "<p><b>CareFirst.</b> Trials 1 and 3 pass the eight weeks. Nothing in the chart mentions augmentation or "
            "psychotherapy. <b>Not met as written.</b> If the patient has spent a year with a psychotherapist in the "
            "next town, one letter from that office changes the answer.</p>"
            "<p><b>QualChoice.</b> Two antidepressants, and no augmentation agent at all. <b>Not met.</b></p>"
            "<p>One patient, one history, and the policies disagree. Nothing in that table was a medical "
            "disagreement. The missing piece was a week of treatment in one case and a letter in another. That is why"
            " the authorisation file should be opened at the assessment, while there is still time to write for old "
            "records.</p>"
        ),
        figure(
            "prior-authorisation",
            alt=(
                "Six steps that rise from left to right: diagnosis and score, two trials documented, request "
                "sent, payer decides, approved for one to twelve months, renewed on response."
            ),
            caption="The second step is the one that was climbed years ago, by somebody else, with or without dates.",
        ),
        heading("Write it so that it can be matched"),
        text(
            "<p>Put the trials into a table like ours, with one row each and no adjectives. “Failed multiple SSRIs” "
            "is a summary of evidence that you have chosen not to send. “Nine weeks at full dose, PHQ-9 from 22 to "
            "19” is evidence.</p>"
            "<p>Then write the covering letter in the payer's own order. If the policy has criteria (a) to (f), your "
            "letter has paragraphs (a) to (f), each pointing to a page. Resist the paragraph about how ill the "
            "patient is. It is true, and it is not on the list.</p>"
            "<p>Ask four things in the same request, since a mismatch later is denied as firmly as a bad "
            "indication:</p>"
            "<ol>"
            "<li>Which codes are authorised: the bundle, or the drug and the visit in parts?</li>"
            "<li>Which supply route: your own stock, or a pharmacy's?</li>"
            "<li>How many sessions, at which strengths, between which dates?</li>"
            "<li>At which address?</li>"
            "</ol>"
            "<p>On 1 January 2026 the drug's code changed from S0013 to J0013, and some authorisations had to be made"
            " again.<sup>10, 11</sup> A letter that quotes a code can be overtaken by the calendar.</p>"
        ),
        callout(
            "Do not help the chart along",
            (
                "<p>If the record does not show a trial, the request does not claim one. Adding a date from "
                "memory, or a score nobody took, turns a paperwork problem into a false statement to an insurer. "
                "Ring the previous prescriber, or the pharmacy that filled it.</p>"
            ),
            tone="warning",
        ),
        heading("After the answer"),
        text(
            "<p><b>Approved.</b> Approvals run from one to twelve months; a Maryland plan of UnitedHealthcare gives "
            "twelve.<sup>3</sup> Renewals ask for evidence of response. So take a score before the first session, on "
            "the scale that the renewal will ask about, and again at a fixed interval. A clinic without a baseline "
            "cannot show improvement, however well the patient is. Put the end date in the diary twice: eight weeks "
            "before, to collect scores, and four weeks before, to send them. The intervals are our habit and can be "
            "yours.</p>"
            "<p><b>Denied.</b> Find the criterion. If the chart meets it, send the page number. If it does not, the "
            "honest options are to wait, to complete what is missing, or to treat in another way. Tell the patient "
            "which.</p>"
            "<p><b>Silence.</b> Give one person the list of open requests and one morning a week to ring.</p>"
            "<p>Medicare works by other texts. The contractor's article for esketamine, A59250, lists the diagnosis "
            "codes it accepts: twelve of them in the version we saw summarised.<sup>12</sup> Check yours against the "
            "list before the visit. Approval under one plan says nothing about the next; when a patient changes "
            "insurer, you begin again at the first step.</p>"
        ),
        heading("What it costs you"),
        text(
            "<p>Nobody publishes a trustworthy figure for the hours. Measure your own. For planning we assume two "
            "hours of office time for each new patient. At an assumed $28 an hour that is $56, which sounds like "
            "little until you add the clinician's letter, the second request and the renewals. An invented clinic "
            "that starts two patients a month and has twelve in treatment may find that its authorisation clerk is a "
            "part-time post. It should appear in the budget under that name.</p>"
        ),
        heading("Your next three moves"),
        text(
            "<ul>"
            "<li>Take the policies of your two largest plans. Copy each criterion into a one-page form with a box for"
            " the page number in the chart.</li>"
            "<li>Run three past patients through it, on paper, before anyone is promised anything.</li>"
            "<li>Change the intake form so that it asks for every antidepressant with weeks, reason for stopping, and"
            " who prescribed it. Send for old records the same day.</li>"
            "</ul>"
        ),
        callout(
            "How far to trust this page",
            (
                "<p>The pattern of criteria comes from several policies and is solid. The particular rules are as"
                " old as the copies, some of which we read through a third party's archive. Only the payer's "
                "current document counts.</p>"
            ),
            tone="note",
        ),
        sources(
            ("Cigna, Spravato coverage policy", "The Policy Vault", "https://coverage.pharmacistwrite.com"),
            (
                "CareFirst (Caremark), Spravato coverage policy",
                "The Policy Vault",
                "https://coverage.pharmacistwrite.com",
            ),
            (
                "UnitedHealthcare in Maryland: Spravato coverage",
                "Lumin Health, 5 May 2026",
                "https://lumin.health/spravato-coverage/united-healthcare-maryland",
            ),
            (
                "Esketamine (Spravato), medical policy",
                "Blue Cross Blue Shield of North Dakota",
                "https://bcbsnd.com/providers/policies-precertification/medical-policy/e/esketamine-spravato",
            ),
            ("Policy BI734", "QualChoice", "https://documents.qualchoice.com"),
            (
                "FDA approves Spravato as a monotherapy",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
            ),
            ("Cigna Psychiatry: Spravato, change note", "OpenPayer", "https://openpayer.com"),
            (
                "Esketamine drug policy",
                "eviCore, copy at Verity",
                "https://verity.backworkai.com/policy/EVICORE-MEDICAL_DRUG-CA8E737B",
            ),
            (
                "FDA approves esketamine for depression with suicidal ideation",
                "Mental Health Weekly, 2020",
                "https://zendy.io/title/10.1002/mhw.32471",
            ),
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
                "Article A59250, summary",
                "First Coast Service Options, copy at Verity",
                "https://verity.backworkai.com/policy/A59250",
            ),
        ),
    ],
)
