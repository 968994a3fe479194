/* Tells the school that this lesson stands open, so that the learner's use of the course can be shown if it is ever asked for. */
const form = document.querySelector("form[data-lesson-opened]");
if (form) {
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
}
