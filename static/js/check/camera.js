// The camera as a reader of QR codes: the browser's own where it has one, else zxing, which is loaded only now.

const EVERY_MS = 200;
const WIDEST = 1280;

const script = (src) => new Promise((resolve, reject) => {
  const element = document.createElement('script');
  element.src = src;
  element.onload = resolve;
  element.onerror = reject;
  document.head.append(element);
});

const own = async () => {
  if (!('BarcodeDetector' in globalThis)) return null;
  if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
  const detector = new BarcodeDetector({formats: ['qr_code']});
  return async (video) => (await detector.detect(video)).map((found) => found.rawValue);
};

export const zxing = async ({reader, wasm}) => {
  if (!globalThis.ZXingWASM) await script(reader);
  globalThis.ZXingWASM.prepareZXingModule({overrides: {locateFile: () => wasm}});
  return async (picture) => {
    const found = await globalThis.ZXingWASM.readBarcodes(picture, {formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true});
    return found.filter((each) => each.isValid).map((each) => each.text);
  };
};

const frames = (read) => {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', {willReadFrequently: true});
  return (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return read(context.getImageData(0, 0, canvas.width, canvas.height));
  };
};

// starts the camera; `found(text)` is called for every picture that holds a code. Returns what stops it.
export const watch = async (video, files, found) => {
  const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment', width: {ideal: WIDEST}}, audio: false});
  video.srcObject = stream;
  await video.play();
  const look = (await own().catch(() => null)) ?? frames(await zxing(files));
  let running = true;
  const next = async () => {
    if (!running) return;
    if (video.videoWidth && !document.hidden) for (const text of await look(video).catch(() => [])) found(text);
    setTimeout(next, EVERY_MS);
  };
  next();
  return () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
};
