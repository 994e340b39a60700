// What a person would look for on a page; test_what_axe_cannot_see.py asks.

const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const named = (one) => (one.textContent.trim() || one.name || one.id || one.tagName).slice(0, 40).replace(/\s+/g, " ");
const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled;
const clear = (colour) => /^rgba\(.*, 0\)$/.test(colour);
const forEarsAlone = (one) => {
  for (let at = one; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none") return true;
  return false;
};

// In the order in which they stand; of radio buttons of one name Tab finds one.
window.numberStops = () => {
  const groups = new Set();
  const stops = [...document.querySelectorAll(STOPS)].filter((one) => {
    if (!seen(one)) return false;
    if (one.type !== "radio") return true;
    const chosen = document.querySelector(`input[type=radio][name="${one.name}"]:checked`);
    if (groups.has(one.name) || (chosen && chosen !== one)) return false;
    groups.add(one.name);
    return true;
  });
  stops.forEach((one, number) => { one.stop = number; });
  return stops.length;
};

const groundBehind = (one) => {
  for (let at = one.parentElement; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!clear(colour)) return colour;
  }
  return getComputedStyle(document.documentElement).backgroundColor;
};

window.whereFocusIs = () => {
  const one = document.activeElement;
  const shown = one.closest(".tile") ?? one;
  const style = getComputedStyle(shown);
  const box = [...one.getClientRects()].find(({ width }) => width > 1) ?? one.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
  const top = document.elementFromPoint(x, y);
  const reached = top && (one.contains(top) || shown.contains(top) || top.contains(one));
  const rings = [style.outlineColor, ...(style.boxShadow.match(/rgba?\([^)]*\)/g) ?? [])];
  return {
    stop: one.stop ?? -1,
    name: named(one),
    hidden: box.width < 2 || !reached,
    width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    rings: rings.filter((colour) => !clear(colour)),
    ground: groundBehind(shown),
  };
};

window.whatMoves = () => [...document.querySelectorAll("body, body *")]
  .filter((one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
  })
  .map((one) => `moves: ${named(one)}`);

// Every line of words that can be seen, with where it stands.
const lines = () => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const words = node.data.trim();
    if (!words || !seen(node.parentElement) || node.parentElement.closest("datalist, select, svg") || forEarsAlone(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) found.push([box, words.slice(0, 40), node.parentElement]);
  }
  return found;
};

const clipped = (one) => {
  const style = getComputedStyle(one);
  const cuts = style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll";
  return cuts && one.clientWidth > 1 && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
};

window.whatIsLost = () => {
  const faults = [];
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) faults.push(`scrolls sideways: ${width}`);
  const found = lines();
  for (const [box, words] of found) {
    if (box.left < -0.5 || box.right > innerWidth + 0.5) faults.push(`off the page: ${words}`);
  }
  // Lines of one paragraph may touch; a third of a line within another is unreadable.
  found.forEach(([a, words, one], at) => {
    for (const [b, others, other] of found.slice(at + 1)) {
      const over = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const beside = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (one !== other && beside > 2 && over > Math.min(a.height, b.height) / 3) faults.push(`${words} lies on ${others}`);
    }
  });
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter((one) => seen(one) && !one.closest("svg, progress, textarea, input, select") && !forEarsAlone(one) && clipped(one));
  faults.push(...cut.map((one) => `cut off: ${named(one)}`));
  // What stays in place while the rest moves eats a small window.
  for (const one of document.querySelectorAll("body *")) {
    if (["sticky", "fixed"].includes(getComputedStyle(one).position) && seen(one)) faults.push(`stays in place: ${named(one)}`);
  }
  return faults;
};

const BORDERED = ".button, .leave__button, .input, .tile > input, .notice, .tag, .lock-note, .error-summary";

const MARKED = [
  [".nav__link[aria-current]", ".nav__link:not([aria-current])", "borderBottomColor"],
  [".seats__one--taken", ".seats__one:not(.seats__one--taken, .seats__one--now)", "backgroundColor"],
  [".seats__one--now", ".seats__one:not(.seats__one--taken, .seats__one--now)", "backgroundColor"],
];

window.whatHasNoBorder = () => {
  const faults = [];
  for (const one of document.querySelectorAll(BORDERED)) {
    const style = getComputedStyle(one);
    const sides = ["Top", "Bottom", "Left", "Right"].map((side) => parseFloat(style[`border${side}Width`]));
    if (seen(one) && (Math.min(...sides) < 1 || clear(style.borderTopColor))) faults.push(`no border: ${named(one)}`);
  }
  // Where she is must not be told by a colour that is not there any more.
  const drawn = (one, side) => {
    const colour = one && getComputedStyle(one)[side];
    return colour && clear(colour) ? groundBehind(one) : colour;
  };
  for (const [here, others, side] of MARKED) {
    const plain = drawn(document.querySelector(others), side);
    if (plain && plain === drawn(document.querySelector(here), side)) faults.push(`not told apart: ${here}`);
  }
  const one = document.activeElement.closest(".tile") ?? document.activeElement;
  const style = getComputedStyle(one);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`no focus: ${named(one)}`);
  return faults;
};
