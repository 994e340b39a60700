// Passkeys: the server asks, the device answers, and the form carries the answer.
// Without this module, or in a browser that has no passkeys, the form stays hidden and the password
// does the same.

const forms = document.querySelectorAll("[data-passkey]");
let is_asking = false;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function read(question) {
  const known = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));
  const asked = { ...question, challenge: bytes(question.challenge) };
  if (!question.user) return { ...asked, allowCredentials: known(question.allowCredentials) };
  const user = { ...question.user, id: bytes(question.user.id) };
  return { ...asked, user, excludeCredentials: known(question.excludeCredentials) };
}

function written(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const there = parts.filter((part) => credential.response[part]);
  const response = Object.fromEntries(there.map((part) => [part, words(credential.response[part])]));
  return JSON.stringify({ id: credential.id, rawId: words(credential.rawId), type: credential.type, response });
}

async function question_for(form) {
  const typed = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.passkey, { method: "POST", body: typed, redirect: "manual" });
  if (!answer.ok) throw new Error("The server did not ask.");
  return read(await answer.json());
}

async function answer(form) {
  const publicKey = await question_for(form);
  const device = navigator.credentials;
  const credential = await (publicKey.user ? device.create({ publicKey }) : device.get({ publicKey }));
  form.elements.credential.value = written(credential);
  form.submit();
}

async function begin(event) {
  const form = event.currentTarget;
  const status = form.querySelector("[data-passkey-status]");
  // Without a name the server says what is missing, beside its field.
  if (form.elements.name?.value.trim() === "") return;
  event.preventDefault();
  if (is_asking) return;
  is_asking = true;
  status.textContent = "";
  try {
    await answer(form);
  } catch {
    status.textContent = status.dataset.failed;
  }
  is_asking = false;
}

if (window.PublicKeyCredential) {
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", begin);
  }
  for (const words_without of document.querySelectorAll("[data-without-passkeys]")) words_without.hidden = true;
}
