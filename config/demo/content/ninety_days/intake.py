"""The first ninety days, lesson 1: what happens between the first call and the first visit."""

import datetime

from config.demo.words import Lesson, callout, heading, sources, table, text

LESSON = Lesson(
    title="Intake that can say no",
    slug="intake-that-can-say-no",
    summary="From the first call to the first visit in four steps, each of which may end with a kind and written no.",
    minutes=8,
    checked_on=datetime.date(2026, 11, 20),
    free_preview=True,
    body=[
        text(
            "<p>In the first ninety days the telephone teaches the clinic more than any plan did. People call who are not "
            "candidates, who cannot pay, who were told by an advertisement that this works for everybody, or who are in "
            "danger tonight. An intake that was never written down is improvised by whoever picks up the receiver, and it "
            "will be improvised differently by the next person.</p>"
            "<p>So write it before you open, and write the noes first. A clinic that can only say yes fills its "
            "schedule with visits that have to be cancelled.</p>"
        ),
        heading("Four steps, four ways out"),
        table(
            "The way from a call to a visit",
            ["Step", "Who", "What is settled", "The way out"],
            [
                "Call",
                "Front desk",
                "Why they call, who referred them, how they may be reached",
                "Emergency line, referral",
            ],
            [
                "Record",
                "Nurse",
                "History and medicines from the referring clinician, in writing",
                "Letter to the referrer",
            ],
            [
                "Decision",
                "Prescriber",
                "Whether the clinic is the right place at all",
                "A no, with reasons, in writing",
            ],
            ["Money", "Billing", "Who pays, what it may cost, signed before the day", "Time to think it over"],
        ),
        text(
            "<p>The order matters. A person who has already paid a deposit is hard to decline, so no money is taken before "
            "the prescriber has decided. And nobody at the front desk decides anything clinical: they follow a script that "
            "a clinician wrote and dated, and they hand over when it ends.</p>"
            "<p>Put the emergency line on the script's first line. A caller who speaks of ending their life is not an intake "
            "case. Your script says what to do, word for word, and everyone has read it aloud before the first day.</p>"
        ),
        heading("What must be on paper before the day"),
        text(
            "<p><b>The estimate.</b> People who pay for themselves, or who choose not to use their insurance, are owed a "
            "good-faith estimate. Booked ten business days or more ahead, they get it within three business days; booked at "
            "least three business days ahead, within one; and within three when they ask for it. If the bill comes to $400 or "
            "more above it, they can dispute it.<sup>1</sup> Make the form part of booking, so that nobody has to remember "
            "it.</p>"
            "<p><b>The ride.</b> The name and the number of the person who drives home. No name, no visit.</p>"
            "<p><b>The consent.</b> Sent early enough to be read at home. The field's own society expects screening, and a "
            "consent that names the off-label use, from every clinic.<sup>2</sup> The conversation about it belongs to a "
            "clinician and is written down with its date.</p>"
            "<p><b>The cancellation rule.</b> One paragraph, the same for everyone, agreed before the first booking.</p>"
        ),
        heading("Plan for the empty chair"),
        text(
            "<p>Across studies in psychiatry, between 2 and 30 per cent of appointments are missed; in one series of 1,620 "
            "visits it was 8.8 per cent.<sup>3, 4</sup> Nobody can tell you yours. You can count it from the first day: "
            "missed, cancelled within a day, moved. Three columns, filled in by the person who opens the door.</p>"
            "<p>Two habits cost nothing. Ring the day before, and ask the question that can be answered with no: “Is anything "
            "in the way of tomorrow?” And keep a short list of people who can come at an hour's notice, with their papers "
            "complete. An empty chair that is filled from that list is worth more than a fee collected from somebody who was "
            "too unwell to come.</p>"
        ),
        callout(
            "Keep details out of the inbox",
            "<p>Callers will write their history into any box you show them. Your web form asks for a name and a way to be "
            "reached, and says in one line that nothing medical belongs in it.</p>",
            tone="warning",
        ),
        heading("Before the next lesson"),
        text(
            "<p>Write your four steps on one page. Then let a friend call you twice, once as the person you hoped for and once "
            "as somebody you must decline, and write down where the script went silent.</p>"
        ),
        sources(
            ("Good-faith estimate notice, text", "valeotopeka.org", "https://valeotopeka.org/no-surprises-act"),
            ("ASKP3 standards for ketamine therapy", "Osmind, 21 January 2025", ""),
            (
                "Missed appointments in psychiatry",
                "Psychiatric Quarterly, 2022",
                "https://doi.org/10.1007/s11126-022-09983-6",
            ),
            ("Missed psychiatric appointments", "Scilit, study of 1,620 visits", "https://scilit.net"),
        ),
    ],
)
