/* Beside the event's own time (which the page shows without this script), say what it is where the reader sits. */
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

const spoken = (moment, timeZone) =>
  new Intl.DateTimeFormat("en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
  }).format(moment);

for (const element of document.querySelectorAll("time[datetime][data-zone]")) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime())) continue;

  const local = spoken(moment, here);
  if (local === spoken(moment, element.dataset.zone)) continue;

  const note = document.createElement("span");
  note.className = "date-time__local";
  note.textContent = `${local} where you are (${here.replaceAll("_", " ")})`;
  element.after(note);
}
