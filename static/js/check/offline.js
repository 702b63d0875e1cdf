// What an enrolled checkpoint can say without network: by the published keys, the list of the withdrawn, and what it
// has seen itself. A number that was typed and a code on paper prove nothing without the service.

import {fromBase64, keysOf, read} from '../code/cose.js';
import {all, opened, put, remove} from '../code/store.js';

const MARK = 6;
const SEEN_FOR = 600;

export const cupboard = () => opened('huican-checkpoint', {kit: {keyPath: 'name'}, seen: {keyPath: 'id'}, made: {keyPath: 'id', autoIncrement: true}});

export const keptKit = async (db) => (await all(db, 'kit'))[0]?.kit ?? null;

export const keepKit = (db, kit) => put(db, 'kit', {name: 'kit', kit});

export const listed = (withdrawn, mark) => {
  let low = 0, high = withdrawn.length / MARK;
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = withdrawn.subarray(middle * MARK, middle * MARK + MARK);
    const differs = found.findIndex((byte, i) => byte !== mark[i]);
    if (differs < 0) return true;
    if (found[differs] < mark[differs]) low = middle + 1;
    else high = middle;
  }
  return false;
};

const within = (seconds, from, until, leeway) => seconds >= from - leeway && seconds < until + leeway;

// the claim, or null for every reason alike
const judged = async (db, kit, given, now) => {
  if (!kit?.checkpoint || now > kit.at + kit.list_serves || now < kit.at - kit.leeway) return null;
  const found = await read(given, await keysOf(fromBase64(kit.keys)));
  const alive = found.signedAt === null
    ? within(now, found.issuedAt, found.expiresAt, kit.leeway)
    : within(now, found.signedAt, found.signedAt + kit.signed_every, kit.leeway) && now < found.expiresAt + kit.leeway;
  const claim = kit.claims[found.number];
  const mark = new Uint8Array(await crypto.subtle.digest('SHA-256', found.cti)).slice(0, MARK);
  if (!alive || !claim || !kit.checkpoint.claims.includes(claim.slug) || listed(fromBase64(kit.withdrawn), mark)) return null;
  if (found.signedAt !== null && !(await first(db, `${found.cti.join()}@${found.signedAt}`, now))) return null;
  return {...claim, words: found.grade ? `${claim.words}：${kit.grades[found.grade]}` : claim.words};
};

// each signature serves one check
const first = async (db, id, now) => {
  const seen = await all(db, 'seen');
  await remove(db, 'seen', ...seen.filter((each) => each.at < now - SEEN_FOR).map((each) => each.id));
  if (seen.some((each) => each.id === id)) return false;
  await put(db, 'seen', {id, at: now});
  return true;
};

// the same answer as the service's, and a note of the check that is handed in later
export const answer = async (db, kit, given, now) => {
  const claim = await judged(db, kit, given, now).catch(() => null);
  if (kit?.checkpoint && /^HN[12]:/.test(given.trim())) await put(db, 'made', {code: given.trim(), at: now, answer: claim ? 'yes' : 'by_hand'});
  return claim ? {answer: 'yes', words: kit.said.yes, claim} : {answer: 'by_hand', words: kit?.said.by_hand};
};

export const waiting = (db) => all(db, 'made');

// hands in what was checked without network; what has arrived is forgotten here
export const handIn = async (db) => {
  const made = (await waiting(db)).slice(0, 500);
  if (!made.length) return 0;
  const answered = await fetch('/check/api/offline-checks', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({checks: made.map(({code, at, answer: said}) => ({code, at, answer: said}))}),
  });
  if (!answered.ok) return 0;
  await remove(db, 'made', ...made.map((each) => each.id));
  return made.length;
};
