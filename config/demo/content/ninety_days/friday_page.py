"""The first ninety days, lesson 3: eight numbers on one page, every Friday."""

import datetime

from config.demo.words import Lesson, callout, heading, sources, table, text

LESSON = Lesson(
    title="The Friday page: eight numbers to watch",
    slug="the-friday-page",
    summary="One page a week that tells you early what a bank balance tells you late, and what to do when a number moves.",
    minutes=7,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>A bank balance is honest and late. When it falls, the decisions that made it fall are eight weeks old. The "
            "page in this lesson is made on Friday at four, by hand, in twenty minutes. It holds eight numbers, each of which "
            "one person can count from what lies on the desk.</p>"
            "<p>We give no targets. A target from another clinic, in another state, with other payers, would be a guess in a "
            "suit. What counts is the direction over six Fridays, and whether you know why.</p>"
        ),
        heading("The eight numbers"),
        table(
            "One page, every Friday",
            ["Number", "How it is counted", "What it asks when it moves"],
            ["Calls", "First calls of the week", "Where did they hear of us?"],
            ["Noes", "People declined, with the reason", "Is our public page promising too much?"],
            ["Days to a visit", "From the call to the first visit, the middle one", "Which paper do we wait for?"],
            ["Kept", "Visits held, of visits booked", "Which reminder was not made?"],
            ["Late notes", "Notes not finished on their day", "Is the day too full?"],
            ["Waiting claims", "Sent, and not answered for 30 days", "Who calls the payer on Monday?"],
            ["Denied", "Lines denied this week, by reason", "Which sentence was missing in the record?"],
            ["Weeks of cash", "Money in the bank, divided by a week's costs", "What do we stop first?"],
        ),
        heading("Reading denials without despair"),
        text(
            "<p>Denials are ordinary. On the plans sold at HealthCare.gov, insurers denied 19 per cent of in-network and 37 per "
            "cent of out-of-network claims in 2023. Fewer than one in a hundred denials were appealed, and insurers "
            "upheld 56 per cent of those.<sup>1</sup> These figures are about all services and say "
            "nothing about ketamine. They do say that a denial is a piece of mail to be answered, and that an appeal is no "
            "lottery ticket.</p>"
            "<p>So sort the week's denials by their reason, in plain words: no authorisation, not covered, a missing time, a "
            "wrong code, something else. If one heap is more than half, you have found next week's work, and it is usually a "
            "form of your own that has to change. Do not resend a claim that was right: call, ask for the sentence in the "
            "policy, and write it down with the date.</p>"
        ),
        heading("Weeks of cash"),
        text(
            "<p>Add what goes out in an ordinary week: wages with taxes, rent, drug, insurance, the loan. Divide what is in the "
            "bank by that. Money that people have paid ahead for visits to come is not in the bank for this purpose; you owe "
            "them the visits. The chain that closed on half an hour's notice left people who had paid ahead with "
            "nothing.<sup>2</sup> Keep such money in an account of its own and the number stays true.</p>"
            "<p>Write down now, while it is easy, what happens at twelve weeks, at eight and at four. At twelve you look at "
            "the schedule. At eight you stop what can be stopped. At four you speak to your bank and to a lawyer, and you plan "
            "how every patient would be handed on. A plan for closing well is a kindness that costs an afternoon.</p>"
        ),
        callout(
            "What the page leaves out",
            "<p>It holds no patient's name and no outcome of treatment. Those are reviewed by clinicians, in another room, for "
            "another purpose.</p>",
            tone="note",
        ),
        heading("The day ninety meeting"),
        text(
            "<p>After thirteen Fridays lay the pages side by side. Ask three questions, and let the quietest person answer "
            "first. What did we learn to see? Which number did we stop looking at? What would we tell ourselves on day one?</p>"
            "<p>Then choose one thing for the next ninety days. Only one. A clinic that improves one thing each quarter, and "
            "can show the page that says so, is rarer than it ought to be.</p>"
        ),
        sources(
            (
                "Claims denials and appeals in marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            ("Ketamine Wellness Centers closes", "Behavioral Health Business, 16 March 2023", "https://bhbusiness.com"),
        ),
    ],
)
