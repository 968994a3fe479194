"""Spravato trade-offs, lesson 3: who buys the drug, what that does to cash and risk, and how to choose."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, pull_quote, sources, table, text

LESSON = Lesson(
    title="Buy-and-bill or specialty pharmacy",
    slug="buy-and-bill-or-specialty-pharmacy",
    summary=(
        "Whoever buys the drug carries the risk. Three sums tell you which supply route your clinic can "
        "afford, payer by payer."
    ),
    minutes=11,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>The same three devices, in the same box, can reach the same patient in two ways. In the first you own"
            " them until the plan pays you. In the second you never own them at all. Nobody in the treatment room "
            "would notice the difference. Your bank would.</p>"
            "<p>Spravato is a product of Johnson &amp; Johnson, and the company describes both routes "
            "itself.<sup>1</sup> Under <b>buy-and-bill</b> the clinic orders from an authorised distributor, carries "
            "the cost and claims on the patient's medical benefit. Under the <b>specialty pharmacy</b> route a "
            "pharmacy ships the drug for one named patient, is paid on the pharmacy benefit, and the clinic bills for"
            " its services alone. In a hospital you would hear the second called white bagging.</p>"
        ),
        figure(
            "buy-and-bill",
            alt=(
                "Two flows. Buy and bill: drug goes from distributor to clinic to patient, and the medical "
                "benefit pays the clinic for drug and visit. Specialty pharmacy: drug goes from pharmacy to "
                "clinic to patient; the benefit pays the pharmacy for the drug and the clinic for the visit."
            ),
            caption="Follow the coins rather than the box. They part company at the clinic's door.",
        ),
        heading("The plan may have chosen already"),
        text(
            "<p>Ask before you calculate. Some plans allow one route only, and the authorisation will name it. The "
            "codes follow from the route:</p>"
        ),
        table(
            "Which codes go with which route",
            ["Who bought the drug", "What the clinic bills", "What must not happen"],
            [
                "The clinic, payer takes the bundle",
                "G2082 (up to 56 mg) or G2083 (more), established patients",
                "Any office visit, prolonged service or drug code beside it",
            ],
            [
                "The clinic, payer wants parts",
                "J0013 in units of 1 mg, with an office visit and whatever else that payer allows",
                "The bundle as well",
            ],
            ["The pharmacy", "An office visit and whatever else that payer allows", "Any code that contains the drug"],
        ),
        text(
            "<p>The table rests on the maker's reimbursement pages and on two billing references.<sup>2, 3, 4, "
            "5</sup> The bottom right cell is the dangerous one. A biller who puts the bundle on a session with "
            "pharmacy drug has charged a plan for something the clinic did not buy. It happens innocently, because "
            "somebody saved a template. Tie the template to the supply route in the authorisation, and let the "
            "device's lot number decide in case of doubt.</p>"
        ),
        heading("First sum: the invoice you can bear"),
        text(
            "<p>We cannot tell you what the drug costs. At launch in 2019 a session listed at $590 to "
            "$885.<sup>6</sup> For today's list price we found no source that we trust. A distributor's quotation "
            "settles it, and there is a contract-price programme to ask about.<sup>1</sup></p>"
            "<p>What you can work out is the highest invoice at which a visit still pays the people in the room. The "
            "example uses Medicare's national amounts for 2026, $906.51 and $1,289.82.<sup>7</sup> Another guide "
            "prints a higher figure for the second, so look up your locality. We mix the doses as in a long-term "
            "study, 39% at 56 mg and 61% at 84 mg.<sup>8</sup> Everything marked “assumed” is ours.</p>"
        ),
        table(
            "The most that an average session's drug may cost (invented clinic)",
            ["Line", "Amount", "From"],
            ["Allowed", "$1,140.33", "Medicare amounts, mixed"],
            ["Less claims denied and never recovered", "-$54.17", "19% denied, three quarters recovered (assumed)"],
            ["Less billing cost", "-$65.17", "6% of the rest (assumed)"],
            ["Less supplies and 20 minutes of office work", "-$14.33", "Assumed"],
            ["Less prescriber, 15 minutes", "-$37.50", "$150 an hour (assumed)"],
            [
                "Less nurse, 150 minutes shared between two rooms, no-shows included",
                "-$83.33",
                "$60 an hour, 10% no-shows (assumed)",
            ],
            ["Left for the drug, before rent", "$885.83", "The first line less the rest"],
        ),
        text(
            "<p>The 19% is the share of in-network claims that HealthCare.gov plans denied in 2023, for all "
            "services.<sup>9</sup></p>"
            "<p>Now compare. The two Medicare amounts differ by $383.31, which we take to be one 28 mg device. That "
            "is an inference, and it makes an average session's drug about $1,000. On these inputs the visit cannot "
            "pay its own nurse at any volume, and filling the room makes it worse. If your contract allows more, or "
            "your invoice is lower, the sign may change. That is the whole point of doing it: <b>one quotation and "
            "one fee schedule decide, and both can be had by telephone.</b> Ignore published margins until you have "
            "them.</p>"
        ),
        heading("Second sum: the money that is out"),
        text(
            "<p>Even at a good margin the drug is paid for before the plan pays you. Sessions a month, divided by 30,"
            " times the days you wait, times the drug in one session, gives the sum that is never at home.</p>"
        ),
        table(
            "Cash tied up in drug at $1,000 a session (assumed)",
            ["Sessions a month", "Paid after 30 days", "After 45 days", "After 60 days"],
            ["8", "$8,000", "$12,000", "$16,000"],
            ["16", "$16,000", "$24,000", "$32,000"],
            ["32", "$32,000", "$48,000", "$64,000"],
        ),
        text(
            "<p>Growth makes it larger. A clinic that doubles its sessions in spring has to find the second half of "
            "the column in spring, and sees it again in summer. A line of credit is one answer; if you use it, put "
            "the interest into the first sum.</p>"
        ),
        heading("Third sum: one bad claim"),
        text(
            "<p>Suppose your figures are kinder than ours and a session leaves $100 when everyone is paid. One "
            "session is denied for good: an expired authorisation, say. The drug alone was about $1,000. You need "
            "<b>ten</b> successful sessions to be back where you were, before rent, and eleven or twelve if you count"
            " the staff's time as well.</p>"
            "<p>Put differently, at that margin the route bears one loss for every ten sessions paid. Any more, and "
            "you are working for the distributor. The remedy is dull: no dose leaves the cabinet until somebody has "
            "looked at the approval's dates, strengths and route on that very day.</p>"
        ),
        pull_quote("Any more, and you are working for the distributor."),
        heading("What the pharmacy route costs instead"),
        text(
            "<p>No stock to pay for and nothing out on credit. In return:</p>"
            "<ul>"
            "<li>Every session depends on a delivery that somebody must order, track and receive. A parcel that "
            "misses Tuesday is an empty chair for two and a half hours.</li>"
            "<li>The drug belongs to one patient. If she does not come, you are holding a Schedule III drug with "
            "another person's name on it. It cannot go to the next patient. Ask the pharmacy, in writing, what "
            "happens to it.</li>"
            "<li>Your income is the visit and whatever the payer allows for observation. The maker says there is no "
            "dedicated code for that, and each payer decides.<sup>2</sup> If a plan allows only a short office visit "
            "for a chair that is occupied for 150 minutes, multiply before you sign.</li>"
            "<li>The patient's share moves to the pharmacy benefit, and may surprise them. The maker's copay help, in"
            " its 2019 terms, excluded government plans and the cost of administration.<sup>10</sup> Look up the "
            "present ones.</li>"
            "</ul>"
        ),
        heading("Decide by payer"),
        text(
            "<p>Most clinics end with both routes. Make one row for each plan you will really see.</p>"
            "<ol>"
            "<li>Does the plan dictate the route? If so, write it down and stop.</li>"
            "<li>What does it allow for the bundle, or for J0013 and the visit? Take it from the contract.</li>"
            "<li>What does your distributor's quotation say for the same session?</li>"
            "<li>Run the first sum. If nothing is left before rent, it is pharmacy or nothing.</li>"
            "<li>Run the second for your busiest planned month. If you could not be without that much for sixty days,"
            " it is pharmacy for now.</li>"
            "<li>Who checks route, dates and strengths on the day, and who does so when they are away?</li>"
            "</ol>"
            "<p>Then pick a start. For a first half-year our preference is the pharmacy route wherever it is allowed,"
            " because it teaches you the sessions, the forms and the denials with somebody else's capital. It is only"
            " a preference. A large practice with a purchasing office may sensibly choose otherwise.</p>"
        ),
        callout(
            "How sure we are",
            (
                "<p>Codes and routes: sure. The Medicare amounts: reasonably, from one source each. The price of "
                "the drug: an inference, labelled as one. All other inputs are assumptions for you to replace. "
                "This is arithmetic about a room; it forecasts nobody's income and is no reason to choose a "
                "treatment.</p>"
            ),
            tone="note",
        ),
        sources(
            ("Acquiring Spravato", "Johnson & Johnson", "https://spravatohcp.com/acquiring-spravato"),
            (
                "Spravato: payer coverage and reimbursement",
                "Johnson & Johnson",
                "https://spravatohcp.com/payer-coverage-and-reimbursement",
            ),
            (
                "Spravato: reimbursement questions and answers",
                "Johnson & Johnson",
                "https://spravatohcp.com/reimbursement-faq",
            ),
            ("HCPCS code G2083", "Pabau, 2026", "https://pabau.com/procedure-codes/hcpcs-code-g2083"),
            ("Spravato billing in 2026", "SwiftMDS, 2026", "https://swiftmds.com/?p=992020"),
            ("The list price of esketamine at launch", "STAT, 22 March 2019", "https://statnews.com"),
            (
                "Spravato J code: what changed on 1 January 2026",
                "Osmind, 5 February 2026",
                "https://osmind.org/blog/spravato-j-code",
            ),
            (
                "Spravato dosing and administration",
                "Johnson & Johnson",
                "https://spravatohcp.com/trd/dosing-and-administration",
            ),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            (
                "Spravato affordability terms, 2019",
                "Janssen CarePath",
                "https://janssencarepath.com/hcp/spravato/affordability",
            ),
        ),
    ],
)
