import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

/** The tower of tests/fixtures/small-town; the kindergarten east of it stands 19.005 m off (expect.py: shapely and pyproj). */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };
const GAP = /19\.01\s*m/;

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
const panel = (on = page) => on.getByRole('region', { name: '测量' });
const reading = () => panel().getByLabel('当前读数');

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	const { lon, lat } = TARGET;
	const answer = await request.post(`${server.url}/api/incidents`, { data: { lon, lat, type: 'fire', level: 2 } });
	await request.post(`${server.url}/api/incidents/${(await answer.json()).id}/acknowledge`);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText(TARGET.id);
	await expect(page.locator('[data-label="target"]')).toBeVisible();
	// Seen from above, north up, so that east on the ground is right on the screen.
	await page.getByRole('button', { name: '换成二维' }).click();
	await page.getByRole('button', { name: '转到正北' }).click();
	await page.keyboard.press('m');
	await expect(panel()).toBeVisible();
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

interface Place {
	readonly x: number;
	readonly y: number;
}

/** Where the tower is seen: found once. */
let tower: Place;

/** Moves the pointer over places until the reading is as expected; where that was. */
async function findReading(places: readonly Place[], expected: RegExp): Promise<Place> {
	let next = 0;
	let found = places[0] as Place;
	await expect(async () => {
		found = places[next++ % places.length] as Place;
		await page.mouse.move(found.x, found.y);
		await expect(reading()).toContainText(expected, { timeout: 2_500 });
	}).toPass({ timeout: 100_000 });
	return found;
}

/** Places in rows from west to east, so many pixels apart. */
function listPlaces(from: Place, columns: number, rows: number, stepPx: number): Place[] {
	return Array.from({ length: columns * rows }, (_, i) => ({
		x: from.x + (i % columns) * stepPx,
		y: from.y + Math.floor(i / columns) * stepPx,
	}));
}

test('the height of the building under the pointer is told before anything is set', async () => {
	const map = await page.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	await panel().getByRole('radio', { name: '高度' }).click();
	tower = await findReading(
		listPlaces({ x: map.x + map.width / 2 - 20, y: map.y + map.height / 2 }, 1, 14, 12),
		/79\.60\s*m/,
	);
	await expect(reading()).toContainText('± 2.00 m');
});

test('the clear width between two buildings is that of an independent reckoning, and is kept on every page', async ({
	browser,
}) => {
	// Two maps are drawn in software at once.
	test.slow();
	await panel().getByRole('radio', { name: '净宽' }).click();
	await expect(panel().getByRole('button', { name: '保留到警情' })).toBeDisabled();
	await page.mouse.move(tower.x, tower.y + 1);
	await page.mouse.click(tower.x, tower.y);
	await expect(panel().getByRole('button', { name: '退一点' })).toBeEnabled();
	// 50 m are some 96 px: the pointer goes about the east of the tower until it stands on the kindergarten.
	const east = await findReading(listPlaces({ x: tower.x + 80, y: tower.y - 10 }, 5, 4, 18), GAP);
	await page.mouse.click(east.x, east.y);
	await expect(reading()).toContainText('± 0.71 m');
	await expect(reading()).toContainText('城市数据几何');
	await expect(page.locator('[data-label="measure-live"]')).toContainText('19.01 m');

	await panel().getByRole('button', { name: '保留到警情' }).click();
	const kept = panel().getByRole('listitem', { name: /净宽 19\.01 m/ });
	await expect(kept).toBeVisible();
	await expect(page.locator('[data-label^="measure-kept-"]')).toContainText('19.01 m');

	const other = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	await other.goto(`${server.url}/?gfx=lite`);
	await expect(other.getByRole('region', { name: '目标建筑' })).toContainText(TARGET.id);
	await other.keyboard.press('m');
	await expect(panel(other).getByRole('listitem', { name: /净宽 19\.01 m/ })).toBeVisible({ timeout: 150_000 });
	await other.close();
});

test('a kept reading is renamed and removed', async () => {
	await panel().getByRole('button', { name: '改名' }).click();
	await panel().getByRole('textbox', { name: '名称' }).fill('东侧间距');
	await page.keyboard.press('Enter');
	const kept = panel().getByRole('listitem', { name: /东侧间距 19\.01 m/ });
	await expect(kept).toBeVisible();
	await kept.getByRole('button', { name: '移除' }).click();
	await expect(kept).toHaveCount(0);
	await expect(page.locator('[data-label^="measure-kept-"]')).toHaveCount(0);
});

test('points are set by keyboard alone, taken back, and Esc leaves the tool', async () => {
	await panel().getByRole('radio', { name: '距离' }).click();
	await panel().focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('img', { name: '准星' })).toBeVisible();
	await expect(async () => {
		await page.keyboard.press('Enter');
		await expect(panel().getByRole('button', { name: '退一点' })).toBeEnabled({ timeout: 2_000 });
	}).toPass({ timeout: 30_000 });
	for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
	await expect(reading()).toContainText(/± \d/);
	await expect(reading()).not.toContainText('0.00');
	await page.keyboard.press('Backspace');
	await expect(panel().getByRole('button', { name: '退一点' })).toBeDisabled();
	await page.keyboard.press('Escape');
	await expect(panel()).toHaveCount(0);
});

test('all of one building is told by one click', async () => {
	await page.keyboard.press('m');
	await panel().getByRole('radio', { name: '建筑' }).click();
	await page.mouse.move(tower.x, tower.y + 1);
	await page.mouse.click(tower.x, tower.y);
	await expect(panel()).toContainText('79.60 m');
	// The side towards the kindergarten is 23.9995 m long (pyproj) and 19.005 m clear.
	await expect(panel().getByRole('row', { name: /东.*24\.00.*19\.01/ })).toBeVisible();
});
