// The scanner's page: camera, scanning gun and typed number lead to one question. With network the service answers;
// without, an enrolled checkpoint answers by what it has kept, and hands in later what it has checked.

import {watch} from './camera.js';
import {answer, cupboard, handIn, keepKit, keptKit, waiting} from './offline.js';

const SAME_FOR_MS = 5000; // a camera sees one picture many times
const KIT_EVERY_MS = 300_000;
const SLOW_MS = 6000;

const page = document.querySelector('[data-scanner]');
const part = (name) => page.querySelector(`[data-${name}]`);
const seconds = () => Math.floor(Date.now() / 1000);

let db, kit, stop = null, last = {text: '', at: 0}, busy = false;

// sound and vibration: two notes up, or one low and long; the same for every reason of "by hand"
let sounds = null;
const sound = (yes) => {
  navigator.vibrate?.(yes ? [80, 60, 80] : [400]);
  if (!sounds) return;
  const notes = yes ? [[660, 0, 0.12], [880, 0.14, 0.16]] : [[330, 0, 0.45]];
  for (const [pitch, from, length] of notes) {
    const tone = sounds.createOscillator(), volume = sounds.createGain();
    tone.frequency.value = pitch;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(sounds.destination);
    tone.start(sounds.currentTime + from);
    tone.stop(sounds.currentTime + from + length);
  }
};

const show = ({answer: said, claim}, offline) => {
  const verdict = part(said === 'yes' ? 'yes' : 'by-hand').content.cloneNode(true);
  const words = verdict.querySelector('[data-claim]');
  if (words) {
    words.textContent = claim.words;
    words.lang = claim.lang;
  }
  verdict.querySelector('[data-when]').textContent = new Date().toLocaleTimeString(document.documentElement.lang);
  verdict.querySelector('[data-without]').hidden = !offline;
  part('verdict').replaceChildren(verdict);
  sound(said === 'yes');
};

const tell = (name) => {
  for (const each of page.querySelectorAll('[data-told]')) each.hidden = each.dataset.told !== name;
};

const age = () => {
  const box = part('age');
  box.hidden = !kit?.checkpoint;
  if (box.hidden) return;
  const minutes = Math.max(0, Math.floor((seconds() - kit.at) / 60));
  const stale = seconds() > kit.at + kit.list_serves;
  box.textContent = (stale ? box.dataset.stale : box.dataset.words).replace('{minutes}', minutes);
};

const count = async () => {
  const many = (await waiting(db)).length, box = part('waiting');
  box.hidden = !many;
  box.textContent = box.dataset.words.replace('{many}', many);
};

const enrolment = () => {
  const known = part('known');
  part('place').hidden = Boolean(kit?.checkpoint);
  known.hidden = !kit?.checkpoint;
  if (kit?.checkpoint) known.textContent = known.dataset.words.replace('{name}', kit.checkpoint.name).replace('{place}', kit.places[kit.checkpoint.place]);
};

const refresh = async () => {
  try {
    const told = await fetch('/check/api/kit', {cache: 'no-store', signal: AbortSignal.timeout(SLOW_MS)});
    if (told.ok) {
      kit = await told.json();
      await keepKit(db, kit);
      await handIn(db);
    }
  } catch {
    // without network: what was kept serves until it is too old, and its age is shown
  }
  enrolment();
  age();
  await count();
};

const asked = async (code) => {
  const answered = await fetch('/check/api', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({code, place: part('place').querySelector('input:checked')?.value}),
    signal: AbortSignal.timeout(SLOW_MS),
  });
  if (answered.status >= 500) throw new Error('no answer');
  return {status: answered.status, ...(await answered.json())};
};

const check = async (code) => {
  if (busy) return;
  busy = true;
  tell('');
  try {
    const said = await asked(code);
    if (said.status === 422) tell('place');
    else if (said.status === 429) tell('often');
    else show(said.answer ? said : {answer: 'by_hand'}, false);
  } catch {
    show(await answer(db, kit, code, seconds()), true);
    await count();
  }
  age();
  busy = false;
};

const seen = (text) => {
  if (text === last.text && Date.now() - last.at < SAME_FOR_MS) {
    last.at = Date.now();
    return;
  }
  last = {text, at: Date.now()};
  check(text);
};

const camera = async () => {
  sounds ??= 'AudioContext' in globalThis ? new AudioContext() : null;
  const video = part('video'), button = part('camera');
  if (stop) {
    stop();
    stop = null;
  } else {
    try {
      stop = await watch(video, page.dataset, seen);
    } catch {
      tell('no-camera');
    }
  }
  video.hidden = !stop;
  button.setAttribute('aria-pressed', String(Boolean(stop)));
};

const form = part('typed');
form.addEventListener('submit', (event) => {
  event.preventDefault();
  sounds ??= 'AudioContext' in globalThis ? new AudioContext() : null;
  const field = form.elements.given, code = field.value.trim();
  field.value = '';
  field.focus();
  if (code) check(code);
});
part('camera').addEventListener('click', camera);
addEventListener('online', refresh);

part('tools').hidden = false;
db = await cupboard();
kit = await keptKit(db);
enrolment();
await refresh();
page.dataset.ready = 'true';
setInterval(refresh, KIT_EVERY_MS);
setInterval(age, 30_000);
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/check/sw.js', {scope: '/check'});
