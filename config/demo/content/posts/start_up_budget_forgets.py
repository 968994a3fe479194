"""The lines that are missing from most first budgets of a ketamine clinic."""

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
    title="What a start-up budget forgets",
    slug="what-a-start-up-budget-forgets",
    introduction=(
        "First budgets are lists of things to buy. Clinics run out of money on the things between them: "
        "the empty weeks, the waiting for payers, the second year's insurance."
    ),
    search_description=(
        "The missing lines of a ketamine clinic budget: slow months, staff before patients, insurance, "
        "drug stock and the owner's own pay."
    ),
    topic="Clinic set-up",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 5, 28),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 5, 20),
    cover="budget-stack",
    cover_alt=(
        "A budget drawn as a stack of six layers: rent and fit-out at the bottom, then equipment, staff, "
        "licences and insurance, drug and supplies, and a reserve on top."
    ),
    related=(
        "why-ketamine-clinics-close",
        "spravato-or-iv-the-room-arithmetic",
    ),
    body=[
        text(
            "<p>How much does it cost to open a ketamine clinic? Search for the answer and you will find confident "
            "figures with no author. We looked for an audited one and found none. So this article gives you no total."
            " It gives you the lines that first budgets leave out, with published numbers where there are any, and a "
            "way of finding the hole in your own plan.</p>"
        ),
        heading("The list everyone makes"),
        text(
            "<p>Rent and deposit. Fit-out. Chairs, monitors, pumps. An emergency cart, oxygen, a defibrillator. A "
            "locked cabinet. Computers, a records system, a lawyer, licences, a sign. Most people can write this list"
            " from memory, and get it roughly right by telephoning for quotations.</p>"
            "<p>Its virtue is that it ends. That is what is wrong with it as a budget: a clinic keeps spending after "
            "it has been bought.</p>"
        ),
        heading("Line one: the months before it is full"),
        text(
            "<p>Here is an invented clinic. Every figure in it is an assumption of ours and easy to change. The "
            "owners have $150,000 and spend $101,640 to open, a contingency of 10% included. Fixed costs are $24,000 "
            "a month. Each completed visit leaves $425.75 after the card fee, drug and supplies. In the first month "
            "there are 12 visits, and each month brings eight more than the last.</p>"
        ),
        table(
            "Cash at the end of each month (invented clinic, all inputs assumed)",
            ["Month", "Visits", "Result of the month", "Cash left"],
            ["Opening", "0", "$0", "$48,360"],
            ["1", "12", "-$18,891", "$29,469"],
            ["2", "20", "-$15,485", "$13,984"],
            ["3", "28", "-$12,079", "$1,905"],
            ["4", "36", "-$8,673", "-$6,768"],
            ["5", "44", "-$5,267", "-$12,035"],
            ["6", "52", "-$1,861", "-$13,896"],
            ["7", "60", "$1,545", "-$12,351"],
        ),
        text(
            "<p>By the spreadsheet's usual test the plan succeeds: it breaks even in the seventh month. It also runs "
            "out of money in the fourth. The deepest point of the hole, nearly $14,000, lies one month before the "
            "good news.</p>"
            "<p>Now let the visits grow by six a month in place of eight. Break-even moves to month nine, and the "
            "hole is $31,000 deep. At four a month it is $66,000. Nothing about the clinic has changed except how "
            "fast people found it.</p>"
        ),
        pull_quote("Nothing about the clinic has changed except how fast people found it."),
        text(
            "<p>So the first missing line is a reserve, and its size is the answer to a question: how slow could it "
            "be before we stop? Write the answer next to the figure and have both owners sign it.</p>"
        ),
        heading("Line two: wages that start before the patients"),
        text(
            "<p>A nurse cannot be hired for the hours in which the chairs are full. Training, drills, forms and the "
            "first quiet weeks are paid in full. The median base wage of nurses in ambulatory care was $42.29 an hour"
            " in 2024, and state medians for all nurses ran from $38.57 in Alabama to $75.55 in "
            "California.<sup>1</sup> Add the employer's share; we multiply by 1.3 as an assumption. Medical "
            "assistants averaged $20.84 an hour in May 2023.<sup>2</sup></p>"
            "<p>Two nurses for four weeks before opening come to 320 hours. At $55, rounded, that is $17,600 spent on"
            " a clinic with no visitors, and well spent. It just has to be in the plan.</p>"
        ),
        figure(
            "safety-kit",
            alt=(
                "An oxygen cylinder, a cart with a breathing bag and a defibrillator, a blood pressure cuff, a "
                "monitor and an infusion pump; on the wall a call button and a checklist."
            ),
            caption="Everyone budgets for the kit. Fewer budget for the hours in which staff learn to reach for it.",
        ),
        heading("Line three: the insurance you will really need"),
        text(
            "<p>A specialist broker quotes $15,000 to $20,000 a year for malpractice cover of a low-volume start-up, "
            "$20,000 to $30,000 for a middling one and $35,000 or more for a large one.<sup>3</sup> Those are one "
            "broker's figures, for limits of one and three million dollars. They matter less than the sentence beside"
            " them: ordinary policies often exclude ketamine. The owner who budgets with the renewal of an existing "
            "policy has budgeted for cover that does not apply.</p>"
            "<p>Ask for the quotation before the lease. Ask at the same time what happens to old claims when you "
            "change insurer or close.</p>"
        ),
        heading("Line four: money that is out of the house"),
        text(
            "<p>A cash clinic is paid on the day. Add one payer and you become a lender.</p>"
            "<p>With Spravato, the esketamine spray of Johnson &amp; Johnson, bought under buy-and-bill, the clinic "
            "pays the distributor and waits for the plan. Using the 2026 Medicare amounts to infer the cost of the "
            "drug, about 32 visits a month paid after 45 days keep some $48,600 of stock out of your account. That is"
            " an inference with assumed timing, so put your own invoice in. The sum will still be larger than the "
            "pump.</p>"
            "<p>Part of it does not come back at once, or at all. Plans on HealthCare.gov denied 19% of in-network "
            "claims in 2023.<sup>4</sup> Somebody has to argue for those, and that person's hours are a line too.</p>"
        ),
        heading("Line five: chairs that are booked and empty"),
        text(
            "<p>Missed appointments in psychiatry range from 2% to 30% across studies; in one that counted 1,620 "
            "visits it was 8.8%.<sup>5, 6</sup> The nurse is paid for them all. Take one in ten off your visits "
            "before you do anything else, and treat a better result as good luck.</p>"
        ),
        figure(
            "infusion-room-plan",
            alt=(
                "Floor plan of an infusion room. Two chairs with monitors stand near the windows; a nurse's desk "
                "has dotted sight lines to both; a crash cart, a locked store and the entrance are marked."
            ),
            caption="The second chair doubles the rent you can earn only if somebody sits in it.",
        ),
        heading("Line six: the owner"),
        text(
            "<p>In the table above nobody paid the owner. Many plans hide this. They count the founding clinician's "
            "hours as free, reach break-even, and discover that break-even means working for nothing in a room one "
            "has borrowed to furnish. If you will see the patients yourself, put in what you would pay somebody else "
            "to do it. If the plan collapses, it was being held up by you.</p>"
        ),
        callout(
            "Four small lines with long tails",
            (
                "<p><b>Renewals:</b> licences, registrations and certificates come round again. "
                "<b>Replacement:</b> a monitor that fails on a Monday is bought on Monday. <b>Advice:</b> the "
                "lawyer who reads the lease will be needed for the first employee and the first complaint. "
                "<b>Refunds:</b> a promise to return money is only as good as the account it sits in.</p>"
            ),
            tone="tip",
        ),
        heading("What to do with the total"),
        text(
            "<p>Make two budgets. The first is the list everyone makes. The second covers the months, with the visits"
            " in a column that you then cut by a third. Look for the lowest figure in the cash column and the month "
            "it falls in. That figure, with a margin, is what it costs to open your clinic.</p>"
            "<p>If the margin is not there, the remedies are fewer rooms, fewer days, a sublet inside another "
            "practice, or waiting. Borrowing is a remedy only if you then put the payments into the second budget and"
            " look again.</p>"
        ),
        key_facts(
            "The second budget, in one line each",
            ("Slow months", "Visits cut by a third"),
            ("Staff", "Paid from four weeks before opening"),
            ("Insurance", "A written quotation that names ketamine"),
            ("Payers", "Stock and claims for at least 45 days"),
            ("Missed visits", "One in ten"),
            ("Owner", "A wage"),
        ),
        sources(
            (
                "Nurse pay in ambulatory care and by state",
                "SullivanCotter figures in Becker's Hospital Review, 2024-25",
                "",
            ),
            ("Medical assistant wages, May 2023", "Bureau of Labor Statistics, reported by HealthGuideUSA", ""),
            (
                "Malpractice insurance for ketamine infusion",
                "MEDPLI",
                "https://medpli.com/specialties/ketamine-infusion-malpractice-insurance",
            ),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            (
                "Missed appointments in psychiatry",
                "Psychiatric Quarterly, 2022",
                "https://doi.org/10.1007/s11126-022-09983-6",
            ),
            ("Missed psychiatric appointments", "Indexed at Scilit", ""),
        ),
        call_to_action(
            "The first year, month by month",
            "A free hour on what happens to plans like this one after the door opens.",
            "Join the webinar",
            "webinar:your-first-year-as-a-clinic-owner",
        ),
    ],
)
