/*
Measures the page as it stands, in CSS pixels, and returns what is wrong, in words.
Run in the browser by measures.py; takes {text, main, tap, tapMain, gap} of the smallest sizes.
*/
(least) => {
  const found = [];
  const HALF = 0.5; // a pixel on a screen may be cut in two

  const words = (element) => (element.innerText || element.value || element.name || '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const name = (element) => `${element.localName}${element.className.baseVal === undefined && element.className
    ? '.' + element.className.trim().replace(/\s+/g, '.') : ''} “${words(element)}”`;
  const round = (number) => Math.round(number * 10) / 10;

  // what is said and not shown is cut to nothing
  const unseen = [...document.body.querySelectorAll('*')].filter((element) => getComputedStyle(element).clipPath === 'inset(50%)');
  const seen = (element) => element.checkVisibility({visibilityProperty: true})
    && !unseen.some((hidden) => hidden.contains(element)) && !element.closest('.skip-link:not(:focus)');
  const everything = [...document.body.querySelectorAll('*')].filter(seen);

  /* text: every text node that is shown, with the rectangles of its lines */
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.data.trim() || !seen(node.parentElement) || node.parentElement.closest('script,style,template,noscript,option,svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((line) => line.width > 1 && line.height > 1);
    if (lines.length) texts.push({element: node.parentElement, lines});
  }

  for (const {element} of texts) {
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < least.text - HALF) found.push(`text of ${round(size)} px: ${name(element)}`);
    if (least.main && element.closest('h1,.button--main,.button--danger,.card__link,.menu a,.field__label') && size < least.main - HALF
      && !element.closest('.field__mark')) {
      found.push(`main text of ${round(size)} px: ${name(element)}`);
    }
  }
  for (const control of everything.filter((each) => each.matches('input,select,textarea'))) {
    const size = parseFloat(getComputedStyle(control).fontSize);
    if (size < least.text - HALF) found.push(`text of ${round(size)} px: ${name(control)}`);
  }

  /* nothing leaves the window, nothing is cut off, no text lies on another */
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = everything.filter((element) => element.getBoundingClientRect().right > root.clientWidth + HALF);
    const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    found.push(`scrolls sideways, ${root.scrollWidth} px in ${root.clientWidth}: ${inner.map(name).join(', ')}`);
  }
  for (const element of everything) {
    const {overflowX, overflowY} = getComputedStyle(element);
    const cut = (how, inside, outside) => how !== 'visible' && how !== 'auto' && how !== 'scroll' && inside > outside + 1;
    if (element.closest('svg') || element.matches('input,select,textarea,progress')) continue;
    if (cut(overflowX, element.scrollWidth, element.clientWidth) || cut(overflowY, element.scrollHeight, element.clientHeight)) {
      found.push(`text cut off: ${name(element)}`);
    }
  }
  const lines = texts.flatMap(({element, lines: those}) => those.map((line) => ({element, line})));
  lines.sort((one, other) => one.line.top - other.line.top);
  for (const [at, {element, line}] of lines.entries()) {
    for (let next = at + 1; next < lines.length && lines[next].line.top < line.bottom; next += 1) {
      const {element: other, line: under} = lines[next];
      if (element === other || element.contains(other) || other.contains(element)) continue;
      const across = Math.min(line.right, under.right) - Math.max(line.left, under.left);
      const down = Math.min(line.bottom, under.bottom) - Math.max(line.top, under.top);
      if (across > 2 && down > Math.min(line.height, under.height) / 3) found.push(`${name(element)} lies on ${name(other)}`);
    }
  }

  /* what can be tapped: the rectangle that answers, not the one that is drawn */
  const reach = (element) => {
    const after = getComputedStyle(element, '::after');
    const over = after.content !== 'none' && after.position === 'absolute' ? element.offsetParent : element;
    return over.getBoundingClientRect();
  };
  const targets = everything.filter((element) => element.matches('a[href],button,input:not([type=hidden]),select,textarea,summary')
    && !element.disabled).map((element) => ({element, at: reach(element)})).filter(({at}) => at.width > 0 && at.height > 0);
  for (const {element, at} of targets) {
    const main = element.matches('.button--main,.button--danger,.menu a,.input,.choice__input,.card__link');
    const height = main ? least.tapMain : least.tap;
    if (at.height < height - HALF || at.width < least.tap - HALF) {
      found.push(`a target of ${round(at.width)} × ${round(at.height)} px: ${name(element)}`);
    }
  }
  for (const [number, {element, at}] of targets.entries()) {
    for (const {element: other, at: next} of targets.slice(number + 1)) {
      if (element.contains(other)) continue;
      const across = Math.max(next.left - at.right, at.left - next.right);
      const down = Math.max(next.top - at.bottom, at.top - next.bottom);
      if (Math.max(across, down) < least.gap - HALF) {
        found.push(`${round(Math.max(across, down))} px between ${name(element)} and ${name(other)}`);
      }
    }
  }

  /* where colours are forced, what is filled keeps a border or a line under its words */
  if (matchMedia('(forced-colors: active)').matches) {
    for (const element of everything.filter((each) => each.matches('button:not([aria-current]),.button,input,select,textarea'))) {
      const drawn = element.matches('.choice__input') ? element.nextElementSibling : element;
      const {borderTopStyle, borderTopWidth, textDecorationLine} = getComputedStyle(drawn);
      if ((borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1) && !textDecorationLine.includes('underline')) {
        found.push(`nothing shows where it ends: ${name(element)}`);
      }
    }
  }

  /* what is read first is seen first; but the menu stands at the foot of a phone and is read before the page, and how many
     messages there are stands over the word and is read after it */
  const read = texts.filter(({element}) => !element.closest('.menu--bar,.menu__count')).map(({element, lines: those}) => ({
    element, top: Math.min(...those.map((line) => line.top)), bottom: Math.max(...those.map((line) => line.bottom)),
    left: Math.min(...those.map((line) => line.left)), right: Math.max(...those.map((line) => line.right)),
  }));
  for (let at = 1; at < read.length; at += 1) {
    const [before, next] = [read[at - 1], read[at]];
    const above = next.bottom <= before.top + 2 && next.left < before.right - 2;
    const beside = next.right <= before.left + 2 && next.bottom > before.top + 2 && next.top < before.bottom - 2;
    if (above || beside) found.push(`${name(next.element)} is read after ${name(before.element)} and stands before it`);
  }

  /* nothing moves, and what stays in its place leaves room to read */
  const moving = document.getAnimations().map(({effect}) => name(effect.target));
  if (moving.length) found.push(`moves: ${moving.join(', ')}`);
  const staying = everything.filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position));
  const taken = staying.reduce((sum, element) => sum + element.getBoundingClientRect().height, 0);
  if (taken > innerHeight / 3) found.push(`${round(taken)} of ${innerHeight} px never scroll away: ${staying.map(name).join(', ')}`);

  return [...new Set(found)];
}
