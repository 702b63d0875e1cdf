/*
Reads the page out, sentence by sentence, with the voices of this device. main.js fetches this file when 读给我听 is pressed.

Only voices that are on the device read: a voice in the net would be sent what stands on the page. What is read is what a
screen reader would read in the main part: folded parts stay silent until they are opened. Pausing remembers the
sentence and stops; going on begins the sentence again, because a browser's own pause is lost on many phones.
*/
const RATES = [0.5, 0.7, 0.85, 1, 1.25, 1.5, 2];
const KEPT = 'read-aloud-rate';
const MARK = 'read-aloud';
const LATE = 5000; // milliseconds after which a voice that has not begun will not: some phones refuse without a word
const WAIT = 1500; // milliseconds until a browser has told which voices there are
const SILENT = '.player,script,style,template,select,textarea,input,[hidden],[aria-hidden="true"]';
const PICTURE = 'img[alt],[role="img"][aria-label]';
const VOICES = {
  'zh-Hans': [/^(zh|cmn)[-_](CN|Hans)/i, /^(zh|cmn)([-_]|$)/i],
  'zh-Hant': [/^(zh|cmn)[-_](TW|HK|Hant)/i, /^(zh|cmn|yue)([-_]|$)/i],
  en: [/^en([-_]|$)/i],
};

/* what is read */

const languageOf = (element) => element.closest('[lang]').lang;

const isShown = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;

/** Blocks of what is shown, in reading order: each a list of runs {node, text, lang}. */
const blocksOf = (root) => {
  const blocks = [];
  let block = [];
  const close = () => {
    if (block.length) blocks.push(block);
    block = [];
  };
  const walk = (element) => {
    if (element.matches(SILENT) || !isShown(element)) return;
    const inline = getComputedStyle(element).display === 'inline';
    if (!inline) close();
    if (element.matches(PICTURE)) block.push({node: element, text: element.alt ?? element.ariaLabel, lang: languageOf(element)});
    else if (element.matches('br')) close();
    else if (!(element instanceof SVGElement)) for (const child of element.childNodes) {
      if (child instanceof Element) walk(child);
      else if (child instanceof Text) block.push({node: child, text: child.data, lang: languageOf(element)});
    }
    if (!inline) close();
  };
  walk(root);
  return blocks;
};

const borders = (text, lang) =>
  Intl.Segmenter
    ? [...new Intl.Segmenter(lang, {granularity: 'sentence'}).segment(text)].map(({index, segment}) => [index, index + segment.length])
    : [...text.matchAll(/[^。！？!?]+[。！？!?]*["”’）]*/g)].map((found) => [found.index, found.index + found[0].length]);

/** Sentences {range, parts: [{text, lang}]}; a part in another language is read by another voice. */
export const sentencesOf = (root) => blocksOf(root).flatMap((block) => {
  const whole = block.map(({text}) => text).join('');
  return borders(whole, block[0].lang).flatMap(([begin, end]) => {
    const parts = [];
    const range = new Range();
    let at = 0;
    for (const {node, text, lang} of block) {
      const from = Math.max(begin - at, 0);
      const to = Math.min(end - at, text.length);
      at += text.length;
      const words = from < to ? text.slice(from, to).replace(/\s+/g, ' ') : '';
      if (!words.trim()) continue;
      const first = !parts.length;
      if (parts.at(-1)?.lang === lang) parts.at(-1).text += words;
      else parts.push({text: words, lang});
      if (node instanceof Text) {
        if (first) range.setStart(node, from);
        range.setEnd(node, to);
      } else {
        if (first) range.setStartBefore(node);
        range.setEndAfter(node);
      }
    }
    return /[\p{L}\p{N}]/u.test(whole.slice(begin, end)) ? [{range, parts}] : [];
  });
});

/* who reads */

const voicesOf = (synthesis) => new Promise((resolve) => {
  const told = () => synthesis.getVoices().filter(({localService}) => localService);
  if (told().length) return resolve(told());
  const answer = () => resolve(told());
  synthesis.addEventListener?.('voiceschanged', answer, {once: true});
  setTimeout(answer, WAIT);
});

const voiceFor = (voices, lang) => {
  for (const wanted of VOICES[lang] ?? VOICES.en) {
    const found = voices.find((voice) => wanted.test(voice.lang));
    if (found) return found;
  }
  return undefined;
};

/* the player */

let player = null;

class Player {
  constructor(part, opener, say) {
    Object.assign(this, {part, opener, say, now: 0, turn: 0, reads: false, rate: keptRate()});
    this.synthesis = window.speechSynthesis;
    this.words = part.dataset;
    part.addEventListener('click', ({target}) => {
      const act = target.closest('[data-do]')?.dataset.do;
      if (act) this[act]();
    });
  }

  async open() {
    document.getElementById('main').prepend(this.part);
    this.toggler.focus();
    if (!this.synthesis || !window.SpeechSynthesisUtterance) return this.cannot('speech');
    this.synthesis.cancel();
    this.voices = await voicesOf(this.synthesis);
    if (player !== this) return undefined; // stopped meanwhile
    this.voice = voiceFor(this.voices, document.documentElement.lang);
    if (!this.voice) return this.cannot('voice');
    this.collect();
    return this.read();
  }

  get toggler() {
    return this.part.querySelector('[data-do="toggle"]');
  }

  collect() {
    this.sentences = sentencesOf(document.getElementById('main'));
  }

  cannot(what) {
    const notice = this.part.querySelector(`[data-without="${what}"]`);
    notice.hidden = false;
    for (const button of this.part.querySelectorAll('[data-do]:not([data-do="stop"])')) button.hidden = true;
    this.part.querySelector('[data-do="stop"]').focus();
    this.say(notice.textContent.trim().replace(/\s+/g, ' '));
  }

  tell(words, aloud = true) {
    this.part.querySelector('[data-says]').textContent = words;
    if (aloud) this.say(words);
  }

  read() {
    const sentence = this.sentences[this.now];
    this.turn += 1;
    this.synthesis.cancel();
    if (!sentence) return this.end();
    this.becomes(true);
    this.tell(this.words.reading, false);
    mark(sentence.range, this.part);
    const {turn} = this;
    const late = setTimeout(() => { if (turn === this.turn) this.pause(this.words.failed); }, LATE);
    sentence.parts.forEach(({text, lang}, place) => {
      const voice = voiceFor(this.voices, lang) ?? this.voice;
      const spoken = Object.assign(new SpeechSynthesisUtterance(text), {voice, lang: voice.lang, rate: RATES[this.rate]});
      if (!place) spoken.onstart = () => clearTimeout(late);
      if (place === sentence.parts.length - 1) spoken.onend = () => { if (turn === this.turn) this.step(1); };
      spoken.onerror = ({error}) => {
        if (turn === this.turn && error !== 'canceled' && error !== 'interrupted') this.pause(this.words.failed);
      };
      this.synthesis.speak(spoken);
    });
  }

  becomes(reads) {
    this.reads = reads;
    this.toggler.textContent = reads ? this.words.pause : this.words.goOn;
  }

  pause(words) {
    this.turn += 1;
    this.synthesis.cancel();
    this.becomes(false);
    this.tell(words);
  }

  end() {
    this.now = 0;
    clear();
    this.pause(this.words.ended);
  }

  step(by) {
    this.now = Math.max(0, this.now + by);
    this.read();
  }

  toggle() {
    if (this.reads) this.pause(this.words.paused);
    else this.read();
  }

  previous() {
    this.step(-1);
  }

  next() {
    this.step(1);
  }

  slower() {
    this.change(-1);
  }

  faster() {
    this.change(1);
  }

  change(by) {
    this.rate = Math.min(RATES.length - 1, Math.max(0, this.rate + by));
    try {
      localStorage.setItem(KEPT, RATES[this.rate]);
    } catch {
      // a browser that keeps nothing reads at this rate until the page is left
    }
    if (this.reads) this.read();
    this.tell(this.words.rate.replace('{rate}', RATES[this.rate]));
  }

  stop() {
    this.silence();
    this.part.remove();
    player = null;
    this.opener.focus();
  }

  silence() {
    this.turn += 1;
    this.synthesis?.cancel();
    clear();
  }

  /* a part of the page was changed under the reader, and perhaps the player with it */
  changed() {
    if (!this.part.isConnected) document.getElementById('main').prepend(this.part);
    if (!this.sentences) return;
    this.silence();
    this.now = 0;
    this.collect();
    this.becomes(false);
    this.tell(this.words.changed, false);
  }
}

const keptRate = () => {
  let kept = null;
  try {
    kept = Number(localStorage.getItem(KEPT));
  } catch {
    // as if nothing had been kept
  }
  return RATES.includes(kept) ? RATES.indexOf(kept) : RATES.indexOf(1);
};

const holder = (range) =>
  range.startContainer instanceof Text ? range.startContainer.parentElement : range.startContainer.childNodes[range.startOffset];

const LOOK = `
  ::highlight(${MARK}) { background-color: var(--action); color: var(--on-action); }
  @media (forced-colors: active) { ::highlight(${MARK}) { background-color: Highlight; color: HighlightText; } }
`;

if (CSS.highlights) {
  const look = new CSSStyleSheet();
  look.replaceSync(LOOK);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];
}

const clear = () => {
  CSS.highlights?.delete(MARK);
  document.querySelector('[data-read-now]')?.removeAttribute('data-read-now');
};

const mark = (range, part) => {
  clear();
  if (CSS.highlights) CSS.highlights.set(MARK, new Highlight(range));
  else holder(range).setAttribute('data-read-now', '');
  const {top, bottom} = range.getBoundingClientRect();
  const free = getComputedStyle(part).position === 'sticky' ? part.getBoundingClientRect().bottom : 0;
  const menu = document.querySelector('.menu--bar');
  const floor = menu && getComputedStyle(menu).position === 'sticky' ? menu.getBoundingClientRect().top : innerHeight;
  if (top < free || bottom > floor) holder(range).scrollIntoView({block: 'center'});
};

addEventListener('keydown', ({key}) => { if (key === 'Escape') player?.stop(); });
addEventListener('pagehide', () => player?.silence());
addEventListener('htmx:after:swap', () => player?.changed());

/** opener: the button that was pressed; address: of the page that holds the player's words; say: into the live region. */
export const open = async (opener, address, say) => {
  if (player) return player.toggler.focus();
  const answer = await fetch(address);
  if (!answer.ok) throw new Error('no player');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const part = document.importNode(page.getElementById('player').content.firstElementChild, true);
  if (player) return player.toggler.focus(); // pressed twice while it was fetched
  player = new Player(part, opener, say);
  await player.open();
};
