"""Clinic set-up, lesson 2: the controlled drug, the room it is given in, and the equipment for a bad minute."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="Controlled substances, the room and the safety kit",
    slug="controlled-substances-room-and-kit",
    summary="A cabinet, a log, a drawn room and a rehearsed emergency: what must work before the first patient.",
    minutes=20,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>At half past four on some Thursday the count will be one vial short. At another moment, on "
            "another Thursday, a patient will stop answering. Neither event is likely this week. Both are "
            "certain to be judged by what you had prepared beforehand, and preparation is the subject of "
            "this lesson: the drug, the room, the kit and the people.</p>"
        ),
        heading("The drug"),
        text(
            "<p>Ketamine and esketamine are in Schedule III. Federal rules call for storage in a securely "
            "locked, substantially constructed cabinet.<sup>1</sup> How registration applies to each "
            "address where you keep or give the drug, what your records must contain and for how long, and "
            "what your state adds to it are questions for your DEA field office and the state's "
            "controlled-drug authority. Ask in writing and file the reply. A course should not be your "
            "authority on this.</p>"
            "<p>One deadline is worth knowing by heart. Theft or significant loss is reported to the DEA in "
            "writing within <b>one business day</b> of its discovery, and the detailed report, Form 106, "
            "has been filed online only since July 2023.<sup>2</sup> Within that day you need to know who "
            "was in the room, what the log says and which vial it was. You can know that only if the log "
            "was kept as if somebody would read it.</p>"
        ),
        figure(
            "controlled-cabinet",
            alt=(
                "An open metal cabinet with two locks holds vials, boxes and nasal devices. Beside it a nurse "
                "writes on a clipboard."
            ),
            caption="Locks keep out strangers. The log is for everyone who has a key.",
        ),
        heading("One vial short"),
        text(
            "<p>An invented Thursday. The morning count was 20 vials. Six infusions were given from six "
            "vials, and what was left in each was recorded as discarded. At closing there should be 14, and "
            "there are 13.</p>"
            "<p>In a good clinic the next half hour is dull. The two people on the closing count sign what "
            "they see, which is 13. They check today's six records against the log. They look in the room, "
            "in the waste and in the delivery note, and ask each person who held a key. If the vial turns "
            "up as a seventh dose that was charted and not logged, the correction is written beside the "
            "error, dated and signed, and nothing is erased. If it does not turn up, the registrant is told "
            "that evening, and the lawyer too if the policy says so, because the business day has begun to "
            "run.</p>"
            "<p>In a bad clinic someone writes 14. From that minute there are two problems, and the second "
            "one is worse. Read the example to your team and ask who would do what. Any hesitation tells "
            "you which paragraph your procedure lacks.</p>"
        ),
        callout(
            "Drug that leaves the building",
            "<p>In February 2022 and October 2023 the FDA warned about compounded ketamine, first as a "
            "nasal product and then for use at home. It named abuse, raised blood pressure, psychiatric "
            "events, respiratory depression and bladder symptoms.<sup>12</sup> The tele-prescribing "
            "allowance that still permits some remote practice runs until 31 December 2026.<sup>13</sup> A "
            "clinic planned around it is planned around a date.</p>",
            tone="warning",
        ),
        heading("The room"),
        text(
            "<p>Start from the nurse's eyes. Whoever watches has to see each patient's face, chest and "
            "monitor without getting up, and to reach the cart without moving a chair. Draw it to scale, "
            "put a trolley and two adults beside each recliner, and then look at the door: could a "
            "stretcher come in and turn?</p>"
        ),
        figure(
            "infusion-room-plan",
            alt=(
                "Plan of a room with windows, two chairs with monitors, a crash cart between them, a locked "
                "store, an entrance, and a nurse's desk with a dotted line of sight to each chair."
            ),
            caption="Check the plan with people in it. Empty rooms are always large enough.",
        ),
        text(
            "<p>Then consider the person in the chair, who is awake, altered and suggestible. Speech "
            "carries. A bright corridor, a telephone, or a quarrel about parking becomes part of the "
            "session. Quiet, dimmable light and a bell within reach are cheap at the drawing stage.</p>"
            "<p>One room may serve infusions and nasal esketamine, but they compete for it. A session of "
            "Spravato, Johnson &amp; Johnson's esketamine spray, means at least two hours of monitoring in "
            "a certified setting, while the infusion in the main trials lasts 40 minutes.<sup>3, 4</sup> "
            "Decide which one the room is for.</p>"
        ),
        heading("What the professional bodies ask"),
        text(
            "<p>The American Society of Anesthesiologists asks that ketamine be given to the same standards "
            "as other anaesthetics wherever that happens: a full plan, a clinician trained and licensed for "
            "it, repeated assessment face to face, a defined end point, the smallest dose that serves, and "
            "attention to diversion.<sup>5</sup> The clinicians' society ASKP3 asks for screening, vital "
            "signs, a level below anaesthesia, and consent that says the use is off-label.<sup>6</sup></p>"
            "<p>The psychiatrists' consensus of 2017 is more reserved than it is usually quoted. It sets "
            "out considerations under limited long-term data, and it endorses no protocol.<sup>7</sup> "
            "Practice varies accordingly. Of 98 clinics in one survey, 53% began at 0.5 mg/kg and 88% "
            "adjusted from there.<sup>8</sup> This is a description of clinics, and no advice about "
            "anyone's dose.</p>"
        ),
        heading("The kit"),
        table(
            "A published clinic's list, with the question that tests each item",
            ["Item", "Ask"],
            ["Staff with advanced and basic life support", "Who holds which, and are they here today?"],
            ["Crash cart", "When was it last opened, and by whom?"],
            ["Defibrillator", "Pads in date, battery checked?"],
            ["Airway equipment and oxygen", "Who last used a bag and mask on a manikin?"],
            ["Oxygen saturation, blood pressure, ECG", "Are alarm limits set, and audible at the desk?"],
            ["Infusion pump", "Is there a second one when it fails?"],
            ["Call bell", "Can a drowsy patient find it?"],
            ["Emergency medical services plan", "Which door, which code, who meets them?"],
        ),
        text(
            "<p>The list of items is taken from one clinic's public page, and the questions are "
            "ours.<sup>9</sup> It is no standard, and we found no national ratio of nurses to patients "
            "either. Your boards, your insurer and your medical director set yours. A Texas proposal of "
            "January 2026 would require cardiac and respiratory monitoring that includes carbon dioxide, "
            "with a physician on site; its present status is unknown to us.<sup>10</sup></p>"
        ),
        heading("Who should not be in the chair"),
        text(
            "<p>A kit is the last barrier and selection is the first. Exclusions that clinics publish "
            "include uncontrolled blood pressure, a recent stroke or heart attack, psychosis, mania, active "
            "substance misuse and serious organ disease.<sup>11</sup> They come from websites and are no "
            "protocol. Your own list should be written by the clinicians who will apply it, with the name "
            "of the person allowed to make an exception. We suggest that this person never be the one who "
            "fills the schedule.</p>"
        ),
        heading("Where preparation fails"),
        text(
            "<ul>"
            "<li><b>One key on a hook.</b> The cabinet meets the rule and the hook defeats it.</li>"
            "<li><b>Counting from the log.</b> People write the number that should be there. Count first, "
            "then look.</li>"
            "<li><b>The emergency nurse is part-time.</b> All the airway skill works on Mondays.</li>"
            "<li><b>Alarms turned down for calm.</b> A gentle room needs a loud monitor.</li>"
            "<li><b>No plan for the evening.</b> A patient who feels worse at home needs a number that is "
            "answered, and 988 printed beside it.</li>"
            "</ul>"
        ),
        key_facts(
            "Ready when you can show",
            ("Cabinet", "Locked, and a list of who holds keys"),
            ("Log", "Two signatures at opening and closing"),
            ("Loss", "A page saying who reports within one business day"),
            ("Room", "Plan with sight lines and a stretcher's path"),
            ("Kit", "Checked and initialled this morning"),
            ("Team", "Dated record of the last drill"),
        ),
        heading("Your drill"),
        text(
            "<ol>"
            "<li>Put a colleague in the chair and start a stopwatch. The patient is pale and does not "
            "answer.</li>"
            "<li>Write down the seconds until help arrives, oxygen flows, the call is made and the door is "
            "opened.</li>"
            "<li>Repeat with the most experienced person out of the building.</li>"
            "<li>Change one thing and run it again next week.</li>"
            "<li>Run the missing vial the same way, with the log on the table.</li>"
            "</ol>"
        ),
        sources(
            (
                "Storage of controlled substances (21 CFR 1301.75)",
                "University of Southern California, undated",
                "https://ehs.usc.edu/research/cspc/storage",
            ),
            (
                "Reporting theft or significant loss, 88 FR 40707",
                "Federal Register, 22 June 2023",
                "https://www.govinfo.gov/content/pkg/FR-2023-06-22/pdf/2023-13085.pdf",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS, undated",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "Ketamine versus ECT (ELEKT-D)",
                "New England Journal of Medicine, 2023",
                "https://pubmed.ncbi.nlm.nih.gov/37224232/",
            ),
            (
                "Safe use of ketamine: guidance",
                "American Society of Anesthesiologists, undated",
                "https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
            ),
            (
                "ASKP3 standards for ketamine therapy",
                "Osmind, 21 January 2025",
                "https://osmind.org/blog/askp3-standards-for-ketamine-therapy",
            ),
            (
                "Consensus statement on ketamine in mood disorders (copy)",
                "Sanacora and others, JAMA Psychiatry, 2017",
                "https://www.scribd.com/document/516432450",
            ),
            (
                "A survey of ketamine clinics",
                "O'Brien and others, American Journal of Psychiatry, 2022",
                "https://psychiatryonline.org/doi/10.1176/appi.ajp.21111086",
            ),
            (
                "Safety equipment, a clinic's public list",
                "A clinic's page, undated",
                "https://wellsmedicine.com/?p=7869",
            ),
            (
                "The Texas proposal on parenteral ketamine",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            (
                "Frequently asked questions: who is excluded",
                "A clinic's public page, undated",
                "https://brainhealthiv.com/faqs",
            ),
            (
                "FDA alert on compounded ketamine nasal spray",
                "Lachman Consultants, February 2022",
                "https://www.lachmanconsultants.com",
            ),
            (
                "Fourth extension of tele-prescribing flexibilities, 90 FR 61301",
                "Federal Register, 31 December 2025",
                "https://www.govinfo.gov/content/pkg/FR-2025-12-31/pdf/2025-24123.pdf",
            ),
        ),
    ],
)
