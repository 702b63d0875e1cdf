/* Runs before any script of a page and keeps what they ask the browser for: which events they listen to, and for what
   they lock, vibrate or open. steady.py reads it. */
(() => {
  const entries = performance.getEntriesByType.bind(performance);
  const asked = window.askedOf = {events: new Set(), calls: [], entries};
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    // not what the driver of this browser listens to, nor the library: what comes of that is tried, not read
    if (!/InjectedScript|[/]static[/]vendor[/]/.test(new Error().stack)) asked.events.add(type);
    return add.call(this, type, ...rest);
  };
  const keep = (owner, name) => {
    if (owner && name in owner) owner[name] = () => { asked.calls.push(name); };
  };
  keep(window.ScreenOrientation?.prototype, 'lock');
  keep(window, 'alert');
  keep(window, 'confirm');
  keep(window, 'prompt');
  keep(window, 'open');
  keep(window.HTMLDialogElement?.prototype, 'showModal');
})();
