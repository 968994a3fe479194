"""Clinic set-up, lesson 3: a room with sight lines, a team with tasks, and a safety kit that has been drilled."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="The room, the team and the safety kit",
    slug="room-team-and-safety-kit",
    summary=(
        "Sight lines, named tasks, equipment that someone has switched on today: build the room around the bad minute."
    ),
    minutes=11,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Design the room for its worst minute and the other fifty-nine will look after themselves. In that "
            "minute a patient in the far chair is hard to rouse, the monitor is sounding, the second patient is "
            "frightened, a telephone rings, and one of your two people has gone to fetch something. What can be seen "
            "from where? What is within reach? Who speaks?</p>"
            "<p>Everything in this lesson serves that picture. It is about arrangement and habit. Clinical protocols "
            "are the work of clinicians trained for it, who answer for them, and no course of reading replaces "
            "that.</p>"
        ),
        heading("The standards you can cite"),
        text(
            "<p>There is no single national protocol for ketamine in mood disorders. The consensus statement of 2017 "
            "says that the use is off-label, that long-term data are limited, and that it endorses no particular "
            "regimen.<sup>1</sup> Two bodies have said what they expect all the same.</p>"
            "<p>The <b>American Society of Anesthesiologists</b> asks for the standards that apply to other "
            "anaesthetics: a comprehensive plan, a trained and licensed clinician, regular face-to-face review, an "
            "end point, the smallest dose that serves, and an eye on diversion.<sup>2</sup> The field's own society, "
            "<b>ASKP3</b>, asks for screening, consent that names the off-label use, vital signs, and a level that "
            "stays below anaesthesia.<sup>3, 4</sup></p>"
            "<p>Hold your plans against both, and show them to an anaesthesia colleague who has no interest in "
            "pleasing you.</p>"
        ),
        heading("The room"),
        figure(
            "infusion-room-plan",
            alt=(
                "Floor plan of an infusion room. Two chairs with monitors stand near the windows; a nurse's desk "
                "has dotted sight lines to both; a crash cart, a locked store and the entrance are marked."
            ),
            caption=(
                "Draw your own room to scale and add the dotted lines. If one of them meets a wall, move the desk."
            ),
        ),
        text(
            "<p>Take a plan and a pencil, and draw three kinds of line.</p>"
            "<p><b>Sight.</b> From the place where the nurse sits to every face, with the doors and curtains as they "
            "will really be. A camera helps to see and does not count as being there. Privacy matters to people who "
            "are dissociating, so hang curtains that hide patients from each other and not from the nurse.</p>"
            "<p><b>Reach.</b> From every chair to the oxygen, the cart and the call bell. The patient must be able to"
            " reach the bell with either hand.</p>"
            "<p><b>Exit.</b> From every chair to the ambulance. Measure the doors against a stretcher. Find the lift "
            "and its key. Decide where the crew will park, and who meets them.</p>"
            "<p>Then consider the quiet hours. Light that dims and can be full in a second. A chair that goes flat. A"
            " floor on which it is hard to trip. A waiting area where the driver can sit.</p>"
        ),
        heading("The kit"),
        text(
            "<p>One clinic publishes its list, and we reproduce it as an example. It is no standard. Staff with basic"
            " and advanced life support; a cart for resuscitation; a defibrillator; airway skills; oxygen; monitoring"
            " of saturation, blood pressure and heart rhythm; an infusion pump; a call bell; a plan for the "
            "ambulance.<sup>5</sup> In Texas a proposal of January 2026 would add exhaled carbon dioxide; we do not "
            "know whether it was adopted.<sup>6</sup> Your insurer may have a list of its own, and it outranks "
            "ours.</p>"
        ),
        figure(
            "safety-kit",
            alt=(
                "An oxygen cylinder, a cart with a breathing bag and a defibrillator, a blood pressure cuff, a "
                "monitor and an infusion pump; on the wall a call button and a checklist."
            ),
            caption="Each object needs a name beside it: who checked it this morning?",
        ),
        text(
            "<p>Kit fails in three ways. It is absent; it is there and does not work; it works and nobody present can"
            " use it. Lists guard against the first. Against the second, tape a card to each item with a date and "
            "initials for every working day. Against the third there is only practice.</p>"
        ),
        callout(
            "The Monday test",
            (
                "<p>Every Monday, ask whoever arrives last to switch on the defibrillator, the monitor, the pump "
                "and the oxygen, and to say aloud how they know that each is working. Note how long it took. Over"
                " a few weeks you will learn which of them nobody understands.</p>"
            ),
            tone="tip",
        ),
        heading("The team"),
        text(
            "<p>We have found no national rule on how many patients one nurse may watch. Any number you use is a "
            "decision, so write down who made it and on what grounds. Before you choose it, ask what the nurse will "
            "be doing besides: answering the telephone, placing the next line, and charting are each half a "
            "person.</p>"
            "<p>Surveys show how varied practice is. Among 98 clinics, 40% offered therapy and 30% managed "
            "medication.<sup>7</sup> Among 119, fewer than 30% were run by psychiatrists.<sup>8</sup> If your skills "
            "are in airways, you need psychiatric judgement in the building or on the telephone: for assessment, for "
            "the patient who becomes suicidal, for mania. If they are in psychiatry, you need airway skills in the "
            "room. Few people have both, and no one has both hands free.</p>"
            "<p>Who should not be treated here at all? Clinics' public pages name uncontrolled blood pressure, a "
            "recent stroke or heart attack, psychosis, mania, active substance misuse and serious organ "
            "disease.<sup>9</sup> That is what one such page says and nothing like a protocol. Your list is a "
            "clinical document, signed by your medical director.</p>"
        ),
        heading("A drill with numbers"),
        text(
            "<p>Drills fail when they are lectures. Use a stopwatch, one observer and a script of a single line: "
            "“Chair two does not answer.” Stop when the simulated ambulance crew has had its handover. Here are three"
            " drills of an invented clinic.</p>"
        ),
        table(
            "Seconds from the call (invented clinic, invented results)",
            ["Event", "Drill 1", "Drill 2", "Drill 3"],
            ["Somebody says “emergency” aloud", "25", "8", "5"],
            ["Infusion stopped", "70", "20", "15"],
            ["Bag and oxygen at the chair", "140", "95", "40"],
            ["Ambulance called", "210", "60", "45"],
            ["Second patient has a person beside them", "never", "180", "50"],
            ["Street door open, someone outside", "never", "never", "120"],
        ),
        text(
            "<p>Read it column by column. After the first drill they gave each person a task and lost no time on "
            "discussion. After the second they moved the cart, which had been behind a door. The third found the "
            "street door locked, and the key in the pocket of someone on leave; two minutes that a spare would have "
            "saved.</p>"
            "<p>Notice which rows improved without money: all of them. Notice also the fifth. In the first drill "
            "everybody ran to chair two, and the patient in chair one, dissociating and alone, watched. Give that "
            "patient a person by name.</p>"
        ),
        callout(
            "Tasks go to positions",
            (
                "<p>“Ana calls the ambulance” works until Ana is on holiday. Write “whoever is nearest the desk "
                "calls”. Print four cards: leader, airway, telephone and door, other patients. With three people "
                "on shift, decide in advance who holds two.</p>"
            ),
            tone="warning",
        ),
        heading("Esketamine rooms"),
        text(
            "<p>Spravato, a trademark of Johnson &amp; Johnson, brings rules of its own: a certified setting, a "
            "prescriber on site, a clinician to watch each patient, at least two hours.<sup>10</sup> The label's "
            "boxed warning lists sedation, dissociation, respiratory depression, misuse and suicidal "
            "thoughts.<sup>11</sup> A room that holds both kinds of patient works to the stricter rule for both, or "
            "somebody will one day apply the wrong one.</p>"
        ),
        heading("This month"),
        text(
            "<ol>"
            "<li>Draw the three lines on a plan, and have a nurse sit at the desk for an hour and correct it.</li>"
            "<li>Write the four cards. Run the one-line drill three times, a week apart, and keep the table.</li>"
            "<li>Ask the insurer in writing what monitoring and which certificates the policy assumes.</li>"
            "<li>Decide how many patients one person may watch, sign it, and set a date for looking at it again.</li>"
            "<li>Telephone the ambulance service. Ask which entrance they would use.</li>"
            "</ol>"
            "<p>How sure are we? The two professional statements are public and clear. The kit and the exclusions "
            "each come from a single clinic's page. The drill is made up, and we hope you will improve on it.</p>"
        ),
        sources(
            ("Consensus statement on ketamine in mood disorders", "Sanacora and others, JAMA Psychiatry, 2017", ""),
            (
                "Safe use of ketamine: guidance",
                "American Society of Anesthesiologists",
                "https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
            ),
            (
                "Standards of practice announced",
                "American Society of Ketamine Physicians, PR Newswire, 11 August 2020",
                "",
            ),
            (
                "ASKP3 standards for ketamine therapy",
                "Osmind, 21 January 2025",
                "https://osmind.org/blog/askp3-standards-for-ketamine-therapy",
            ),
            ("A clinic's public list of safety equipment", "Read as an example", "https://wellsmedicine.com/?p=7869"),
            (
                "Proposed Texas rules for ketamine, blog of February 2026",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            (
                "A survey of ketamine clinics",
                "O'Brien and others, American Journal of Psychiatry, 2022",
                "https://psychiatryonline.org/doi/10.1176/appi.ajp.21111086",
            ),
            (
                "A survey of 119 ketamine clinics",
                "Pacilio and others, Journal of Clinical Psychiatry, 2025",
                "https://doi.org/10.4088/JCP.25m15809",
            ),
            (
                "Who cannot be treated: questions and answers",
                "A clinic's public page",
                "https://brainhealthiv.com/faqs",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
        ),
    ],
)
