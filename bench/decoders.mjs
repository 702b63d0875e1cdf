// Codes as pictures that are hard to read, and which of two decoders reads them: node bench/decoders.mjs '{"name": "text"}'.
// Each is drawn at 3.5 pixels a module, sharp and blurred, straight and tilted by 15°, grey as a camera sees it.

import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {correction, generate} from 'lean-qr';
import {scanGrayBuffer} from '@undecaf/zbar-wasm';

const require = createRequire(import.meta.url);
const zxing = require('zxing-wasm/reader');
zxing.prepareZXingModule({overrides: {wasmBinary: readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer}});

const A_MODULE = 3.5;
const QUIET = 4;
const SAMPLES = 4; // a pixel's light comes from 4 × 4 points
const PAPER = 225, INK = 40;

const drawn = (code, degrees) => {
  const whole = (code.size + 2 * QUIET) * A_MODULE, side = Math.ceil(whole * 1.35);
  const turn = (degrees * Math.PI) / 180, cos = Math.cos(turn), sin = Math.sin(turn);
  const light = new Float64Array(side * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let sum = 0;
      for (let n = 0; n < SAMPLES * SAMPLES; n += 1) {
        const dx = x + (n % SAMPLES + 0.5) / SAMPLES - side / 2, dy = y + (Math.floor(n / SAMPLES) + 0.5) / SAMPLES - side / 2;
        const u = Math.floor((dx * cos + dy * sin + whole / 2) / A_MODULE) - QUIET, v = Math.floor((dy * cos - dx * sin + whole / 2) / A_MODULE) - QUIET;
        sum += code.get(u, v) ? INK : PAPER;
      }
      light[y * side + x] = sum / (SAMPLES * SAMPLES);
    }
  }
  return {light, side};
};

const blurred = ({light, side}, sigma) => {
  if (!sigma) return {light, side};
  const reach = Math.ceil(3 * sigma), weights = Array.from({length: 2 * reach + 1}, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = weights.reduce((a, b) => a + b);
  const along = (from, step, across) => {
    const to = new Float64Array(side * side);
    for (let a = 0; a < side; a += 1) for (let b = 0; b < side; b += 1) {
      let sum = 0;
      weights.forEach((weight, i) => { sum += weight * from[Math.min(side - 1, Math.max(0, a + i - reach)) * step + b * across]; });
      to[a * step + b * across] = sum / total;
    }
    return to;
  };
  return {light: along(along(light, 1, side), side, 1), side};
};

const pictures = (code) => [['sharp', 0, 0], ['blurred', 0, 1.2], ['tilted by 15°', 15, 0], ['blurred and tilted', 15, 1.2]]
  .map(([name, degrees, sigma]) => [name, blurred(drawn(code, degrees), sigma)]);

const readers = {
  'zxing-wasm': async ({light, side}) => {
    const pixels = new Uint8ClampedArray(4 * light.length);
    light.forEach((value, i) => pixels.set([value, value, value, 255], 4 * i));
    const found = await zxing.readBarcodes({data: pixels, width: side, height: side, colorSpace: 'srgb'}, {formats: ['QRCode'], tryHarder: true});
    return found[0]?.text ?? '';
  },
  'zbar-wasm': async ({light, side}) => (await scanGrayBuffer(Uint8Array.from(light).buffer, side, side))[0]?.decode() ?? '',
};

const told = {};
for (const [name, text] of Object.entries(JSON.parse(process.argv[2]))) {
  const code = generate(text, {minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M});
  told[name] = {modules: code.size, read: {}};
  for (const [reader, read] of Object.entries(readers)) {
    told[name].read[reader] = {};
    for (const [how, picture] of pictures(code)) told[name].read[reader][how] = (await read(picture)) === text;
  }
}
process.stdout.write(JSON.stringify(told));
