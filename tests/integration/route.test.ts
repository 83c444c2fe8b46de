import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TRAVEL_TABLE } from '../../src/domain/travel-table.ts';
import { runCli } from '../support/run-cli.ts';

const TOWN = join(import.meta.dirname, '../fixtures/small-town/small-town.osm');
const NOON = ['--at', '2026-11-21T12:00+08:00'];

let dir = '';
let pack = '';

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-route-'));
	pack = join(dir, 'pack');
	const { exitCode } = await runCli(['build', TOWN, '--out', pack, '--workers', '1']);
	expect(exitCode).toBe(0);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true }));

async function route(...args: string[]) {
	const { exitCode, stdout, stderr } = await runCli(['route', '--pack', pack, ...args]);
	const last = stdout.trim().split('\n').at(-1) ?? '';
	return { exitCode, stdout, stderr, json: args.includes('--json') ? JSON.parse(last) : null };
}

/** Places of the town's metre grid, which is turned by 8 degrees (fixtures/small-town/make.mjs). */
function place(x: number, y: number): string {
	const turn = (8 * Math.PI) / 180;
	const lon = 113.75 + (x * Math.cos(turn) - y * Math.sin(turn)) / 102_480;
	return `${lon},${23.02 + (x * Math.sin(turn) + y * Math.cos(turn)) / 110_760}`;
}

/** Where a station of the fixture stands. */
function placeOf(name: string): string {
	const line = readFileSync(TOWN, 'utf8')
		.split('\n')
		.find((text) => text.startsWith('<node') && text.includes(`v="${name}"`));
	const [, lat, lon] = line?.match(/lat="([\d.]+)" lon="([\d.]+)"/) ?? [];
	return `${lon},${lat}`;
}

describe('fengtu route', () => {
	it('gives what networkx gives where turns and signals cost nothing', async () => {
		// tests/fixtures/small-town/expect.py: metres and seconds of the quickest way to the centroid of the tower at (420..462, 172..196).
		const plain = join(dir, 'plain.json');
		const turnS = { straight: 0, slight: 0, left: 0, right: 0, sharp: 0, uTurn: 45 };
		writeFileSync(plain, JSON.stringify({ ...DEFAULT_TRAVEL_TABLE, turnS, signalS: 0 }));
		const expected = {
			莞城消防救援站: [1130.86, 115.79],
			东城消防救援站: [1049.26, 94.43],
			簪花路微型消防站: [591.08, 57.7],
		};
		const obey = ['--obey', 'busRoads,restrictedAccess,gates,hgvBans'];
		for (const [name, [metres, seconds]] of Object.entries(expected)) {
			const args = ['--from', placeOf(name), '--to', place(441, 184), '--travel', plain, ...obey, ...NOON, '--json'];
			const { json } = await route(...args);
			expect([name, Math.abs(json.distanceM - (metres as number)) < 0.6]).toEqual([name, true]);
			expect([name, Math.abs(json.durationS - (seconds as number)) < 0.2]).toEqual([name, true]);
		}
	});

	it('prints the keys that scripts read, and goes round a closure of a file', async () => {
		const ends = ['--from', place(-100, 150), '--to', place(300, 150), ...NOON, '--json'];
		const { json } = await route(...ends);
		expect(json).toMatchObject({ found: true, reason: null, limits: [], geometry: { type: 'LineString' } });
		expect(json.distanceM).toBeCloseTo(400, 0);
		expect(json.routes[0].geometry).toEqual(json.geometry.coordinates);
		const closures = join(dir, 'closures.geojson');
		const line = [place(100, 130), place(100, 170)].map((text) => text.split(',').map(Number));
		const feature = {
			type: 'Feature',
			id: 'fair',
			geometry: { type: 'LineString', coordinates: line },
			properties: {},
		};
		writeFileSync(closures, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
		const round = (await route(...ends, '--closures', closures)).json;
		// By the south: 100 m at 40 km/h, right (3 s) 150 m and on round the corner 400 m at 30, left (6 s) 150 m at 35, left 100 m at 40.
		expect(round.distanceM).toBeCloseTo(900, 0);
		expect(round.durationS).toBeCloseTo(9 + 3 + 18 + 48 + 6 + 15.4 + 6 + 9, 0);
		expect(round.closures).toEqual(['fair']);
		expect(round.refused.limits[0]).toMatchObject({ kind: 'closure', closureId: 'fair' });
	});

	it('speaks both languages', async () => {
		const ends = ['--from', place(-100, 150), '--to', place(0, 400), ...NOON];
		expect((await route(...ends)).stdout).toContain('左转 榕树街 250 m');
		expect((await route(...ends, '--lang', 'en')).stdout).toContain('turn left Rongshu Street 250 m');
	});

	it('says what is wrong with options and files, with the exit code for whose fault it is', async () => {
		const ends = ['--from', place(-100, 150), '--to', place(300, 150)];
		const bad = join(dir, 'bad.json');
		writeFileSync(bad, JSON.stringify({ ...DEFAULT_TRAVEL_TABLE, signalS: -1 }));
		const badClosures = join(dir, 'bad.geojson');
		const feature = { type: 'Feature', geometry: { type: 'Point', coordinates: [113, 23] }, properties: {} };
		writeFileSync(badClosures, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
		const said = async (...args: string[]) => {
			const { exitCode, stderr } = await route(...ends, ...args);
			return [exitCode, stderr];
		};
		expect(await said('--travel', bad)).toEqual([1, expect.stringMatching(/--travel .*bad\.json at signalS/)]);
		expect(await said('--travel', join(dir, 'none.json'))).toEqual([1, expect.stringContaining('cli/no-such-file')]);
		expect(await said('--closures', badClosures)).toEqual([1, expect.stringContaining('--closures')]);
		expect(await said('--vehicle', 'tank')).toEqual([2, expect.stringContaining('got tank')]);
		expect(await said('--at', 'noon')).toEqual([2, expect.stringContaining('got noon')]);
		expect(await said('--exempt', 'gates,all')).toEqual([2, expect.stringContaining('got all')]);
		expect(await said('--exempt', 'gates', '--obey', 'gates')).toEqual([
			2,
			expect.stringContaining('got gates in both'),
		]);
	});
});
