import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { giveVehicles } from './give-vehicles.ts';
import { type RunningServer, servePack } from './serve-pack.ts';
import { tabTo } from './tab-to.ts';

/** 荣汇大厦, 鸿福路218号, of the small town. */
const TARGET = { id: 'way/1011', address: '鸿福路218号' };

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let incidentId = '';
let unitId = '';

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	await giveVehicles(request, server.url);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	// No mouse in the whole journey.
	page.mouse.click = page.mouse.down = () => Promise.reject(new Error('journey: got the mouse, expected keys alone'));
	await page.goto(`${server.url}/?gfx=lite&lang=zh-CN`);
	await expect(page.getByRole('region', { name: '警情' })).toBeVisible();
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

const strip = () => page.locator('header.strip');
const force = () => page.locator('[data-card="force"]');
const panel = (name: string) => page.getByRole('region', { name, exact: true });

async function readIncident(): Promise<Record<string, unknown>> {
	return (await page.request.get(`${server.url}/api/incidents/${incidentId}`)).json();
}

async function pressButton(name: string | RegExp, within: Page | ReturnType<typeof strip> = page): Promise<void> {
	const button = within.getByRole('button', { name });
	await expect(button).toBeEnabled();
	await tabTo(page, button);
	await page.keyboard.press('Enter');
}

test('a call is taken in, raised and acknowledged', async () => {
	await page.keyboard.press('F2');
	const form = page.getByRole('dialog', { name: '新警情' });
	await expect(form.getByRole('combobox', { name: '地点' })).toBeFocused();
	await page.keyboard.type('hfl218');
	await page.keyboard.press('Enter');
	await expect(form.getByText(`${TARGET.address} · `)).toBeVisible();
	await tabTo(page, form.locator('textarea'));
	await page.keyboard.type('18楼冒烟，2人被困');
	await page.keyboard.press('Enter');
	await expect(form).toHaveCount(0);
	await expect(panel('目标建筑')).toContainText(TARGET.id);
	await page.keyboard.press('F2');
	await expect(page.locator('.alarm-bar')).toHaveCount(0);
	incidentId = (await strip().getAttribute('data-incident')) ?? '';
	expect(await readIncident()).toMatchObject({ fireFloor: 18, trapped: 2, closedAtMs: null });
	expect((await readIncident()).acknowledgedAtMs).not.toBeNull();
});

test('the suggested assignment is accepted, and a unit is told its states to arrival and water', async () => {
	const order = force().locator('[data-press="dispatch-suggestion"]');
	await expect(order).toBeEnabled();
	const count = Number(/\d+/.exec((await order.textContent()) ?? '')?.[0]);
	await page.keyboard.press('d');
	await expect(force().getByText(`已派 ${count} 辆`)).toBeVisible();
	await page.keyboard.press('b');
	const first = panel('力量板')
		.locator('.force-row[data-unit]')
		.filter({ has: page.locator('.duty') })
		.first();
	unitId = (await first.getAttribute('data-unit')) ?? '';
	const unit = panel('力量板').locator(`.force-row[data-unit="${unitId}"]`);
	for (const [state, word] of [
		['20', '出动'],
		['21', '途中'],
		['22', '到场'],
		['23', '出水'],
	] as const) {
		await pressButton(new RegExp(`转为 ${state}`), unit);
		await expect(unit.locator('.duty')).toContainText(`${state} ${word}`);
	}
	await page.keyboard.press('Escape');
	await expect(panel('力量板')).toBeHidden();
	await expect(strip().locator('[data-time="waterOn"]:not([data-open])')).toContainText('+');
});

test('the language is changed while a note is written; the note is kept, and all else speaks the other', async () => {
	await page.keyboard.press('n');
	await expect(panel('警情记录').getByRole('textbox', { name: '写笔记' })).toBeFocused();
	await page.keyboard.type('18层东侧已控制');
	await pressButton(/English/);
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	for (const name of ['Target building', 'Surroundings', 'Routes', 'Water', 'Incidents']) {
		await expect(panel(name)).toBeVisible();
	}
	const note = page.locator('[data-field="note"]');
	await expect(note).toHaveValue('18层东侧已控制');
	await tabTo(page, note);
	await page.keyboard.press('Enter');
	await expect(page.locator('[data-kind="note/added"]')).toContainText('18层东侧已控制');
	await pressButton(/中文/);
	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await expect(page.locator('[data-kind="note/added"]')).toContainText('笔记：18层东侧已控制');
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await page.keyboard.press('Escape');
	await expect(panel('警情记录')).toBeHidden();
});

/** A line of the menu with all that is done with the incident. */
async function choose(name: string): Promise<void> {
	await tabTo(page, page.locator('.strip__more'));
	await page.keyboard.press('Enter');
	const line = page.getByRole('menuitem', { name });
	await expect(line).toBeVisible();
	// Up from the first goes to the last.
	await expect(async () => {
		await page.keyboard.press('ArrowUp');
		await expect(line).toBeFocused({ timeout: 100 });
	}).toPass();
	await page.keyboard.press('Enter');
}

/** The vehicles tell it themselves, each by its terminal. */
async function turnBack(): Promise<void> {
	const { dispatches } = await (await page.request.get(`${server.url}/api/incidents/${incidentId}/dispatches`)).json();
	for (const dispatch of dispatches) {
		const states = dispatch.unitId === unitId ? ['24', '25'] : ['20', '25'];
		for (const state of states) {
			const path = `/api/units/${encodeURIComponent(dispatch.unitId)}/state`;
			const answer = await page.request.post(`${server.url}${path}`, { data: { state } });
			expect(answer.ok(), await answer.text()).toBe(true);
		}
	}
}

test('it is closed with a reason, when the units are on their way back', async () => {
	await turnBack();
	await choose('关闭警情');
	const dialog = page.getByRole('dialog', { name: '关闭警情' });
	await expect(dialog.getByRole('textbox', { name: '原因' })).toBeFocused();
	await page.keyboard.type('处置完毕');
	await page.keyboard.press('Enter');
	await expect(dialog).toHaveCount(0);
	await expect.poll(async () => (await readIncident()).closedAtMs).not.toBeNull();
	const { closings } = await readIncident();
	expect(closings).toMatchObject([{ kind: 'closed', reason: '处置完毕' }]);
});

test('its report is taken away as PDF, as a table of the vehicles and as places', async () => {
	// A closed incident leaves the screen; it is found again in the list.
	await page.getByText(/已结 \d/).press('Enter');
	await page.locator('.incident-row button[title]').first().press('Enter');
	await expect(strip()).toContainText('处置完毕');
	await choose('战评报告');
	const dialog = page.getByRole('dialog', { name: /战评报告/ });
	await expect(dialog.getByRole('button', { name: '下载 PDF' })).toBeFocused();
	expect((await download()).subarray(0, 5).toString()).toBe('%PDF-');
	await tabTo(page, dialog.getByRole('link', { name: /CSV/ }));
	expect((await download()).toString()).toContain(unitId);
	await tabTo(page, dialog.getByRole('link', { name: /GeoJSON/ }));
	const { type, features } = JSON.parse((await download()).toString());
	expect(type).toBe('FeatureCollection');
	expect(features.length).toBeGreaterThan(0);
});

/** What Enter brings down. */
async function download(): Promise<Buffer> {
	const coming = page.waitForEvent('download');
	await page.keyboard.press('Enter');
	return readFile(await (await coming).path());
}
