/* What hands.py asks before a finger comes down: where it does, and what it touches there that is something else.
A finger is as broad as the least that may be touched, in CSS pixels. */
(control, breadth) => {
  // the words of a choice; else its own box, and of what is broken into lines the first one
  const words = control.matches('[type=radio],[type=checkbox]') ? control.labels[0].firstElementChild : control;
  words.scrollIntoView({block: 'center', behavior: 'instant'});
  const [line] = words.getClientRects();
  const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
  const far = breadth / 2 - 1;
  const places = [[0, 0], [-far, 0], [far, 0], [0, -far], [0, far]];
  const touched = places.map(([across, down]) => document.elementFromPoint(x + across, y + down));
  const own = [control, ...control.labels ?? []];
  const others = touched.filter((at) => !own.some((part) => part.contains(at)));
  const told = (at) => (at ? `${at.localName} “${(at.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 20)}”` : 'nothing');
  const box = control.getBoundingClientRect();
  return {at: {x: x - box.left, y: y - box.top}, others: [...new Set(others.map(told))]};
}
