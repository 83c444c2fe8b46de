import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

const TOWER = { lon: 113.7540115, lat: 23.0221992 };
/** Half the side of the area drawn round the route, CSS pixels. */
const REACH_PX = 45;

let server: RunningServer;
test.beforeAll(async () => {
	server = await servePack(process.env.FENGTU_PACK as string);
});
test.afterAll(() => server.stop());

const firstTile = (page: Page) => page.getByRole('region', { name: '行车路线' }).getByRole('article').first();

/** Puts a place into the middle of the map. */
async function flyTo(page: Page, lon: number, lat: number): Promise<void> {
	const search = page.getByRole('combobox', { name: '搜索' });
	await search.fill(`${lon}, ${lat}`);
	await expect(page.getByRole('option').first()).toBeVisible();
	await search.press('Enter');
	await search.blur();
	await expect(page.getByRole('option')).toHaveCount(0);
}

test('a closure drawn on one page changes the route on every page, and lifting it brings the route back', async ({
	browser,
	request,
}) => {
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	const [page, other] = [await context.newPage(), await context.newPage()];
	for (const opened of [page, other]) await opened.goto(`${server.url}/?gfx=lite`);
	const answer = await request.post(`${server.url}/api/incidents`, { data: TOWER });
	const incident = await answer.json();
	const { geometry, id } = incident.assessment.stations[0] as { geometry: [number, number][]; id: string };
	await request.post(`${server.url}/api/incidents/${incident.id}/acknowledge`);
	await expect(firstTile(page)).toHaveAttribute('data-station', id);
	const before = await firstTile(page).textContent();

	const [from, to] = geometry.slice(-3, -1) as [[number, number], [number, number]];
	await flyTo(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
	await page.keyboard.press('x');
	await page.getByRole('button', { name: '画区域' }).click();
	const canvas = await page.locator('.cesium-widget canvas').boundingBox();
	if (!canvas) throw new Error('closures: got no canvas, expected the map');
	const [x, y] = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2];
	for (const [right, down] of [
		[-1, -1],
		[1, -1],
		[1, 1],
		[-1, 1],
	] as const) {
		await page.mouse.click(x + right * REACH_PX, y + down * REACH_PX);
	}
	await expect(page.getByText('4 点')).toBeVisible();
	await page.keyboard.press('Backspace');
	await expect(page.getByText('3 点')).toBeVisible();
	await page.keyboard.press('Control+Shift+Z');
	await expect(page.getByText('4 点')).toBeVisible();
	await expect(page.getByText('km 道路')).toBeVisible();
	await page.keyboard.press('Enter');
	await page.getByLabel('原因').fill('下穿积水');
	await page.getByRole('button', { name: '封路 · 通知所有打开的页面' }).click();

	for (const opened of [page, other]) {
		await expect(opened.getByRole('region', { name: '行车路线' })).toContainText('路线已重算');
		await expect(opened.getByRole('region', { name: '行车路线' })).toContainText('下穿积水');
		await expect(firstTile(opened)).not.toHaveText(before as string);
	}
	expect(await firstTile(other).textContent()).toBe(await firstTile(page).textContent());

	await page.getByRole('button', { name: '解除' }).click();
	await expect(page.getByRole('button', { name: '撤销解除' })).toBeVisible();
	for (const opened of [page, other]) {
		await expect(firstTile(opened)).toHaveText(before as string);
		await expect(opened.getByText('路线已重算')).toHaveCount(0);
	}
	await context.close();
});

test('Esc leaves drawing, then the tool; a route can be asked for by keyboard alone', async ({ page }) => {
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.locator('.map-scale')).toContainText('m');
	await page.keyboard.press('x');
	const panel = page.getByRole('region', { name: '封路' });
	await page.getByRole('button', { name: '画线封路' }).click();
	await page.keyboard.press('Escape');
	await expect(panel.getByText('没有封闭路段')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(panel).toHaveCount(0);

	await page.keyboard.press('w');
	await page.getByRole('combobox', { name: '起点' }).selectOption({ label: '东城消防救援站' });
	await page.getByRole('button', { name: '用画面中心作终点' }).press('Enter');
	const ways = page.getByRole('list', { name: '算出的路线' });
	await expect(ways.getByRole('button').first()).toContainText('城市主战消防车');
	await ways.getByRole('button').first().press('Enter');
	const detail = page.getByRole('complementary', { name: '路线' });
	await expect(detail.getByRole('list', { name: '走法' })).toContainText('到达');
	await expect(detail).toContainText('停在');
});
