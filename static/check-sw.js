/*
The checkpoint's own service worker: the scanner opens without network. It keeps that one impersonal page and the files
that the page names, and answers nothing else.
*/
const SHELF = 'checkpoint-1';
const SCANNER = '/check/scanner';

const keep = async () => {
  const page = await fetch(SCANNER, {cache: 'no-cache'});
  if (!page.ok || page.redirected) throw new Error('no scanner');
  const html = await page.clone().text();
  const named = [...html.matchAll(/(?:href|src|data-reader|data-wasm)="(\/(?:static\/[^"#]+\.(?:js|svg|wasm)|sheet\.css)[^"#]*)/g)];
  const files = new Set(named.map(([, address]) => new URL(address, location.origin).href));
  const shelf = await caches.open(SHELF);
  await shelf.addAll([...files]);
  await shelf.put(SCANNER, page);
  for (const {url} of await shelf.keys()) if (!files.has(url) && new URL(url).pathname !== SCANNER) await shelf.delete(url);
};

const kept = async (request) => (await caches.open(SHELF)).match(request);

const page = async (event) => {
  try {
    const answer = await fetch(event.request);
    if (new URL(event.request.url).pathname === SCANNER) event.waitUntil(keep().catch(() => {}));
    return answer;
  } catch {
    return (await kept(SCANNER)) ?? Response.error();
  }
};

addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(keep());
});

addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (request.method === 'GET' && origin === location.origin && /^\/(static\/|sheet\.css)/.test(pathname)) event.respondWith(kept(request).then((found) => found ?? fetch(request)));
});
