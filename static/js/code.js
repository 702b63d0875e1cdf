// A code that is shown stays good while somebody looks at it: a new one comes before it ends, the screen stays on,
// and "renewed" is said politely, at most once a minute. The page does all of it by its button too.

const MOST_RENEWALS = 12; // an hour; a page forgotten on a table is not renewed for ever
const MINUTE = 60_000;

let ends, timer, renewals = 0, saidAt = 0, awake = null, busy = false;

const shown = () => document.getElementById('shown');

const say = (words) => {
  if (Date.now() - saidAt < MINUTE) return;
  saidAt = Date.now();
  const live = document.getElementById('live');
  live.textContent = '';
  setTimeout(() => { live.textContent = words; }, 100);
};

const stayAwake = async () => {
  if (awake || document.hidden || !navigator.wakeLock) return;
  try {
    awake = await navigator.wakeLock.request('screen');
    awake.addEventListener('release', () => { awake = null; });
  } catch {
    awake = null; // the battery is low, or the browser would not: the code is as good
  }
};

const end = () => {
  const part = shown();
  // a code that the phone signs goes on by itself; the number, which the service gave, ends
  if (part.dataset.ofPhone) return dispatchEvent(new CustomEvent('code:alone'));
  const dead = part.querySelector('[data-dead]');
  part.querySelector('[data-alive]').hidden = true;
  dead.hidden = false;
  saidAt = 0;
  say(dead.textContent.trim().replace(/\s+/g, ' '));
  awake?.release();
};

const wait = (milliseconds) => {
  clearTimeout(timer);
  timer = setTimeout(step, Math.max(0, milliseconds));
};

// the time that is left comes from the server: the phone's own clock may be wrong
const begin = () => {
  const {secondsLeft} = shown().dataset;
  if (!secondsLeft) return;
  ends = performance.now() + secondsLeft * 1000;
  wait(renewAt() - performance.now());
};

const renewAt = () => ends - shown().dataset.renewBeforeEnd * 1000;

const renew = async () => {
  const part = shown();
  const form = part.querySelector('form');
  const answer = await fetch(form.action, {method: 'POST', body: new FormData(form)});
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('shown');
  // frozen, signed out, the mandate has ended: the page itself says so
  if (!answer.ok || !fresh?.dataset.secondsLeft) return location.reload();
  const within = part.contains(document.activeElement);
  part.replaceWith(document.adoptNode(fresh));
  dispatchEvent(new CustomEvent('code:renewed'));
  if (within) fresh.querySelector('button').focus();
  history.replaceState(null, '', answer.url);
  renewals += 1;
  say(fresh.dataset.renewed);
  begin();
};

const step = async () => {
  if (busy || !shown().dataset.secondsLeft) return;
  const now = performance.now();
  if (now >= ends) return end();
  if (document.hidden || renewals >= MOST_RENEWALS || now < renewAt()) return wait((now < renewAt() ? renewAt() : ends) - now);
  busy = true;
  try {
    await renew();
  } catch {
    wait(Math.min(5000, ends - performance.now())); // no network: try again until it ends
  } finally {
    busy = false;
  }
};

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  stayAwake();
  step();
});

begin();
stayAwake();
