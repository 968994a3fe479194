/* Choose the zone the visitor's own machine is set to, unless the form already holds an answer of theirs. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const select of document.querySelectorAll("select[data-visitor-zone]")) {
  const isKnown = [...select.options].some((option) => option.value === zone);
  const isUntouched = select.value === select.dataset.visitorZone;
  if (isKnown && isUntouched) select.value = zone;
}
