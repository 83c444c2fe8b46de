import { expect, type Page, test } from '@playwright/test';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

/** 荣汇大厦 of the small town. */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };
/** By then the page says that the server is gone (UI design language, section 12). */
const SAID_WITHIN_MS = 3_000;

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: ServerProcess;
let incidentId: string;

test.beforeAll(async ({ browser, request }) => {
	server = await startServerProcess({ packDir: process.env.FENGTU_PACK as string });
	const call = { lon: TARGET.lon, lat: TARGET.lat, type: 'fire', level: 2, fireFloor: 18 };
	incidentId = (await (await request.post(`${server.url}/api/incidents`, { data: call })).json()).id;
	await request.post(`${server.url}/api/incidents/${incidentId}/acknowledge`);
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

async function takeSymbol(group: string, name: string): Promise<void> {
	await panel('标绘').getByRole('radio', { name: '画', exact: true }).check({ force: true });
	await panel('标绘').getByRole('tab', { name: group }).click();
	await panel('标绘').getByRole('option', { name }).focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('.map-crosshair')).toBeVisible();
}

async function clickMap(x: number, y: number): Promise<void> {
	const map = await page.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	await page.mouse.click(map.x + map.width * x, map.y + map.height * y);
}

const listSymbols = async () => {
	const { drawings } = await (await page.request.get(`${server.url}/api/drawings`)).json();
	return drawings.map(({ symbol }: { symbol: string }) => symbol).sort();
};
const listNotes = async () => {
	const { notes } = await (await page.request.get(`${server.url}/api/notes?incidentId=${incidentId}`)).json();
	return notes.map(({ text }: { text: string }) => text);
};

test('when the server goes the page says so within 3 s, and what it holds stays on screen', async () => {
	await page.keyboard.press('t');
	await expect(panel('标绘')).toContainText('已同步');
	// The log was not opened yet: its code is in the page all the same.
	await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /log-panel/.test(name)));
	await server.kill('SIGTERM');
	await expect(page.getByText('与服务器断开')).toBeVisible({ timeout: SAID_WITHIN_MS });
	await expect(panel('目标建筑')).toContainText('79.6');
	await expect(panel('行车路线')).toContainText('591 m');
});

test('meanwhile marks are drawn by pointer and by keys and a note is written: they wait and say so', async () => {
	await takeSymbol('指挥', '指挥部');
	await clickMap(0.6, 0.4);
	await page.keyboard.press('Escape');
	await takeSymbol('人员', '救护点');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Escape');
	await panel('标绘').getByRole('radio', { name: /^已画/ }).check({ force: true });
	await expect(marks()).toHaveText([/指挥部/, /救护点/]);
	await expect(panel('标绘')).toContainText('离线，恢复后同步 · 2 个未同步');
	await page.keyboard.press('Escape');

	await page.keyboard.press('n');
	await panel('警情记录').getByRole('textbox', { name: '写笔记' }).fill('断线时写下');
	await page.keyboard.press('Enter');
	await expect(panel('警情记录').getByText('未送出 1 条')).toBeVisible();
});

test('when the server is back the page is live again, and each mark and the note is there once, on other pages too', async () => {
	await server.restart();
	await expect(page.getByText('与服务器断开')).toBeHidden({ timeout: 60_000 });
	await expect(panel('目标建筑')).toContainText(TARGET.id);
	await expect.poll(listSymbols, { timeout: 60_000 }).toEqual(['command-post', 'medical']);
	await expect.poll(listNotes).toEqual(['断线时写下']);
	await expect(panel('警情记录').locator('[data-kind="note/added"]').filter({ hasText: '断线时写下' })).toHaveCount(1);

	const other = await page.context().newPage();
	await other.goto(`${server.url}/?gfx=lite&lang=zh-CN`);
	const region = (name: string) => other.getByRole('region', { name, exact: true });
	await expect(region('目标建筑')).toContainText(TARGET.id);
	await other.keyboard.press('t');
	await region('标绘').getByRole('radio', { name: '已画 2' }).check({ force: true });
	await expect(region('标绘').getByRole('list', { name: '已画的标绘' }).getByRole('button')).toHaveText([
		/指挥部/,
		/救护点/,
	]);
	await other.locator('#map').focus();
	await other.keyboard.press('n');
	await expect(region('警情记录').locator('[data-kind="note/added"]').filter({ hasText: '断线时写下' })).toHaveCount(1);
});
