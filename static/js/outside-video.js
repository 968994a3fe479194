/* A video from elsewhere is loaded only when it is asked for. Without this script the button is a link to it. */
const PLAYERS = [
  [/^https:\/\/(?:www\.)?youtube\.com\/watch\?(?:.*&)?v=([\w-]+)/, "https://www.youtube-nocookie.com/embed/"],
  [/^https:\/\/youtu\.be\/([\w-]+)/, "https://www.youtube-nocookie.com/embed/"],
  [/^https:\/\/(?:www\.)?vimeo\.com\/(\d+)/, "https://player.vimeo.com/video/"],
];

class OutsideVideo extends HTMLElement {
  connectedCallback() {
    const address = this.dataset.address;
    const [pattern, player] = PLAYERS.find(([candidate]) => candidate.test(address)) ?? [];
    const link = this.querySelector("a");
    if (!pattern || !link) return;

    link.addEventListener("click", (event) => {
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = `${player}${pattern.exec(address)[1]}?autoplay=1`;
      frame.title = this.dataset.title;
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      frame.allowFullscreen = true;
      this.replaceChildren(frame);
      frame.focus();
    });
  }
}

customElements.define("outside-video", OutsideVideo);
