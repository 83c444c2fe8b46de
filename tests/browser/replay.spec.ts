import { expect, type Page, test } from '@playwright/test';
import { makeVehicle } from '../support/make-vehicle.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦: 79.6 m, 24 floors. */
const TARGET = { lon: 113.7540115, lat: 23.0221992 };
/** 1 x 1 px, red. */
const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	'base64',
);

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let incidentId: string;
let plate: string;

/** Sends to the server as another page would. */
async function tell(method: 'post' | 'patch', path: string, data: object = {}): Promise<Record<string, unknown>> {
	const answer = await page.request[method](`${server.url}${path}`, { data });
	expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
	return (await answer.json()) as Record<string, unknown>;
}

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	const raised = await tell('post', '/api/incidents', { ...TARGET, type: 'fire', level: 2 });
	incidentId = String(raised.id);
	const vehicle = makeVehicle('R1', 'SG80');
	({ plate } = vehicle);
	const station = {
		...TARGET,
		name: '一站',
		nameEn: null,
		kind: 'first',
		town: null,
		vehicles: [vehicle],
		inService: true,
	};
	const put = await page.request.put(`${server.url}/api/stations/s-replay`, { data: { ...station, version: 0 } });
	expect(put.ok(), await put.text()).toBe(true);
	await tell('post', `/api/incidents/${incidentId}/acknowledge`);
	await tell('post', `/api/incidents/${incidentId}/dispatches`, { unitIds: [vehicle.id] });
	const state = (code: string) => tell('post', `/api/units/${encodeURIComponent(vehicle.id)}/state`, { state: code });
	await state('20');
	await state('21');
	await state('22');
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

/** Puts the log away: what is typed after it is a key again. */
async function closeLog(): Promise<void> {
	await page.keyboard.press('Escape');
	await expect(page.getByRole('region', { name: '警情记录' })).toBeHidden();
}

test('the log writes itself, takes a note with a photo, and shows it at once', async () => {
	await page.keyboard.press('n');
	const panel = page.getByRole('region', { name: '警情记录' });
	await expect(panel.locator('[data-kind="unit/state-set"]').first()).toContainText(`${plate} 22 到场`);
	await panel.locator('input[type=file]').setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: PIXEL });
	await panel.getByRole('textbox', { name: '写笔记' }).fill('一层门已打开');
	await page.keyboard.press('Enter');
	const note = panel.locator('[data-kind="note/added"]');
	await expect(note).toContainText('笔记：一层门已打开');
	await note.getByRole('button', { name: '照片 door.png' }).click();
	const photo = page.getByRole('dialog', { name: 'door.png' }).getByRole('img');
	await expect(photo).toBeVisible();
	expect(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
	await page.keyboard.press('Escape');
	await expect(photo).toBeHidden();
	await closeLog();
});

test('a note that is written while the line is down is kept over a reload and sent when it is back', async () => {
	await page.route('**/api/notes', (route) => route.abort());
	await page.keyboard.press('n');
	const panel = page.getByRole('region', { name: '警情记录' });
	await panel.getByRole('textbox', { name: '写笔记' }).fill('断线时写下');
	await page.keyboard.press('Enter');
	await expect(panel.getByText('未送出 1 条')).toBeVisible();
	await page.unroute('**/api/notes');
	await page.reload();
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
	await page.keyboard.press('n');
	await expect(panel.locator('[data-kind="note/added"]').filter({ hasText: '断线时写下' })).toHaveCount(1);
	await closeLog();
});

test('a replay shows the incident as it was before the arrival, writes nothing, and goes back to live', async () => {
	const before = await (await page.request.get(`${server.url}/api/incidents/${incidentId}/events`)).json();
	await page.keyboard.press('y');
	const bar = page.getByRole('region', { name: '回放控制' });
	await expect(bar).toBeVisible();
	await expect(bar.getByText('回放', { exact: true })).toBeVisible();
	// Event by event to the arrival, later one event back: on its way.
	const told = bar.getByRole('status');
	for (let steps = 0; steps < 20 && !(await told.innerText()).includes(`${plate} 到场`); steps += 1) {
		const before = await told.innerText();
		await bar.getByRole('button', { name: '下一事件' }).click();
		await expect(told).not.toHaveText(before);
	}
	await page.keyboard.press('n');
	const log = page.getByRole('region', { name: '警情记录' });
	await expect(log.locator('[data-kind="unit/state-set"]').first()).toContainText('22 到场');
	await closeLog();
	await bar.getByRole('button', { name: '上一事件' }).click();
	await page.keyboard.press('n');
	await expect(log.locator('[data-kind="unit/state-set"]').first()).toContainText('21 途中');
	await expect(log.locator('[data-kind="note/added"]')).toHaveCount(0);
	await expect(log.getByText('回放中不能修改')).toBeVisible();
	await closeLog();
	await bar.getByRole('button', { name: /^返回实况/ }).click();
	await expect(bar).toBeHidden();
	await page.keyboard.press('n');
	await expect(log.locator('[data-kind="note/added"]')).toHaveCount(2);
	await closeLog();
	const after = await (await page.request.get(`${server.url}/api/incidents/${incidentId}/events`)).json();
	expect(after).toEqual(before);
});

test('an alarm that comes while a replay is on screen is seen, and leads back', async () => {
	await page.keyboard.press('y');
	await expect(page.getByRole('region', { name: '回放控制' })).toBeVisible();
	await tell('post', '/api/incidents', { lon: TARGET.lon + 0.01, lat: TARGET.lat, type: 'fire' });
	const waiting = page.getByRole('alert').filter({ hasText: '实况：1 起警情未接警' });
	await expect(waiting).toBeVisible();
	await waiting.getByRole('button', { name: /返回实况/ }).click();
	await expect(page.getByRole('region', { name: '回放控制' })).toBeHidden();
	await expect(page.locator('[data-replay]')).toHaveCount(0);
});
