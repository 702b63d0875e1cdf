/* Colours as the browser has computed them, and the contrast of two (WCAG 2.2, relative luminance). */
window.colours = (() => {
  // red, green, blue from 0 to 255, and how much of it covers what stands behind
  const parts = (colour) => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return colour.startsWith('color(srgb') ? [255 * red, 255 * green, 255 * blue, alpha] : [red, green, blue, alpha];
  };
  const over = ([r, g, b, a], back) => [r, g, b].map((share, at) => a * share + (1 - a) * back[at]).concat(1);
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1];
    const own = parts(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  // true where a picture or a shade stands behind: then no one colour is the ground
  const pictured = (element) => element !== null && (getComputedStyle(element).backgroundImage !== 'none'
    || (parts(getComputedStyle(element).backgroundColor)[3] < 1 && pictured(element.parentElement)));
  const light = (colour) => colour.slice(0, 3).map((share) => share / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    .reduce((sum, share, at) => sum + share * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  return {parts, over, ground, pictured, contrast};
})();
