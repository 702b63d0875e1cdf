/*
What every page does with JavaScript and can do without. One file, because each further one costs a first visit more
than it weighs. Everything is switched on by a data- attribute:

  data-once               a form that is sent once: pressing again does nothing while it is on its way
  data-busy="words"       on its button: what it reads meanwhile
  data-focus-on-load      gets focus when the page opens (error summary, answer to an act)
  data-focus-after-swap   in a swapped part: gets focus; else its first heading, else the part itself
  data-announce[="words"] in a swapped part: is said in the live region; then focus stays where it is
                          unless data-focus-after-swap is there too
  data-read-aloud="file"  a form whose button reads the page out, by that module
  data-module="file"      a part that this module brings to life once the page is there; then it is data-alive
*/
const own = document.querySelector('script[data-htmx]').dataset;
const usesHtmx = '[data-hx-get],[data-hx-post],[hx-get],[hx-post]';

export const say = (words) => {
  const live = document.getElementById('live');
  live.textContent = '';
  // a region that is emptied and filled at once is not read out again
  setTimeout(() => { live.textContent = words; }, 100);
};

const focus = (element) => {
  if (!element.matches('a[href],button,input,select,textarea,summary,[tabindex]')) element.tabIndex = -1;
  element.focus();
};

// a browser brings the caret into view and may leave the rest of a tall field under the menu at the foot of the page
addEventListener('focusin', ({target}) => {
  if (target.matches('textarea')) target.scrollIntoView({block: 'nearest'});
});

/* one form, sent once; the submission id makes a late second press harmless, so it may come back by itself */
const release = (form) => {
  delete form.dataset.busy;
  for (const button of form.querySelectorAll('[data-words]')) {
    button.textContent = '';
    button.append(...button.kept);
    button.removeAttribute('aria-disabled');
    delete button.dataset.words;
  }
};

/*
an answer that is lost on the way leaves the person before an offline page; coming back, she finds what she typed in a page
with a new submission id. When she sends the same once more, it goes under its first id and gets the first answer. What was
sent is kept as a number, in this window, until another page has been reached.
*/
const SENT = 'sent';

const numbered = (form, button) => {
  let number = 0;
  for (const [name, value] of new FormData(form, button)) {
    if (name === 'csrf_token' || name === 'submission_id') continue;
    for (const letter of `${name}=${value}&`) number = (number * 31 + letter.codePointAt(0)) % 140737488355213;
  }
  return `${form.action} ${number}`;
};

const sameAsBefore = (form, button) => {
  const id = form.elements.submission_id;
  if (!id) return;
  const sent = numbered(form, button);
  const [before, first] = (sessionStorage.getItem(SENT) ?? '').split('|');
  if (before === sent) id.value = first;
  sessionStorage.setItem(SENT, `${sent}|${id.value}`);
};

const answered = () => {
  const [{type}] = performance.getEntriesByType('navigation');
  if (type !== 'back_forward' && !document.querySelector('[data-no-network]')) sessionStorage.removeItem(SENT);
};

addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-once]')) return;
  if (form.dataset.busy) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.busy = 'true';
  sameAsBefore(form, event.submitter);
  setTimeout(release, 20000, form);
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  button.kept = [...button.childNodes];
  button.dataset.words = 'kept';
  button.setAttribute('aria-disabled', 'true');
  button.textContent = button.dataset.busy;
  say(button.dataset.busy);
}, true);

/* reading out: its module is fetched when it is wanted; where it cannot be, the button leads where it leads without */
addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-read-aloud]')) return;
  event.preventDefault();
  try {
    const {open} = await import(form.dataset.readAloud);
    await open(form.elements[0], form.action, say);
  } catch {
    form.submit();
  }
});

// whoever signs out leaves no code of hers in this browser
addEventListener('submit', ({target}) => {
  if (new URL(target.action).pathname === '/sign-out') globalThis.indexedDB?.deleteDatabase('huican-code');
});

addEventListener('pageshow', () => document.querySelectorAll('form[data-busy]').forEach(release));

/* htmx: what a swap must not do, and where the person is afterwards */
const wholePage = /^\s*(<!doctype|<html)/i;

addEventListener('htmx:after:request', ({detail: {ctx}}) => {
  const {raw} = ctx.response;
  if (raw.redirected) {
    // the answer is another page (done, or signed out meanwhile): go there, do not squeeze it into a part
    ctx.hx.redirect = raw.url;
  } else if (raw.status === 422 && ctx.request.method === 'GET') {
    // what was asked for was not understood: why not stands outside the part, so the whole page says it
    ctx.hx.redirect = raw.url;
  } else if (wholePage.test(ctx.text) && !ctx.select) {
    // an error page: it takes the place of the page
    ctx.target = document.body;
    ctx.swap = 'outerSync';
  }
});

addEventListener('htmx:after:swap', ({detail: {ctx}, target}) => {
  const part = ctx.target?.isConnected ? ctx.target : document.getElementById(ctx.target?.id) ?? target;
  if (!(part instanceof Element)) return;
  const next = part.matches('[data-focus-after-swap]') ? part : part.querySelector('[data-focus-after-swap]');
  const told = part.matches('[data-announce]') ? part : part.querySelector('[data-announce]');
  say(told ? told.dataset.announce || told.textContent.trim().replace(/\s+/g, ' ') : '');
  if (next || !told) focus(next ?? part.querySelector('h1,h2,h3') ?? part);
});

addEventListener('htmx:error', ({detail: {ctx}}) => {
  if (!ctx) return;
  const near = ctx.sourceElement.closest('form') ?? ctx.sourceElement;
  document.querySelector('[data-lost]')?.remove();
  const notice = document.getElementById('connection-lost').content.firstElementChild.cloneNode(true);
  notice.dataset.lost = '';
  near.before(notice);
  focus(notice);
});

addEventListener('htmx:finally:request', ({detail: {ctx}}) => {
  const form = ctx.sourceElement?.closest?.('form[data-busy]');
  // on the way to another page it stays busy
  if (form && !ctx.hx?.redirect) release(form);
});

const opened = () => {
  const first = document.querySelector('[data-focus-on-load]');
  if (first) focus(first);
};

/* a form that asks for a part of the page does without htmx until somebody is about to use it: a third of a first visit */
const fetchHtmx = () => {
  if (document.querySelector('script[data-swaps]')) return;
  const script = document.createElement('script');
  script.src = own.htmx;
  script.dataset.swaps = '';
  document.head.append(script);
};

for (const hint of ['focusin', 'pointerover']) {
  addEventListener(hint, ({target}) => { if (target.closest?.(usesHtmx)) fetchHtmx(); });
}

const enliven = async (part) => {
  await import(part.dataset.module);
  part.dataset.alive = '';
};

const keepSheet = (_, painted) => {
  painted.disconnect();
  const link = document.createElement('link');
  link.rel = 'prefetch';
  link.href = own.sheet;
  document.head.append(link);
};

const loaded = () => {
  if (document.activeElement?.closest(usesHtmx)) fetchHtmx();
  document.querySelectorAll('[data-module]').forEach(enliven);
  // the style sheet stands in the first page; it is kept for the next when this one is painted
  if (own.sheet) new PerformanceObserver(keepSheet).observe({type: 'paint', buffered: true});
  // the worker fetches its shell; that must not compete with the page
  if ('serviceWorker' in navigator) setTimeout(() => navigator.serviceWorker.register('/sw.js'), 2000);
};

opened();
answered();
if (document.readyState === 'complete') loaded();
else addEventListener('load', loaded);
