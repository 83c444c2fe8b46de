import { expect, type Page, test } from '@playwright/test';
import { findUnreadable } from './find-unreadable.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦 of the small town. */
const TOWER = { lon: 113.7540115, lat: 23.0221992 };
/** UI design language, section 4: at 1920 x 1080 a panel of 540, a top of 64, figures of 104. */
const MAP = { width: 1380, height: 912 };
const LEAST_PX = 18;

test.describe.configure({ mode: 'serial' });

let server: RunningServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite&view=wall`);
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

test('the wall has its parts at their places and scrolls nowhere', async () => {
	const map = page.getByRole('main', { name: '地图' });
	await expect(map).toBeVisible();
	const box = await map.boundingBox();
	expect(Math.abs((box?.width ?? 0) - MAP.width)).toBeLessThanOrEqual(2);
	expect(Math.abs((box?.height ?? 0) - MAP.height)).toBeLessThanOrEqual(2);
	await expect(page.getByRole('region', { name: '警情' })).toContainText('0 起');
	await expect(page.getByRole('region', { name: '执勤力量' })).toBeVisible();
	await expect(page.getByRole('region', { name: '需要处理' })).toContainText('没有待处理的事');
	await expect(page.getByText('今日警情')).toBeVisible();
	const scrolls = await page.evaluate(
		() =>
			[...document.querySelectorAll('.wall, .wall *')].filter(
				(element) =>
					['auto', 'scroll'].includes(getComputedStyle(element).overflowY) &&
					element.scrollHeight > element.clientHeight + 1,
			).length,
	);
	expect(scrolls).toBe(0);
});

test('an alarm shows by itself: the bar, the list, the figures; nothing has to be pressed', async ({ request }) => {
	const answer = await request.post(`${server.url}/api/incidents`, {
		data: { ...TOWER, type: 'fire', level: 3, description: '18 层冒烟' },
	});
	expect(answer.status()).toBe(201);
	const { id } = await answer.json();
	const incidents = page.getByRole('region', { name: '警情' });
	await expect(page.locator('.alarm-bar')).toBeVisible();
	await expect(incidents).toContainText('1 起');
	await expect(incidents).toContainText('荣汇大厦');
	await request.post(`${server.url}/api/incidents/${id}/acknowledge`);
	await expect(page.locator('.alarm-bar')).toHaveCount(0);
	await expect(incidents.getByRole('img', { name: '三级火警' })).toBeVisible();
});

test('no text is under 18 px, and none is cut off', async () => {
	const { small, cut } = await findUnreadable(page, '.wall', LEAST_PX);
	expect(small).toEqual([]);
	expect(cut).toEqual([]);
});

test('figures say what they are of; today’s alarm is counted', async () => {
	const { raised } = await (await page.request.get(`${server.url}/api/figures/day?fromMs=0`)).json();
	expect(raised).toBe(1);
	await page.reload();
	await expect(page.locator('.wall__figure').first()).toContainText('1 起');
	await expect(page.locator('.wall__figure').nth(1)).toContainText('还没有');
});

test('Esc goes back to the desk, and the address says so', async () => {
	await page.keyboard.press('Escape');
	await expect(page.getByRole('region', { name: '目标建筑' })).toBeVisible();
	expect(new URL(page.url()).searchParams.has('view')).toBe(false);
});
