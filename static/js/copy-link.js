/* Copies an address. The button is hidden in the page and appears only where copying is possible. */
for (const button of document.querySelectorAll("button[data-copy-link]")) {
  if (!navigator.clipboard) continue;

  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    const address = new URL(button.dataset.copyLink || window.location.href, window.location.href);
    try {
      await navigator.clipboard.writeText(address.href);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying was refused";
    }
    window.setTimeout(() => {
      button.textContent = words;
    }, 2000);
  });
}
