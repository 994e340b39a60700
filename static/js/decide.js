// Keys for the work list: J and K go on and back, 1 to 9 choose, U undoes, ? shows the keys.
// Without this module every choice is a button; with it, one key.

const help = document.querySelector("[data-keys]");
const items = [...document.querySelectorAll("[data-item]")];
let sending = false;

const isOff = () => help?.dataset.keys === "off";
const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");
const here = () => document.activeElement.closest("[data-item]");

function show() {
  document.documentElement.classList.toggle("has-keys", !isOff());
  if (!help) return;
  help.hidden = false;
}

function go(step) {
  const at = items.indexOf(here());
  const next = at < 0 ? items[0] : items[at + step];
  if (next) next.focus();
}

function choose(key) {
  const found = here()?.querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (isTyping(found)) found.focus();
  else found.click();
  return true;
}

function explain() {
  if (!help) return false;
  help.open = !help.open;
  if (help.open) help.querySelector("summary").focus();
  return true;
}

function undo() {
  const button = document.querySelector("[data-undo]");
  button?.click();
  return Boolean(button);
}

function act(key) {
  if (key === "j" || key === "k") return go(key === "j" ? 1 : -1) ?? true;
  if (key === "u") return undo();
  if (key === "?") return explain();
  return /^[1-9]$/.test(key) && choose(key);
}

function answer(event) {
  if (isOff() || sending || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (act(event.key.toLowerCase())) event.preventDefault();
}

// A second press on a slow line must not decide the next item unread.
addEventListener("submit", () => (sending = true));
addEventListener("pageshow", () => {
  sending = false;
  meet();
});
addEventListener("keydown", answer);
show();

// After a decision the address names the item that comes next. The browser looks for it too, and
// takes the focus away from what was focused before.
function meet() {
  const named = document.getElementById(location.hash.slice(1));
  const item = named?.querySelector("[data-item]") ?? named?.closest("[data-item]");
  item?.focus({ preventScroll: true });
}
