"""The good-faith estimate for self-pay patients: who, when, how much, what follows."""

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
    title="The good-faith estimate, explained for cash practices",
    slug="the-good-faith-estimate-explained-for-cash-practices",
    introduction=(
        "If patients pay you themselves, federal rules ask you to tell them the price in writing before "
        "they come. For a ketamine clinic that is nearly everyone."
    ),
    search_description=(
        "Who must get a good-faith estimate, how fast, what the $400 line means, and a worked example for"
        " a series of infusions."
    ),
    topic="Billing",
    author="reyes",
    reviewer="okafor",
    published_on=datetime.date(2026, 2, 11),
    updated_on=datetime.date(2026, 11, 20),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 1, 15),
    cover="good-faith-estimate",
    cover_alt=(
        "Two rows of calendar days. A visit booked three to nine business days ahead needs an estimate "
        "within one business day; one booked ten or more ahead, within three."
    ),
    related=(
        "superbills-that-hold-up",
        "what-a-start-up-budget-forgets",
    ),
    body=[
        text(
            "<p>A price told over the telephone is not an estimate. Since 1 January 2022 a patient who is uninsured, "
            "or who has insurance and chooses not to use it, is entitled to a written one before the service.<sup>1, "
            "2</sup> The rule was made with surprise bills in mind, and it is easy to hear it as somebody else's "
            "problem. Yet no practice fits its description better than one where nearly all patients pay for "
            "themselves.</p>"
        ),
        heading("Who gets one"),
        text(
            "<p>Two groups: people without cover, and people with cover who will not be using it for this service. "
            "The second is where ketamine clinics live. A patient may carry an excellent plan, and still, for an "
            "infusion that the plan calls investigational and that you will not bill, that patient is paying for it "
            "privately. Ask at booking: “Will you be using insurance for this visit?” Write down the answer.</p>"
            "<p>A patient whose visit you are billing to the plan is in a different situation, with the plan's rules "
            "about consent and cost sharing. If one appointment contains both, a covered visit and a service you will"
            " charge for separately, keep the two apart on paper from the start.</p>"
        ),
        figure(
            "hybrid-billing-line",
            alt=(
                "A dotted line divides two sides. Left, a covered visit: bill the plan, and the patient owes only"
                " copay, deductible and coinsurance. Right, a non-covered service: written consent signed with an"
                " estimate, then the patient pays. A barred sign says never the balance."
            ),
            caption="The estimate belongs on the right of the line. It does not move a covered service across it.",
        ),
        heading("How fast"),
        text(
            "<p>The clock runs on business days, and it starts when the visit is booked or when the patient "
            "asks.<sup>1, 3, 2</sup></p>"
        ),
        table(
            "When the estimate is due",
            ["What happened", "Give the estimate"],
            ["Booked three to nine business days ahead", "Within one business day"],
            ["Booked ten or more business days ahead", "Within three business days"],
            ["The patient asks for one, without booking", "Within three business days"],
        ),
        text(
            "<p>Count carefully around weekends. A booking made on a Friday for the Wednesday after lies three "
            "business days ahead, and its estimate is due by Monday. The simple policy is to send one with every "
            "booking confirmation and never look at the table again.</p>"
        ),
        heading("What to put in it"),
        text(
            "<p>Use the official form as your template; we will not paraphrase a federal form from memory. For a "
            "ketamine practice, these are the points we would check first:</p>"
            "<ul>"
            "<li><b>The whole series.</b> If the plan is six infusions, an estimate for one is a fraction of the "
            "truth.</li>"
            "<li><b>The assessment.</b> It is often booked first, charged separately, and forgotten.</li>"
            "<li><b>The things that come along.</b> An anti-nausea drug, a longer visit, a check-in by video: if "
            "there is a charge, there is a line.</li>"
            "<li><b>What it does not include.</b> Therapy by somebody else, laboratory tests elsewhere, the patient's"
            " ride home.</li>"
            "<li><b>Who will bill.</b> If another clinician sends a bill, say so.</li>"
            "</ul>"
            "<p>Expected is the word to keep in mind. You are estimating what you have reason to expect on the day "
            "you write it. When that changes, write a new one.</p>"
        ),
        heading("The $400 line"),
        text(
            "<p>If the bill comes to <b>$400 or more above</b> the estimate, the patient may dispute it. The dispute "
            "must be started within 120 days, costs $25 to open, and while it runs the bill may not go to "
            "collections.<sup>1, 3, 2</sup></p>"
            "<p>Follow an invented patient of an invented clinic.</p>"
        ),
        table(
            "A series that drifts (invented clinic, invented prices)",
            ["Line", "Estimate", "Bill"],
            ["Assessment", "$250", "$250"],
            ["Infusions at $475", "6: $2,850", "7: $3,325"],
            ["Second follow-up visit", "not listed", "$150"],
            ["Total", "$3,100", "$3,725"],
            ["Difference", "", "$625: may be disputed"],
        ),
        text(
            "<p>Nobody in that clinic was dishonest. The patient was doing better, the clinician suggested one more, "
            "the patient agreed in the chair, and everyone forgot that a price had been promised. One sheet of paper,"
            " handed over before the seventh infusion, would have kept the two totals together.</p>"
        ),
        pull_quote(
            "One sheet of paper, handed over before the seventh infusion, would have kept the two totals together."
        ),
        text(
            "<p>The example also shows how the line behaves. The extra infusion on its own is $475, so a single "
            "unplanned visit can cross it. In a practice that charges more per visit than the limit, every change of "
            "plan is a new estimate.</p>"
        ),
        callout(
            "What an estimate is not",
            (
                "<p>It is not consent to treatment and not a contract. It does not let you charge an in-network "
                "member for a covered service. And it does not tell the patient what an insurer will refund; on "
                "that, say that you do not know.</p>"
            ),
            tone="warning",
        ),
        heading("Fit it into the week"),
        text(
            "<p>Estimates fail as a routine when they are nobody's task. A version that needs no software:</p>"
            "<ol>"
            "<li><b>At booking,</b> the desk asks the insurance question and picks one of three standard estimates: "
            "assessment only, assessment and first series, maintenance.</li>"
            "<li><b>The same day,</b> it goes out with the confirmation. The date of sending is written in the "
            "record.</li>"
            "<li><b>At the assessment,</b> the clinician who changes the plan says the word “estimate” aloud, and the"
            " desk sends a new one before the patient leaves.</li>"
            "<li><b>When the bill is made,</b> someone lays it beside the latest estimate. If they differ by more "
            "than $100, they ask why. Your limit should be well under the law's.</li>"
            "</ol>"
        ),
        figure(
            "mail-letter",
            alt=(
                "A letter rises out of an opened envelope; beside it stand a plant and a cup of coffee, and a "
                "paper aeroplane flies off."
            ),
            caption="Let the estimate leave with the booking confirmation, and write down that it did.",
        ),
        text(
            "<p>Keep every version. In a dispute the question is what the patient was told and when. If your "
            "superbills carry the date of the estimate, as we suggest in <a "
            'href="/blog/superbills-that-hold-up/">Superbills that hold up</a>, the two documents vouch for each '
            "other.</p>"
        ),
        heading("The part that is good for you"),
        text(
            "<p>A written price sorts patients gently and early. Those who cannot manage six visits find out before "
            "they have paid for two. It ends the quarrel at the desk, because there is a page to look at. And it "
            "makes you do the sum of your own prices from the patient's chair, which changes some prices.</p>"
        ),
        key_facts(
            "To remember",
            ("In force since", "1 January 2022"),
            ("For whom", "Uninsured patients, and insured ones who do not use their cover"),
            ("Due", "Within one or three business days"),
            ("Dispute", "$400 or more over, within 120 days, $25 to open"),
        ),
        text(
            "<p>State law may ask for more, and the forms are revised from time to time. Take the current form from "
            "the federal site, and show your version to a lawyer once.</p>"
        ),
        sources(
            ("Good-faith estimate notice, text", "valeotopeka.org", "https://valeotopeka.org/no-surprises-act"),
            (
                "The No Surprises Act for independent practices",
                "Jackson LLP",
                "https://jacksonllp.com/no-surprises-act-for-independent-practices",
            ),
            ("No Surprises Act notice", "A practice's public notice", "https://katelrod.com/nosurprises"),
        ),
        call_to_action(
            "Read the article patients send you",
            "Do insurers reimburse ketamine infusions? What the policies say, and words for the front desk.",
            "Read on",
            "post:do-insurers-reimburse-ketamine-infusions",
        ),
    ],
)
