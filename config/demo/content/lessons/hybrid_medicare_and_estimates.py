"""Billing, lesson 4: the line between covered and separate, the patient with Medicare, and the good-faith estimate."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="Hybrid in-network practices, Medicare and the good-faith estimate",
    slug="hybrid-practices-medicare-and-estimates",
    summary=(
        "Three tests for any charge beside a covered visit, four answers for Medicare, and an estimate "
        "that keeps its promise."
    ),
    minutes=10,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Draw a vertical line on a sheet of paper. On the left write what the plan covers and you bill to it. "
            "On the right write what the patient agreed, in advance and on paper, to pay you for. A hybrid practice "
            "is allowed to have both columns. What it may never do is let money drift from one to the other: the "
            "unpaid part of a covered visit does not become a fee because somebody gave it a name.</p>"
        ),
        figure(
            "hybrid-billing-line",
            alt=(
                "A dotted line divides two sides. Left, a covered visit: bill the plan, and the patient owes only"
                " copay, deductible and coinsurance. Right, a non-covered service: written consent signed with an"
                " estimate, then the patient pays. A barred sign says never the balance."
            ),
            caption="Consent is what opens the right-hand column. It cannot move a covered service into it.",
        ),
        heading("Three tests for the right-hand column"),
        text(
            "<p>A charge to an in-network member, beyond copay, deductible and coinsurance, has to pass all "
            "three.</p>"
            "<ol>"
            "<li><b>Separate.</b> Could it have been bought without the visit, and is it described in a note of its "
            "own?</li>"
            "<li><b>Not covered.</b> Who says so, in which document, with which date? “They never pay for that” fails"
            " the test.</li>"
            "<li><b>Agreed in the payer's way.</b> Before the service, on the form and with the steps that this payer"
            " prescribes.</li>"
            "</ol>"
            "<p>The contract rule behind the first two is firm.<sup>1</sup> For the third, here is one example. "
            "UnitedHealthcare's protocol, in an old copy, wants consent that is signed and dated beforehand, with an "
            "estimate, the reason, and the plan's determination if there is one; without it the provider bears the "
            "cost. Medicare Advantage members need a denial notice from the plan before the service.<sup>2, 1</sup> "
            "Your payers will have rules of their own. Get them in writing, since a protocol quoted from a course is "
            "worth nothing in a dispute.</p>"
        ),
        heading("A fee that should worry you", "h3"),
        text(
            "<p>One clinic's financial agreement, public at the time it was read, charges $250 a session as a "
            "membership and bills 96365, 99215 and four units of 99417.<sup>3</sup> Take the tests to it. Is the fee "
            "for something separate, or for a comfortable version of what the codes already contain? If the member's "
            "plan covers the visit, the fee may breach the contract.</p>"
            "<p>Then the minutes. 99417 with 99215 begins at 55 minutes and counts each full quarter of an hour: 55, "
            "70, 85, 100. Four units need <b>100 minutes of the clinician's own time</b>, for that patient, on that "
            "date.<sup>4</sup> A nurse's minutes do not count. It may be true of one visit. As a standing arrangement"
            " it is a statement about every visit, and somebody signs it.</p>"
        ),
        heading("When the patient has Medicare"),
        text(
            "<p>Settle one fact first: has this clinician opted out? There is no halfway house. Opting out lasts two "
            "years and covers all services to all beneficiaries; you cannot opt out for ketamine alone. An affidavit "
            "is filed within ten days of the first private contract, contracts are renewed for each two-year period, "
            "emergencies are an exception, and for services that Medicare never covers no opt-out is needed.<sup>5, "
            "6</sup></p>"
        ),
        table(
            "Medicare and the like: what to do before money changes hands",
            ["Situation", "Before the visit", "On the claim"],
            ["Opted out, Original Medicare", "A private contract for this two-year period", "Outside Medicare"],
            [
                "Not opted out; you expect “not reasonable and necessary”",
                "Notice CMS-R-131 (the ABN), for this patient and this service",
                "GA. Without the notice GZ: denied, and you bear the cost",
            ],
            [
                "Not opted out; never covered at all",
                "A voluntary notice, if you give one",
                "GY, and GX for the voluntary notice",
            ],
            [
                "Medicare Advantage",
                "The plan's own determination; the ABN is for Original Medicare only",
                "As the plan says",
            ],
            ["Medicaid", "Ask your state's programme first. We have not verified the rules", "Do not guess"],
        ),
        text(
            "<p>The modifiers come from a contractor's guide.<sup>7, 8</sup> Routine notices, handed to every "
            "Medicare patient with the clipboard, do not count. A superbill is no substitute for any of this.</p>"
        ),
        heading("The estimate"),
        text(
            "<p>For the right-hand column, and for every patient without insurance or who chooses not to use it, "
            "federal law has required a good-faith estimate since 1 January 2022.<sup>9, 10, 11</sup></p>"
        ),
        figure(
            "good-faith-estimate",
            alt=(
                "Two rows of calendar days. A visit booked three to nine business days ahead needs an estimate "
                "within one business day; one booked ten or more ahead, within three."
            ),
            caption="The nearer the visit, the shorter your time to write.",
        ),
        text(
            "<p>Take an invented Monday in a week with no holidays. Four people ring, all paying for themselves. When"
            " is each estimate due?</p>"
            "<ol>"
            "<li>An assessment this Thursday.</li>"
            "<li>A first infusion on Monday in two weeks' time.</li>"
            "<li>An assessment this Wednesday.</li>"
            "<li>“I am only asking what it costs.”</li>"
            "</ol>"
            "<p><b>Answers.</b> The first is three business days ahead, so by Tuesday. The second is ten ahead, so by"
            " Thursday. For the third, two days ahead, our sources set no deadline; give it on the telephone and send"
            " it anyway. The fourth has asked, and is due an answer within three business days, by Thursday, although"
            " nothing is booked.</p>"
            "<p>An office that sends its estimate with every booking confirmation never needs the calendar.</p>"
        ),
        heading("The four-hundred-dollar edge", "h3"),
        text(
            "<p>If the bill is <b>$400 or more</b> above the estimate, the patient may open a dispute within 120 "
            "days, for a fee of $25, and the bill may not go to collections meanwhile.<sup>9, 11</sup></p>"
        ),
        table(
            "An invented series that meets the edge exactly",
            ["Line", "Estimate", "Bill"],
            ["Assessment", "$250", "$250"],
            ["Six infusions at $500", "$3,000", "$3,000"],
            ["Follow-up visit", "$100", "$100"],
            ["Second follow-up visit", "not listed", "$300"],
            ["Extra medicines", "not listed", "$100"],
            ["Total", "$3,350", "$3,750"],
        ),
        text(
            "<p>The difference is $400, and the patient may dispute it. At $399 she could not have, and would have "
            "been no better pleased. So set a limit of your own, well below the law's. Ours would be one line: any "
            "service that is not on the estimate needs a new estimate before it is given.</p>"
            "<p>Three things belong on the page that are often missing: the whole series rather than one infusion, "
            "the visits around it, and who else will send a bill. What a plan might refund does not belong there, "
            "because you do not know.</p>"
        ),
        callout(
            "An estimate is not a waiver",
            (
                "<p>It does not turn a covered service into a private one, it replaces neither the payer's "
                "consent form nor Medicare's notice, and it is not consent to treatment. One patient may need "
                "three separate papers for one afternoon.</p>"
            ),
            tone="warning",
        ),
        heading("Four patients for your front desk"),
        text(
            "<p>All invented. Which paper does each one need before anything is charged?</p>"
            "<ol>"
            "<li>In-network commercial member, covered visit, and an infusion that the plan has called non-covered in"
            " writing.</li>"
            "<li>Original Medicare, clinician not opted out, infusion for depression.</li>"
            "<li>Medicare Advantage, same request.</li>"
            "<li>Excellent out-of-network plan; does not wish to use it.</li>"
            "</ol>"
            "<p><b>Our answers.</b> The first: the payer's consent form and an estimate for the infusion; nothing "
            "extra for the visit. The second: an ABN, individually completed, then a claim with GA. The third: the "
            "plan's own decision, and no ABN. The fourth: a good-faith estimate, and a superbill afterwards if "
            "wanted. If your desk got the third one wrong, so do many; the form looks official enough for every "
            "purpose.</p>"
        ),
        heading("Put it on one page"),
        text(
            "<ul>"
            "<li>The line, drawn, with your own services in the two columns.</li>"
            "<li>For each contracted payer: where its protocol is, and the date of the copy.</li>"
            "<li>Each clinician's Medicare status, and the date on which a two-year period ends.</li>"
            "<li>The three estimates you use most, priced today.</li>"
            "<li>The name of the person who may say “stop, we are not charging for this yet”.</li>"
            "</ul>"
            "<p>How sure are we? Contract rule, opt-out, notices and estimate: sure, as federal and contractual "
            "generalities. The consent protocol: an old copy. Medicaid: not verified. State law adds to all of it, "
            "and a lawyer should see your forms once.</p>"
            "<p>CPT® and its codes are owned by the American Medical Association (registered trademark; copyright). "
            "The paraphrases are ours.</p>"
        ),
        sources(
            ("Administrative guide, chapter 11: charging members", "UnitedHealthcare, 2022", "https://uhcprovider.com"),
            (
                "Consent for non-covered services (older copy)",
                "Medical billing reference, August 2011",
                "https://whatismedicalinsurancebilling.org/2011/08",
            ),
            ("A clinic's financial agreement", "Read as a case, not as a model", ""),
            ("CPT 99417", "RVUdoc, 2026", "https://rvudoc.com/billing/codes/99417"),
            (
                "Opting out of Medicare",
                "First Coast Service Options, 17 February 2021",
                "https://medicare.fcso.com/Opt_out/0477294.asp",
            ),
            (
                "Opt-out: general information",
                "CGS Medicare",
                "https://cgsmedicare.com/partb/enrollment/opt_out_general_info.html",
            ),
            ("Modifiers for the Advance Beneficiary Notice", "Palmetto GBA", ""),
            ("The Advance Beneficiary Notice", "Revenue Cycle Advisor", "https://revenuecycleadvisor.com"),
            ("Good-faith estimate notice, text", "valeotopeka.org", "https://valeotopeka.org/no-surprises-act"),
            ("No Surprises Act notice", "A practice's public notice", "https://katelrod.com/nosurprises"),
            (
                "The No Surprises Act for independent practices",
                "Jackson LLP",
                "https://jacksonllp.com/no-surprises-act-for-independent-practices",
            ),
        ),
    ],
)
