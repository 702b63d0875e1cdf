// Passkeys: shows the button only where the browser can do it, runs the ceremony, says what happened.
// The server makes the options and checks the answer; nothing is decided here.

const able = () =>
  window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function ceremony(kind, options) {
  if (kind === 'register') {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

let pressed = false; // a button was faster than the offer: it must not be asked over her
let offer; // what the browser shows in the list under the telephone field, until a button asks outright

async function offerQuietly(box, message) {
  if (box.dataset.passkey !== 'sign-in' || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  if (pressed) return;
  offer = new AbortController();
  try {
    const asked = await fetch(box.dataset.options, { headers: { Accept: 'application/json' } });
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json());
    const credential = await navigator.credentials.get({ publicKey, mediation: 'conditional', signal: offer.signal });
    await send(box, credential, message);
  } catch {
    // she chose another way: nothing is lost and nothing is said
  }
}

async function send(box, credential, message) {
  const { answer, csrf, refused } = box.dataset;
  const checked = await fetch(answer, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
    body: JSON.stringify(credential.toJSON()),
  });
  const said = await checked.json();
  if (!checked.ok) {
    message.textContent = said.error || refused;
    return false;
  }
  const before = location.href;
  location.assign(said.next);
  if (new URL(said.next, before).pathname === location.pathname) location.reload();
  return true;
}

async function run(box, button, message) {
  const { passkey: kind, options, refused } = box.dataset;
  pressed = true;
  offer?.abort();
  message.textContent = '';
  button.setAttribute('aria-disabled', 'true');
  try {
    const asked = await fetch(options, { headers: { Accept: 'application/json' } });
    if (asked.status === 403) return location.assign((await asked.json()).next); // she proves first that it is she
    const credential = await ceremony(kind, await asked.json());
    if (await send(box, credential, message)) return;
  } catch {
    message.textContent = refused; // she closed the window, or the device would not: the other ways stay open
  }
  button.removeAttribute('aria-disabled');
}

for (const box of document.querySelectorAll('[data-passkey]')) {
  if (!able()) continue;
  const button = box.querySelector('button');
  const message = box.querySelector('[data-passkey-message]');
  box.querySelector('.passkey-absent').hidden = true;
  button.hidden = false;
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') run(box, button, message);
  });
  offerQuietly(box, message);
}
