"""Clinic set-up, lesson 4: start-up plans under stress, prepayment in the accounts, and when to stop."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, pull_quote, sources, table, text

LESSON = Lesson(
    title="Budget, cash and why clinics close",
    slug="budget-cash-and-why-clinics-close",
    summary=(
        "Three invented plans all break even, and one of them runs dry first. Find the lowest point of "
        "yours, and decide beforehand when to stop."
    ),
    minutes=11,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>A clinic closes on the day it cannot pay somebody, and that day may fall in a month which the plan "
            "calls a success. So this lesson asks of every plan one question that break-even does not answer: <b>how "
            "low does the money go, and when?</b></p>"
            "<p>No audited figure exists, as far as we could find, for what it costs to open a ketamine clinic. Every"
            " input in the examples below is our assumption, chosen to be easy to replace. They show how plans "
            "behave. They predict nobody's result.</p>"
        ),
        figure(
            "budget-stack",
            alt=(
                "A budget drawn as a stack of six layers: rent and fit-out at the bottom, then equipment, staff, "
                "licences and insurance, drug and supplies, and a reserve on top."
            ),
            caption=(
                "The five lower layers are estimates. The top one is for the difference between them and the facts."
            ),
        ),
        heading("Three plans on one page"),
        text(
            "<p>All three clinics sell infusions for cash. In A and B a visit costs $475, of which $425.75 is left "
            "after a 3% card fee and $35 for drug and supplies; fixed costs are $24,000 a month; visits begin at 12 "
            "and rise by eight a month. C is a room inside an existing practice: a price of $450, supplies of $40, "
            "fixed costs of $7,500, four visits in the first month and two more in each that follows.</p>"
        ),
        table(
            "Three invented plans (all inputs assumed; the owner is not paid)",
            ["Measure", "A: savings", "B: savings and loan", "C: one added room"],
            ["Owner's money", "$150,000", "$60,000", "$60,000"],
            ["Loan", "none", "$120,000 at 10.5%, 84 months", "none"],
            ["Spent to open, contingency included", "$101,640", "$101,640", "$32,200"],
            ["Loan payment each month", "$0", "$2,023", "$0"],
            ["Completed visits to break even", "57", "62", "19"],
            ["First month that breaks even", "7", "8", "9"],
            ["Lowest cash", "-$13,896, month 6", "$3,486, month 7", "$2,692, month 8"],
        ),
        text(
            "<p>Plan A has the most of the owner's money and fails first. Its cash is gone in month four. Plan B owes"
            " the bank every month and survives, since it began with $180,000 in place of $150,000. Plan C risks the "
            "least and needs the fewest visits, though it breaks even last. Ranked by break-even month, the one that "
            "runs dry comes out on top.</p>"
            "<p>Break-even is quickly checked: fixed cost and loan payment together, divided by what one visit "
            "leaves, rounded up. For B that is $26,023 divided by $425.75, so 62.</p>"
        ),
        heading("Lean on one input at a time"),
        table(
            "What happens to the lowest point",
            ["Change", "Plan", "Break-even month", "Lowest cash"],
            ["As planned", "B", "8", "$3,486, month 7"],
            ["Six more visits a month, not eight", "B", "10", "-$17,907, month 9"],
            ["Four more visits a month", "B", "14", "-$60,692, month 13"],
            ["Price $425, not $475", "B", "9", "-$9,106, month 8"],
            ["As planned", "C", "9", "$2,692, month 8"],
            ["One more visit a month, not two", "C", "16", "-$19,278, month 15"],
        ),
        text(
            "<p>The speed at which patients arrive does more than anything else, and it is the input you know least "
            "about. A cut of $50 in the price does less than a slower spring. The reserve on top of the stack has to "
            "cover the row you find plausible on a bad day, and in these plans none is large enough.</p>"
            "<p>Published figures can anchor some of the lines. Ambulatory nurses earned a median base of $42.29 an "
            "hour in 2024; state medians for all nurses run from $38.57 to $75.55.<sup>1</sup> One broker quotes "
            "$15,000 to $20,000 a year for a low-volume start-up's malpractice cover, and warns that ordinary "
            "policies often exclude ketamine.<sup>2</sup> Studies in psychiatry report missed appointments of 2% to "
            "30%.<sup>3</sup> The examples count completed visits only. If one in ten is missed, 62 completed means "
            "69 booked.</p>"
            "<p>And pay yourself. Put the wage you would have to pay a colleague into the fixed costs, and run the "
            "plan again. Many plans that survive on paper do so on the founder's unpaid afternoons.</p>"
        ),
        heading("The sale that looks like income"),
        text(
            "<p>An invented clinic with $24,000 of fixed costs sells ten prepaid series in January, six infusions "
            "each, at $2,700. Fifteen of the sixty infusions are given that month. To keep it short, ignore supplies "
            "and card fees.</p>"
        ),
        table(
            "January, seen twice",
            ["Line", "By the bank", "By what was earned"],
            ["Money in", "$27,000", "15 of 60 infusions: $6,750"],
            ["Fixed costs", "-$24,000", "-$24,000"],
            ["Result of January", "+$3,000", "-$17,250"],
            ["Owed to patients at month's end", "not shown", "$20,250 of treatment"],
        ),
        text(
            "<p>The owner looks at the left column and hires. In February nobody buys a series, 25 infusions are "
            "given that were paid for in January, and the account falls by $24,000. Nothing went wrong in "
            "February.</p>"
            "<p>Money for treatment that has not been given is a debt to ill people. If you sell series at all, keep "
            "the unearned part in a separate account, release it visit by visit, and be able to return every dollar "
            "of it on any day.</p>"
        ),
        heading("A chain that closed in half an hour"),
        text(
            "<p>The best-documented failure in the field had revenue of $3.5 million in 2020, was sold for $10 "
            "million in November 2021, had 13 sites in nine states, and shut in March 2023 with thirty minutes' "
            "notice. Patients who had prepaid were stranded. The reasons given were fast expansion, new sites that "
            "stayed empty, and overhead. A second company closed sites in the same month; in 2024 a third sold its "
            "clinics.<sup>4, 5, 6</sup></p>"
        ),
        figure(
            "empty-site",
            alt=(
                "A shop front after dark: a notice taped to the door, letters on the step, and an empty recliner "
                "behind the window."
            ),
            caption="Behind each reported cause is a line from the tables above, multiplied by sites.",
        ),
        text(
            "<p>Three companies are no sample, and there is no register from which anyone could take a failure rate. "
            "But set the reasons beside the tables and they look familiar. A new site is a slow first year, bought "
            "again. Overhead is fixed cost that arrived before the visits did. And prepayment hides both until the "
            "last month.</p>"
        ),
        heading("Write the end first"),
        text(
            "<p>A founder who decides in the bad month decides with a tired head and a personal guarantee. Do it now,"
            " on one page, and have everyone who owns a share sign it.</p>"
        ),
        key_facts(
            "A stopping page (sample; replace every figure)",
            ("Reserve line", "Cash enough for two months of fixed costs, all refunds and the last wages"),
            ("At twice the line", "Weekly review, no new hires, no prepaid sales"),
            ("At the line", "We begin an orderly close. No vote is needed to start, only to stop"),
            ("Prepaid money", "Separate account; two signatures; never lent to the clinic"),
            ("Patients in treatment", "A named colleague has agreed to take them; a letter is drafted"),
            (
                "Records, drug stock, insurance",
                "Who keeps the charts, who closes the cabinet, who buys cover for late claims",
            ),
            ("Staff", "Four weeks' notice, paid"),
        ),
        text(
            "<p>The third line is the one that matters. Without it each month offers a reason to wait for the next, "
            "and every one of them is plausible.</p>"
            "<p>Then the reverse: when may you grow? Ours would be: six months in a row at the planned fill, the "
            "owner paid in each of them, and a second person who can run the place for eight weeks. If growth depends"
            " on selling more series in advance, the answer is no.</p>"
        ),
        pull_quote("A new site is a slow first year, bought again."),
        heading("Two evenings' work"),
        text(
            "<p><b>First evening.</b> Build the table for your own clinic: one row a month, for 24 months. Four "
            "columns are enough, visits, result, loan, cash. Mark the lowest cell. Cut the monthly growth by half and"
            " mark it again. The distance between the two cells is the reserve you do not have yet.</p>"
            "<p><b>Second evening.</b> Fill in the stopping page with whoever will share the loss. If you cannot "
            "agree on the reserve line, you have found the first disagreement of the partnership at a price of "
            "nothing.</p>"
            "<p>If at the end the honest answer is a smaller clinic, one room in the practice you already have, or a "
            "year's wait, the course has done its work.</p>"
        ),
        callout(
            "What this rests on",
            (
                "<p>The chain's history was reported by several outlets. Wages and missed visits are published; "
                "insurance is one broker's figure. All three plans are invented and computed, with nothing paid "
                "to the owner. They are neither a forecast nor an offer of income.</p>"
            ),
            tone="note",
        ),
        sources(
            (
                "Nurse pay in ambulatory care and by state",
                "SullivanCotter figures in Becker's Hospital Review, 2024-25",
                "https://beckershospitalreview.com",
            ),
            (
                "Malpractice insurance for ketamine infusion",
                "MEDPLI",
                "https://medpli.com/specialties/ketamine-infusion-malpractice-insurance",
            ),
            (
                "Missed appointments in psychiatry",
                "Psychiatric Quarterly, 2022",
                "https://doi.org/10.1007/s11126-022-09983-6",
            ),
            (
                "The closure of a 13-site ketamine chain",
                "Behavioral Health Business, 16 March 2023",
                "https://bhbusiness.com",
            ),
            ("Two operators shut ketamine clinics", "STAT, 16 March 2023; Arizona Republic", "https://statnews.com"),
            (
                "Why ketamine clinics keep closing",
                "The Frontier Psychiatrists",
                "https://thefrontierpsychiatrists.substack.com/p/why-ketamine-clinics-keep-closing",
            ),
        ),
    ],
)
