// A page that nobody touches covers itself a minute before the visit ends; when the visit has ended
// it gives way to a page that says nothing.
// Without this module the server ends the visit at the same time; only the screen stays as it was.

const cover = document.querySelector("[data-cover]");
const root = document.documentElement;
const visit_ms = Number(cover.dataset.closesAfter) * 1000;
const covers_after_ms = visit_ms - 60_000;
// A little later than the server, whose clock began with our last question: it has to be over there.
const closes_after_ms = visit_ms + 5_000;
const ask_again_ms = 30_000;
// The wall clock, because it goes on while a computer sleeps.
let touched_at = Date.now();
let asked_at = touched_at;
let asking = false;

const isCovered = () => root.classList.contains("is-covered");

function hide() {
  if (isCovered()) return;
  root.classList.add("is-covered");
  cover.hidden = false;
  dispatchEvent(new Event("covered"));
}

function show() {
  touched_at = asked_at = Date.now();
  root.classList.remove("is-covered");
  cover.hidden = true;
}

function close() {
  hide();
  location.replace(cover.dataset.elsewhere);
}

// "yes", "no", or nothing when the server cannot be reached: then the page stays as it is.
async function isVisitAlive() {
  if (!("visit" in cover.dataset)) return "yes";
  try {
    const answer = await fetch(cover.dataset.awake, { cache: "no-store" });
    return await answer.text();
  } catch {
    return "";
  }
}

async function ask() {
  if (asking) return;
  asking = true;
  const alive = await isVisitAlive();
  asking = false;
  if (alive === "no") close();
  else if (alive === "yes" && isCovered()) show();
}

function touch(event) {
  if (isCovered()) {
    // The key that takes the cover away is not for what lies under it.
    event.preventDefault();
    event.stopImmediatePropagation();
    ask();
    return;
  }
  touched_at = Date.now();
  if (asking || touched_at - asked_at < ask_again_ms) return;
  asked_at = touched_at;
  ask();
}

function look() {
  const quiet_ms = Date.now() - touched_at;
  if (quiet_ms > closes_after_ms) close();
  else if (quiet_ms >= covers_after_ms) hide();
}

for (const kind of ["keydown", "pointerdown", "click"]) addEventListener(kind, touch, { capture: true });
addEventListener("visibilitychange", look);
setInterval(look, 1000);
