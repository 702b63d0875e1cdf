/* What keyboard.py asks about the page: where one should be able to stop, and how the present stop looks. */
window.a11y = (() => {
  const words = (element) => (element.labels?.[0] ?? element).innerText?.trim().replace(/\s+/g, ' ').slice(0, 40) || element.name || '';
  const name = (element) => `${element.localName} “${words(element)}”`;

  const usable = (element) => !element.disabled && element.checkVisibility({visibilityProperty: true})
    && element.matches('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"],video[controls],audio[controls]');
  // a group of radios is one stop: the chosen one, else the first
  const speaker = (element) => {
    if (element.type !== 'radio') return element;
    const scope = element.form ?? document;
    const group = [...scope.querySelectorAll('input[type=radio]')].filter(({name: of, disabled}) => of === element.name && !disabled);
    return group.find(({checked}) => checked) ?? group[0];
  };
  let stops = [];
  const look = () => {
    stops = [...document.querySelectorAll('*')].filter(usable).filter((element) => speaker(element) === element);
    return stops.map(name);
  };

  const ringed = (element) => {
    const ring = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return ring(getComputedStyle(element)) || ring(getComputedStyle(element, '::after'))
      || (element.nextElementSibling?.matches('label') && ring(getComputedStyle(element.nextElementSibling)));
  };
  // at its middle and near its corners: is it there, or something that lies over it
  const covered = (element) => [...element.getClientRects()].slice(0, 1).some((box) => {
    const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
    const shown = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    return shown.length === 0 || shown.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && !element.contains(top) && !top.contains(element) && !(element.labels && [...element.labels].some((label) => label.contains(top)));
    });
  });

  return {
    stops: look,
    toTheTop: () => {
      scrollTo(0, 0);
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    },
    goTo: (number) => stops.at(number).focus(),
    firstIn: (selector) => {
      const number = stops.findIndex((element) => element.closest(selector));
      return number < 0 ? null : number;
    },
    here: () => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const faults = [];
      if (!element.matches(':focus-visible')) faults.push('is focused without :focus-visible');
      if (!ringed(element)) faults.push('shows no focus');
      if (covered(element)) faults.push('is covered where it has focus');
      return {number: stops.indexOf(speaker(element)), name: name(element), faults, height: element.getBoundingClientRect().height,
        folded: element.matches('details:not([open]) > summary'), film: element.matches('video,audio')};
    },
  };
})();
