/* The smallest target and text in CSS pixels, and the lowest contrast of text, of the page as it stands. */
() => {
  const shown = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && getComputedStyle(element).clipPath !== 'inset(50%)' && !element.closest('[class*=visually-hidden],[class*=skip-link]');
  const everything = [...document.body.querySelectorAll('*')].filter(shown);

  // what answers a tap: a choice with its label, anything else its own rectangle; a link in a sentence is no target of its own
  const reach = (element) => {
    const own = element.getBoundingClientRect();
    const after = getComputedStyle(element, '::after');
    if (after.content !== 'none' && after.position === 'absolute' && element.offsetParent) return element.offsetParent.getBoundingClientRect();
    return own;
  };
  const inSentence = (element) => element.matches('p a, li a') && element.parentElement.innerText.trim() !== element.innerText.trim();
  const targets = everything.filter((element) => element.matches('a[href],button,input:not([type=hidden]),select,textarea,summary') && !inSentence(element))
    .map(reach).filter(({width, height}) => width > 0 && height > 0).map(({width, height}) => Math.min(width, height));

  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, number) => sum + part * [0.2126, 0.7152, 0.0722][number], 0);
  const contrast = (element) => {
    const [one, other] = [light(rgba(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  };
  const texts = everything.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && !element.matches('option,script,style,template,noscript'));
  return {
    target: Math.min(...targets),
    text: Math.min(...texts.map((element) => parseFloat(getComputedStyle(element).fontSize))),
    contrast: Math.min(...texts.map(contrast)),
  };
}
