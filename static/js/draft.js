// What is typed is kept on the server every few seconds, never in the browser.
// Without this module a button keeps it, and so does a form that is sent when the visit has ended.

const every_ms = 5000;
let form = null;
let typed = 0;
let kept = 0;
let is_sent = false;

// leave.js takes along what is not kept yet.
function mark(writing) {
  writing.toggleAttribute("data-unkept", typed > kept);
}

async function keep() {
  if (!form?.hasAttribute("data-unkept") || is_sent) return;
  const writing = form;
  const until = typed;
  const words = new URLSearchParams(new FormData(writing));
  try {
    const answer = await fetch(writing.dataset.draft, { method: "POST", body: words, redirect: "manual", keepalive: true });
    if (answer.status < 500 && writing === form) kept = Math.max(kept, until);
  } catch {
    // Nobody answers: it is tried again.
  }
  if (writing === form) mark(writing);
}

function write(event) {
  const touched = event.target.closest("[data-draft]");
  if (!touched) return;
  if (touched !== form) {
    keep();
    form?.removeAttribute("data-unkept");
    [form, typed, kept] = [touched, 0, 0];
  }
  typed += 1;
  mark(form);
}

addEventListener("input", write);
addEventListener("submit", (event) => (is_sent = event.target === form));
addEventListener("pageshow", () => (is_sent = false));
addEventListener("covered", keep);
addEventListener("pagehide", keep);
setInterval(keep, every_ms);
