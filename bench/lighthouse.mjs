// Lighthouse's own measure of some pages: node lighthouse.mjs '{"chromium": …, "runs": 3, "pages": [{"name", "url", "cookies"}]}'
// One line of JSON a run. Mobile and simulated throttling are Lighthouse's defaults; each run is a first visit in a fresh profile.
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

const { chromium, runs, pages } = JSON.parse(process.argv[2]);
const audits = {
  fcp: 'first-contentful-paint',
  lcp: 'largest-contentful-paint',
  cls: 'cumulative-layout-shift',
  tbt: 'total-blocking-time',
  bytes: 'total-byte-weight',
};
const flags = { onlyAudits: Object.values(audits), disableFullPageScreenshot: true, logLevel: 'error', locale: 'en' };

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--lang=zh-CN'],
});
try {
  // every page once in each round: what others do to the machine falls on all alike
  for (let run = 0; run < runs; run += 1) {
    for (const { name, url, cookies } of pages) {
      const profile = await browser.createBrowserContext();
      const page = await profile.newPage();
      for (const [key, value] of Object.entries(cookies)) {
        await profile.setCookie({ name: key, value, domain: 'localhost', path: '/' });
      }
      const { lhr } = await lighthouse(url, flags, undefined, page);
      if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
      if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) throw new Error(`${name} led to ${lhr.finalDisplayedUrl}`);
      const figures = Object.entries(audits).map(([short, id]) => [short, lhr.audits[id].numericValue]);
      console.log(JSON.stringify({ name, ...Object.fromEntries(figures) }));
      await profile.close();
    }
  }
} finally {
  await browser.close();
}
