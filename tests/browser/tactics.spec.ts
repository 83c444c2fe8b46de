import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦: 79.6 m, 24 floors. */
const TARGET = { lon: 113.7540115, lat: 23.0221992 };
/** Reach in the dark theme (UI design language, section 1). */
const REACH = { red: 0x3f, green: 0xd0, blue: 0xbc };

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;

test.beforeAll(async ({ browser }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite`);
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

/** How many pixels of the map have the colour of reach: outlines are drawn in it unmixed. */
async function countReachPixels(): Promise<number> {
	const picture = await page.getByRole('main', { name: '地图' }).screenshot();
	return page.evaluate(
		async ({ base64, colour }) => {
			const image = new Image();
			image.src = `data:image/png;base64,${base64}`;
			await image.decode();
			const canvas = new OffscreenCanvas(image.width, image.height);
			const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
			pen.drawImage(image, 0, 0);
			const { data } = pen.getImageData(0, 0, image.width, image.height);
			let count = 0;
			for (let at = 0; at < data.length; at += 4) {
				const away =
					Math.abs((data[at] as number) - colour.red) +
					Math.abs((data[at + 1] as number) - colour.green) +
					Math.abs((data[at + 2] as number) - colour.blue);
				if (away < 12) count += 1;
			}
			return count;
		},
		{ base64: picture.toString('base64'), colour: REACH },
	);
}

test('an alarm paints the reach of the suggested aerial on the facade, and marks its spot and the burning floor', async ({
	request,
}) => {
	const answer = await request.post(`${server.url}/api/incidents`, {
		data: { ...TARGET, type: 'fire', level: 2, fireFloor: 18 },
	});
	expect(answer.status()).toBe(201);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
	await expect(page.locator('[data-label="fire-floor"]')).toBeVisible();
	await expect(page.locator('[data-label="fire-floor"]')).toHaveText(/18 层/);
	await expect(page.locator('[data-label^="spot-P"]')).toContainText('建议位');
	await expect.poll(countReachPixels, { timeout: 60_000 }).toBeGreaterThan(150);
});

test('the paint goes with its switch and comes back', async () => {
	await page.getByRole('button', { name: '图层' }).click();
	const switches = page.getByRole('region', { name: '图层' });
	await switches.getByRole('checkbox', { name: '举高可达面' }).uncheck();
	await switches.getByRole('checkbox', { name: '举高作业位' }).uncheck();
	await expect.poll(countReachPixels, { timeout: 60_000 }).toBeLessThan(20);
	await switches.getByRole('checkbox', { name: '举高可达面' }).check();
	await expect.poll(countReachPixels, { timeout: 60_000 }).toBeGreaterThan(150);
});
