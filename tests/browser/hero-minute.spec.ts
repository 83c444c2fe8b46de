import { execFileSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import { PROJECT_DIR, type RunningServer, servePack } from './serve-pack.ts';

/**
 * Expected values come from tests/fixtures/small-town/expect.py (shapely and pyproj in EPSG:4547, networkx for routes) and from
 * the tags in the fixture.
 */
const TARGET = {
	lon: 113.7540115,
	lat: 23.0221992,
	id: 'way/1011',
	heightM: '79.6',
	footprintM2: '1,008',
	perimeterM: '132',
	neighbours: 13,
	firstRouteM: 591,
	firstArrival: '1:46', // 57.7 s of driving, 3 s for a right turn, 45 s of turnout by day
	hydrants: 5,
};

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
const problems: string[] = [];

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	// Cuts instead of flights: a click in mid-flight would stop the camera half-way, and what it hits would be chance.
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	page.on('pageerror', (error) => problems.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') problems.push(message.text());
	});
	await page.goto(`${server.url}/?gfx=lite`);
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

test('the city comes up in Chinese, with its map and no failed tile', async () => {
	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await expect(page.getByRole('region', { name: '警情' })).toBeVisible();
	await expect(page.locator('canvas').first()).toBeVisible();
	await expect(page.locator('.map-scale')).toContainText('m');
	await expect(page.getByText('地图打不开')).toHaveCount(0);
	await expect(page.getByText('地图瓦片失败')).toHaveCount(0);
});

test('an alarm from POST /api/incidents fills the cards of an open page', async ({ request }) => {
	const answer = await request.post(`${server.url}/api/incidents`, {
		data: { lon: TARGET.lon, lat: TARGET.lat, type: 'fire', level: 2, description: '18 层冒烟' },
	});
	expect(answer.status()).toBe(201);

	const target = page.getByRole('region', { name: '目标建筑' });
	await expect(target).toContainText(TARGET.id);
	await expect(target).toContainText(TARGET.heightM);
	await expect(target).toContainText(TARGET.footprintM2);
	await expect(target).toContainText(TARGET.perimeterM);
	await expect(target).toContainText('24');
	await expect(page.getByRole('region', { name: '周边建筑' })).toContainText(`${TARGET.neighbours} 栋`);
	await expect(page.getByRole('region', { name: '水源' })).toContainText(`${TARGET.hydrants} 处`);
	const routes = page.getByRole('region', { name: '行车路线' });
	await expect(routes).toContainText(`${TARGET.firstRouteM} m`);
	await expect(routes).toContainText(TARGET.firstArrival);
	await expect(page.getByText('18 层冒烟').first()).toBeVisible();
});

test('fengtu assess prints the same numbers as the card', () => {
	const args = ['src/cli/fengtu.mjs', 'assess', '--pack', process.env.FENGTU_PACK as string, '--json'];
	const output = execFileSync(process.execPath, [...args, '--at', `${TARGET.lon},${TARGET.lat}`], { cwd: PROJECT_DIR });
	const assessment = JSON.parse(output.toString().trim().split('\n').at(-1) as string);
	expect(assessment.target.id).toBe(TARGET.id);
	expect(assessment.target.footprintM2).toBeCloseTo(1008.13, 0);
	expect(assessment.target.perimeterM).toBeCloseTo(132.01, 1);
	expect(assessment.surroundings.map((n: { gapM: number }) => Math.round(n.gapM))).toEqual([
		12, 12, 19, 21, 38, 48, 50, 52, 65, 74, 78, 78, 81,
	]);
	expect(assessment.stations[0].distanceM).toBeCloseTo(591.1, 0);
	expect(assessment.stations[1].distanceM).toBeCloseTo(1049.3, 0);
	expect(assessment.stations[2].distanceM).toBeCloseTo(1130.9, 0);
});

test('the alarm is acknowledged by key and the bar goes', async () => {
	const bar = page.getByRole('alert').filter({ hasText: '警情' });
	await expect(bar).toBeVisible();
	await page.keyboard.press('F2');
	await expect(bar).toHaveCount(0);
});

test('a click on a building in 3D shows its card with sources, and an alarm can be raised there', async () => {
	const map = page.getByRole('main', { name: '地图' });
	const card = page.getByRole('complementary', { name: '建筑' });
	const box = await map.boundingBox();
	if (!box) throw new Error('map: got no box');
	// The target stands in the middle of the map; its tiles may still be on their way.
	await expect(page.locator('.map-scale span')).toHaveText('50 m');
	await expect(async () => {
		await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + 20);
		await expect(card).toContainText('way/1011', { timeout: 3_000 });
	}).toPass({ timeout: 60_000 });
	await expect(card).toContainText('OpenStreetMap');
	await expect(card.getByRole('button', { name: /报警/ })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(card).toHaveCount(0);
});

test('an alarm by a click on the map reaches a second page without a reload', async ({ browser }) => {
	const other = await browser.newPage({ viewport: { width: 1366, height: 768 } });
	await other.goto(`${server.url}/?gfx=lite&lang=en`);
	await expect(other.getByRole('region', { name: 'Incidents' })).toBeVisible();
	await page.getByRole('button', { name: '在地图上报警' }).click();
	const box = await page.getByRole('main', { name: '地图' }).boundingBox();
	if (!box) throw new Error('map: got no box');
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + 20);
	const dialog = page.getByRole('dialog');
	await expect(dialog).toBeVisible();
	await dialog.getByRole('textbox', { name: /报警人/ }).fill('地图点选');
	await dialog.locator('button[type=submit]').click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText(TARGET.id);
	await expect(other.getByRole('alert').filter({ hasText: 'New incident' })).toBeVisible();
	await other.close();
	await page.keyboard.press('F2');
});

test('an alarm by an address in the search box is raised where the address is', async () => {
	const box = page.getByRole('combobox').first();
	await page.keyboard.press('/');
	await box.fill('元美路18号');
	await expect(page.getByRole('option').first()).toContainText('元美路');
	await box.press('Shift+Enter');
	const dialog = page.getByRole('dialog');
	await dialog.locator('button[type=submit]').click();
	// The 96 m block of flats at 元美路 18.
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('96.0');
	await page.keyboard.press('F2');
});

test('English is one switch away and complete in the regions', async () => {
	await page.getByRole('button', { name: /EN|English/ }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	for (const name of ['Target building', 'Surroundings', 'Routes', 'Water', 'Incidents']) {
		await expect(page.getByRole('region', { name })).toBeVisible();
	}
	await page.getByRole('button', { name: /中/ }).click();
});

test('search finds a name and an address by keyboard', async () => {
	const box = page.getByRole('combobox');
	await page.keyboard.press('/');
	await expect(box).toBeFocused();
	await box.fill('荣汇');
	await expect(page.getByRole('option').first()).toContainText('荣汇大厦');
	await box.fill('元美路18号');
	await expect(page.getByRole('option').first()).toContainText('元美路');
	await page.keyboard.press('Escape');
});

test('nothing went wrong on the page meanwhile', () => {
	expect(problems).toEqual([]);
});
