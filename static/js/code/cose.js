// Reading and writing codes in the browser: base45, COSE_Sign1 with ES256, and as much CBOR as our own claims need.
// As strict as the service: the envelope is ours to the byte, and what was not signed reaches no decoder.

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES = new Uint8Array(128).fill(0xff);
[...ALPHABET].forEach((letter, value) => { VALUES[letter.charCodeAt(0)] = value; });
const CURVE = {name: 'ECDSA', namedCurve: 'P-256'};
const SIGNED = {name: 'ECDSA', hash: 'SHA-256'};

const OPENING = [0xd2, 0x84];
const ISSUER_HEADER = [0xa2, 0x01, 0x26, 0x04, 0x44];
const HOLDER_HEADER = [0xa1, 0x01, 0x26];
const IAT_FOLLOWS = [0xa2, 0x06, 0x1a];
const CREDENTIAL_FOLLOWS = [0x3a, 0x00, 0x01, 0x11, 0x71];
const SIGNATURE = [0x58, 0x40];
const ISSUER = 'huican';
const CLAIM = -70001;
const LONGEST = 600;

export class Unreadable extends Error {}

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const toBase45 = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    let rest = pair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
    for (let n = 0; n < (pair ? 3 : 2); n += 1) {
      text += ALPHABET[rest % 45];
      rest = Math.floor(rest / 45);
    }
  }
  return text;
};

export const fromBase45 = (text) => {
  const {length} = text, rest = length % 3;
  const digit = (i) => VALUES[text.charCodeAt(i)] ?? 0xff;
  const bytes = new Uint8Array(2 * Math.floor(length / 3) + (rest ? 1 : 0));
  if (rest === 1) throw new Unreadable('base45');
  for (let i = 0, at = 0; i < length; i += 3) {
    const low = digit(i), middle = digit(i + 1), high = i + 2 < length ? digit(i + 2) : 0;
    const value = low + 45 * middle + 2025 * high, pair = i + 2 < length;
    if (low > 44 || middle > 44 || high > 44 || value > (pair ? 0xffff : 0xff)) throw new Unreadable('base45');
    if (pair) bytes[at++] = value >> 8;
    bytes[at++] = value & 0xff;
  }
  return bytes;
};

export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const startsWith = (bytes, start, at = 0) => start.every((byte, i) => bytes[at + i] === byte);

const head = (length) => (length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff]);

// a byte string of 24 bytes or more, and where it ends
const byteString = (bytes, at) => {
  const length = bytes[at] === 0x58 && bytes[at + 1] >= 24 ? bytes[at + 1]
    : bytes[at] === 0x59 && bytes[at + 1] > 0 ? bytes[at + 1] * 256 + bytes[at + 2] : NaN;
  const start = at + (bytes[at] === 0x58 ? 2 : 3);
  if (!(start + length <= bytes.length)) throw new Unreadable('byte string');
  return [bytes.slice(start, start + length), start + length];
};

const takenApart = (token, header, kidLength) => {
  const start = [...OPENING, 0x40 + header.length + kidLength, ...header];
  const ends = start.length + kidLength;
  if (!startsWith(token, start) || token[ends] !== 0xa0) throw new Unreadable('header');
  const [payload, at] = byteString(token, ends + 1);
  if (token.length !== at + 66 || !startsWith(token, SIGNATURE, at)) throw new Unreadable('signature');
  return {protectedBytes: token.slice(3, ends), kid: token.slice(start.length, ends), payload, signature: token.slice(at + 2)};
};

const CONTEXT = [0x84, 0x6a, ...new TextEncoder().encode('Signature1')];

const toBeSigned = (protectedBytes, payload) =>
  joined(CONTEXT, head(protectedBytes.length), protectedBytes, [0x40], head(payload.length), payload);

const verified = async ({protectedBytes, payload, signature}, key) => {
  if (!(await crypto.subtle.verify(SIGNED, key, signature, toBeSigned(protectedBytes, payload)))) throw new Unreadable('forged');
};

// CBOR as we write it: integers, byte strings, texts, arrays, maps; nothing indefinite, no tags, no floats
export const readCbor = (bytes) => {
  let at = 0;
  const take = (length) => {
    if (at + length > bytes.length) throw new Unreadable('cbor');
    at += length;
    return bytes.slice(at - length, at);
  };
  const item = () => {
    const [first] = take(1);
    const kind = first >> 5, small = first & 31;
    if (small > 26) throw new Unreadable('cbor');
    const value = small < 24 ? small : take(2 ** (small - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
    if (kind === 0) return value;
    if (kind === 1) return -1 - value;
    if (kind === 2) return take(value);
    if (kind === 3) return new TextDecoder('utf-8', {fatal: true}).decode(take(value));
    if (kind === 4) return Array.from({length: value}, item);
    if (kind === 5) return new Map(Array.from({length: value}, () => [item(), item()]));
    throw new Unreadable('cbor');
  };
  const whole = item();
  if (at !== bytes.length) throw new Unreadable('cbor');
  return whole;
};

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const publicKey = (x, y) => crypto.subtle.importKey('raw', joined([4], x, y), CURVE, false, ['verify']);

// a published COSE_KeySet -> keys by kid
export const keysOf = async (keySet) => {
  const keys = new Map();
  for (const key of readCbor(keySet)) if (key.get(1) === 2 && key.get(3) === -7) keys.set(hex(key.get(2)), await publicKey(key.get(-2), key.get(-3)));
  return keys;
};

const signedByUs = async (token, keys) => {
  const envelope = takenApart(token, ISSUER_HEADER, 4);
  const key = keys.get(hex(envelope.kid));
  if (!key) throw new Unreadable('unknown key');
  await verified(envelope, key);
  const claims = readCbor(envelope.payload);
  if (claims.get(1) !== ISSUER) throw new Unreadable('another issuer');
  return claims;
};

const told = (claims, more) => {
  const claim = claims.get(CLAIM);
  const [number, grade] = Array.isArray(claim) ? claim : [claim, null];
  return {cti: claims.get(7), number, grade, expiresAt: claims.get(4), ...more};
};

// what was scanned -> {cti, number, grade, issuedAt, expiresAt, signedAt}; times in seconds. Throws Unreadable.
export const read = async (given, keys) => {
  const text = given.trim();
  if (text.length > LONGEST) throw new Unreadable('too long');
  const token = fromBase45(text.slice(4));
  if (text.startsWith('HN1:')) {
    const claims = await signedByUs(token, keys);
    if (claims.has(8) || !claims.has(6)) throw new Unreadable('a credential');
    return told(claims, {issuedAt: claims.get(6), signedAt: null});
  }
  if (!text.startsWith('HN2:')) throw new Unreadable('prefix');
  const outer = takenApart(token, HOLDER_HEADER, 0);
  const {payload} = outer;
  if (!startsWith(payload, IAT_FOLLOWS) || !startsWith(payload, CREDENTIAL_FOLLOWS, 7)) throw new Unreadable('showing');
  const [credential, ends] = byteString(payload, 12);
  if (ends !== payload.length) throw new Unreadable('showing');
  const claims = await signedByUs(credential, keys);
  const holder = claims.get(8)?.get(1);
  if (!holder) throw new Unreadable('no holder');
  await verified(outer, await publicKey(holder.get(-2), holder.get(-3)));
  return told(claims, {issuedAt: null, signedAt: payload.slice(3, 7).reduce((sum, byte) => sum * 256 + byte, 0)});
};

// what a phone shows: its signature over the time, around a credential of the service
export const sign = async (credential, privateKey, seconds) => {
  const time = [24, 16, 8, 0].map((shift) => (seconds >>> shift) & 0xff);
  const payload = joined(IAT_FOLLOWS, time, CREDENTIAL_FOLLOWS, head(credential.length), credential);
  const protectedBytes = Uint8Array.from(HOLDER_HEADER);
  let text = ' ';
  while (text.endsWith(' ')) { // base45 knows the space, and fields trim what is scanned into them
    const signature = new Uint8Array(await crypto.subtle.sign(SIGNED, privateKey, toBeSigned(protectedBytes, payload)));
    text = `HN2:${toBase45(joined(OPENING, head(3), protectedBytes, [0xa0], head(payload.length), payload, SIGNATURE, signature))}`;
  }
  return text;
};

// a key that cannot leave this browser
export const newKey = async () => {
  const {privateKey, publicKey: half} = await crypto.subtle.generateKey(CURVE, false, ['sign']);
  const {x, y} = await crypto.subtle.exportKey('jwk', half);
  return {privateKey, x, y};
};
