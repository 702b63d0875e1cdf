// Another implementation of COSE than ours: node tests/another_cose.mjs, with {verify: [...], sign: [...]} on its input.
// verify: {token, x, y} in hex -> {payload} or {refused}; sign: {payload, kid, x, y, d} -> {token}.

import {Algorithms, COSEKey, Headers, ProtectedHeaders, Sign1} from '@auth0/cose';
import {readFileSync} from 'node:fs';

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (view) => Buffer.from(view).toString('hex');
const text = (part) => Buffer.from(part, 'hex').toString('base64url');

const key = ({x, y, d}) => COSEKey.fromJWK({kty: 'EC', crv: 'P-256', x: text(x), y: text(y), ...(d ? {d: text(d)} : {})}).toKeyLike();

const verify = async ({token, ...parts}) => {
  const signed = Sign1.decode(bytes(token));
  try {
    await signed.verify(await key(parts));
  } catch (refused) {
    return {refused: refused.message};
  }
  return {payload: hex(signed.payload)};
};

const sign = async ({payload, kid, ...parts}) => {
  const header = ProtectedHeaders.from([[Headers.Algorithm, Algorithms.ES256], [Headers.KeyID, bytes(kid)]]);
  const signed = await Sign1.sign(header, undefined, bytes(payload), await key(parts));
  return {token: hex(signed.encode())};
};

const asked = JSON.parse(readFileSync(0, 'utf8'));
const answer = {verify: await Promise.all(asked.verify.map(verify)), sign: await Promise.all(asked.sign.map(sign))};
process.stdout.write(JSON.stringify(answer));
