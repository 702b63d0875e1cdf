// Without network: what this phone holds, and the code of the one that she chooses. Nothing here comes from elsewhere.

import {drawn} from './draw.js';
import {contents, showing} from './vault.js';

const EVERY = 30_000;

const page = document.querySelector('[data-alone]');
const part = (name) => page.querySelector(`[data-${name}]`);

let timer, chosen = null, awake = null;

// the screen's lock is lost whenever the page is hidden
const stayAwake = async () => {
  if (document.hidden || (awake && !awake.released)) return;
  awake = await navigator.wakeLock?.request('screen').catch(() => null);
};

const tell = (name) => {
  for (const each of page.querySelectorAll('[data-state]')) each.hidden = each.dataset.state !== name;
};

const draw = async (next = false) => {
  clearTimeout(timer);
  const text = await showing(chosen.holder, chosen.claim, {next});
  if (!text) return tell('used-up');
  part('picture').replaceChildren(drawn(text));
  tell('code');
  timer = setTimeout(draw, EVERY);
};

const count = async () => {
  const found = (await contents()).find((each) => each.holder === chosen.holder && each.claim === chosen.claim);
  part('left').textContent = part('left').dataset.words.replace('{many}', found?.left ?? 0);
};

const show = async (entry) => {
  chosen = entry;
  const words = part('claim');
  // a companion's screen says nothing of her for whom it is shown, not even the claim
  words.textContent = entry.label ? words.dataset.words : entry.words;
  words.lang = entry.label ? document.documentElement.lang : entry.lang;
  part('for').hidden = !entry.label;
  part('for').textContent = part('for').dataset.words.replace('{name}', entry.label);
  await draw();
  await count();
  words.focus();
  await stayAwake();
};

const list = async () => {
  clearTimeout(timer);
  const entries = await contents();
  part('list').replaceChildren(...entries.map((entry) => {
    const item = part('entry').content.cloneNode(true), button = item.querySelector('button');
    item.querySelector('[data-name]').textContent = entry.label ? `${entry.words} · ${entry.label}` : entry.words;
    item.querySelector('[data-name]').lang = entry.lang;
    button.addEventListener('click', () => show(entry));
    return item;
  }));
  tell(entries.length ? 'choice' : 'empty');
};

part('again').addEventListener('click', async () => {
  await draw(true);
  await count();
});
for (const button of page.querySelectorAll('[data-back]')) button.addEventListener('click', list);
addEventListener('visibilitychange', () => {
  if (document.hidden || !chosen) return;
  draw();
  stayAwake();
});

list().catch(() => tell('empty'));
