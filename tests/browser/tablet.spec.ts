import { expect, type Page, test } from '@playwright/test';
import { findUnreadable } from './find-unreadable.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦 of the small town. */
const TOWER = { lon: 113.7540115, lat: 23.0221992 };
/** What a gloved thumb needs, CSS pixels. */
const LEAST_PX = 48;
/** How far a thumb reaches from the lower corner of the hand that holds the tablet, CSS pixels. Assumption, not sourced. */
const THUMB_PX = 700;

test.describe.configure({ mode: 'serial' });

let server: RunningServer;
let page: Page;

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	const answer = await request.post(`${server.url}/api/incidents`, {
		data: { ...TOWER, type: 'fire', level: 2, fireFloor: 18, description: '18 层冒烟' },
	});
	const { id } = await answer.json();
	await request.post(`${server.url}/api/incidents/${id}/acknowledge`);
	page = await browser.newPage({ viewport: { width: 1024, height: 768 }, hasTouch: true, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

const panel = () => page.locator('#panel');
const tools = () => page.getByRole('toolbar', { name: '地图工具' });

async function boxOf(what: ReturnType<typeof panel>) {
	const box = await what.boundingBox();
	if (!box) throw new Error('tablet: got no box, expected it on screen');
	return box;
}

test('the drawer is 360 wide on the side of the right hand, half open', async () => {
	const box = await boxOf(panel());
	const map = await boxOf(page.getByRole('main', { name: '地图' }));
	expect(box.width).toBe(360);
	expect(box.x + box.width).toBe(1024);
	expect(box.height / map.height).toBeGreaterThan(0.45);
	expect(box.height / map.height).toBeLessThan(0.6);
});

test('every tool is 48 px at least, at the bottom, and in reach of the thumb', async () => {
	const buttons = await tools().getByRole('button').all();
	expect(buttons.length).toBeGreaterThan(8);
	for (const button of buttons) {
		const { x, y, width, height } = await boxOf(button);
		expect(Math.min(width, height)).toBeGreaterThanOrEqual(LEAST_PX);
		expect(y).toBeGreaterThan(768 / 2);
		expect(Math.hypot(1024 - 360 - x, 768 - y)).toBeLessThan(THUMB_PX);
	}
	for (const button of await page.locator('.strip__actions button:visible').all()) {
		const { width, height } = await boxOf(button);
		expect(Math.min(width, height)).toBeGreaterThanOrEqual(LEAST_PX);
	}
});

test('in the other hand, drawer and tools change sides, and it is remembered', async () => {
	await page.getByRole('button', { name: '换到左手' }).tap();
	expect((await boxOf(panel())).x).toBe(0);
	expect((await boxOf(tools())).x).toBeGreaterThanOrEqual(360);
	await page.reload();
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
	expect((await boxOf(panel())).x).toBe(0);
	await page.getByRole('button', { name: '换到右手' }).tap();
});

test('the drawer opens wholly, closes, and comes back', async () => {
	const map = await boxOf(page.getByRole('main', { name: '地图' }));
	await page.getByRole('button', { name: '信息栏全高' }).tap();
	expect((await boxOf(panel())).height).toBe(map.height);
	await page.getByRole('button', { name: '收起信息栏' }).tap();
	await expect(panel()).toBeHidden();
	await page.getByRole('button', { name: '打开信息栏' }).tap();
	await expect(panel()).toBeVisible();
});

test('nothing is cut off or lies outside, upright neither', async () => {
	for (const size of [
		{ width: 1024, height: 768 },
		{ width: 768, height: 1024 },
	]) {
		await page.setViewportSize(size);
		const { cut } = await findUnreadable(page, '.command__strip, .command__panel, .map-tools', 0);
		expect(cut).toEqual([]);
		for (const part of [page.locator('.strip'), tools(), panel()]) {
			const { x, width } = await boxOf(part);
			expect(x).toBeGreaterThanOrEqual(0);
			expect(x + width).toBeLessThanOrEqual(size.width);
		}
	}
});

test('on a telephone everything stands in one column', async () => {
	await page.setViewportSize({ width: 390, height: 844 });
	const target = page.getByRole('region', { name: '目标建筑' });
	await target.scrollIntoViewIfNeeded();
	const { x, width } = await boxOf(target);
	expect(x).toBeGreaterThanOrEqual(0);
	expect(x + width).toBeLessThanOrEqual(390);
	expect(width).toBeGreaterThan(330);
});

test('on paper no card lies outside, in English neither', async () => {
	await page.goto(`${server.url}/?gfx=lite&lang=en`);
	await expect(page.getByRole('region', { name: 'Target building' })).toContainText('way/1011');
	// A4 at 96 dots an inch.
	await page.setViewportSize({ width: 794, height: 1123 });
	await page.emulateMedia({ media: 'print' });
	const cards = await panel().locator('.card:visible').all();
	expect(cards.length).toBeGreaterThan(4);
	for (const card of cards) {
		const { x, width } = await boxOf(card);
		expect(x).toBeGreaterThanOrEqual(0);
		expect(x + width).toBeLessThanOrEqual(794);
	}
});
