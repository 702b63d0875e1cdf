// A code as a picture: black modules as one path, with the white border that the standard asks for.

import {correction, generate} from '../../vendor/lean-qr.js';

const QUIET = 4;
const SVG = 'http://www.w3.org/2000/svg';

export const drawn = (text) => {
  const code = generate(text, {minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M});
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue;
      let length = 1;
      while (code.get(x + length, y)) length += 1;
      path += `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`;
      x += length;
    }
  }
  const whole = code.size + 2 * QUIET;
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', `0 0 ${whole} ${whole}`);
  picture.setAttribute('shape-rendering', 'crispEdges');
  for (const [d, fill] of [[`M0 0h${whole}v${whole}h-${whole}z`, '#fff'], [path, '#000']]) {
    const part = document.createElementNS(SVG, 'path');
    part.setAttribute('d', d);
    part.setAttribute('fill', fill);
    picture.append(part);
  }
  return picture;
};
