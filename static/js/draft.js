// What is typed on a long page is kept on the server every twenty seconds, never in the browser.
// Without this module a button keeps it.

const form = document.querySelector("[data-draft]");
const every_ms = 20_000;
let has_changed = false;
let is_sent = false;

async function keep() {
  if (!has_changed || is_sent) return;
  has_changed = false;
  try {
    const typed = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.draft, { method: "POST", body: typed, redirect: "manual", keepalive: true });
    has_changed ||= answer.status >= 500;
  } catch {
    has_changed = true;
  }
}

form.addEventListener("input", () => (has_changed = true));
form.addEventListener("submit", () => (is_sent = true));
addEventListener("pageshow", () => (is_sent = false));
addEventListener("covered", keep);
addEventListener("pagehide", keep);
setInterval(keep, every_ms);
