"""One treatment room, two kinds of visit: minutes, drug, money and time to payment."""

import datetime

from config.demo.words import Post, call_to_action, callout, figure, heading, pull_quote, sources, table, text

POST = Post(
    title="Spravato or IV: the room arithmetic",
    slug="spravato-or-iv-the-room-arithmetic",
    introduction=(
        "A treatment room sells hours. Before comparing what two treatments bring in, count what each of "
        "them takes: minutes, staff, drug and the weeks until somebody pays."
    ),
    search_description=(
        "Six IV visits or three Spravato visits in a day? A worked comparison of room time, drug cost, "
        "denials and cash, with every assumption shown."
    ),
    topic="Spravato and IV",
    author="lindqvist",
    reviewer="okafor",
    published_on=datetime.date(2026, 9, 15),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 1, 15),
    cover="iv-or-nasal",
    cover_alt=(
        "Two treatment rooms side by side. Left, IV ketamine: a recliner, a drip and a monitor, marked "
        "off-label and often paid by the patient. Right, nasal esketamine: a recliner, a clock and a "
        "checklist, marked on-label, REMS site, two hours."
    ),
    related=(
        "rems-in-plain-words",
        "should-you-add-infusions-to-your-practice",
    ),
    body=[
        text(
            "<p>Take one room with one chair, open for eight hours. Fill it with IV infusions and it takes six "
            "patients. Fill it with Spravato and it takes three. Nearly every argument about which service “pays "
            "better” leaves out that line, and it is the only one that needs no payer's permission.</p>"
            "<p>This article builds the comparison step by step. Some of the figures are published. Others are our "
            "assumptions, and they are labelled, because they are the ones you should replace.</p>"
        ),
        callout(
            "What this arithmetic is for",
            (
                "<p>It describes the economics of a room. It is no basis for choosing a patient's treatment, and "
                "it forecasts nobody's income. Spravato (esketamine) is a product of Johnson &amp; Johnson, named"
                " here only to identify it.</p>"
            ),
            tone="warning",
        ),
        heading("Minutes first"),
        text(
            "<p>The infusion used in the main trials runs for 40 minutes.<sup>1, 2</sup> Around it we assume ten "
            "minutes to prepare, twenty to recover and five to turn the room over: 75 in all.</p>"
            "<p>A Spravato visit has a floor under it. The label asks for at least two hours of monitoring, and "
            "longer until the patient is clinically stable.<sup>3</sup> Add fifteen minutes on each side and the "
            "visit takes 150.</p>"
        ),
        figure(
            "spravato-visit-timeline",
            alt=(
                "A timeline of a Spravato visit: arrive, blood pressure, self-given dose, blood pressure again at"
                " 40 minutes, at least two hours of observation, assessed as stable, leave with a driver."
            ),
            caption="The observation is the visit. No scheduling trick makes it shorter.",
        ),
        table(
            "One room, eight hours",
            ["Measure", "IV infusion", "Spravato"],
            ["Minutes per visit", "75 (35 of them assumed)", "150 (30 of them assumed)"],
            ["Visits that fit", "6", "3"],
            ["Visits in a usual opening course", "6 to 8", "12 in 8 weeks"],
            ["Room hours for that course", "7.5 to 10", "30"],
            ["Who usually pays", "The patient", "A payer, after prior authorisation"],
        ),
        text(
            "<p>The label's schedule explains the thirty hours: twice a week for four weeks, then weekly for "
            "four.<sup>3, 4</sup> The IV column uses the six to eight infusions that published price guides "
            "describe.<sup>5</sup> One Spravato patient in the first eight weeks takes as much of the room as three "
            "or four people having infusions.</p>"
            "<p>A second nurse does not change the table. A second chair in the same line of sight might.</p>"
        ),
        figure(
            "infusion-room-plan",
            alt=(
                "Floor plan of an infusion room. Two chairs with monitors stand near the windows; a nurse's desk "
                "has dotted sight lines to both; a crash cart, a locked store and the entrance are marked."
            ),
            caption=(
                "Two chairs in sight of one nurse. We found no national rule on how many patients a nurse may "
                "watch, so treat any ratio as your own decision."
            ),
        ),
        heading("What is left of a Spravato payment"),
        text(
            "<p>When a clinic buys the drug, it is paid a bundle for visit, drug and observation together. Medicare's"
            " national amounts for 2026 are $906.51 for the bundle up to 56 mg and $1,289.82 above it.<sup>6</sup> "
            "Another guide prints $1,356.08 for the second; look up your own locality before using either.</p>"
            "<p>We found no current list price in a source we trust. At launch in 2019 a session's drug listed at "
            "$590 to $885.<sup>7</sup> There is a way to guess today's: subtract one bundle from the other. The "
            "difference of $383.31 is what Medicare's own arithmetic implies for one more 28 mg device, so about $767"
            " for two and $1,150 for three. That is our inference. Your distributor's invoice is a fact; use "
            "that.</p>"
            "<p>Now mix the doses as in the long-term study, 39% at 56 mg and 61% at 84 mg,<sup>4</sup> and follow "
            "one average visit down the page.</p>"
        ),
        table(
            "One average Spravato visit, buy-and-bill, at Medicare-like amounts",
            ["Line", "Amount", "Where it comes from"],
            ["Allowed for the bundle", "$1,140.33", "Published amounts, mixed 39 to 61"],
            [
                "Denied and never recovered",
                "-$54.17",
                "19% denied (all in-network services, 2023), three quarters recovered (assumption)",
            ],
            ["Billing cost", "-$65.17", "6% of what is left (assumption)"],
            ["Drug", "-$1,000.44", "Inferred from the two bundles; replace with your invoice"],
            ["Supplies", "-$5.00", "Assumption"],
            ["REMS and office work, 20 minutes", "-$9.33", "Assumption"],
            ["Left for prescriber, nurse and rent", "$6.22", "Our arithmetic"],
        ),
        text(
            "<p>Six dollars. Nothing in that column is exotic: the denial rate is the in-network figure for "
            "HealthCare.gov plans,<sup>8</sup> and the drug is simply most of the payment. At these amounts no volume"
            " rescues the room, because every visit loses money once the nurse is paid.</p>"
        ),
        pull_quote("Change one line and the answer changes with it."),
        text(
            "<p>Change one line and the answer changes with it. A commercial plan may allow more than Medicare. A "
            "contract price may lower the invoice. Or the drug may not pass through your books at all.</p>"
        ),
        heading("Two ways to get the drug"),
        text(
            "<p>Under <b>buy-and-bill</b> you order from an authorised distributor, carry the cost and claim on the "
            "medical benefit. Under the <b>specialty pharmacy</b> route the drug arrives named for one patient, the "
            "pharmacy is paid on the pharmacy benefit, and you bill for your services only.<sup>9</sup></p>"
        ),
        figure(
            "buy-and-bill",
            alt=(
                "Two flows. Buy and bill: drug goes from distributor to clinic to patient, and the medical "
                "benefit pays the clinic for drug and visit. Specialty pharmacy: drug goes from pharmacy to "
                "clinic to patient; the benefit pays the pharmacy for the drug and the clinic for the visit."
            ),
            caption="The drug travels almost the same way in both. The money does not.",
        ),
        text(
            "<p>The second route removes the margin and the risk together. Suppose a payer allows $320 for visit and "
            "monitoring, which is an assumption and not a published rate. After the same denials, billing and office "
            "work, about $272 is left for prescriber, nurse and rent: a smaller figure on the claim and a larger one "
            "in the room. In exchange you arrange a delivery for every session, and a parcel that does not come is a "
            "chair that stays empty.</p>"
            "<p>The first route also ties up cash. With about 32 visits a month, paid after 45 days, the drug you "
            "have bought and not been paid for comes to some $48,600 at the inferred price. Know your own version of "
            "that figure before the first order.</p>"
        ),
        heading("The infusion's own trap"),
        text(
            "<p>Against all this the IV side looks easy. The published range for a mood infusion is $400 to "
            "$800,<sup>10, 5</sup> and the drug costs little, under $10 by the accounts we have read.<sup>5, 11</sup>"
            " At an assumed price of $475, less 3% to the card company and $35 for drug and supplies, $425.75 is left"
            " for prescriber, nurse and rent. No claim, no authorisation, no wait.</p>"
            "<p>What it has instead is an empty chair. Nobody is sent to you by a plan. Each patient has found you, "
            "believed you and paid from a household budget, often for six or eight visits, for an off-label use. Our "
            "model gives both rooms 60% of their slots filled. For a new infusion room that is a hope until your own "
            "calendar says otherwise. No-shows do the rest: studies in psychiatry report anything from 2% to "
            "30%.<sup>12</sup></p>"
        ),
        heading("Three numbers decide"),
        text(
            "<p>Vary the inputs one at a time and three of them turn out to decide the comparison:</p>"
            "<ol>"
            "<li><b>The invoice</b> for one session's drug, from your distributor.</li>"
            "<li><b>The allowed amount</b>, from a contract in your hand, for each payer you will really see.</li>"
            "<li><b>The fill rate</b>, from a calendar that exists.</li>"
            "</ol>"
            "<p>If you do not have the three, you do not have a comparison yet. The first two take a few telephone "
            "calls. The third takes a season, which is an argument for starting with few rooms, whichever treatment "
            "goes into them.</p>"
            "<p>And keep the evidence in another drawer. The pooled head-to-head studies lean to IV without "
            "establishing a difference,<sup>13</sup> a 2025 trial of serial infusions in 65 patients found no "
            "significant difference from midazolam,<sup>2</sup> and Spravato has the label. None of that belongs in a"
            " spreadsheet.</p>"
        ),
        sources(
            (
                "Ketamine versus ECT (ELEKT-D)",
                "New England Journal of Medicine, 2023",
                "https://pubmed.ncbi.nlm.nih.gov/37224232/",
            ),
            (
                "Serial ketamine infusions versus midazolam (KARMA-Dep 2)",
                "JAMA Psychiatry, 22 October 2025",
                "https://doi.org/10.1001/jamapsychiatry.2025.3019",
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
            ("Cost of ketamine treatment", "Ketamine Advocacy Network", "https://ketamineadvocacynetwork.org/cost"),
            (
                "Spravato J code: what changed on 1 January 2026",
                "Osmind, 5 February 2026",
                "https://osmind.org/blog/spravato-j-code",
            ),
            ("The list price of esketamine at launch", "STAT, 22 March 2019", ""),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            ("Acquiring Spravato", "Johnson & Johnson", "https://spravatohcp.com/acquiring-spravato"),
            ("What ketamine therapy costs", "Thervo", "https://thervo.com/costs/ketamine-therapy-cost"),
            ("Ketamine therapy cost", "KAIR Program", "https://kair-program.com/blog/ketamine-therapy-cost"),
            (
                "Missed appointments in psychiatry",
                "Psychiatric Quarterly, 2022",
                "https://doi.org/10.1007/s11126-022-09983-6",
            ),
            (
                "Intravenous ketamine or esketamine for depression: head-to-head meta-analysis",
                "Search to 19 March 2025",
                "https://openscience.ink/paper/intravenous-ketamine-esketamine-depression-meta-analysis",
            ),
        ),
        call_to_action(
            "See it built, line by line",
            "The free webinar runs this comparison live, with your own rent and wages if you bring them.",
            "Join the webinar",
            "webinar:spravato-or-iv-the-room-arithmetic",
        ),
    ],
)
