import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { findBreaches } from './find-breaches.ts';
import { findUnreadable } from './find-unreadable.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦 of the small town. */
const TOWER = { lon: 113.7540115, lat: 23.0221992 };
/** 1366 x 768 at 200 %. */
const HALVED = { width: 683, height: 384 };
/** More stops than a page with all its cards has. */
const MOST_STOPS = 400;
/** Each tool by its key. */
const TOOL_KEYS = {
	w: 'route',
	x: 'closure',
	f: 'what-if',
	t: 'tactics',
	m: 'measure',
	b: 'force',
	e: 'roster',
	r: 'requests',
	n: 'log',
};

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let incidentId = '';

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	// Of a context of its own, as axe needs.
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	page = await context.newPage();
	// All but the last test go without the drawn map: it takes the machine's whole strength, and what lies over it is the same.
	await page.addInitScript(() => {
		HTMLCanvasElement.prototype.getContext = () => null;
	});
	await page.goto(`${server.url}/?gfx=lite&lang=zh-CN&theme=dark`);
	await expect(page.getByRole('region', { name: '警情' })).toBeVisible();
});

test.afterAll(async () => {
	await page.context().close();
	await server.stop();
});

const panel = () => page.locator('.tool-panel .card__head');
const dialog = () => page.locator('dialog[open]');

/** A key of the page itself: nothing has the focus that would take it. */
async function press(key: string): Promise<void> {
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await page.keyboard.press(key);
}

async function expectClean(screen: string): Promise<void> {
	await test.step(screen, async () => expect.soft(await findBreaches(page), screen).toEqual([]));
}

async function tell(request: APIRequestContext, path: string, data: object = {}): Promise<{ id: string }> {
	const answer = await request.post(`${server.url}${path}`, { data });
	expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
	return (await answer.json()) as { id: string };
}

async function checkTools(keys: readonly string[]): Promise<void> {
	for (const key of keys) {
		await press(key);
		await expect(panel()).toBeVisible();
		await expectClean(TOOL_KEYS[key as keyof typeof TOOL_KEYS]);
		await press('Escape');
		await expect(panel()).toHaveCount(0);
	}
}

/** Opens a menu and what one of its lines opens. */
async function choose(menu: string, id: string): Promise<void> {
	await page.locator(menu).click();
	await page.locator(`[role^=menuitem][data-key="${id}"]`).click();
}

test('before any alarm: the empty page, the keys, the tour, the sounds, the search and the intake form', async () => {
	await expectClean('empty');
	await press('?');
	await expectClean('keys');
	await dialog().getByRole('button', { name: '导览' }).click();
	await expect(page.getByRole('region', { name: '导览' })).toBeVisible();
	await expectClean('tour');
	await press('Escape');
	await page.getByRole('button', { name: '声音未开启 · 开启' }).click();
	await page.getByRole('button', { name: '声音设置' }).click();
	await expectClean('sounds');
	await page.keyboard.press('Escape');
	await press('/');
	await expect(page.locator('#search')).toBeFocused();
	await page.keyboard.type('荣汇');
	await expect(page.getByRole('option').first()).toContainText('荣汇大厦');
	await expectClean('search');
	await page.keyboard.press('Escape');
	await press('F2');
	await expect(dialog().locator('[data-field="where"]')).toBeFocused();
	await page.keyboard.type('hfl218');
	await expect(dialog().getByRole('option').first()).toBeVisible();
	await expectClean('intake');
	await page.keyboard.press('Escape');
	if (await dialog().count()) await page.keyboard.press('Escape');
	await expect(dialog()).toHaveCount(0);
});

test('an alarm that waits, and a team that was not counted', async ({ request }) => {
	const call = { ...TOWER, type: 'fire', level: 2, fireFloor: 18, description: '18 层冒烟，2 人在屋里' };
	incidentId = (await tell(request, '/api/incidents', call)).id;
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
	await expectClean('alarm');
	await press('F2');
	await expect(page.locator('.alarm-bar')).toHaveCount(0);
	const team = { incidentId, name: '攻坚一组', people: 4, parIntervalS: 60, enteredAtMs: Date.now() - 130_000 };
	await tell(request, '/api/teams', team);
	const bar = page.getByRole('region', { name: '人员清点逾期 攻坚一组' });
	await expect(bar).toBeVisible();
	await expectClean('team to be counted');
	await bar.getByRole('button', { name: '4 人全到' }).click();
	await expect(bar).toBeHidden();
});

test('the incident: cards, the basis of a number, all assumptions, a picked building, layers, legend, menus', async () => {
	await expectClean('incident');
	await page.locator('.value__open').first().click();
	await expect(page.locator('.reasoning')).toBeVisible();
	await expectClean('reasoning');
	await page.locator('.reasoning').getByRole('button', { name: '全部假设' }).click();
	await expect(dialog()).toBeVisible();
	await expectClean('assumptions');
	await page.keyboard.press('Escape');
	await press('4');
	await page.locator('.neighbour').first().click();
	await expect(page.getByRole('complementary', { name: '建筑' })).toBeVisible();
	await expectClean('picked');
	await press('Escape');
	await page.getByRole('button', { name: '图层' }).click();
	await press('l');
	await expectClean('layers and legend');
	await press('l');
	await press('Escape');
	await page.locator('.strip__more').click();
	await expect(page.getByRole('menu')).toBeVisible();
	await expectClean('menu');
	await page.keyboard.press('Escape');
});

test('each tool', async () => {
	await checkTools(Object.keys(TOOL_KEYS));
});

test('the dialogs of its life, the replay and the wall', async () => {
	for (const step of ['change', 'caller', 'hand-over', 'report', 'close']) {
		await choose('.strip__more', step);
		await expect(dialog()).toBeVisible();
		await expectClean(step);
		await page.keyboard.press('Escape');
		await expect(dialog()).toHaveCount(0);
	}
	await press('y');
	await expect(page.getByRole('region', { name: '回放控制' })).toBeVisible();
	await expectClean('replay');
	await press('y');
	await expect(page.getByRole('region', { name: '回放控制' })).toBeHidden();
	await page.goto(`${server.url}/?gfx=lite&view=wall`);
	await expect(page.getByRole('region', { name: '执勤力量' })).toBeVisible();
	await expectClean('wall');
});

for (const [lang, theme] of [
	['zh-CN', 'light'],
	['en', 'dark'],
	['en', 'light'],
] as const) {
	test(`the incident, the tools with most in them, and a new call in ${lang}, ${theme}`, async () => {
		await page.goto(`${server.url}/?gfx=lite&lang=${lang}&theme=${theme}`);
		await expect(page.locator('html')).toHaveAttribute('lang', lang);
		await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
		await expect(page.locator('[data-card="1"]')).toContainText('way/1011');
		await expectClean('incident');
		await checkTools(['f', 't', 'b', 'n']);
		await press('F2');
		await expect(dialog()).toBeVisible();
		await expectClean('intake');
		await page.keyboard.press('Escape');
		await expect(dialog()).toHaveCount(0);
	});
}

test('by Tab through the incident: every stop has a name, is on screen and shows that it has the focus', async () => {
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	const seen = new Set<string>();
	const faults: string[] = [];
	for (let stop = 0; stop < MOST_STOPS; stop += 1) {
		await page.keyboard.press('Tab');
		const at = await readFocus();
		if (at === null || (at.isFirst && stop > 0)) break;
		seen.add(at.part);
		faults.push(...at.faults);
	}
	expect(faults).toEqual([]);
	for (const part of ['app__top', 'command__strip', 'command__panel', 'command__force', 'map-tools']) {
		expect([...seen]).toContain(part);
	}
});

/** What has the focus: the part of the page it is in, and what is wrong with it. null = the page itself. */
function readFocus(): Promise<{ part: string; isFirst: boolean; faults: string[] } | null> {
	return page.evaluate(() => {
		const element = document.activeElement as HTMLElement | null;
		if (!element || element === document.body) return null;
		const parts = ['app__top', 'command__strip', 'command__panel', 'command__force', 'map-tools', 'map-pane'];
		const label = document.querySelector(`label[for="${element.id}"]`);
		const said = [element.getAttribute('aria-label'), element.textContent, element.title, label?.textContent];
		const labelled = element.getAttribute('aria-labelledby') ?? element.closest('label')?.textContent;
		const name = said.find((words) => words?.trim()) ?? labelled;
		const isRinged = (shown: Element) => {
			const { outlineStyle, outlineWidth } = getComputedStyle(shown);
			return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
		};
		// A field within a frame, and a box within its label, may show it on that.
		const rings = [element, element.parentElement, element.closest('label')].filter((one) => one !== null);
		const { top, left, bottom, right } = element.getBoundingClientRect();
		const isOnScreen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
		const what = `${element.tagName}.${element.className} ${name?.trim().slice(0, 30)}`;
		return {
			part: parts.find((part) => element.closest(`.${part}`)) ?? '',
			isFirst: element.matches('.skip'),
			faults: [
				...(name?.trim() ? [] : [`no name: ${what}`]),
				...(rings.some(isRinged) ? [] : [`no ring: ${what}`]),
				...(isOnScreen ? [] : [`off screen: ${what}`]),
			],
		};
	});
}

test('at 200 % nothing is lost: no sideways scroll, no cut text, every card and tool can be come to', async () => {
	await page.goto(`${server.url}/?gfx=lite&lang=en&theme=dark`);
	await expect(page.locator('[data-card="1"]')).toContainText('way/1011');
	await page.setViewportSize(HALVED);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(HALVED.width);
	for (const name of ['Target building', 'Water', 'Surroundings', 'Routes']) {
		const region = page.getByRole('region', { name });
		await region.scrollIntoViewIfNeeded();
		const box = await region.boundingBox();
		expect.soft(box?.x, name).toBeGreaterThanOrEqual(0);
		expect.soft((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(HALVED.width);
	}
	expect.soft((await findUnreadable(page, '.command__strip, .command__panel', 0)).cut).toEqual([]);
	for (const button of await page.getByRole('toolbar').getByRole('button').all()) {
		await button.scrollIntoViewIfNeeded();
		await expect(button).toBeInViewport();
	}
	await press('n');
	await expect(panel()).toBeVisible();
	const box = await page.locator('.tool-panel').boundingBox();
	expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= HALVED.width).toBe(true);
	await press('Escape');
	await page.setViewportSize({ width: 1366, height: 768 });
});

test('one who wants no motion sees none, and one who lets the system choose colours keeps borders and shapes', async ({
	request,
}) => {
	const { id } = await tell(request, '/api/incidents', { ...TOWER, lon: TOWER.lon + 0.006, type: 'fire' });
	await expect(page.locator('.alarm-bar')).toBeVisible();
	expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
	await page.emulateMedia({ reducedMotion: 'no-preference' });
	// Two fills, each for a second: far under three flashes a second (WCAG 2.3.1).
	const fills = await page.evaluate(() =>
		document.getAnimations().map((one) => one.effect?.getComputedTiming().duration),
	);
	expect(fills.every((durationMs) => Number(durationMs) >= 2000)).toBe(true);
	expect(fills.length).toBeGreaterThan(0);
	await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
	await tell(request, `/api/incidents/${id}/acknowledge`);
	await press('[');
	await press('t');
	await expect(panel()).toBeVisible();
	const pressed = page.getByRole('toolbar').locator('[aria-pressed="true"]');
	await expect(pressed).toHaveCSS('outline-style', 'solid');
	for (const shape of ['.level', '.btn', '.card', '.tool-panel']) {
		await expect(page.locator(`${shape}:visible`).first()).not.toHaveCSS('border-top-style', 'none');
	}
	await expect(page.locator('.level svg rect').first()).toBeVisible();
	await page.emulateMedia({ forcedColors: 'none' });
	await tell(request, `/api/incidents/${id}/close`, { reason: 'test' });
});

test('with the map drawn, its labels and its frame', async ({ browser }) => {
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	const drawn = await context.newPage();
	await drawn.goto(`${server.url}/?gfx=lite&lang=zh-CN&theme=dark`);
	await expect(drawn.locator('[data-label="target"]')).toBeVisible();
	expect(await findBreaches(drawn)).toEqual([]);
	await context.close();
});
