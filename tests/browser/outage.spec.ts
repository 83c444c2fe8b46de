import { expect, type Page, test } from '@playwright/test';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { findBreaches } from './find-breaches.ts';

/** 荣汇大厦 of the small town. */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };
/** By then the page says that the server is gone (UI design language, section 12). */
const SAID_WITHIN_MS = 3_000;

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: ServerProcess;
let incidentId = '';

test.beforeAll(async ({ browser, request }) => {
	server = await startServerProcess({ packDir: process.env.FENGTU_PACK as string });
	const call = { lon: TARGET.lon, lat: TARGET.lat, type: 'fire', level: 2, fireFloor: 18 };
	incidentId = (await (await request.post(`${server.url}/api/incidents`, { data: call })).json()).id;
	await request.post(`${server.url}/api/incidents/${incidentId}/acknowledge`);
	// Of a context of its own, as axe needs.
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
const marks = () => panel('标绘').getByRole('list', { name: '已画的标绘' }).getByRole('button');

/** By keys: the tool, a symbol, and Enter where the crosshair is. */
async function drawCommandPost(): Promise<void> {
	await panel('标绘').getByRole('radio', { name: '画', exact: true }).check({ force: true });
	await panel('标绘').getByRole('tab', { name: '指挥' }).click();
	await panel('标绘').getByRole('option', { name: '指挥部' }).focus();
	await page.keyboard.press('Enter');
	await page.keyboard.press('ArrowRight');
	await expect(page.locator('.map-crosshair')).toBeVisible();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Escape');
	await panel('标绘').getByRole('radio', { name: /^已画/ }).check({ force: true });
}

async function listDrawings(): Promise<readonly unknown[]> {
	return (await (await page.request.get(`${server.url}/api/drawings`)).json()).drawings;
}

test('when the server goes the page says so within 3 s, and what it holds stays on screen', async () => {
	await page.keyboard.press('t');
	await expect(panel('标绘')).toContainText('已同步');
	await drawCommandPost();
	await expect(marks()).toHaveCount(1);
	await expect.poll(listDrawings).toHaveLength(1);
	await server.kill('SIGTERM');
	await expect(page.getByText('与服务器断开')).toBeVisible({ timeout: SAID_WITHIN_MS });
	await expect(panel('目标建筑')).toContainText('79.6');
	await expect(panel('行车路线')).toContainText('591 m');
	expect(await findBreaches(page)).toEqual([]);
});

test('meanwhile cards answer, the tape measures, and what is drawn and written waits', async () => {
	await drawCommandPost();
	await expect(marks()).toHaveCount(2);
	await expect(panel('标绘')).toContainText('离线，恢复后同步');
	await page.keyboard.press('Escape');
	await expect(panel('标绘')).toBeHidden();

	await panel('目标建筑').locator('.value__open').first().click();
	await expect(page.getByRole('dialog').filter({ hasText: '来源' })).toBeVisible();
	await page.keyboard.press('Escape');

	await page.keyboard.press('m');
	await panel('测量').getByRole('radio', { name: '距离' }).check({ force: true });
	await panel('测量').focus();
	await page.keyboard.press('ArrowRight');
	await expect(async () => {
		await page.keyboard.press('Enter');
		await expect(panel('测量').getByRole('button', { name: '退一点' })).toBeEnabled({ timeout: 2_000 });
	}).toPass();
	for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
	await expect(panel('测量').getByLabel('当前读数')).toContainText(/[1-9]\d*\.\d\d\s*m/);
	await page.keyboard.press('Escape');
	await expect(panel('测量')).toHaveCount(0);

	await page.keyboard.press('n');
	await panel('警情记录').getByRole('textbox', { name: '写笔记' }).fill('断线时写下');
	await page.keyboard.press('Enter');
	await expect(panel('警情记录').getByText('未送出 1 条')).toBeVisible();
});

test('when it is back everything is back, and nothing is lost', async () => {
	await server.restart();
	await page.getByRole('button', { name: '立即' }).click();
	await expect(page.getByText('与服务器断开')).toHaveCount(0);
	await expect(panel('警情记录').locator('[data-kind="note/added"]').filter({ hasText: '断线时写下' })).toHaveCount(1);
	await expect.poll(listDrawings).toHaveLength(2);
	await page.locator('.strip__log').click();
	await page.keyboard.press('t');
	await expect(panel('标绘')).toContainText('已同步');
	await expect(page.locator('header.strip')).toHaveAttribute('data-incident', incidentId);
	const later = { lon: TARGET.lon + 0.005, lat: TARGET.lat, type: 'fire' };
	await page.request.post(`${server.url}/api/incidents`, { data: later });
	await expect(page.locator('.alarm-bar')).toBeVisible();
});
