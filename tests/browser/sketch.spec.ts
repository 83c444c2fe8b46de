import { type Browser, expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

/** 荣汇大厦 of tests/fixtures/small-town: 79.6 m, 24 floors. */
const TARGET = { lon: 113.7540115, lat: 23.0221992, id: 'way/1011' };

/** 1 m south of the middle of the road before it, which is at 23.021888. */
const ROADSIDE = [113.754, 23.02188];

test.describe.configure({ mode: 'serial' });

let server: RunningServer;
let one: Page;
let other: Page;

const panel = (page: Page) => page.getByRole('region', { name: '标绘', exact: true });
const rows = (page: Page) => panel(page).getByRole('list', { name: '已画的标绘' }).getByRole('button');

async function openPage(browser: Browser): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	await page.goto(`${server.url}/?gfx=lite`);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText(TARGET.id);
	await expect(page.locator('[data-label^="spot-P"]')).toBeVisible();
	await page.getByRole('button', { name: '换成二维' }).click();
	await page.keyboard.press('t');
	await expect(panel(page)).toContainText('已同步');
	return page;
}

test.beforeAll(async ({ browser, request }) => {
	server = await servePack(process.env.FENGTU_PACK as string);
	const { lon, lat } = TARGET;
	const answer = await request.post(`${server.url}/api/incidents`, { data: { lon, lat, type: 'fire', level: 2 } });
	await request.post(`${server.url}/api/incidents/${(await answer.json()).id}/acknowledge`);
	one = await openPage(browser);
	other = await openPage(browser);
	await other.getByRole('radio', { name: /^已画/ }).check({ force: true });
});

test.afterAll(async () => {
	await one?.close();
	await other?.close();
	await server.stop();
});

async function takeSymbol(page: Page, group: string, name: string): Promise<void> {
	await panel(page).getByRole('tab', { name: group }).click();
	await panel(page).getByRole('option', { name }).click();
}

async function clickMap(page: Page, x: number, y: number): Promise<void> {
	const map = await page.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	await page.mouse.click(map.x + map.width * x, map.y + map.height * y);
}

test('what is drawn with the pointer on one page is on the other, and undone there too', async () => {
	await takeSymbol(one, '指挥', '指挥部');
	await clickMap(one, 0.7, 0.35);
	await expect(rows(other)).toHaveCount(1);
	await expect(rows(other)).toContainText('指挥部');
	await one.keyboard.press('Escape');
	await expect(panel(one).getByRole('tab', { name: '指挥' })).toBeVisible();
	await one.keyboard.press('Control+z');
	await expect(rows(other)).toHaveCount(0);
	await one.keyboard.press('Control+Shift+z');
	await expect(rows(other)).toHaveCount(1);
});

test('a line is drawn by keys alone: crosshair, Enter, arrows, Shift+Enter; Esc loses no point', async () => {
	await panel(one).getByRole('tab', { name: '管控' }).click();
	await panel(one).getByRole('option', { name: '警戒线' }).focus();
	await one.keyboard.press('Enter');
	await one.keyboard.press('Enter');
	await expect(panel(one)).toContainText('1 点');
	await one.keyboard.press('Escape');
	await expect(panel(one)).toContainText('没画完：警戒线，1 点');
	await panel(one).getByRole('button', { name: '接着画' }).press('Enter');
	for (let press = 0; press < 3; press += 1) await one.keyboard.press('ArrowRight');
	await one.keyboard.press('Enter');
	await expect(panel(one)).toContainText('2 点');
	await one.keyboard.press('Shift+Enter');
	await expect(rows(other)).toHaveCount(2);
	await expect(rows(other).filter({ hasText: '警戒线' })).toBeVisible();
	await one.keyboard.press('Escape');
});

test('Escape right after a click takes nothing away: the mark is there before anything is asked', async () => {
	await takeSymbol(one, '人员', '救护点');
	await clickMap(one, 0.7, 0.55);
	await one.keyboard.press('Escape');
	await expect(rows(other).filter({ hasText: '救护点' })).toHaveCount(1);
	await one.keyboard.press('Control+z');
	await expect(rows(other).filter({ hasText: '救护点' })).toHaveCount(0);
});

test('vertices are taken away in the list and on the map, undo brings them back, and two of a line stay', async () => {
	const corners = [
		[0.55, 0.62],
		[0.62, 0.7],
		[0.69, 0.62],
	] as const;
	await takeSymbol(one, '管控', '隔离带');
	// Alt: they lie where the pointer is, not where something catches them.
	await one.keyboard.down('Alt');
	for (const [x, y] of corners) await clickMap(one, x, y);
	await one.keyboard.up('Alt');
	await one.keyboard.press('Shift+Enter');
	await one.keyboard.press('Escape');
	await panel(one).getByRole('radio', { name: /^已画/ }).check({ force: true });
	await rows(one).filter({ hasText: '隔离带' }).click();
	const vertices = panel(one).getByRole('list', { name: '顶点' }).getByRole('button');
	await panel(one).getByText('顶点 3').click();
	await vertices.nth(2).focus();
	await one.keyboard.press('Delete');
	await expect(vertices).toHaveCount(2);
	await expect(vertices.nth(1)).toBeFocused();
	await one.keyboard.press('Delete');
	await expect(vertices).toHaveCount(2);
	await expect(one.getByText('至少 2 点')).toBeVisible();
	await expect(rows(other).filter({ hasText: '隔离带' })).toHaveCount(1);
	await one.keyboard.press('Control+z');
	await expect(vertices).toHaveCount(3);

	await one.keyboard.down('Alt');
	await clickMap(one, ...corners[1]);
	await one.keyboard.up('Alt');
	await expect(vertices).toHaveCount(2);
	await one.keyboard.press('Control+z');
	await expect(vertices).toHaveCount(3);
	const map = await one.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	await one.mouse.dblclick(map.x + map.width * corners[1][0], map.y + map.height * corners[1][1]);
	await expect(vertices).toHaveCount(2);
	await one.keyboard.press('Control+z');
	await expect(vertices).toHaveCount(3);
});

test('the legend names each kind of mark on the map once', async () => {
	const legend = one.getByRole('region', { name: '图例' });
	await legend.getByRole('button', { name: /图例/ }).click();
	await expect(legend.locator('[data-mark-kind]')).toHaveText([/指挥部/, /警戒线/, /隔离带/]);
	await one.keyboard.press('Delete');
	await expect(legend.locator('[data-mark-kind]')).toHaveText([/指挥部/, /警戒线/]);
	await legend.getByRole('button', { name: /图例/ }).click();
});

test('two at once: one names a mark while the other turns it to another phase, and nothing is lost', async () => {
	await panel(one).getByRole('radio', { name: /^已画/ }).check({ force: true });
	await rows(one).filter({ hasText: '指挥部' }).click();
	await rows(other).filter({ hasText: '指挥部' }).click();
	const editor = (page: Page) =>
		page.getByRole('region', { name: '标绘', exact: true }).getByRole('textbox', { name: '标注' });
	await Promise.all([
		editor(one).fill('现场指挥部'),
		panel(other).getByRole('radiogroup', { name: '阶段' }).getByRole('radio', { name: '总攻' }).check({ force: true }),
	]);
	for (const page of [one, other]) {
		await expect(editor(page)).toHaveValue('现场指挥部');
		await expect(
			panel(page).getByRole('radiogroup', { name: '阶段' }).getByRole('radio', { name: '总攻' }),
		).toBeChecked();
	}
	await one.keyboard.press('Escape');
	await other.keyboard.press('Escape');
});

test('a phase is hidden on one page only, and the record has both marks', async ({ request }) => {
	await panel(one).getByRole('button', { name: '隐藏总攻' }).click();
	await expect(one.locator('[data-label^="mark-"]')).toHaveCount(0);
	await expect(other.locator('[data-label^="mark-"]')).toHaveText('现场指挥部');
	await panel(one).getByRole('button', { name: '显示总攻' }).click();
	await expect(one.locator('[data-label^="mark-"]')).toHaveText('现场指挥部');
	await expect
		.poll(async () => {
			const { drawings } = await (await request.get(`${server.url}/api/drawings`)).json();
			return drawings.map(({ symbol, label, phase }: Record<string, string>) => `${symbol} ${label} ${phase}`).sort();
		})
		.toEqual(['command-post 现场指挥部 all-out', 'cordon  first-attack']);
});

test('an aerial put on the map says at once which floors of which side it reaches; the card keeps the record', async ({
	request,
}) => {
	const { incidents } = await (await request.get(`${server.url}/api/incidents`)).json();
	const { assessment } = await (await request.get(`${server.url}/api/incidents/${incidents[0].id}`)).json();
	const spot = assessment.aerial.spots.find(({ verdict }: { verdict: string }) => verdict !== 'unusable');
	const card = one.getByRole('region', { name: '登高与通道' });
	const recorded = await card.textContent();
	const geometry = { type: 'Point', coordinates: [spot.lon, spot.lat] };
	await request.post(`${server.url}/api/drawings`, {
		data: {
			incidentId: incidents[0].id,
			...{ geometry, symbol: 'vehicle-DG', headingDeg: spot.headingDeg % 360 },
			truck: { model: 'DG53', unitId: null, jackSpreadM: null },
		},
	});
	await rows(one).filter({ hasText: 'DG53' }).click();
	const reach = one.getByRole('region', { name: '举高可达' });
	await expect(reach).toContainText(/至 \d+ 层/);
	await expect(one.locator('[data-label="spot-M1"]')).toContainText('标绘 DG53');
	expect(await card.textContent()).toBe(recorded);
	const full = Number(/至 (\d+) 层/.exec((await reach.textContent()) ?? '')?.[1]);
	await panel(one)
		.getByRole('slider', { name: /支腿跨距/ })
		.fill('3.5');
	await expect
		.poll(async () => Number(/至 (\d+) 层/.exec((await reach.textContent()) ?? '')?.[1] ?? 0))
		.toBeLessThan(full);
});

test('a vehicle that is dragged along a road is caught by the road', async ({ request }) => {
	await one.keyboard.press('Escape');
	const { incidents } = await (await request.get(`${server.url}/api/incidents`)).json();
	const answer = await request.post(`${server.url}/api/drawings`, {
		data: {
			incidentId: incidents[0].id,
			...{ geometry: { type: 'Point', coordinates: ROADSIDE }, symbol: 'vehicle-DG', label: '路边车', headingDeg: 75 },
			truck: { model: 'DG53', unitId: null, jackSpreadM: null },
		},
	});
	expect(answer.status()).toBe(201);
	await rows(one).filter({ hasText: '路边车' }).click();
	await panel(one).first().getByRole('button', { name: '看这里' }).click();
	const canvas = one.locator('#map canvas');
	const map = await one.locator('#map').boundingBox();
	if (!map) throw new Error('map: got no box, expected the map on screen');
	const middle = { x: map.x + map.width / 2, y: map.y + map.height / 2 };
	await expect
		.poll(async () => {
			await one.mouse.move(middle.x, middle.y + 1);
			await one.mouse.move(middle.x, middle.y);
			return canvas.evaluate(({ style }: HTMLElement) => style.cursor);
		})
		.toBe('grab');
	await one.mouse.down();
	await one.mouse.move(middle.x - 12, middle.y, { steps: 3 });
	await one.mouse.move(middle.x - 14, middle.y, { steps: 2 });
	await one.mouse.up();
	await expect(panel(one).first()).toContainText('贴道路');
});
