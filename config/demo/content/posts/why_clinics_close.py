"""What is on record about ketamine clinics that closed, and what it suggests to the next ones."""

import datetime

from config.demo.words import Post, call_to_action, callout, figure, heading, key_facts, pull_quote, sources, text

POST = Post(
    title="Why ketamine clinics close",
    slug="why-ketamine-clinics-close",
    introduction=(
        "Most success stories in this field are told by people with something to sell. The failures left "
        "press reports and stranded patients, and they teach more."
    ),
    search_description=(
        "What is on record about ketamine clinic closures: growth ahead of demand, prepaid patients, "
        "overhead. And how to plan an orderly end."
    ),
    topic="Clinic set-up",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 6, 23),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 5, 20),
    cover="empty-site",
    cover_alt=(
        "A shop front after dark: a notice taped to the door, letters on the step, and an empty recliner "
        "behind the window."
    ),
    related=("what-a-start-up-budget-forgets",),
    body=[
        text(
            "<p>In March 2023 a chain of ketamine clinics shut at thirty minutes' notice. Thirteen sites in nine "
            "states went dark, and people who had paid in advance for treatment were left stranded.<sup>1, "
            "2</sup></p>"
            "<p>I keep that half-hour in mind because the chain had looked like a success. It had revenue of $3.5 "
            "million for 2020, and in November 2021 it was sold for $10 million.<sup>1, 2</sup> Sixteen months later "
            "it was gone.</p>"
        ),
        heading("What the reports say"),
        text(
            "<p>The explanations given at the time were plain enough: expansion that went too fast, new sites that "
            "stood empty, overhead.<sup>1, 2</sup> In the same month a second company was closing sites as well. In "
            "2024 a third sold its clinics to another operator.<sup>2, 3</sup></p>"
        ),
        key_facts(
            "One chain, on the record",
            ("Revenue, 2020", "$3.5 million"),
            ("Sold, November 2021", "$10 million"),
            ("Sites at the end", "13, in nine states"),
            ("Notice given, March 2023", "30 minutes"),
            ("Causes reported", "Fast expansion, empty new sites, overhead"),
        ),
        text(
            "<p>Three companies are not a sample. Nobody keeps a register of ketamine clinics, so no one can tell you"
            " what share of them fail, and you should mistrust any percentage you are offered. Small clinics close "
            "without a press report. What follows is therefore reasoning from a few public cases and from how the "
            "arithmetic works.</p>"
        ),
        heading("Growth was bought before it was needed"),
        text(
            "<p>A clinic has high fixed costs and almost no cost per patient. The drug for an infusion is cheap. The "
            "rent, the nurse and the insurance are not, and they are due whether anyone comes or not. In such a "
            "business a full room is comfortable and a half-full one bleeds.</p>"
            "<p>Opening a second site resets the clock. It brings its own empty months, and it takes the best people "
            "out of the first. If outside money pays for five sites at once, five sets of empty months arrive "
            "together. Empty new sites and too much overhead are one complaint, heard from either side of the "
            "door.</p>"
        ),
        figure(
            "budget-stack",
            alt=(
                "A budget drawn as a stack of six layers: rent and fit-out at the bottom, then equipment, staff, "
                "licences and insurance, drug and supplies, and a reserve on top."
            ),
            caption="The reserve is on top because it is the first layer to be eaten.",
        ),
        callout(
            "A rule you can write down today",
            (
                "<p>No second site until the first has been at its planned fill for six months in a row, has paid"
                " the owner a wage in each of them, and could run for eight weeks without its founder. The "
                "numbers are ours. What matters is to choose yours while you are calm.</p>"
            ),
            tone="tip",
        ),
        heading("Patients had become lenders"),
        text(
            "<p>Selling a course of treatment in advance is tempting. The cash arrives at once, the patient is "
            "committed, and a discount looks generous. It is also a loan, made by sick people who do not know that "
            "they are lenders.</p>"
            "<p>When a clinic with prepaid patients closes, the debt falls on those least able to carry it, in the "
            "middle of treatment. It also disguises trouble. A package sold in January pays February's rent and "
            "leaves nothing for the infusions owed in March, while the bank balance says that all is well.</p>"
            "<p>If you sell series at all, hold the unearned part in a separate account and count only the visits "
            "that have happened. Then the balance tells the truth.</p>"
        ),
        pull_quote("It is also a loan, made by sick people who do not know that they are lenders."),
        heading("One treatment, one payer, one referrer"),
        text(
            "<p>A clinic that does one thing depends on everything that can happen to that one thing. Here a good "
            "deal can. The use is off-label, insurers rarely pay, and a rule, a warning or a trial can change the "
            "conversation in a week. The FDA published alerts on compounded ketamine in 2022 and 2023.<sup>4, 5</sup>"
            " A trial in October 2025 found no significant difference between serial infusions and "
            "midazolam.<sup>6</sup> Texas proposed new registration and presence rules in January 2026.<sup>7</sup> A"
            " federal telehealth allowance runs out at the end of this year.<sup>8</sup></p>"
            "<p>We know of no clinic that closed because of any one of the four. Each is the kind of news that can "
            "take a room from six patients a day to four. Practices that also manage medication, provide therapy or "
            "offer the approved nasal product have something to do on the other two visits. In a survey of 98 clinics"
            " only 30% managed medication and 40% gave therapy.<sup>9</sup></p>"
        ),
        heading("Nobody was watching the right number"),
        text(
            "<p>Revenue is the number owners know by heart. It is nearly useless as a warning, because prepayment and"
            " new sites both push it up while things get worse. Four others fit on a card:</p>"
            "<ol>"
            "<li><b>Completed visits as a share of slots,</b> by site, this week.</li>"
            "<li><b>Weeks of cash</b> at the present rate of spending, with unearned prepayments left out.</li>"
            "<li><b>New patients,</b> and where each heard of you. One source above a third of the total is a risk "
            "with a name.</li>"
            "<li><b>Claims older than 45 days,</b> if you bill anyone.</li>"
            "</ol>"
            "<p>Look at them each Friday, with the same person. A bad week means little, a bad month is news, and a "
            "bad quarter is a decision.</p>"
        ),
        figure(
            "team-huddle",
            alt="Four colleagues stand in front of a wall chart and talk; one holds a clipboard, another a mug.",
            caption=(
                "Show the four numbers to the team. People who know the truth in May do not need thirty minutes' "
                "notice in March."
            ),
        ),
        heading("Plan the end while it is hypothetical"),
        text(
            "<p>What made that closure hard to forgive was less the failure than the manner of it. Businesses fail, "
            "and an orderly end is possible if it was thought about before the money ran out. Put these on one page "
            "and keep it with the lease:</p>"
            "<ul>"
            "<li><b>A line in the cash column</b> below which you begin to close, high enough to pay wages, refunds "
            "and the last month's insurance.</li>"
            "<li><b>Patients:</b> who writes to them, who takes over those in mid-treatment, and how they reach "
            "somebody in a crisis.</li>"
            "<li><b>Prepayments:</b> the account they are in and who signs the refunds.</li>"
            "<li><b>Records:</b> where they go and how a patient asks for them. Your state's law decides for how "
            "long.</li>"
            "<li><b>Controlled drugs:</b> what your DEA field office requires for the stock, the log and the "
            "registration.</li>"
            "<li><b>Insurance:</b> cover for claims that arrive after you have gone.</li>"
            "<li><b>Staff:</b> the notice you will give, and a promise to give it.</li>"
            "</ul>"
            "<p>A clinic with this page is also a clinic that can be sold, handed on, or made smaller in good order. "
            "Writing it takes an afternoon. For an owner who finds the exercise too gloomy, the reports of March 2023"
            " are worth reading to the end.</p>"
        ),
        sources(
            ("The closure of a 13-site ketamine chain", "Behavioral Health Business, 16 March 2023", ""),
            ("Two operators shut ketamine clinics", "STAT, 16 March 2023; Arizona Republic", ""),
            (
                "Why ketamine clinics keep closing",
                "The Frontier Psychiatrists",
                "https://thefrontierpsychiatrists.substack.com/p/why-ketamine-clinics-keep-closing",
            ),
            ("FDA alert on compounded ketamine nasal spray", "Lachman Consultants, February 2022", ""),
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", ""),
            (
                "Serial ketamine infusions versus midazolam (KARMA-Dep 2)",
                "JAMA Psychiatry, 22 October 2025",
                "https://doi.org/10.1001/jamapsychiatry.2025.3019",
            ),
            (
                "Proposed Texas rules for ketamine, blog of February 2026",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            (
                "Fourth extension of telemedicine flexibilities, 90 FR 61301",
                "Federal Register, 31 December 2025",
                "https://www.govinfo.gov/content/pkg/FR-2025-12-31/pdf/2025-24123.pdf",
            ),
            (
                "A survey of ketamine clinics",
                "O'Brien and others, American Journal of Psychiatry, 2022",
                "https://psychiatryonline.org/doi/10.1176/appi.ajp.21111086",
            ),
        ),
        call_to_action(
            "Find the hole before you fall in",
            "What a start-up budget forgets: the cash column, month by month.",
            "Read on",
            "post:what-a-start-up-budget-forgets",
        ),
    ],
)
