import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

/** The 24-storey tower of tests/fixtures/small-town. */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };
const CARDS = ['1', '2', '3', '4', '5', '6'];

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
const problems: string[] = [];
const panel = () => page.getByRole('region', { name: '推演' });
const target = () => page.getByRole('region', { name: '目标建筑' });
const tag = () => page.locator('.what-if-tag');

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	const { lon, lat } = TARGET;
	const answer = await request.post(`${server.url}/api/incidents`, { data: { lon, lat, type: 'fire', level: 2 } });
	await request.post(`${server.url}/api/incidents/${(await answer.json()).id}/acknowledge`);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	page.on('pageerror', (error) => problems.push(error.message));
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(target()).toContainText(TARGET.id);
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

test('all six cards are on screen at once, in the small window and the large one', async () => {
	for (const size of [
		{ width: 1366, height: 768 },
		{ width: 1920, height: 1080 },
	]) {
		await page.setViewportSize(size);
		for (const card of CARDS) {
			await expect(page.locator(`[data-card="${card}"] .card__head`)).toBeInViewport({ ratio: 1 });
		}
	}
	await page.setViewportSize({ width: 1366, height: 768 });
});

test('F opens it; one step of the fire floor is reckoned anew and marked as supposed', async () => {
	await page.keyboard.press('f');
	await expect(panel()).toContainText('与记录相同');
	await expect(tag()).toHaveCount(0);
	await panel().getByRole('button', { name: '上一层' }).click();
	await expect(panel()).toContainText(/算 [\d,]+ ms/);
	await expect(target()).toContainText('起火层1 层');
	await expect(tag()).toContainText('推演：起火层已改 · 不是记录');
});

test('Ctrl+Z and Ctrl+Shift+Z undo and redo; back to the record supposes nothing', async () => {
	await page.locator('#map').focus();
	await page.keyboard.press('Control+z');
	await expect(tag()).toHaveCount(0);
	await page.keyboard.press('Control+Shift+Z');
	await expect(tag()).toContainText('起火层');
	await tag().getByRole('button', { name: '回到记录' }).click();
	await expect(tag()).toHaveCount(0);
	await expect(panel()).toContainText('与记录相同');
});

test('an aerial is put on the map by a click, and taken back', async () => {
	await panel()
		.getByRole('button', { name: /在图上放/ })
		.click();
	const map = await page.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	await page.mouse.click(map.x + map.width * 0.62, map.y + map.height * 0.6);
	await expect(panel()).toContainText('X1');
	await expect(tag()).toContainText('举高车位置');
	await panel().getByRole('button', { name: '收回' }).click();
	await expect(tag()).toHaveCount(0);
});

test('a number is followed to its rule, and from there to all assumptions', async () => {
	await page.keyboard.press('Escape');
	await target().getByRole('button', { name: /高层/ }).click();
	const reasoning = page.locator('.reasoning');
	await expect(reasoning).toContainText('A1');
	await expect(reasoning).toContainText('GB 50016');
	await expect(reasoning).toContainText('待确认');
	await reasoning.getByRole('button', { name: '全部假设' }).click();
	const dialog = page.getByRole('dialog', { name: '假设与取值' });
	await expect(dialog).toContainText('collapse.heightFactor');
	await dialog.getByRole('searchbox').fill('collapse.heightFactor');
	await expect(dialog.getByRole('row')).toHaveCount(2);
	await page.keyboard.press('Escape');
	expect(problems).toEqual([]);
});
