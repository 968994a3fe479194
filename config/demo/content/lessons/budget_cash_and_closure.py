"""Clinic set-up, lesson 3: a budget by month, the lowest point of the account, and why clinics close."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="Budget, cash and why clinics close",
    slug="budget-cash-and-why-clinics-close",
    summary="Build a budget by month, find the lowest point of the account, and set the rules for stopping in time.",
    minutes=22,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Ask ten clinic owners what it cost to open and you will be told about the fit-out. Ask one "
            "who has closed and you will hear about the seventh month. The first number is a purchase and "
            "the second a balance, and only the balance can end a clinic.</p>"
            "<p>You will now build the second number. Nobody has published an audited figure for starting a "
            "ketamine clinic that we could find, so no total appears in this lesson. What does appear is a "
            "method, with invented inputs that you are asked to overwrite. It is arithmetic, and it "
            "promises no income.</p>"
        ),
        heading("Layers of cost"),
        figure(
            "budget-stack",
            alt=(
                "Six layers piled up as a budget: rent and fit-out, equipment, staff, licences and insurance, "
                "drug and supplies, and on top a reserve."
            ),
            caption="Five layers buy a clinic. The sixth buys time to find out whether it works.",
        ),
        text(
            "<p>Some layers can be dated and sourced. They are the ones to begin with.</p>"
            "<ul>"
            "<li><b>Nurses.</b> Half of those in ambulatory care had a base wage above $42.29 an hour in "
            "2024; by state, the median for all registered nurses lay between $38.57 and "
            "$75.55.<sup>1</sup> What you pay on top is yours to look up.</li>"
            "<li><b>Medical assistants.</b> A mean of $43,350 a year in May 2023, which is $20.84 an "
            "hour.<sup>2</sup></li>"
            "<li><b>Malpractice.</b> At one specialist broker a small start-up pays $15,000 to $20,000 a "
            "year, a middling clinic $20,000 to $30,000 and a large one $35,000 or more.<sup>3</sup> "
            "Ordinary policies often leave ketamine out.</li>"
            "<li><b>Drug for an infusion.</b> Less than ten dollars, by patients' and clinics' "
            "pages.<sup>4, 5</sup></li>"
            "</ul>"
            "<p>The last two lines describe the business. The drug costs next to nothing and readiness "
            "costs a great deal. Almost all your cost is fixed, so nearly everything depends on how many "
            "chairs are filled, and how soon.</p>"
        ),
        heading("Break-even is a count of people"),
        text(
            "<p>Our invented clinic has fixed costs of $24,000 a month, including a wage for the owner. It "
            "charges $500 for an infusion, which lies within the published range of $400 to $800,<sup>6, "
            "4</sup> and spends $60 on each visit for card fees, drug and supplies. Every completed visit "
            "contributes $440.</p>"
            "<p>Divide 24,000 by 440 and you get 54.5, so the month needs <b>55 completed visits</b>. If "
            "one booking in ten is missed, 62 must be made. Published rates of missed psychiatric "
            "appointments range from 2% to 30%; one count of 1,620 visits found 8.8%.<sup>7, 8</sup></p>"
            "<p>Turn the figure into patients before you feel reassured. If a first series is six visits, "
            "then 55 visits are about nine new patients a month, every month, each suitable, each "
            "consenting to an off-label treatment, each able to pay some $3,000. Can you name nine?</p>"
        ),
        heading("The lowest point"),
        table(
            "Two openings of the same invented clinic",
            ["Month", "Visits, fast", "Account, fast", "Visits, slow", "Account, slow"],
            ["1", "10", "-$19,600", "10", "-$19,600"],
            ["2", "20", "-$34,800", "15", "-$37,000"],
            ["3", "30", "-$45,600", "20", "-$52,200"],
            ["4", "40", "-$52,000", "25", "-$65,200"],
            ["5", "50", "-$54,000", "30", "-$76,000"],
            ["6", "55", "-$53,800", "35", "-$84,600"],
            ["9", "55", "-$53,200", "50", "-$97,200"],
        ),
        text(
            "<p>The fast clinic gains ten visits a month until it reaches 55. The slow one gains five. "
            "Fixed costs, price and staff are identical, and so is the care. At the lowest point the first "
            "is $54,000 down and the second $97,200. Add what was spent before opening, say an invented "
            "$40,000, and the sums needed are $94,000 and $137,200. Whoever financed the first story and "
            "lives the second closes in month five or six, with a good product and a growing diary.</p>"
            "<p>Notice also how flat the fast line is at the end. At 55 visits the clinic earns $200 a "
            "month over its costs. At that rate it needs many years to repay the hole. Break-even is the "
            "point where you stop sinking, and owners mistake it for arrival.</p>"
        ),
        callout(
            "Two ways the account lies to you",
            "<p><b>Prepayment.</b> A series sold in advance is cash today and a debt until the last visit. "
            "Leave it out of the balance. <b>Receivables.</b> If you bill plans, money earned is not money "
            "held. In 2023 HealthCare.gov plans denied 19% of in-network claims, counting all "
            "services.<sup>16</sup> Enter claims on the day they are paid.</p>",
            tone="warning",
        ),
        heading("What the closures teach"),
        figure(
            "empty-site",
            alt=(
                "A closed clinic at dusk, its windows dark, with an empty chair visible inside and a sheet of "
                "paper on the door."
            ),
            caption="A site can be furnished, licensed and staffed, and still be empty.",
        ),
        text(
            "<p>Press reports describe one chain, Ketamine Wellness Centers. Revenue was $3.5 million in "
            "2020, and a buyer paid $10 million in November 2021. In March 2023 its 13 sites in nine states "
            "were shut at half an hour's notice, with prepaid patients left behind. Fast expansion, empty "
            "new sites and overhead were given as causes.<sup>9, 10</sup> Field Trip closed sites in the "
            "same month, and Numinus sold its clinics in 2024.<sup>10, 11</sup></p>"
            "<p>Three cases prove nothing about rates, and no register of closures exists that we know of. "
            "They do share a shape with the table above. A new site repeats the slow column from month one, "
            "while its overhead begins in full. A chain that opens several is adding up lowest points.</p>"
            "<p>Outside shocks are possible as well. In October 2025 a small trial of serial infusions "
            "found no significant advantage over midazolam.<sup>12</sup> Telehealth allowances for "
            "controlled drugs end on 31 December 2026 unless they are extended once more.<sup>13</sup> Ask "
            "of each: if referrals fell by a third for six months, what would we do in the first of those "
            "months?</p>"
        ),
        heading("Advertising is a cost with a tail"),
        text(
            "<p>A slow diary pushes owners towards louder claims. A 2023 study of 17 advertisers with 26 "
            "sites in Maryland found misleading statements, among them that ketamine was approved for "
            "depression or not addictive.<sup>14</sup> The Federal Trade Commission's guidance of December "
            "2022 expects competent and reliable evidence behind health claims, testimonials included, and "
            "holds agencies and endorsers responsible with you.<sup>15</sup> Budget for referrer visits and "
            "for a plain website. State “off-label” where the benefit is stated.</p>"
        ),
        heading("Rules to set while you are calm"),
        text(
            "<ol>"
            "<li><b>A stop line.</b> The balance at which you begin an orderly closure, high enough for "
            "wages, refunds, notice to patients and insurance for late claims.</li>"
            "<li><b>A growth gate.</b> The count of visits, held for months you choose in advance, before a "
            "second room or site.</li>"
            "<li><b>A prepayment rule.</b> None at all, or a separate account that nobody may borrow from.</li>"
            "<li><b>A clinical wall.</b> Whoever decides that a patient has had enough treatment does not "
            "answer for the month's visits.</li>"
            "<li><b>A weekly look.</b> Completed visits, weeks of cash, new patients by source, unpaid "
            "claims by age.</li>"
            "</ol>"
        ),
        heading("Mistakes in the spreadsheet"),
        text(
            "<ul>"
            "<li>Opening in month one at the fill you hope for in month twelve.</li>"
            "<li>Leaving out the owner's wage, so that break-even is a number at which you work for "
            "nothing.</li>"
            "<li>Counting bookings where visits are meant.</li>"
            "<li>One column for the year in place of twelve. The lowest point disappears in the total.</li>"
            "</ul>"
        ),
        key_facts(
            "Your plan is ready when it shows",
            ("Fixed cost", "Per month, with the owner paid"),
            ("Break-even", "In completed visits and in new patients"),
            ("Lowest point", "Amount and month, fast and slow"),
            ("Reserve", "Equal to the slow one, with a margin"),
            ("Stop line", "Signed"),
        ),
        heading("Your own two columns"),
        text(
            "<ol>"
            "<li>Replace every invented input with a quotation, a payslip or a lease. Mark those you still "
            "guess.</li>"
            "<li>Fill in the table twice, the second time at half the growth.</li>"
            "<li>Write the larger lowest point beside the money you have. If it is larger than that money, "
            "reduce rooms, days or rent before you think of borrowing.</li>"
            "<li>Take both columns to an accountant who did not help to make them.</li>"
            "</ol>"
        ),
        sources(
            (
                "Nurse pay in ambulatory care and by state",
                "SullivanCotter via Becker's Hospital Review, 9 January 2025",
                "https://beckershospitalreview.com",
            ),
            (
                "Medical assistants, wages of May 2023",
                "Bureau of Labor Statistics via healthguideusa.org",
                "https://healthguideusa.org",
            ),
            (
                "Malpractice insurance for ketamine infusion",
                "MEDPLI, undated",
                "https://medpli.com/specialties/ketamine-infusion-malpractice-insurance",
            ),
            (
                "Cost of ketamine treatment",
                "Ketamine Advocacy Network, undated",
                "https://ketamineadvocacynetwork.org/cost",
            ),
            ("Ketamine therapy cost", "KAIR Program, undated", "https://kair-program.com/blog/ketamine-therapy-cost"),
            ("What ketamine therapy costs", "Thervo, undated", "https://thervo.com/costs/ketamine-therapy-cost"),
            (
                "Missed appointments in psychiatry",
                "Psychiatric Quarterly, 2022",
                "https://doi.org/10.1007/s11126-022-09983-6",
            ),
            (
                "Missed psychiatric appointments, a count of 1,620 visits",
                "Indexed by Scilit, undated",
                "https://scilit.net",
            ),
            ("The closure of a ketamine chain", "Behavioral Health Business, 16 March 2023", "https://bhbusiness.com"),
            ("Ketamine clinics shut without warning", "STAT, 16 March 2023", "https://www.statnews.com"),
            (
                "Why ketamine clinics keep closing",
                "The Frontier Psychiatrists, 2024",
                "https://thefrontierpsychiatrists.substack.com/p/why-ketamine-clinics-keep-closing",
            ),
            (
                "Serial ketamine infusions versus midazolam (KARMA-Dep 2)",
                "JAMA Psychiatry, 22 October 2025",
                "https://doi.org/10.1001/jamapsychiatry.2025.3019",
            ),
            (
                "Fourth extension of tele-prescribing flexibilities, 90 FR 61301",
                "Federal Register, 31 December 2025",
                "https://www.govinfo.gov/content/pkg/FR-2025-12-31/pdf/2025-24123.pdf",
            ),
            (
                "Advertising of ketamine in Maryland",
                "Crane, JAMA Network Open, 2023",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC10630893/",
            ),
            ("FTC Health Products Compliance Guidance, a summary", "Cooley, 2 March 2023", "https://www.jdsupra.com"),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
        ),
    ],
)
