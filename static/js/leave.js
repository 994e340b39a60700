// Leave this page: blank at once, in every window, then let the form end the session.
// Without this module the button still works; it is only slower by one answer.

const form = document.querySelector("[data-leave]");
const status = form.querySelector("[data-leave-status]");
const windows = new BroadcastChannel("leave");
const within_ms = 5000;
// A form that is too long for the server must not keep her here.
const longest_words = 100_000;
let presses = [];

function blank() {
  document.documentElement.classList.add("is-leaving");
  document.title = form.dataset.title;
}

// What she was writing goes along with the form that ends her visit: afterwards nobody could keep it.
function takeAlong() {
  const writing = document.querySelector("[data-draft][data-unkept]");
  if (!writing) return;
  const words = [...new FormData(writing)].filter(([name]) => name !== "csrf_token");
  if (words.reduce((sum, [, value]) => sum + value.length, 0) > longest_words) return;
  for (const [name, value] of words) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  writing.removeAttribute("data-unkept");
}

function leave() {
  blank();
  windows.postMessage("leaving");
  takeAlong();
  form.submit();
}

function count(event) {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  const now = event.timeStamp;
  presses = [...presses.filter((then) => now - then < within_ms), now];
  if (presses.length >= 3) leave();
  else status.textContent = presses.length === 2 ? status.dataset.oneMore : status.dataset.twoMore;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});
// Whoever signs out in one window has left the others, too.
addEventListener("submit", (event) => {
  if (event.target.matches("[action$='/logout']")) windows.postMessage("leaving");
});
windows.addEventListener("message", () => {
  blank();
  location.replace(form.dataset.elsewhere);
});
// keyup, not keydown: a held Shift repeats, a capital letter sends its own key first.
addEventListener("keyup", count);
// Some browsers keep a page whole for the Back button; ours must be asked for anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
