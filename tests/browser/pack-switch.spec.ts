import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { PROJECT_DIR, servePack } from './serve-pack.ts';

const TOWER = { lon: 113.7540115, lat: 23.0221992 };

test('an open page goes on with the city data after an update, with its incident and view', async ({
	page,
	request,
}) => {
	const dir = mkdtempSync(join(tmpdir(), 'fengtu-switch-'));
	const pack = join(dir, 'pack');
	cpSync(process.env.FENGTU_PACK as string, pack, { recursive: true });
	const server = await servePack(pack);
	try {
		await page.goto(`${server.url}/?gfx=lite`);
		await request.post(`${server.url}/api/incidents`, { data: TOWER });
		const target = page.getByRole('region', { name: '目标建筑' });
		await expect(target).toContainText('way/1011');
		await expect(page.locator('.map-scale span')).toHaveText('50 m');
		await expect(page.locator('canvas').first()).toBeVisible();

		const changes = join(dir, 'changes.geojson');
		const ring = [0, 1, 2, 3, 0].map((i) => [
			TOWER.lon + 0.002 + (i === 1 || i === 2 ? 0.0002 : 0),
			TOWER.lat + (i === 2 || i === 3 ? 0.0002 : 0),
		]);
		writeFileSync(
			changes,
			JSON.stringify({
				type: 'Feature',
				id: 'new/1',
				properties: { height: 30 },
				geometry: { type: 'Polygon', coordinates: [ring] },
			}),
		);
		const newTiles = page.waitForResponse((answer) => {
			const { tileset } = JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8')) as { tileset: string };
			const folder = tileset.slice(0, tileset.lastIndexOf('/'));
			return answer.url().includes(folder) && answer.url().endsWith('.glb') && answer.ok();
		});
		const before = JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8')) as { version: string };
		await promisify(execFile)(process.execPath, ['src/cli/fengtu.mjs', 'update', changes, '--pack', pack], {
			cwd: PROJECT_DIR,
		});
		await expect(page.getByText('城市数据已更新')).toBeVisible();
		await newTiles;
		const health = await (await request.get(`${server.url}/api/health`)).json();
		expect(health.pack.version).not.toBe(before.version);
		await expect(target).toContainText('way/1011');
		await expect(page.locator('.map-scale span')).toHaveText('50 m');
		await expect(page.getByText('地图瓦片失败')).toHaveCount(0);
		await expect(page.getByText('城市数据已更新')).toHaveCount(0, { timeout: 15_000 });
	} finally {
		await server.stop();
		rmSync(dir, { recursive: true, force: true });
	}
});
