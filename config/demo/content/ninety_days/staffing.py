"""The first ninety days, lesson 2: few people, named tasks, and a week that leaves room."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, text

LESSON = Lesson(
    title="A small team and a week with gaps in it",
    slug="a-small-team-and-a-week-with-gaps",
    summary="Tasks before titles, two people who can each do it, and why the first schedule should look too empty.",
    minutes=8,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>A new clinic hires for the day it dreams of and pays for it from the first month. The opposite mistake is as "
            "common: one nurse who knows everything, and a clinic that closes when she has a fever. Between the two lies a "
            "list of tasks.</p>"
        ),
        heading("Tasks before titles"),
        text(
            "<p>Write down everything that has to happen between the first key in the door and the last count of the locked "
            "store. You will find about forty things. Beside each of them goes one name, and a second name that can do it "
            "tomorrow. Where the second name is missing you have found a risk; where both names are the same person you have "
            "found the reason why that person will leave.</p>"
            "<p>Some tasks cannot be given to just anybody. Who may prescribe, who may give a drug, who must be present and "
            "who may supervise are matters of your state's law and of your insurer's terms. Ask both, in writing, and keep "
            "the answers with the list.</p>"
        ),
        figure(
            "team-huddle",
            alt="Four members of a clinic team stand before a board in the morning and go through the day.",
            caption="Ten minutes, standing, every morning: who comes, what is missing, who is alone and when.",
        ),
        heading("How many people are enough?"),
        text(
            "<p>We looked for a national ratio of nurses to patients in this field and found none. In our own arithmetic we "
            "assume one nurse to one or two patients, and say each time that it is an assumption. What the professional "
            "bodies do ask for is more useful than a number: a trained and licensed clinician, a plan, and the standards that "
            "apply to other anaesthetics;<sup>1</sup> vital signs, and a level that stays below anaesthesia.<sup>2</sup></p>"
            "<p>One clinic that shows its equipment in public lists staff with basic and advanced life support, a cart, a "
            "defibrillator, oxygen, monitors and a call bell.<sup>3</sup> Read such lists as a question: who of us can use "
            "each of these, today, with the other person out of the room?</p>"
            "<p>So count minutes instead of heads. For one visit, add preparation, time in the chair, observation, the walk to "
            "the car, cleaning and the note. Mark which of these minutes need a nurse beside the patient. The number of "
            "visits that fit into a day follows from the longest of those chains, and it is smaller than the number of "
            "chairs suggests.</p>"
        ),
        heading("A week that looks too empty"),
        text(
            "<p>In the first month book half of what the arithmetic allows. The rest is not idle time. It is where the first "
            "visit that takes twice as long goes, the drill that you promised to hold, the payer who calls back at eleven, "
            "and the half hour in which two people write down what they would do differently.</p>"
            "<p>Then raise it step by step, and write the rule for the next step before you need it. Ours would say: two weeks "
            "in which every note was finished on its day, no drill was moved, and nobody went without a break. If one of the "
            "three fails, the schedule stays where it is.</p>"
        ),
        callout(
            "What a fast expansion looked like",
            "<p>Ketamine Wellness Centers had grown to thirteen sites in nine states when it shut in March 2023, with half an "
            "hour's notice; people who had paid ahead were left with nothing. Fast expansion, empty new sites and overhead "
            "were named as causes.<sup>4, 5</sup></p>",
            tone="note",
        ),
        heading("Three conversations that keep people"),
        text(
            "<p><b>After the first bad day</b>, the same evening, with everyone who was there: what did we see, what did we "
            "do, what was missing? No names in the notes of that talk, and one thing changed by tomorrow.</p>"
            "<p><b>After thirty days</b>, with each person alone: which task should not be yours? People rarely leave because "
            "of the work they were hired for.</p>"
            "<p><b>Before every longer leave</b>, the list of tasks again. If the second name has not done the task within a "
            "month, it is not a second name.</p>"
        ),
        heading("Before the next lesson"),
        text("<p>Make the list. Count the tasks with one name, and give the first of them a second this week.</p>"),
        sources(
            (
                "Safe use of ketamine: guidance",
                "American Society of Anesthesiologists",
                "https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
            ),
            ("ASKP3 standards for ketamine therapy", "Osmind, 21 January 2025", ""),
            ("Safety equipment of one clinic", "A clinic's public list, read as a case", ""),
            ("Ketamine Wellness Centers closes", "Behavioral Health Business, 16 March 2023", "https://bhbusiness.com"),
            ("Ketamine clinics shut overnight", "STAT, 16 March 2023", "https://statnews.com"),
        ),
    ],
)
