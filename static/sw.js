/*
The service worker: an offline page that helps, and push messages.

It keeps the impersonal shell only: /offline and the style sheet, scripts and pictures that page names. A page that shows
anything of a person is never kept, also not for a moment: navigations go to the network, and what cannot be
fetched is answered with the offline page.
*/
const SHELL = 'shell-1';
const OFFLINE = '/offline';
const CODE = '/code/phone'; // impersonal too; js/code/phone.js keeps it, once she has shown a code
const DAY = 86_400_000;

const keepShell = async () => {
  const page = await fetch(OFFLINE, {cache: 'no-cache'});
  if (!page.ok || page.redirected) throw new Error('no offline page');
  const html = await page.clone().text();
  const named = [...html.matchAll(/(?:href|src)="(\/(?:static\/[^"#]+\.(?:js|svg)|sheet\.css)[^"#]*)/g)];
  const files = new Set(named.map(([, address]) => new URL(address, location.origin).href));
  const shell = await caches.open(SHELL);
  await shell.addAll([...files]);
  for (const {url} of await shell.keys()) if (!files.has(url)) await shell.delete(url);
  await shell.put(OFFLINE, page);
};

const refreshShell = async () => {
  const kept = await caches.match(OFFLINE);
  if (!kept || Date.now() - Date.parse(kept.headers.get('date')) > DAY) await keepShell().catch(() => {});
};

const page = async (event) => {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(refreshShell());
    return answer;
  } catch {
    const {pathname} = new URL(event.request.url);
    const ofTheCode = pathname === '/code' || pathname.startsWith('/code/') ? await caches.match(CODE) : null;
    return ofTheCode ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
};

const file = async (request) => (await caches.match(request)) ?? fetch(request);

addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(keepShell());
});

addEventListener('activate', (event) => {
  const clean = async () => {
    // what the code on the phone and the checkpoint keep is theirs
    for (const name of await caches.keys()) if (name.startsWith('shell-') && name !== SHELL) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (request.method === 'GET' && origin === location.origin && /^\/(static\/|sheet\.css)/.test(pathname)) event.respondWith(file(request));
});

/*
push: {title, body, tag, url, receipt, lang}; a repeat has the same tag and takes the place of the first.
The receipt is the secret of this one delivery: with it the phone says that it was shown, and that it was tapped.
*/
const say = (receipt, what) =>
  receipt ? fetch(`/push/receipts/${encodeURIComponent(receipt)}/${what}`, {method: 'POST', keepalive: true}).catch(() => {}) : null;

const showNotice = async ({title, body, tag, lang, url = '/inbox', receipt}) => {
  await registration.showNotification(title, {
    body,
    tag,
    lang,
    renotify: Boolean(tag),
    data: {url, receipt},
    icon: '/static/icons/icon-192.png',
    badge: '/static/icons/badge-96.png',
  });
  await say(receipt, 'shown');
};

const openNotice = async (notification) => {
  notification.close();
  const {url, receipt} = notification.data ?? {};
  const told = say(receipt, 'opened');
  const address = new URL(url ?? '/inbox', location.origin);
  // a message opens our own pages only
  if (address.origin === location.origin) await goTo(address.href);
  await told;
};

const goTo = async (address) => {
  const open = await clients.matchAll({type: 'window', includeUncontrolled: true});
  const there = open.find((client) => client.url === address);
  if (there) return there.focus();
  return clients.openWindow(address);
};

addEventListener('push', (event) => event.waitUntil(showNotice(event.data.json())));

addEventListener('notificationclick', (event) => event.waitUntil(openNotice(event.notification)));

/* the browser changed its address for push: tell which one it replaces */
const renew = async ({oldSubscription, newSubscription}) => {
  const fresh = newSubscription ?? (await registration.pushManager.subscribe(oldSubscription.options));
  await fetch('/push/renewal', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({old_endpoint: oldSubscription?.endpoint ?? null, subscription: fresh.toJSON()}),
  });
};

addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));
