// The page that shows a code: where the phone can, it signs the code itself, anew every half minute, and keeps enough
// for a day without network. Where it cannot, the code that the service has drawn stays.

import {drawn} from './draw.js';
import {able, showing, stock} from './vault.js';

const EVERY = 30_000;
const SHELF = 'code-1';
const ALONE = '/code/phone';

const part = () => document.getElementById('shown');

let timer, alone = false;

const draw = async ({next = false} = {}) => {
  clearTimeout(timer);
  const {claim, holder} = part().dataset;
  const text = await showing(holder, claim, {next});
  const box = part().querySelector('.qr__picture');
  if (!box) return;
  if (text) box.replaceChildren(drawn(text));
  if (text) part().dataset.ofPhone = 'true';
  else delete part().dataset.ofPhone;
  for (const each of part().querySelectorAll('[data-of-phone]')) each.hidden = !text;
  for (const each of part().querySelectorAll('[data-of-phone-alone]')) each.hidden = !(text && alone);
  for (const each of part().querySelectorAll('[data-number],.qr__words')) each.hidden = Boolean(text && alone);
  if (text) timer = setTimeout(draw, EVERY);
};

const fill = () => {
  const {claim, holder, stock: address, now, withdrawn, for: label} = part().dataset;
  const form = part().querySelector('form');
  return stock({holder, claim, label, address, form, now: Number(now), withdrawn: Number(withdrawn)}).catch(() => null);
};

// the impersonal page that shows what the phone holds, with its files, for when there is no network
const keepPage = async () => {
  const page = await fetch(ALONE, {cache: 'no-cache'});
  if (!page.ok || page.redirected) return;
  const html = await page.clone().text();
  const named = [...html.matchAll(/(?:href|src)="(\/(?:static\/[^"#]+\.(?:js|svg)|sheet\.css)[^"#]*)/g)].map(([, address]) => address);
  const shelf = await caches.open(SHELF);
  await shelf.addAll([...new Set(named)]);
  await shelf.put(ALONE, page);
};

const begin = async () => {
  if (!part()?.dataset.secondsLeft || !able()) return;
  await fill();
  await draw();
  document.documentElement.dataset.phone = part().dataset.ofPhone ? 'signs' : 'cannot';
  await keepPage();
  document.documentElement.dataset.kept = 'true';
};

addEventListener('code:renewed', async () => {
  alone = false;
  await fill();
  await draw();
});
addEventListener('code:alone', () => {
  alone = true;
  draw();
});
addEventListener('visibilitychange', () => {
  if (!document.hidden && part()?.dataset.ofPhone) draw();
});

begin().catch(() => {
  // a browser that keeps nothing, or will not: the drawn code is as good
});
