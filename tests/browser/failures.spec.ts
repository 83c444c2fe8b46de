import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { type RunningServer, servePack } from './serve-pack.ts';

const TOWER = { lon: 113.7540115, lat: 23.0221992 };

async function raise(request: APIRequestContext, url: string, at: { lon: number; lat: number }): Promise<void> {
	const answer = await request.post(`${url}/api/incidents`, { data: at });
	expect(answer.status()).toBe(201);
}

/** A copy of the small town that a test may damage, and the server on it. */
async function serveDamaged(damage: (packDir: string) => void): Promise<RunningServer> {
	const dir = mkdtempSync(join(tmpdir(), 'fengtu-damaged-'));
	const packDir = join(dir, 'pack');
	cpSync(process.env.FENGTU_PACK as string, packDir, { recursive: true });
	damage(packDir);
	const server = await servePack(packDir);
	return {
		url: server.url,
		async stop() {
			await server.stop();
			rmSync(dir, { recursive: true, force: true });
		},
	};
}

const region = (page: Page, name: string) => page.getByRole('region', { name });

test('a place outside the city and one without a building are results, not errors', async ({ page, request }) => {
	const url = process.env.FENGTU_URL as string;
	await page.goto(`${url}/?gfx=lite`);
	await raise(request, url, { lon: 114.5, lat: 23.5 });
	await expect(region(page, '目标建筑')).toContainText('城市');
	await expect(region(page, '目标建筑')).toContainText('范围以外');

	// 鸿福路 east of the houses: no building within 50 m, water and roads are there.
	await raise(request, url, { lon: 113.7604, lat: 23.0227 });
	await expect(region(page, '目标建筑')).toContainText('没有建筑');
	await expect(region(page, '行车路线')).toContainText('东城消防救援站');

	// Just off the tower's wall: it is offered with its distance.
	await raise(request, url, { lon: TOWER.lon, lat: TOWER.lat - 0.00018 });
	await expect(region(page, '目标建筑')).toContainText('way/1011');
	await expect(region(page, '目标建筑')).toContainText('最近的一栋');
});

test('a damaged road file costs the routes and nothing else', async ({ page, request }) => {
	const server = await serveDamaged((pack) => truncateSync(join(pack, 'roads.graph'), 4000));
	try {
		const health = await (await request.get(`${server.url}/api/health`)).json();
		expect(health.status).toBe('degraded');
		expect(health.problems[0].file).toBe('roads.graph');
		await page.goto(`${server.url}/?gfx=lite`);
		await raise(request, server.url, TOWER);
		await expect(region(page, '目标建筑')).toContainText('79.6');
		await expect(region(page, '周边建筑')).toContainText('13 栋');
		await expect(region(page, '行车路线')).toContainText('roads.graph');
	} finally {
		await server.stop();
	}
});

test('tiles that fail are counted and shown, and can be asked for again', async ({ page }) => {
	const server = await serveDamaged((pack) => {
		const tiles = join(pack, 'tiles');
		const found = readdirSync(tiles, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.glb'));
		for (const name of found) {
			const path = join(tiles, name);
			writeFileSync(path, 'not a tile');
		}
	});
	try {
		await page.goto(`${server.url}/?gfx=lite`);
		await expect(page.getByText('地图瓦片失败')).toBeVisible();
		await expect(page.getByRole('button', { name: '重试' })).toBeVisible();
	} finally {
		await server.stop();
	}
});

test('a lost WebGL context brings the map back with its view and the alarm', async ({ page, request }) => {
	const url = process.env.FENGTU_URL as string;
	await page.goto(`${url}/?gfx=lite`);
	await raise(request, url, TOWER);
	await expect(region(page, '目标建筑')).toContainText('way/1011');
	const scale = page.locator('.map-scale span');
	await expect(scale).toHaveText('50 m');
	await page.evaluate(() => {
		const canvas = document.querySelector('canvas');
		canvas?.setAttribute('data-lost', 'yes');
		canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
	});
	await expect(page.locator('canvas[data-lost]')).toHaveCount(0);
	await expect(page.locator('canvas').first()).toBeVisible();
	await expect(scale).toHaveText('50 m');
	await expect(region(page, '目标建筑')).toContainText('way/1011');
});

test('without WebGL the page says so, and cards and lists work', async ({ page, request }) => {
	const url = process.env.FENGTU_URL as string;
	await page.addInitScript(() => {
		HTMLCanvasElement.prototype.getContext = () => null;
	});
	await page.goto(url);
	await expect(page.getByText('这台电脑不能绘制三维地图')).toBeVisible();
	await raise(request, url, TOWER);
	await expect(region(page, '目标建筑')).toContainText('way/1011');
	await expect(region(page, '行车路线')).toContainText('591 m');
});

test('a panel that could not be fetched is there at the second try', async ({ page }) => {
	let isAway = true;
	await page.route(/\/measure-panel-[^/]*\.js$/, (route) => (isAway ? route.abort() : route.continue()));
	await page.goto(`${process.env.FENGTU_URL}/?gfx=lite`);
	await expect(region(page, '警情').first()).toBeVisible();
	await page.keyboard.press('m');
	const retry = region(page, '测量').getByRole('button', { name: '重试' });
	await expect(retry).toBeVisible();
	isAway = false;
	await retry.click();
	await expect(region(page, '测量').getByRole('radio', { name: '净宽' })).toBeVisible();
});
