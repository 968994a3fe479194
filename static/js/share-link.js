/* Hands an address to the device's own way of sharing. Where there is none, the button stays hidden; nothing is loaded from anywhere. */
for (const button of document.querySelectorAll("button[data-share-link]")) {
  const what = { title: button.dataset.shareTitle, url: button.dataset.shareLink };
  if (!navigator.share || (navigator.canShare && !navigator.canShare(what))) continue;

  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share(what).catch(() => {}); // closing the sheet again is no mistake
  });
}
