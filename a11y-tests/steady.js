/* What steady.py asks and does on a page: it is handled in every way that must change nothing. */
window.steady = (() => {
  const {parts, over, ground, contrast} = window.colours;
  const usable = (element) => !element.disabled && element.checkVisibility({visibilityProperty: true});
  const controls = () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(usable);
  const words = (element) => (element.labels?.[0] ?? element).innerText?.trim().replace(/\s+/g, ' ').slice(0, 30) || element.name || '';
  const name = (element) => `${element.localName} “${words(element)}”`;

  const everyRule = function* (rules, around = '') {
    for (const rule of rules) {
      const under = rule.selectorText ? `${around} ${rule.selectorText}` : around;
      if (rule.style) yield [under, rule.style, rule];
      else if (rule.media) yield [under, null, rule];
      if (rule.cssRules) yield* everyRule(rule.cssRules, under);
    }
  };
  const rules = () => [...document.styleSheets].flatMap((sheet) => [...everyRule(sheet.cssRules)]);

  // what may change where the pointer or the focus is: how it is drawn, never what is there
  const DRAWN = /^(outline|text-decoration|text-underline|border-radius|border-(top|bottom)-(left|right)-radius|border-(start|end)-(start|end)-radius|border-.*color|color$|background-color$|--paint$)/;
  // the link past everything else is there for whoever has come to it by keyboard, as long as the focus stays on it
  const ITSELF = /^\s*(\.skip-link:focus(-visible)?)$/;

  // the live region says what has happened and shows nothing: it is no part of what can change
  const look = () => {
    const live = document.getElementById('live')?.innerText.trim();
    const words = document.body.innerText.trim();
    return JSON.stringify([location.href, document.title, live ? words.replace(live, '').trim() : words,
      document.querySelectorAll('dialog[open],[popover]:popover-open').length]);
  };

  const handled = (kinds, make) => {
    const found = [];
    const before = look();
    for (const element of [document.body, ...controls()]) {
      for (const kind of kinds) element.dispatchEvent(make(kind));
      if (look() !== before) return [...found, `${name(element)}: ${kinds[0]} changes the page`];
    }
    return found;
  };

  // the lines that are drawn around something; a line of no width is none
  const edgesOf = (element, pseudo) => ['Top', 'Right', 'Bottom', 'Left'].flatMap((side) => {
    const style = getComputedStyle(element, pseudo);
    const drawn = style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1;
    return drawn ? [parts(style[`border${side}Color`])] : [];
  });

  // the mark of a choice, before and after it is chosen, against the row on which it is drawn
  const marks = () => {
    const choices = controls().filter((element) => element.matches('.choice__input'));
    const before = choices.map(({checked}) => checked);
    const found = choices.flatMap((choice) => [true, false].flatMap((checked) => {
      choice.checked = checked;
      const row = choice.nextElementSibling, behind = ground(row);
      const lines = [...edgesOf(row, '::before'), ...edgesOf(row, '::after')];
      const worst = lines.length ? Math.min(...lines.map((line) => contrast(over(line, behind), behind))) : 1;
      return worst >= 3 ? [] : [`a mark of ${Math.round(100 * worst) / 100}: ${name(choice)}`];
    }));
    choices.forEach((choice, at) => { choice.checked = before[at]; });
    return found;
  };

  return {
    look,
    // where a control that is no words begins and ends, and every symbol, against what it stands on
    edges: () => {
      const found = marks();
      for (const control of controls().filter((element) => element.matches('input,select,textarea'))) {
        // a box that the browser draws by itself is the browser's
        if (control.matches('[type=radio],[type=checkbox]') && !control.matches('.choice__input')) continue;
        const drawn = control.matches('.choice__input') ? control.nextElementSibling : control;
        const [outside, own] = [ground(drawn.parentElement), ground(drawn)];
        const lines = [...edgesOf(drawn), ...(drawn === control ? [] : [...edgesOf(drawn, '::before'), ...edgesOf(control)])];
        const best = Math.max(contrast(own, outside), ...lines.map((line) => contrast(over(line, outside), outside)));
        if (best < 3) found.push(`an edge of ${Math.round(100 * best) / 100}: ${name(control)}`);
      }
      for (const symbol of [...document.querySelectorAll('svg')].filter((element) => usable(element) && !element.closest('.qr,figure'))) {
        const behind = ground(symbol.parentElement);
        const is = contrast(over(parts(getComputedStyle(symbol).color), behind), behind);
        if (is < 3) found.push(`a symbol of ${Math.round(100 * is) / 100}: ${name(symbol.parentElement)}`);
      }
      return [...new Set(found)];
    },
    hovered: () => [
      ...rules().filter(([selector, style]) => style && /:(hover|focus|focus-within|focus-visible)\b/.test(selector) && !ITSELF.test(selector))
        .flatMap(([selector, style]) => [...style].filter((property) => !DRAWN.test(property)).map((property) => `${selector.trim()} turns ${property}`)),
      ...[...document.body.querySelectorAll('[title]')].map((element) => `${name(element)} has words that a pointer must find`),
      ...handled(['pointerover', 'pointerenter', 'mouseover', 'mouseenter', 'mousemove', 'focusin'], (kind) => new PointerEvent(kind, {bubbles: true, cancelable: true})),
    ],
    pressed: () => handled(['pointerdown', 'mousedown', 'touchstart'], (kind) => kind === 'touchstart'
      ? new Event(kind, {bubbles: true, cancelable: true}) : new PointerEvent(kind, {bubbles: true, cancelable: true, button: 0})),
    gestures: (forbidden) => {
      const own = ['window', 'document', 'body'].flatMap((where) => {
        const owner = {window, document, body: document.body}[where];
        return forbidden.filter((kind) => owner[`on${kind}`]).map((kind) => `${where} has on${kind}`);
      });
      const heard = forbidden.filter((kind) => askedOf.events.has(kind)).map((kind) => `a script listens to ${kind}`);
      const dragged = [...document.querySelectorAll('[draggable=true],[dropzone]')].map((element) => `${name(element)} is dragged`);
      const ranges = [...document.querySelectorAll('input[type=range],input[type=color]')].map((element) => `${name(element)} is set by dragging`);
      const still = rules().filter(([, style]) => style?.touchAction && style.touchAction !== 'manipulation' && style.touchAction !== 'auto')
        .map(([selector, style]) => `${selector.trim()} takes touches away: ${style.touchAction}`);
      const viewport = document.querySelector('meta[name=viewport]')?.content ?? '';
      return [...own, ...heard, ...dragged, ...ranges, ...still, ...askedOf.calls.map((call) => `a script calls ${call}`),
        ...(/user-scalable|maximum-scale|minimum-scale/.test(viewport) ? ['two fingers cannot enlarge it'] : [])];
    },
    // every letter, digit and sign by itself, on the page and on each thing that is no field
    keys: () => {
      const found = [];
      const before = look();
      const shortcut = [...document.querySelectorAll('[accesskey]')].map((element) => `${name(element)} has a shortcut`);
      const places = [document.body, ...controls().filter((element) => !element.matches('input,select,textarea'))].slice(0, 4);
      for (const place of places) {
        const at = document.activeElement;
        for (let code = 33; code < 127; code += 1) {
          const key = String.fromCharCode(code);
          for (const kind of ['keydown', 'keypress', 'keyup']) place.dispatchEvent(new KeyboardEvent(kind, {key, bubbles: true, cancelable: true}));
          if (look() !== before || document.activeElement !== at) {
            found.push(`the key ${key} changes the page`);
            return [...shortcut, ...found];
          }
        }
      }
      return [...shortcut, ...found];
    },
    turned: () => rules().filter(([, , rule]) => rule.media && /orientation|aspect-ratio/.test(rule.media.mediaText))
      .map(([, , rule]) => `is made otherwise where ${rule.media.mediaText}`),
    // what is there to use, and its words, in whatever place
    inventory: () => [document.querySelector('main').innerText.replace(/\s+/g, ''), controls().map(name).join('|')],
    fill: () => {
      const before = [location.href, document.title, document.querySelector('h1')?.innerText];
      const found = [];
      let sent = null;
      const stop = (event) => { event.preventDefault(); sent = event.target; };
      addEventListener('submit', stop, true);
      for (const control of controls().filter((element) => element.matches('input,select,textarea'))) {
        const at = (control.focus(), document.activeElement);
        if (control.matches('[type=radio],[type=checkbox]')) control.checked = !control.checked;
        else if (control.matches('select')) control.selectedIndex = control.options.length - 1;
        else if (control.type !== 'file' && control.type !== 'submit') control.value = '12';
        for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
        if (document.activeElement !== at) found.push(`${name(control)} loses the focus when it is filled in`);
        control.blur();
        if (sent) found.push(`${name(control)} sends the form when it is filled in`);
        sent = null;
      }
      removeEventListener('submit', stop, true);
      const after = [location.href, document.title, document.querySelector('h1')?.innerText];
      if (JSON.stringify(after) !== JSON.stringify(before)) found.push('filling in leads elsewhere');
      return found;
    },
    lines: () => {
      const found = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !usable(element) || element.closest('script,style,template,noscript,option,svg')) continue;
        const {lineHeight, fontSize, textAlign} = getComputedStyle(element);
        const size = parseFloat(fontSize), height = lineHeight === 'normal' ? 1.15 * size : parseFloat(lineHeight);
        // a name at the head of a page is no paragraph
        const least = element.closest('p,li,dd,blockquote') && !element.closest('h1,h2,h3,h4,nav,a,button,label,summary,.person__name') ? 1.5 : 1.3;
        if (height < least * size - 0.1) found.push(`lines ${Math.round(100 * height / size) / 100} high: ${name(element)}`);
        if (textAlign === 'justify') found.push(`stretched to both edges: ${name(element)}`);
        const range = document.createRange();
        range.selectNodeContents(walk.currentNode);
        for (const line of range.getClientRects()) {
          if (line.width > 40.5 * size) { found.push(`a line of ${Math.round(line.width / size)} characters: ${name(element)}`); break; }
        }
      }
      return [...new Set(found)];
    },
  };
})();
