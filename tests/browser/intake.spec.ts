import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦, 鸿福路218号, of the small town. */
const TARGET = { id: 'way/1011', lon: 113.7540115, lat: 23.0221992 };
/** A practised typist: 25 keys and the answers between them take far less than 20 s. */
const KEY_MS = 60;

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let pressed = 0;

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '警情' })).toBeVisible();
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

const form = () => page.getByRole('dialog', { name: '新警情' });
const where = () => form().getByRole('combobox', { name: '地点' });

async function press(...keys: string[]): Promise<void> {
	for (const key of keys) await page.keyboard.press(key, { delay: KEY_MS });
	pressed += keys.length;
}

async function type(text: string): Promise<void> {
	await page.keyboard.type(text, { delay: KEY_MS });
	pressed += text.length;
}

async function readIncidents(): Promise<readonly { id: string; [field: string]: unknown }[]> {
	return (await (await page.request.get(`${server.url}/api/incidents`)).json()).incidents;
}

test('a call is taken in by keyboard alone: where by initials, floor and people out of the words', async () => {
	await press('F2');
	await expect(where()).toBeFocused();
	await type('hfl218');
	await press('Enter');
	await expect(form().getByText('鸿福路218号 · ')).toBeVisible();
	await expect(form().getByRole('combobox', { name: '类型' })).toBeFocused();
	await press('Tab', 'Tab');
	await type('3楼冒烟，2人被困');
	await expect(form().getByRole('textbox', { name: /^起火层/ })).toHaveValue('3');
	await expect(form().getByRole('textbox', { name: /^被困人数/ })).toHaveValue('2');
	await expect(form().getByRole('radio', { name: '2', exact: true })).toBeChecked();
	await press('Enter');
	await expect(form()).toHaveCount(0);
	expect(pressed).toBeLessThan(30);
	expect((await readIncidents())[0]).toMatchObject({
		description: '3楼冒烟，2人被困',
		fireFloor: 3,
		trapped: 2,
		level: 2,
		typeCode: 'fire',
		origin: '119',
		given: { address: '鸿福路218号' },
	});
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText(TARGET.id);
	await expect(page).toHaveTitle(/^\(1\) 待确认 \d+:\d\d · 烽图$/);
	await press('F2');
	await expect(page).toHaveTitle('烽图');
});

test('a slip of the pen is told, and a form put away keeps what was typed', async () => {
	await press('F2');
	await type('鸿富路220号');
	await press('Enter');
	await expect(form().getByText('没有“鸿富路220号”，取近似')).toBeVisible();
	await press('Escape');
	await expect(form()).toHaveCount(0);
	await press('F2');
	await expect(where()).toHaveValue('鸿福路220号');
});

test('the open incident near by is told while the form is filled in, and the call becomes a part of it', async () => {
	await expect(form().getByText('可能重复')).toBeVisible();
	await form().getByRole('button', { name: '并入' }).press('Enter');
	await expect(form()).toHaveCount(0);
	const incidents = await readIncidents();
	const kept = incidents.find(({ trapped }) => trapped === 2);
	expect(incidents.find(({ mergedInto }) => mergedInto !== null)).toMatchObject({ mergedInto: kept?.id });
	await expect(page.locator('header.strip')).toHaveAttribute('data-incident', kept?.id ?? '');
});

test('coordinates are read in the datum that is chosen, which is asked for only then', async () => {
	await press('F2');
	await type('会展');
	await expect(form().getByRole('radiogroup', { name: '坐标系' })).toHaveCount(0);
	await where().fill('113.7592, 23.0194');
	await form().getByRole('radio', { name: 'GCJ-02' }).check();
	await where().focus();
	// Once takes the place and once raises; where the answer came late the place is shown once more before that.
	await expect(async () => {
		await press('Enter');
		await expect(form()).toHaveCount(0, { timeout: 2_000 });
	}).toPass({ timeout: 30_000 });
	const [newest] = await readIncidents();
	expect(newest).toMatchObject({ given: { lon: 113.7592, lat: 23.0194, crs: 'gcj02' } });
	// GCJ-02 lies some 600 m to the south-east here.
	expect(newest?.lon).toBeLessThan(113.7562);
});

test('several that wait are stepped through, the oldest first, and the shown one is acknowledged', async ({
	request,
}) => {
	const far = { data: { lon: 113.7595, lat: 23.0255, description: '第二起' } };
	await request.post(`${server.url}/api/incidents?assess=later`, far);
	const bar = page.locator('.alarm-bar');
	await expect(bar).toContainText('1 / 2');
	await page.getByRole('button', { name: '下一起待确认警情' }).press('Enter');
	await expect(bar).toContainText('2 / 2');
	await press('F2');
	await expect(bar).not.toContainText('/ 2');
	const second = (await readIncidents()).find(({ description }) => description === '第二起');
	expect(second?.acknowledgedAtMs).not.toBeNull();
});
