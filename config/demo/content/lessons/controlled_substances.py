"""Clinic set-up, lesson 2: storing, counting and reporting a Schedule III drug, with a count that does not come out."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="Controlled substances: DEA, storage, records",
    slug="controlled-substances-dea-storage-records",
    summary="A count that does not come out, a clock of one business day, and the habits that make both rare.",
    minutes=10,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Friday, 17:10, in an invented clinic. Two people count the cabinet aloud, as they do every evening. "
            "The log says there should be 29 vials. There are 27.</p>"
            "<p>Stay with those two vials for the length of this lesson. They are worth very little: by the accounts "
            "we have read, the drug for an infusion costs under ten dollars.<sup>1, 2</sup> What they can cost you is"
            " out of all proportion. Ketamine and esketamine are controlled substances in Schedule III, and "
            "everything that follows is about being able to say where each of them went.</p>"
        ),
        heading("First, is the arithmetic right?"),
        text("<p>Here is the week.</p>"),
        table(
            "Vials, Monday to Friday (invented clinic, one product, one strength)",
            ["Movement", "Vials", "Where it is written"],
            ["In the cabinet on Monday morning", "40", "Opening count, two signatures"],
            ["Received on Wednesday", "20", "Invoice and log"],
            ["Opened for patients", "31", "One log line each"],
            ["Should remain", "29", "40 + 20 - 31"],
            ["Counted on Friday", "27", "Two people, aloud"],
        ),
        text(
            "<p>Before anyone thinks of theft, look in four places, in this order and within the hour.</p>"
            "<ol>"
            "<li><b>The delivery.</b> Were twenty vials received, or was an invoice for twenty signed? The person who"
            " opened the box should have counted.</li>"
            "<li><b>The charts.</b> Lay the week's infusions beside the log. If 33 patients were treated and 31 vials"
            " logged, you have found two missing lines.</li>"
            "<li><b>The waste.</b> Each vial holds more than a patient needs, so each line should have a waste entry "
            "beside it, with a witness. In our clinic there are 31 openings and 29 waste entries.</li>"
            "<li><b>The places where vials rest.</b> The emergency cart, the second room, a pocket.</li>"
            "</ol>"
            "<p>In this example the charts show 31 infusions and the delivery was counted. Two openings have no "
            "witnessed waste, both on Thursday afternoon, both by the same hand. That is where you now are: a true "
            "shortage, and two lines that somebody must explain. Neither fact tells you what happened.</p>"
        ),
        heading("The clock"),
        text(
            "<p>For theft or significant loss the federal rule gives <b>one business day</b> from discovery to notify"
            " the DEA field office in writing. The detailed report, Form 106, follows, and since 24 July 2023 it can "
            "be filed online only.<sup>3</sup></p>"
            "<p>Whether two vials are “significant” is a judgement on quantity, pattern and circumstances. We would "
            "not make it alone at six on a Friday, and we would not let the weekend make it for us. Notify early and "
            "correct later if need be. What happens on Monday is easier to explain if the letter was drafted on "
            "Friday.</p>"
        ),
        key_facts(
            "Friday evening, in order",
            ("17:10", "Count, count again, write down both results with the time"),
            ("17:20", "Close the cabinet, change who holds the keys"),
            ("18:10", "End of the search; the person in charge decides that something is missing"),
            ("18:20", "Draft the notice: what, how many, since when, who has been told"),
            ("Next business day", "Send the notice, tell the state as its rules require, tell the insurer"),
            ("After that", "Form 106 online, and a talk with everyone who had access, one at a time"),
        ),
        text(
            "<p>Those times are ours. The one that binds you is the business day. Decide now who makes the decision "
            "at 18:10, who holds the log-in for the online form, and who stands in for each. Talk to people without "
            "accusing them. It may be arithmetic. It may be illness: a colleague who is stealing drugs is in danger "
            "as well as dangerous.</p>"
        ),
        heading("Make it rare"),
        figure(
            "controlled-cabinet",
            alt=(
                "A nurse stands with a clipboard beside an open metal cabinet with two locks, in which vials, "
                "boxes and nasal devices are stored; a pair of keys hangs on the wall."
            ),
            caption="Two locks and two people. The log is on the clipboard because it is filled in here and now.",
        ),
        text(
            "<p><b>Storage.</b> The federal rule for practitioners asks for a securely locked, substantially built "
            "cabinet: 21 CFR 1301.75.<sup>4</sup> The words leave room, so lean towards steel, bolted to the "
            "building, out of sight of the waiting room, and used for nothing else. A cabinet that also holds the "
            "petty cash is opened ten times a day by people who do not need ketamine.</p>"
            "<p><b>Access.</b> Write a list of names. Make it short, review it when anyone leaves, and change codes "
            "on that day rather than at the end of the month. The keys on the hook in our picture are there to be "
            "noticed: in your clinic they should be on a person.</p>"
            "<p><b>The log.</b> Every movement has its own line: date and time, product, strength and lot, received "
            "or opened or wasted, amount, patient or invoice, balance, name. Waste is entered when it happens, with "
            "somebody who saw it. A witness who signs at five for the whole day has witnessed a pen.</p>"
            "<p><b>Three-way check.</b> Once a week, compare what came in, what is on the shelf and what the charts "
            "say was given. Two of the three can agree by accident. In our story the shelf and the log disagreed, and"
            " that is the easy kind of loss to find. The hard kind is a log that agrees with the shelf and with no "
            "chart.</p>"
            "<p><b>Variety.</b> Rotate who counts with whom. Watch for the same pair of initials on every waste "
            "line.</p>"
        ),
        heading("Registration: ask by address"),
        text(
            "<p>You know your own DEA number. Whether it is enough for the place where drug will be ordered, stored "
            "and given, and what each address of a two-site clinic needs, is a question for the field office and your"
            " state authority. We have not checked the federal answer against the primary text, so we do not print "
            "it, nor the fee, the inventory interval, or how long records are kept. Take all four from the current "
            "regulations, with the date, and tape them inside the cabinet door. What we can say is that nothing "
            "should travel between sites in a car until somebody has told you in writing that it may.</p>"
        ),
        heading("When the drug is a nasal device"),
        text(
            "<p>Spravato is Johnson &amp; Johnson's esketamine spray, and its safety programme adds a second account."
            " A dose is never transferred, lent, resold or sent home. The monitoring form of each session records "
            "dose and lot.<sup>5, 6</sup> So every device has three witnesses: your log, the form and, if a pharmacy "
            "sent it, that pharmacy's records under one patient's name. When that patient cancels, you hold a "
            "controlled drug that nobody else may be given. Know the pharmacy's procedure before the first "
            "parcel.</p>"
        ),
        heading("Two neighbouring rules"),
        text(
            "<p><b>Prescribing at a distance.</b> Federal rules at present let clinicians prescribe drugs of "
            "Schedules II to V by telemedicine without an earlier visit in person, under a fourth extension that runs"
            " <b>through 31 December 2026</b>.<sup>7</sup> What comes next we do not know. Any service that depends "
            "on it needs a plan for 1 January.</p>"
            "<p><b>Compounded products.</b> The FDA issued alerts in February 2022, about nasal ketamine, and in "
            "October 2023, about compounded ketamine used at home. The second lists abuse, raised blood pressure, "
            "psychiatric events, slowed breathing and bladder symptoms.<sup>8, 9</sup> Anaesthetists ask every "
            "programme that gives ketamine to keep watch for diversion.<sup>10</sup> A clinic that sends drug home "
            "has moved its cabinet into somebody else's kitchen.</p>"
        ),
        callout(
            "Practise on paper",
            (
                "<p>Once a quarter, give the team a mock week with one planted fault: a missing waste line, a "
                "delivery short by one, a chart with no log entry. See how long it takes until somebody names it."
                " Keep the exercise away from the real log and the real cabinet.</p>"
            ),
            tone="tip",
        ),
        heading("Before the first delivery"),
        text(
            "<ul>"
            "<li>Two names for the evening count, and two for when they are away.</li>"
            "<li>A log with the columns above, tried on a mock week. Use ours, and see if your team finds the two "
            "vials.</li>"
            "<li>The field office's address, and a notice with blanks in it.</li>"
            "<li>Answers, with dates, to the four questions on registration, fee, inventory and retention.</li>"
            "<li>One line in every job description: <i>I will say aloud when a number does not agree.</i></li>"
            "</ul>"
            "<p>And our two vials? The story ends there on purpose. Perhaps somebody opened two for one patient and "
            "wrote down one; perhaps not. Whoever has to find out can start from Thursday afternoon, because somebody"
            " counted on Friday.</p>"
        ),
        sources(
            ("Cost of ketamine treatment", "Ketamine Advocacy Network", "https://ketamineadvocacynetwork.org/cost"),
            ("Ketamine therapy cost", "KAIR Program", "https://kair-program.com/blog/ketamine-therapy-cost"),
            (
                "Reporting theft or significant loss of controlled substances, 88 FR 40707",
                "Federal Register, 22 June 2023",
                "https://www.govinfo.gov/content/pkg/FR-2023-06-22/pdf/2023-13085.pdf",
            ),
            (
                "Storage of controlled substances",
                "University of Southern California, Environmental Health & Safety",
                "https://ehs.usc.edu/research/cspc/storage",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "The REMS Patient Monitoring Form, an overview",
                "J&J Medical Connect",
                "https://jnjmedicalconnect.com/products/spravato/video-spravato-rems-patient-monitoring-form-overview",
            ),
            (
                "Fourth extension of telemedicine flexibilities, 90 FR 61301",
                "Federal Register, 31 December 2025",
                "https://www.govinfo.gov/content/pkg/FR-2025-12-31/pdf/2025-24123.pdf",
            ),
            (
                "FDA alert on compounded ketamine nasal spray",
                "Lachman Consultants, February 2022",
                "https://lachmanconsultants.com",
            ),
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", "https://scrippsnews.com"),
            (
                "Safe use of ketamine: guidance",
                "American Society of Anesthesiologists",
                "https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
            ),
        ),
    ],
)
