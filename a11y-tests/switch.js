/* What switch.py asks: everything that can be chosen, in the order in which a switch steps through it, and where it stands. */
window.stepping = (() => {
  const usable = (element) => !element.disabled && element.checkVisibility({visibilityProperty: true})
    && element.matches('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]');
  // of a choice its words without the hint under them
  const labelled = ({labels}) => labels?.[0]?.querySelector('.choice__hint') ? labels[0].firstElementChild : labels?.[0];
  const words = (element) => (labelled(element) ?? element).innerText.trim().replace(/\s+/g, ' ').replace(/\s*(必填|选填)$/, '');
  const items = () => [...document.querySelectorAll('*')].filter(usable);
  const here = () => items().indexOf(document.activeElement);
  return {
    words: () => items().map((item) => `${item.localName === 'a' ? 'link' : item.type ?? item.localName} ${words(item)}`),
    // where a page begins to be stepped through: at its top, or behind what was focused when it opened
    here: () => {
      if (here() >= 0) return here();
      const at = document.activeElement;
      if (!at || at === document.body) return -1;
      return items().findLastIndex((item) => at.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_PRECEDING);
    },
    find: (wanted) => items().findIndex((item) => words(item) === wanted),
    // whether it has focus, or another answer of the same question has
    near: (number) => {
      const at = document.activeElement;
      const wanted = items()[number];
      return at === wanted || (wanted.type === 'radio' && at.type === 'radio' && at.name === wanted.name);
    },
    inMain: (number) => Boolean(items()[number].closest('main')),
    to: (number) => items()[number].focus(),
    key: (number) => (items()[number].matches('input[type=radio],input[type=checkbox]') ? 'Space' : 'Enter'),
  };
})();
