import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { makeVehicle } from '../support/make-vehicle.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦: 79.6 m, 24 floors. */
const TARGET = { lon: 113.7540115, lat: 23.0221992 };
const LONG_NOTES = 40;

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let incidentId: string;
let plate: string;
const faults: string[] = [];

/** Sends to the server as another page would. */
async function tell(path: string, data: object = {}): Promise<Record<string, unknown>> {
	const answer = await page.request.post(`${server.url}${path}`, { data });
	expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
	return (await answer.json()) as Record<string, unknown>;
}

/** Presses what downloads a file, and reads it. */
async function download(press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
	const [file] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), press()]);
	return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	// The layout engine first tries to fetch its own WebAssembly from a data URL, is refused by connect-src, and takes it as it is.
	page.on('console', (message) => {
		if (/script-src|frame-src|object-src/.test(message.text())) faults.push(message.text());
	});
	const raised = await tell('/api/incidents', { ...TARGET, type: 'fire', level: 2 });
	incidentId = String(raised.id);
	const vehicle = makeVehicle('R2', 'SG80');
	({ plate } = vehicle);
	const data = {
		...TARGET,
		...{ name: '一站', nameEn: null, kind: 'first', town: null, vehicles: [vehicle], inService: true, version: 0 },
	};
	const put = await page.request.put(`${server.url}/api/stations/s-report`, { data });
	expect(put.ok(), await put.text()).toBe(true);
	await tell(`/api/incidents/${incidentId}/acknowledge`);
	await tell(`/api/incidents/${incidentId}/dispatches`, { unitIds: [vehicle.id] });
	for (const state of ['20', '21', '22', '23', '25']) {
		await tell(`/api/units/${encodeURIComponent(vehicle.id)}/state`, { state });
	}
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

test('cancelling while a worker lays it out ends the worker, leaves no file, and the page answers', async () => {
	// Long enough that it cannot be over before it is called off.
	const text = '内攻组报告四层走廊浓烟，温度升高，正在寻找起火点。'.repeat(30);
	for (let i = 0; i < LONG_NOTES; i++) await tell('/api/notes', { incidentId, kind: 'report', text });
	await page.getByRole('button', { name: '更多', exact: true }).click();
	await page.getByRole('menuitem', { name: /战评报告/ }).click();
	const dialog = page.getByRole('dialog', { name: new RegExp(`战评报告 · ${incidentId}`) });
	let downloads = 0;
	const count = () => {
		downloads += 1;
	};
	page.on('download', count);

	const [worker] = await Promise.all([
		page.waitForEvent('worker', (started) => started.url().includes('report.worker')),
		dialog.getByRole('button', { name: '下载 PDF' }).click(),
	]);
	await expect(dialog.getByRole('status')).toContainText('正在排版');
	const ended = worker.waitForEvent('close');
	await dialog.getByRole('button', { name: '取消', exact: true }).click();
	await ended;
	await expect(dialog.getByRole('status')).toHaveText('已取消');
	await expect(dialog.getByRole('button', { name: '下载 PDF' })).toBeEnabled();
	expect(downloads).toBe(0);
	page.off('download', count);
	await dialog.getByRole('button', { name: '关闭' }).click();
});

test('a closed incident gives its report as PDF, CSV and GeoJSON', async () => {
	await tell(`/api/incidents/${incidentId}/close`, { reason: '处置完毕' });
	await page.getByText(/已结 \d/).click();
	await page.getByRole('button', { name: '全部历史警情' }).click();
	await page
		.getByRole('listitem')
		.filter({ hasText: incidentId })
		.getByRole('button', { name: /战评报告/ })
		.click();
	const dialog = page.getByRole('dialog', { name: new RegExp(`战评报告 · ${incidentId}`) });

	const pdf = await download(() => dialog.getByRole('button', { name: '下载 PDF' }).click());
	expect(pdf.name).toBe(`incident-${incidentId}.pdf`);
	expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
	expect(pdf.bytes.length).toBeGreaterThan(30_000);
	await expect(dialog.getByRole('status')).toContainText('做好了');
	await expect(dialog.getByRole('link', { name: '在新标签页打开' })).toHaveAttribute('href', /^blob:/);

	const csv = await download(() => dialog.getByRole('link', { name: /下载 CSV/ }).click());
	expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
	expect(csv.bytes.toString()).toContain(plate);

	const geojson = await download(() => dialog.getByRole('link', { name: /下载 GeoJSON/ }).click());
	expect(JSON.parse(geojson.bytes.toString())).toMatchObject({ type: 'FeatureCollection' });
	expect(faults).toEqual([]);
});
