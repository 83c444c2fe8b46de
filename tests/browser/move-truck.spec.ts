import { expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

/** The 24-storey tower of tests/fixtures/small-town. */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };

interface Place {
	readonly x: number;
	readonly y: number;
}

test.describe.configure({ mode: 'serial' });

let page: Page;
let server: RunningServer;
let truck: Place;
const panel = () => page.getByRole('region', { name: '推演' });
const row = () => panel().getByText(/^X1 /).locator('..');

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	const { lon, lat } = TARGET;
	const answer = await request.post(`${server.url}/api/incidents`, { data: { lon, lat, type: 'fire', level: 2 } });
	await request.post(`${server.url}/api/incidents/${(await answer.json()).id}/acknowledge`);
	page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText(TARGET.id);
	await expect(page.locator('[data-label^="spot-P"]')).toBeVisible();
	// Seen from above, north up, so that directions on the screen are those on the ground.
	await page.getByRole('button', { name: '换成二维' }).click();
	await page.getByRole('button', { name: '转到正北' }).click();
	await page.getByRole('button', { name: '放大', exact: true }).click();
	await page.keyboard.press('f');
});

test.afterAll(async () => {
	await page.close();
	await server.stop();
});

/** Whether a hand would take hold of something there. */
async function canGrab({ x, y }: Place): Promise<boolean> {
	await page.mouse.move(x, y);
	return page.locator('#map canvas').evaluate(({ style }: HTMLElement) => style.cursor === 'grab');
}

async function drag(from: Place, to: Place): Promise<void> {
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	await page.mouse.move(to.x, to.y, { steps: 4 });
	await page.mouse.up();
}

test('a truck that was put by hand is dragged to another place, and the map stands still', async () => {
	await panel()
		.getByRole('button', { name: /在图上放/ })
		.click();
	const map = await page.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	const put = { x: map.x + map.width * 0.62, y: map.y + map.height * 0.6 };
	await page.mouse.click(put.x, put.y);
	await expect(row()).toContainText('沿最近的一面');
	await expect.poll(() => canGrab(put)).toBe(true);

	truck = { x: put.x + 90, y: put.y - 60 };
	await drag(put, truck);
	// It keeps the heading it had along the wall, which is its own now.
	await expect(row()).toContainText(/\d°/);
	await expect.poll(() => canGrab(truck)).toBe(true);
	expect(await canGrab({ x: put.x - 40, y: put.y + 40 })).toBe(false);
});

test('it is turned by the handle before its front', async () => {
	const headingDeg = Number(/(\d+)°/.exec((await row().textContent()) ?? '')?.[1]);
	const ahead = { x: Math.sin((headingDeg * Math.PI) / 180), y: -Math.cos((headingDeg * Math.PI) / 180) };
	const along = (px: number) => ({ x: truck.x + ahead.x * px, y: truck.y + ahead.y * px });
	// A hand takes hold of the handle within 18 px of it, and of the truck no farther off either: the handle is beyond.
	let handlePx = 44;
	while (handlePx < 120 && !(await canGrab(along(handlePx)))) handlePx += 16;
	await drag(along(handlePx), { x: truck.x + 120, y: truck.y });
	await expect(row()).toContainText('90°');
	expect(await canGrab(truck)).toBe(true);
});
