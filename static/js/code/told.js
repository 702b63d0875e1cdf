// "Ready", and "somebody has checked it": said in the live region, aloud where she wants it, and felt in the hand.
// What was checked is asked of the service while the page is looked at; without network nothing is asked and nothing claimed.

const SPEAKS = 'code-speaks';
const SETTLED = 1500; // milliseconds until the page itself has been announced
const EVERY = 5000;
const MOST = 720; // an hour; a page forgotten on a table does not ask for ever
const FELT = [200, 100, 200];
const VOICES = {'zh-Hans': /^(zh|cmn)([-_]|$)/i, 'zh-Hant': /^(zh|cmn|yue)([-_]|$)/i, en: /^en([-_]|$)/i};

const part = document.querySelector('[data-told]');
const button = part.querySelector('[data-speak]');
const synthesis = window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
const {lang} = document.documentElement;

// the address of the code with which the page was opened: what is checked of a later one is told there too
const address = `${location.pathname}/checks`;

let known = '', asked = 0, wants = false;

try {
  wants = localStorage.getItem(SPEAKS) === 'yes';
} catch {
  // a browser that keeps nothing is asked anew on each page
}

// only a voice that is on the device: one in the net would be told what she does
const voice = () => synthesis?.getVoices().find((each) => each.localService && VOICES[lang]?.test(each.lang));

// the page is being read out: what is new comes after the sentence that is being said
const reads = () => document.querySelector('.player');

const speak = (words) => {
  const found = voice();
  if (!found) return;
  const spoken = new SpeechSynthesisUtterance(words);
  Object.assign(spoken, {voice: found, lang: found.lang});
  if (!reads()) synthesis.cancel();
  synthesis.speak(spoken);
};

const tell = (words) => {
  const live = document.getElementById('live');
  live.textContent = '';
  setTimeout(() => { live.textContent = words; }, 100);
  if (wants || reads()) speak(words);
};

const offer = () => {
  button.hidden = !voice();
  button.setAttribute('aria-pressed', String(wants));
};

button.addEventListener('click', () => {
  wants = !wants;
  try {
    localStorage.setItem(SPEAKS, wants ? 'yes' : 'no');
  } catch {
    // it speaks until the page is left
  }
  offer();
  if (wants) speak(part.dataset.ready);
  else synthesis.cancel();
});
synthesis?.addEventListener?.('voiceschanged', offer);
offer();

const shows = () => Boolean(document.querySelector('#shown[data-seconds-left]'));

const checked = ({id, words}) => {
  known = id;
  const box = part.querySelector('[data-checked]');
  const line = document.createElement('li');
  line.textContent = words;
  box.querySelector('ul').append(line);
  box.hidden = false;
  navigator.vibrate?.(FELT);
  tell(words);
};

const ask = async () => {
  if (!document.hidden && navigator.onLine && shows()) {
    asked += 1;
    try {
      const answer = await fetch(`${address}?after=${known}`, {headers: {Accept: 'application/json'}});
      if (answer.ok && !answer.redirected) for (const each of (await answer.json()).checks) checked(each);
    } catch {
      // no network: her list has it later
    }
  }
  if (asked < MOST) setTimeout(ask, EVERY);
};

if (shows()) {
  setTimeout(() => tell(part.dataset.ready), SETTLED);
  setTimeout(ask, EVERY);
}
addEventListener('pagehide', () => synthesis?.cancel());
