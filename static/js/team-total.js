/* Shows what so many seats cost while the number is typed. The server reckons by itself. */
for (const form of document.querySelectorAll("form[data-team-total]")) {
  const field = form.querySelector("input[data-price]");
  const total = form.querySelector("output");
  const { currency } = form.dataset;
  const { maximumFractionDigits: digits } = new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions();

  field.addEventListener("input", () => {
    const seats = Number(field.value);
    if (!field.value || !field.checkValidity() || !Number.isInteger(seats)) {
      total.value = "";
      return;
    }
    const cents = seats * Number(field.dataset.price);
    const whole = cents % 10 ** digits === 0;
    total.value = new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
      minimumFractionDigits: whole ? 0 : digits,
    }).format(cents / 10 ** digits);
  });
}
