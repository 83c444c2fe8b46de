import { expect, type Page, test } from '@playwright/test';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

/** 荣汇大厦 of the small town. */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };
/** By then the page says that the server is gone (UI design language, section 12). */
const SAID_WITHIN_MS = 3_000;

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: ServerProcess;

test.beforeAll(async ({ browser, request }) => {
	server = await startServerProcess({ packDir: process.env.FENGTU_PACK as string });
	const call = { lon: TARGET.lon, lat: TARGET.lat, type: 'fire', level: 2, fireFloor: 18 };
	const { id } = await (await request.post(`${server.url}/api/incidents`, { data: call })).json();
	await request.post(`${server.url}/api/incidents/${id}/acknowledge`);
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	page = await context.newPage();
	await page.goto(`${server.url}/?gfx=lite&lang=zh-CN`);
	await expect(panel('目标建筑')).toContainText(TARGET.id);
	await expect(page.locator('[data-label="target"]')).toBeVisible();
});

test.afterAll(async () => {
	await page.context().close();
	await server.stop();
});

const panel = (name: string) => page.getByRole('region', { name, exact: true });

test('when the server goes the page says so within 3 s, and what it holds stays on screen', async () => {
	await server.kill('SIGTERM');
	await expect(page.getByText('与服务器断开')).toBeVisible({ timeout: SAID_WITHIN_MS });
	await expect(panel('目标建筑')).toContainText('79.6');
	await expect(panel('行车路线')).toContainText('591 m');
});

test('when the server is back the page is live again, with the incident as it was', async () => {
	await server.restart();
	await expect(page.getByText('与服务器断开')).toBeHidden({ timeout: 60_000 });
	await expect(panel('目标建筑')).toContainText(TARGET.id);
});
