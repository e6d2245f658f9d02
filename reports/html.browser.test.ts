import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Browser, chromium, type Page } from 'playwright-core';
import t, { type Test } from 'tap';

import { html } from './html.js';
import { sampleRun } from './sample.js';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
// A CI run without a browser must not look tested, so there it fails at launch instead.
const absent = !existsSync(executablePath) && process.env.CI !== 'true';
const skip = absent && `no browser at ${executablePath}; install chromium or set CHROMIUM`;

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

t.test('the page in a browser', { skip }, async (t) => {
  const folder = t.testdir({ 'report.html': html(sampleRun) });
  const address = pathToFileURL(join(folder, 'report.html')).href;
  const browser = await chromium.launch({ executablePath, args: ARGS });
  t.teardown(() => browser.close());

  /** Plays a scene on the page, which must say nothing on the console and ask nothing of the network. */
  const scene = (name: string, play: Scene, hash = '', options: Options = {}) =>
    t.test(name, async (t) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
      const noise: string[] = [];
      page.on('console', (message) => noise.push(message.text()));
      page.on('pageerror', (error) => noise.push(error.message));
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) noise.push(request.url());
      });
      await page.goto(`${address}${hash}`);
      await play(t, page);
      await page.close();
      t.strictSame(noise, [], 'no message, no error, no request');
    });

  await scene('filters', filters);
  await scene('keyboard', keyboard);
  await scene('documents', documents);
  await scene('addresses', addresses, '#rule=list-parts/ugly&target=mock:aws-s3');
  await scene('phone', phone, '', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  await scene('without scripts', still, '', { javaScriptEnabled: false });
  for (const colorScheme of ['light', 'dark'] as const) {
    await scene(colorScheme, looks(colorScheme), '#rule=complete/part-order&target=mock:aws-s3', { colorScheme });
  }
});

type Options = NonNullable<Parameters<Browser['newPage']>[0]>;
type Scene = (t: Test, page: Page) => Promise<void>;

const shownRules = (page: Page) =>
  page.locator('tr[data-rule]:visible').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-rule')));

async function filters(t: Test, page: Page) {
  const count = page.locator('#count');
  t.equal(await count.textContent(), '9 rules');

  await page.locator('.chip[data-mark=fail]').click();
  t.strictSame(await shownRules(page), ['complete/part-order', 'list-parts/ugly']);
  t.equal(await count.textContent(), '2 of 9 rules shown');
  t.equal(await page.locator('.chip[data-mark=fail]').getAttribute('aria-pressed'), 'true');

  await page.getByLabel('Group').selectOption('complete');
  t.strictSame(await shownRules(page), ['complete/part-order']);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  t.equal((await shownRules(page)).length, 9);

  await page.getByLabel('Search').fill('SECOND abort');
  t.strictSame(await shownRules(page), ['abort/idempotent']);
  await page.getByLabel('Search').fill('there is no such rule');
  t.ok(await page.locator('#none').isVisible());
  await page.getByRole('button', { name: 'Clear the filters' }).click();

  await page.getByRole('button', { name: 'Only where targets differ' }).click();
  t.notOk((await shownRules(page)).includes('create/metadata'));
  t.ok((await shownRules(page)).includes('complete/second-complete'), 'observations differ by what was seen');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.locator('.toggle', { hasText: 'complete' }).click();
  t.equal((await shownRules(page)).length, 5);
}

async function documents(t: Test, page: Page) {
  const sentences = page.locator('#ledger-003');
  t.notOk(await sentences.evaluate((node) => node.hasAttribute('open')));
  await page.getByRole('link', { name: 'AWS S3, document 003' }).click();
  t.ok(await sentences.evaluate((node) => node.hasAttribute('open')), 'the document opens');
  await sentences.getByRole('link', { name: 'create/metadata' }).click();
  t.match(await page.locator('#panel-title').textContent(), /create\/metadata/, 'a rule leads to its cases');
}

async function keyboard(t: Test, page: Page) {
  const focused = (name: string) => page.evaluate(`document.activeElement.getAttribute(${JSON.stringify(name)})`);

  await page.locator('#group').focus();
  await page.locator('[data-do=differ]').focus();
  await page.keyboard.press('Tab');
  t.match(await focused('class'), 'toggle', 'the grid is one stop for Tab');
  t.equal(await page.locator('#grid [tabindex="0"]').count(), 1);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  t.match(await focused('aria-label'), 'pass: create/metadata on mock:aws-s3');
  for (const _ of 'four') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const label = 'fail: complete/part-order on mock:aws-s3, 1 fail, 1 known';
  t.equal(await focused('aria-label'), label, 'rows of groups, which have no such cell, are passed over');

  await page.keyboard.press('Enter');
  const panel = page.locator('#panel');
  t.ok(await panel.isVisible());
  const text = (await panel.textContent()) ?? '';
  for (const part of [
    'complete/part-order',
    'Parts are listed in ascending order',
    'seed 003: Multipart upload completion',
    'refused: part-order',
    '400 InvalidPartOrder',
    '200 with an ETag',
    'authorization: AWS4-HMAC-SHA256 (removed)',
    '<Error><Code>InvalidPart</Code>',
    'curl --aws-sigv4',
  ]) {
    t.ok(text.includes(part), part);
  }
  t.equal(await page.evaluate('location.hash'), '#rule=complete/part-order&target=mock:aws-s3');

  await page.keyboard.press('ArrowRight');
  t.equal(await page.locator('[role=tab][aria-selected=true]').textContent(), 'https://oss.example.com, pass');
  await page.keyboard.press('Escape');
  t.notOk(await panel.isVisible());
  t.equal(await focused('aria-label'), label, 'focus is back where it was');
  t.equal(await page.evaluate('location.hash'), '');
}

async function addresses(t: Test, page: Page) {
  const panel = page.locator('#panel');
  t.match(await panel.textContent(), '</script><script>alert(1)</script>', 'ugly text is shown as it was');
  await page.getByRole('button', { name: 'Copy the curl line' }).first().click();
  await panel.getByText('Copied').waitFor();
  await page.getByRole('button', { name: 'Previous rule' }).click();
  t.equal(await page.locator('#panel-title').textContent(), 'abort/idempotent');
  await page.getByRole('tab', { name: 'All targets' }).click();
  t.match(await panel.textContent(), /404 NoSuchUpload/);
  // At once, before the page is told that the panel was closed.
  await page.evaluate(
    "document.querySelector('#panel .close').click(); location.hash = '#rule=complete/second-complete'",
  );
  await page.getByRole('tab', { name: 'All targets', selected: true }).waitFor();
  t.match(await panel.textContent(), /answer = 200[\s\S]*answer = 404 NoSuchUpload/, 'side by side');
}

async function phone(t: Test, page: Page) {
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  t.equal(await page.evaluate('innerWidth'), 360);
  t.equal(await overflow(), 0);
  await page.locator('.cell.m-fail').first().tap();
  t.match(await page.locator('#panel').textContent(), 'refused: part-order');
  const panel = await page.evaluate<number>("document.getElementById('panel').scrollWidth - innerWidth");
  t.ok(panel <= 0, 'the panel does not overflow');
  await page.getByRole('button', { name: 'Close' }).tap();
  const left = await page.evaluate<number>(`(() => {
    document.querySelector('.rules .scroll').scrollLeft = 200;
    return document.querySelector('tr[data-rule] th').getBoundingClientRect().left;
  })()`);
  t.ok(left >= 0 && left < 40, 'rule names stay in sight');
}

/** Text against the first opaque ground behind it, by the formula of WCAG 2. */
const FAINT_TEXT = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return parse(getComputedStyle(document.documentElement).backgroundColor);
  };
  const faint = new Set();
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.getClientRects().length || node.disabled) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.add(node.tagName + '.' + node.className + ' ' + ratio.toFixed(2));
  }
  return [...faint];
})()`;

function looks(scheme: 'light' | 'dark'): Scene {
  const ground = { light: 'rgb(246, 247, 249)', dark: 'rgb(14, 17, 22)' }[scheme];
  return async (t, page) => {
    t.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), ground);
    t.strictSame(await page.evaluate(FAINT_TEXT), [], 'all text meets AA');
  };
}

async function still(t: Test, page: Page) {
  const text = (await page.locator('main').textContent()) ?? '';
  for (const part of [
    '1 of 3 targets conform',
    '2 fail',
    'complete/part-order#descending',
    '5 MiB',
    'second-complete',
  ]) {
    t.ok(text.includes(part), part);
  }
  t.notOk(await page.locator('#search').isVisible(), 'what needs scripts is not offered');
}
