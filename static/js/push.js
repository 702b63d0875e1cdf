// Push on this phone: asks for permission only when she presses the button, gives the server the address, waits for the tap.
// The server decides what is true of a phone; here is shown what this browser can do.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

const digest = async (text) => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

const show = (box, state) => {
  for (const part of box.querySelectorAll('[data-push-state]')) part.hidden = part.dataset.pushState !== state;
};

const needsInstalling = () => 'standalone' in navigator && !navigator.standalone;

// what this browser can do, without asking anything
const stateOf = async (box) => {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return needsInstalling() ? 'install' : 'absent';
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration();
  const held = await registration?.pushManager.getSubscription();
  if (held && Notification.permission === 'granted' && box.dataset.known.split(' ').includes(await digest(held.endpoint))) return 'on';
  return 'able';
};

const subscribe = async (key) => {
  await navigator.serviceWorker.register('/sw.js');
  const {pushManager} = await navigator.serviceWorker.ready;
  const wanted = {userVisibleOnly: true, applicationServerKey: bytes(key)};
  try {
    return await pushManager.subscribe(wanted);
  } catch (refused) {
    // an address that belongs to another key of ours stands in the way
    const held = await pushManager.getSubscription();
    if (!held) throw refused;
    await held.unsubscribe();
    return pushManager.subscribe(wanted);
  }
};

const open = async (box, form) => {
  if ((await Notification.requestPermission()) !== 'granted') return show(box, 'denied');
  try {
    const {endpoint, keys} = (await subscribe(box.dataset.key)).toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.requestSubmit();
  } catch {
    show(box, 'failed');
  }
};

for (const box of document.querySelectorAll('[data-push]')) {
  const form = box.querySelector('[data-push-form]');
  stateOf(box).then((state) => show(box, state));
  box.querySelector('[data-push-button]').addEventListener('click', () => open(box, form));
}

// the page of one phone: looks again until she has tapped, or the minute is over
const look = async () => {
  const now = document.querySelector('[data-push-trial]');
  if (now?.dataset.pushTrial !== 'trying') return;
  try {
    const answer = await fetch(location.href, {headers: {Accept: 'text/html'}});
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-push-trial]');
    if (fresh && fresh.dataset.pushTrial !== 'trying') {
      now.dataset.pushTrial = fresh.dataset.pushTrial;
      now.replaceChildren(...fresh.childNodes);
      return;
    }
  } catch {
    // the network is away: look again
  }
  setTimeout(look, 3000);
};
setTimeout(look, 3000);
