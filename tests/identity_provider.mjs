// A real provider of identities: node tests/identity_provider.mjs, with its settings as JSON on its input.
// {port, client_id, client_secret, redirect_uri, people: {name: citizen id}, in_userinfo} -> says "ready" when it listens.
// Whoever types one of the names, and any password, is that person.

import {generateKeyPairSync} from 'node:crypto';
import {readFileSync} from 'node:fs';
import Provider from 'oidc-provider';

const settings = JSON.parse(readFileSync(0, 'utf8'));
const key = generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey.export({format: 'jwk'});

const everything = async ({oidc}) => {
  const grant = new oidc.provider.Grant({clientId: oidc.client.clientId, accountId: oidc.session.accountId});
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
};

const provider = new Provider(`http://localhost:${settings.port}`, {
  clients: [{
    client_id: settings.client_id,
    client_secret: settings.client_secret,
    redirect_uris: [settings.redirect_uri],
  }],
  claims: {openid: ['sub', 'citizen_id']},
  conformIdTokenClaims: settings.in_userinfo,
  cookies: {keys: ['only-for-tests']},
  findAccount: (_context, name) => ({
    accountId: name,
    claims: async () => ({sub: name, citizen_id: settings.people[name]}),
  }),
  jwks: {keys: [{...key, alg: 'RS256', use: 'sig', kid: 'only'}]},
  loadExistingGrant: everything,
  pkce: {required: () => true},
});

provider.listen(settings.port, '127.0.0.1', () => process.stdout.write('ready\n'));
