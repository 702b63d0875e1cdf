// What this phone holds of the code: keys that cannot leave it, each with the one credential that is bound to it.
// One row a credential: {id, holder, label, claim, words, lang, key, credential, givenAt, expiresAt, usedAt, skew}.
// A holder is "who signed in . for whom": what somebody else has left in this browser is thrown away.

import {fromBase45, newKey, sign} from './cose.js';
import {all, opened, put, remove} from './store.js';

const NAME = 'huican-code';
const BATCH = 32;
const FEW = 8;
const ONE_OCCASION = 300; // seconds that a credential is shown

export const able = () => Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

const vault = () => opened(NAME, {credentials: {keyPath: 'id', autoIncrement: true}});

const clock = () => Math.floor(Date.now() / 1000);

const alive = (row) => row.expiresAt > clock() + row.skew;

// of one holder and claim: those never shown, and the one that is being shown
const usable = (rows, holder, claim) => {
  const hers = rows.filter((row) => row.holder === holder && row.claim === claim && alive(row));
  const shown = hers.filter((row) => row.usedAt && clock() + row.skew < row.usedAt + ONE_OCCASION);
  return {shown: shown.at(-1) ?? null, fresh: hers.filter((row) => !row.usedAt)};
};

// what can be shown without network: one entry a holder and claim
export const contents = async () => {
  const rows = await all(await vault(), 'credentials');
  const found = new Map();
  for (const row of rows) {
    const key = `${row.holder} ${row.claim}`;
    const {shown, fresh} = usable(rows, row.holder, row.claim);
    if (shown || fresh.length) found.set(key, {holder: row.holder, label: row.label, claim: row.claim, words: row.words, lang: row.lang, left: fresh.length});
  }
  return [...found.values()];
};

// makes keys, asks for a credential for each, and keeps both; null where the service would not
export const stock = async ({holder, claim, label, address, form, now, withdrawn}) => {
  const db = await vault();
  const skew = now - clock();
  const rows = await all(db, 'credentials');
  const [who] = holder.split('.');
  const dead = (row) => !alive(row) || !row.holder.startsWith(who) || (row.holder === holder && row.givenAt < withdrawn);
  await remove(db, 'credentials', ...rows.filter(dead).map((row) => row.id));
  const {fresh} = usable(rows.filter((row) => !dead(row)), holder, claim);
  if (fresh.length > FEW) {
    const known = (row) => row.skew === skew && row.label === label;
    if (!fresh.every(known)) await put(db, 'credentials', ...fresh.map((row) => ({...row, skew, label})));
    return fresh.length;
  }
  const keys = await Promise.all(Array.from({length: BATCH}, newKey));
  const body = new FormData(form);
  body.set('claim', claim);
  body.set('keys', JSON.stringify(keys.map(({x, y}) => ({x, y}))));
  const answer = await fetch(address, {method: 'POST', body});
  if (!answer.ok) return null;
  const given = await answer.json();
  const more = {holder, label, claim, words: given.words, lang: given.lang, givenAt: given.at, expiresAt: given.expires_at, usedAt: null, skew: given.at - clock()};
  await put(db, 'credentials', ...given.credentials.map((text, i) => ({...more, key: keys[i].privateKey, credential: fromBase45(text)})));
  return given.credentials.length;
};

// the text of the picture now; null when nothing is left
export const showing = async (holder, claim, {next = false} = {}) => {
  const db = await vault();
  const {shown, fresh} = usable(await all(db, 'credentials'), holder, claim);
  const row = (!next && shown) || fresh[0];
  if (!row) return null;
  const now = clock() + row.skew;
  if (!row.usedAt) await put(db, 'credentials', {...row, usedAt: now});
  return sign(row.credential, row.key, now);
};
