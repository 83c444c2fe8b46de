import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import { giveVehicles } from './give-vehicles.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦: 79.6 m, 24 floors. */
const TARGET = { lon: 113.7540115, lat: 23.0221992 };

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let incidentId = '';

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	await giveVehicles(request, server.url);
	page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite&lang=zh-CN`);
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

const row = () => page.locator('[data-card="force"]');

async function listDispatches(
	request: APIRequestContext,
): Promise<{ id: string; unitId: string; endedAtMs: number | null }[]> {
	const answer = await request.get(`${server.url}/api/incidents/${incidentId}/dispatches`);
	return (await answer.json()).dispatches;
}

test('an alarm is answered by one press: the suggested assignment is under way', async ({ request }) => {
	const answer = await request.post(`${server.url}/api/incidents`, {
		data: { ...TARGET, type: 'fire', level: 2, fireFloor: 18 },
	});
	incidentId = (await answer.json()).id;
	await request.post(`${server.url}/api/incidents/${incidentId}/acknowledge`);
	const order = row().locator('[data-press="dispatch-suggestion"]');
	await expect(order).toBeEnabled();
	const count = Number(/\d+/.exec((await order.textContent()) ?? '')?.[0]);
	expect(count).toBeGreaterThan(0);
	await order.click();
	await expect(row().getByText(`已派 ${count} 辆`)).toBeVisible();
	expect(await listDispatches(request)).toHaveLength(count);
});

test('a unit is told its states to arrival, and the times of its dispatch are set with them', async () => {
	await row().getByRole('button', { name: '调整编成' }).click();
	const panel = page.getByRole('region', { name: '力量板' });
	const unitId = await panel
		.locator('.force-row[data-unit]')
		.filter({ has: page.locator('.duty') })
		.first()
		.getAttribute('data-unit');
	const unit = panel.locator(`.force-row[data-unit="${unitId}"]`);
	await expect(unit.locator('.duty')).toContainText('10 已下令');
	for (const [state, word] of [
		['20', '出动'],
		['21', '途中'],
		['22', '到场'],
	]) {
		await unit.getByRole('button', { name: new RegExp(`转为 ${state}`) }).click();
		await expect(unit.locator('.duty')).toContainText(`${state} ${word}`);
	}
	await expect(row().getByText(/到场 1/)).toBeVisible();
	await panel.getByRole('button', { name: '展开：记为现在' }).click();
	await expect(panel.getByRole('button', { name: '更正展开' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(panel).toBeHidden();
});

test('a team inside that was let wait is a bar nobody can close, and its answer ends it', async ({ request }) => {
	const team = { incidentId, name: '攻坚一组', people: 4, parIntervalS: 60, enteredAtMs: Date.now() - 130_000 };
	expect((await request.post(`${server.url}/api/teams`, { data: team })).status()).toBe(201);
	const bar = page.getByRole('region', { name: '人员清点逾期 攻坚一组' });
	await expect(bar).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(bar).toBeVisible();
	await bar.getByRole('button', { name: '推迟 30 s' }).click();
	await expect(bar).toContainText('已推迟');
	await bar.getByRole('button', { name: '4 人全到' }).click();
	await expect(bar).toBeHidden();
});

test('the signal to leave is held, sounds until each sector has confirmed, and is ended by command', async () => {
	await page.keyboard.press('e');
	const roster = page.getByRole('region', { name: '编成与清点' });
	await roster.getByRole('textbox', { name: '新战斗段名称' }).fill('内攻段');
	await roster.getByRole('button', { name: '建段' }).click();
	await expect(roster.getByRole('textbox', { name: '内攻段 指挥员' })).toBeVisible();
	const held = roster.getByRole('button', { name: /撤退信号/ });
	const bar = page.locator('.life-bar[data-incident]');
	await hold(held, () => expect(bar).toContainText('0 / 1 段确认'));
	await bar.getByRole('button', { name: '内攻段 已撤出' }).click();
	await expect(bar).toContainText('1 / 1 段确认');
	await hold(bar.getByRole('button', { name: /解除/ }), () => expect(bar).toBeHidden());
});

/** Holds a button with the keyboard until what it does is seen. */
async function hold(button: Locator, isDone: () => Promise<void>): Promise<void> {
	await button.focus();
	await page.keyboard.down('Enter');
	await isDone();
	await page.keyboard.up('Enter');
}
