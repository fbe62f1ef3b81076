// What is printed is what is shown: the example's proposal as a PDF, page for page and word for
// word, on A4 and US Letter, with true page numbers in the contents.

import { expect, test, type Page, type TestInfo } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { laidOut } from './support/desk';

interface Printed {
  /** The words on each page. */
  pages: string[];
  /** The width and height of each page, in points. */
  sizes: [number, number][];
}

async function openProposal(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Start from the example' }).click();
  await page.getByRole('link', { name: 'Proposal', exact: true }).click();
  await laidOut(page);
}

async function print(page: Page, info: TestInfo, name: string): Promise<Printed> {
  const path = info.outputPath(`${name}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true });
  const text = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' });
  const facts = execFileSync('pdfinfo', ['-l', '999', path], { encoding: 'utf8' });
  const sizes = [...facts.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/gm)].map(
    (match): [number, number] => [Number(match[1]), Number(match[2])],
  );
  // Every page ends with a form feed.
  return { pages: text.split('\f').slice(0, -1), sizes };
}

/** The words of every sheet on screen, those of pictures too. Tables behind charts are there to be
 * read aloud: nobody sees them, and they are not printed. */
async function shown(page: Page): Promise<string[]> {
  await page.locator('.leaf .chart-figures').evaluateAll((tables) => {
    for (const table of tables) (table as HTMLElement).hidden = true;
  });
  return page.locator('.leaf').allInnerTexts();
}

/** Every letter and sign with how often it stands there, white space apart: a word that is lost
 * or doubled changes it, however the words are set. */
function letters(text: string): string {
  return [...squeezed(text)].sort().join('');
}

function squeezed(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

function words(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean).sort();
}

function near(actual: number, wanted: number): boolean {
  return Math.abs(actual - wanted) < 1.5;
}

test('the proposal prints page for page and word for word', async ({ page }, info) => {
  await openProposal(page);
  const sheets = await shown(page);
  const printed = await print(page, info, 'a4');

  expect(sheets.length).toBeGreaterThan(8);
  expect(printed.pages.length).toBe(sheets.length);
  for (const [index, sheet] of sheets.entries()) {
    const text = printed.pages[index] ?? '';
    expect.soft(letters(text), `page ${index + 1}`).toBe(letters(sheet));
    const missing = words(sheet).filter((word) => !squeezed(text).includes(word));
    expect.soft(missing, `words of page ${index + 1}`).toEqual([]);
    if (index > 0) {
      expect(text.replace(/\s+/g, ' ')).toContain(`page ${index + 1} of ${sheets.length}`);
    }
  }
});

test('strong words stand in the face of the text, not in one of this machine', async ({ page }) => {
  await openProposal(page);
  await expect(page.locator('.leaves strong').first()).toBeAttached();
  const browser = await page.context().newCDPSession(page);
  await browser.send('DOM.enable');
  await browser.send('CSS.enable');
  const { root } = await browser.send('DOM.getDocument', { depth: 0 });
  const { nodeId } = await browser.send('DOM.querySelector', { nodeId: root.nodeId, selector: '.leaves strong' });
  const { fonts } = await browser.send('CSS.getPlatformFontsForNode', { nodeId });
  expect(fonts.map((font) => font.isCustomFont)).toEqual([true]);
});

test('nothing stands over the edge of its sheet', async ({ page }) => {
  await openProposal(page);
  const over = await page.locator('.leaf').evaluateAll((leaves) =>
    leaves.flatMap((leaf, index) => {
      const body = leaf.querySelector('.leaf-body')?.getBoundingClientRect();
      const blocks = [...leaf.querySelectorAll('.block')];
      return blocks
        .map((block) => block.getBoundingClientRect())
        .filter((box) => !body || box.bottom > body.bottom + 1 || box.right > body.right + 1)
        .map((box) => `page ${index + 1}: ${box.bottom - (body?.bottom ?? 0)}`);
    }),
  );
  expect(over).toEqual([]);
});

test('the contents name the page on which each section begins', async ({ page }, info) => {
  await openProposal(page);
  const entries = await page.locator('.contents-entry').evaluateAll((lines) =>
    lines.map((line) => ({
      number: line.querySelector('.contents-number')?.textContent ?? '',
      title: line.querySelector('.contents-name')?.textContent ?? '',
      page: Number(line.querySelector('.contents-page')?.textContent),
    })),
  );
  expect(entries.length).toBeGreaterThan(5);
  const printed = await print(page, info, 'contents');
  for (const entry of entries) {
    const on = letters(printed.pages[entry.page - 1] ?? '');
    expect.soft(on.length, `page ${entry.page} is there`).toBeGreaterThan(0);
    const headings = await page
      .getByRole('region', { name: new RegExp(`^Page ${entry.page} of`) })
      .locator('.section-title')
      .allInnerTexts();
    const found = headings.map((heading) => heading.replace(/\s+/g, ' ').trim());
    expect.soft(found).toContain(`${entry.number} ${entry.title}`);
    const text = (printed.pages[entry.page - 1] ?? '').replace(/\s+/g, ' ');
    expect.soft(text, `${entry.title} on page ${entry.page}`).toContain(entry.title);
  }
});

test('the paper is A4 or US Letter, and the timeline is landscape unless it is turned', async ({
  page,
}, info) => {
  await openProposal(page);
  const a4 = await print(page, info, 'a4');
  const upright = a4.sizes.filter(([width, height]) => near(width, 595.3) && near(height, 841.9));
  const landscape = a4.sizes.filter(([width, height]) => near(width, 841.9) && near(height, 595.3));
  expect(landscape.length).toBeGreaterThan(0);
  expect(upright.length + landscape.length).toBe(a4.pages.length);

  await page.getByLabel('Paper').selectOption('US Letter');
  await expect(page.locator('.leaf.letter').first()).toBeVisible();
  const letter = await print(page, info, 'letter');
  const sizes = letter.sizes.filter(
    ([width, height]) =>
      (near(width, 612) && near(height, 792)) || (near(width, 792) && near(height, 612)),
  );
  expect(sizes.length).toBe(letter.pages.length);

  await page.getByLabel('Turn landscape pages upright').check();
  await expect(page.locator('.leaf.turned').first()).toBeVisible();
  const turned = await print(page, info, 'turned');
  expect(turned.sizes.every(([width, height]) => width < height)).toBe(true);
  const sheets = await shown(page);
  expect(turned.pages.length).toBe(sheets.length);
  for (const [index, sheet] of sheets.entries()) {
    expect.soft(letters(turned.pages[index] ?? ''), `page ${index + 1}`).toBe(letters(sheet));
  }
});

test('a table over several pages repeats its head and carries its sum', async ({ page }) => {
  await openProposal(page);
  const number = (text: string) => Number(text.replace(/[^\d-]/g, ''));
  const carried = await page.locator('.carried-out .figures').allInnerTexts();
  const brought = await page.locator('.carried-in .figures').allInnerTexts();
  expect(brought).toEqual(carried);
  if (carried.length === 0) {
    return;
  }
  const sum = await page.locator('.leaf:has(.carried-out)').first().evaluate((leaf) => {
    const table = leaf.querySelector('table:has(.carried-out)');
    const lines = [...(table?.querySelectorAll('tr.row:not(.group, .subtotal, .total)') ?? [])];
    return lines
      .map((line) => Number((line.lastElementChild?.textContent ?? '').replace(/[^\d-]/g, '')))
      .reduce((sum, amount) => sum + amount, 0);
  });
  expect(sum).toBe(number(carried[0] ?? ''));
  const heads = page.locator('.leaf:has(.carried-in) table:has(.carried-in) thead');
  await expect(heads).toHaveCount(brought.length);
  await expect(page.locator('.leaf:has(.carried-in) caption').first()).toContainText('(continued)');
});

/** The example with its sections three times, about sixty sheets, and one of our own in the middle. */
async function openLong(page: Page): Promise<void> {
  await page.goto('./');
  const file = await (await page.request.get('./example.pitch.json')).json();
  const { story } = file.pitch;
  const shown = story.sections.filter((section: { internal?: boolean }) => !section.internal);
  story.sections = [0, 1, 2].flatMap((copy) =>
    shown.map((section: { id: string }) => ({ ...section, id: `${section.id}-${copy}` })),
  );
  const middle = Math.floor(story.sections.length / 2);
  story.sections[middle].new_page = true;
  story.sections.splice(middle, 0, {
    id: 'middle', title: 'In the middle', new_page: true, text: 'A short paragraph.',
  });
  file.id = 'long-story';
  await page.getByLabel('Pitch files').setInputFiles({
    name: 'long.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)),
  });
  await page.getByRole('textbox', { name: 'Title', exact: true }).waitFor();
}

/** Opens the section in the middle of the story, whose list is windowed, at the end of its text. */
async function writeInMiddle(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Story', exact: true }).click();
  const row = page.locator('[data-row=middle]');
  for (let at = 0; !(await row.count()) && at < 20; at++) {
    await page.locator('.grid').first().evaluate((grid, at) => { grid.scrollTop = at * 150; }, at);
    await page.waitForTimeout(50);
  }
  // Rows are used again while the list scrolls: what was clicked may have become another row.
  await expect(async () => {
    await row.locator('[data-column]').first().click();
    await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('In the middle', { timeout: 1000 });
  }).toPass({ timeout: 15_000 });
  await page.getByRole('textbox', { name: 'Text', exact: true }).click();
  await page.keyboard.press('Control+End');
}

test('an edit changes the sheets that moved, and the others stay what they are', async ({ page }) => {
  await openLong(page);
  await writeInMiddle(page);
  await page.keyboard.type(' And more.');
  await page.getByRole('link', { name: 'Proposal', exact: true }).click();
  await laidOut(page);
  const middle = page.locator('.leaf-frame', { hasText: 'A short paragraph.' });
  await expect(middle).toContainText('And more.');
  const count = await page.locator('.leaf-frame').count();
  const name = await middle.getAttribute('aria-label');

  await page.evaluate(() => {
    for (const sheet of document.querySelectorAll('.leaf-frame')) Object.assign(sheet, { stood: true });
  });
  const fresh = () => page.locator('.leaf-frame').evaluateAll((sheets) =>
    sheets.flatMap((sheet) => ('stood' in sheet ? [] : [sheet.getAttribute('aria-label')])));
  await page.keyboard.press('Control+z');
  await expect(middle).not.toContainText('And more.');
  expect(await fresh()).toEqual([name]);

  // A page less moves all sheets behind it: they keep what they hold, and are numbered anew. Those
  // contents are new that name a page behind it.
  await writeInMiddle(page);
  await page.keyboard.insertText(' More than a page of words.'.repeat(250));
  await page.getByRole('link', { name: 'Proposal', exact: true }).click();
  await laidOut(page);
  expect(await page.locator('.leaf-frame').count()).toBeGreaterThan(count);
  await page.evaluate(() => {
    for (const sheet of document.querySelectorAll('.leaf-frame')) Object.assign(sheet, { stood: true });
  });
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: 'pages' })).toHaveText(`${count} pages`);
  const number = Number(/\d+/.exec(name ?? '')?.[0]);
  const contents = () => page.locator('.leaf-frame:has(.contents-entry)').evaluateAll((sheets, number) =>
    sheets.filter((sheet) => [...sheet.querySelectorAll('.contents-page')].some((page) => Number(page.textContent) > number))
      .map((sheet) => sheet.getAttribute('aria-label')), number);
  // What is out of view is drawn last.
  await expect(async () => {
    const named = await contents();
    expect(named.length).toBeGreaterThan(0);
    expect(await fresh()).toEqual([...named, name]);
  }).toPass({ timeout: 10_000 });
  await expect(page.locator('.leaf-foot-page').last()).toHaveText(`page ${count} of ${count}`);
});

test('a long layout says how far it is, and a newer edit ends it', async ({ page }) => {
  await openLong(page);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const bar = document.querySelector('.proposal-count progress') as HTMLProgressElement | null;
      const words = document.querySelector('.proposal-count [role=status]')?.textContent ?? '';
      if (bar) seen.push(`${words} ${bar.value} ${bar.max}`);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await page.getByRole('link', { name: 'Proposal', exact: true }).click();
  await laidOut(page);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  const steps = [...new Set(seen)].map((line) => line.match(/^Laying out… (\d+) (\d+)$/)!);
  expect(steps.length).toBeGreaterThan(2);
  const done = steps.map((step) => Number(step[1]));
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBeLessThan(Number(steps[0]![2]));
  await laidOut(page);
  await expect(page.locator('.proposal-count progress')).toHaveCount(0);

  // While a new design is measured, another one is chosen: what stands in the end is the last.
  await page.getByLabel('Theme').selectOption('Poster');
  await page.getByLabel('Theme').selectOption('Journal');
  await expect(page.locator('.leaves.theme-journal')).toBeVisible();
  await expect(page.locator('.proposal-count progress')).toHaveCount(0);
  await expect(page.locator('.folio-host')).toHaveCount(0);
  await expect(page.locator('.leaves.theme-journal')).toBeVisible();
});

test('Print opens the dialog once the sheets are laid out, and names the file', async ({ page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    window.print = () => {
      window.dispatchEvent(new Event('beforeprint'));
      seen.push(`${document.title}: ${document.querySelectorAll('.leaf').length > 8}`);
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  await openProposal(page);
  const title = await page.title();
  const client = await page.locator('.cover-client').innerText();
  const name = await page.locator('.cover-title').innerText();
  const heading = name.replace(/\s+/g, ' ').trim();
  const file = `${client} – ${heading} – Proposal: true`;
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);

  await page.getByRole('main').getByRole('button', { name: 'Print', exact: true }).click();
  await expect.poll(seen).toEqual([file]);
  await page.keyboard.press('Control+p');
  await expect.poll(seen).toEqual([file, file]);
  // From another part of the pitch the proposal is laid out first.
  await page.getByRole('link', { name: 'Budget', exact: true }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Print', exact: true }).click();
  await expect.poll(seen).toEqual([file, file, file]);
  expect(await page.title()).toBe(title);
});

test('one key prints the proposal from anywhere in a pitch, with what was just typed', async ({ page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    window.print = () => seen.push(document.querySelector('.cover-by')?.textContent ?? '');
  });
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  const isLeftToTheBrowser = () =>
    page.evaluate(() => document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, bubbles: true, cancelable: true }),
    ));
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'New pitch' })).toBeVisible();
  expect(await isLeftToTheBrowser()).toBe(true);
  await page.getByRole('button', { name: 'Start from the example' }).click();
  const button = page.getByRole('banner').getByRole('button', { name: 'Print', exact: true });
  await expect(button).toHaveAttribute('title', 'Print the proposal (Ctrl+P)');
  await expect(button).toHaveAttribute('aria-keyshortcuts', 'Control+P Meta+P');
  // Out of a text, which keeps what is typed in it.
  await page.getByRole('link', { name: 'Story', exact: true }).click();
  await page.getByRole('region', { name: 'Section', exact: true }).getByRole('textbox', { name: 'Title' }).fill('Dear Tom');
  await page.keyboard.press('Control+p');
  await expect.poll(async () => (await seen()).length).toBe(1);
  await expect(page.getByRole('heading', { level: 1, name: 'Proposal' })).toBeAttached();
  await expect(page.getByRole('heading', { name: /Dear Tom/ }).first()).toBeAttached();
  // A date that is typed but not yet left stands on what is printed.
  const date = page.getByRole('region', { name: 'Design' }).getByRole('textbox', { name: 'Date' });
  await date.fill('1 March 2027');
  await page.keyboard.press('Control+p');
  await expect.poll(async () => (await seen()).length).toBe(2);
  expect((await seen())[1]).toContain('1 Mar 2027');
  await expect(date).toBeFocused();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeAttached();
  expect(await isLeftToTheBrowser()).toBe(true);
});

test('a long plan is tiled over sheets that are readable by themselves', async ({ page, request }, info) => {
  const file = await (await request.get('./example.pitch.json')).json();
  file.id = 'long-plan';
  const timeline = file.pitch.timeline;
  timeline.phases = Array.from({ length: 10 }, (_, at) => ({ id: `p${at}`, name: `Wave ${at + 1}` }));
  timeline.tasks = Array.from({ length: 120 }, (_, at) => ({
    id: `t${at}`,
    name: at % 17 === 3 ? `Task ${at + 1} with a name that is longer than a line in its column` : `Task ${at + 1}`,
    phase: `p${Math.floor(at / 12)}`,
    duration: 2 + ((at * 7) % 9),
  }));
  // Every fourth link skips two tasks, so that some run side by side: some 18 months in all.
  timeline.links = Array.from({ length: 119 }, (_, at) => ({
    id: `l${at}`,
    from: `t${(at + 1) % 5 ? at : Math.max(0, at - 2)}`,
    to: `t${at + 1}`,
  }));
  timeline.launch = 't119';
  file.pitch.scope = {};
  file.pitch.budget.payments = [];
  for (const line of file.pitch.budget.lines) delete line.task;

  await page.goto('./');
  await page.getByLabel('Pitch files').setInputFiles({
    name: 'long.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await page.getByRole('link', { name: 'Proposal', exact: true }).click();
  await laidOut(page);

  const sheets = await page.locator('.leaf.landscape').evaluateAll((leaves) =>
    leaves.map((leaf) => {
      const body = leaf.querySelector('.leaf-body')!.getBoundingClientRect();
      const chart = leaf.querySelector('.gantt')!.getBoundingClientRect();
      return {
        over: Math.max(chart.bottom - body.bottom, chart.right - body.right),
        names: [...leaf.querySelectorAll('.gantt-name')].map((name) => name.textContent ?? ''),
        dates: [...leaf.querySelectorAll('.gantt-dates')].filter((dates) => dates.textContent).length,
        scale: leaf.querySelectorAll('.month-name').length,
        part: leaf.querySelector('.gantt-part')?.textContent ?? '',
      };
    }),
  );
  expect(sheets.length).toBeGreaterThan(4);
  for (const sheet of sheets) {
    expect(sheet.over).toBeLessThan(1);
    expect(sheet.names.length).toBeGreaterThan(4);
    expect(sheet.dates).toBe(sheet.names.length);
    expect(sheet.scale).toBeGreaterThan(0);
    expect(sheet.names.at(-1)).not.toMatch(/^Wave/);
  }
  // Every row is there, and where time goes on beside, the same rows stand on both sheets.
  const all = new Set(sheets.flatMap((sheet) => sheet.names));
  for (const task of timeline.tasks) expect.soft(all).toContain(task.name);
  const second = sheets.findIndex((sheet) => sheet.part === 'part 2 of 2');
  expect(second).toBeGreaterThan(0);
  expect(sheets[second - 1]!.part).toBe('part 1 of 2');
  expect(sheets[second]!.names).toEqual(sheets[second - 1]!.names);

  const printed = await print(page, info, 'long');
  const shownWords = await shown(page);
  for (const [index, sheet] of shownWords.entries()) {
    expect.soft(letters(printed.pages[index] ?? ''), `page ${index + 1}`).toBe(letters(sheet));
  }
});
