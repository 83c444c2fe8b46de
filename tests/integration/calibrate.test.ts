import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { travelTableSchema } from '../../src/domain/travel-table.ts';
import { placeAt } from '../support/fake-city.ts';
import { runCli } from '../support/run-cli.ts';
import { driveOver } from '../unit/analysis/routing/calibrate/drive-grid.ts';

let root: string;
let pack: string;

/** Twelve drives along 2 km of street and back, at 27 km/h, by the clock of the city at 10:00. */
function csvOf(header: string, rowOf: (id: string, lon: number, lat: number, time: string) => string): string {
	const rows: string[] = [];
	for (let i = 0; i < 12; i++) {
		const fixes = driveOver(
			[
				[20, 0],
				[1980, 0],
			],
			{ kmh: () => 27, startMs: Date.UTC(2026, 4, 4, 10) + i * 86_400_000 },
		);
		for (const { atMs, lon, lat } of fixes) {
			const time = new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
			rows.push(rowOf(`v${i}`, lon, lat, time));
		}
	}
	return `${[header, ...rows].join('\n')}\n`;
}

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-calibrate-'));
	const coordinates = [0, 500, 1000, 1500, 2000].map((x) => {
		const { lon, lat } = placeAt(x, 0);
		return [lon, lat];
	});
	const road = {
		type: 'Feature',
		properties: { highway: 'residential' },
		geometry: { type: 'LineString', coordinates },
	};
	writeFileSync(join(root, 'roads.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [road] }));
	pack = join(root, 'pack');
	const built = await runCli(['build', `roads=${join(root, 'roads.geojson')}`, '--out', pack]);
	expect(built.stderr + built.stdout).toContain('pack');
	expect(built.exitCode).toBe(0);
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

describe('fengtu calibrate', () => {
	it('writes a travel table with the speed driven, and says what it rests on', async () => {
		const tracks = join(root, 'tracks.csv');
		writeFileSync(
			tracks,
			csvOf('track_id,lon,lat,time', (...row) => row.join(',')),
		);
		const out = join(root, 'travel.json');
		const run = await runCli(['calibrate', tracks, '--pack', pack, '--out', out, '--json']);
		expect(run.exitCode).toBe(0);
		const result = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '');
		expect(result).toMatchObject({ tracks: 12, matchedTracks: 12, breaks: 0, badRows: 0 });
		const table = travelTableSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
		// Drawn a little to the 20 km/h of the table it began with.
		expect(table.speedKmh.residential.day).toBeGreaterThan(26);
		expect(table.speedKmh.residential.day).toBeLessThan(27.2);
		expect(table.speedKmh.residential.night).toBe(20);
		expect(table.verified).toBe(false);
		expect(table.source).toMatch(/tracks\.csv: 12 tracks, 2026-05-04T02:00:00/);
	});

	it('tells rows that are no fix by their line, and reads the others', async () => {
		const tracks = join(root, 'bad.csv');
		const good = csvOf('车牌号,经度,纬度,定位时间', (...row) => row.join(','));
		writeFileSync(
			tracks,
			`${good}v1,999,23.02,2026-05-04 10:00:00\nv1,113.75,23.02,yesterday\n,113.75,23.02,0\nv1,113.75\n`,
		);
		const lines = good.trimEnd().split('\n').length;
		const run = await runCli(['calibrate', tracks, '--pack', pack]);
		expect(run.exitCode).toBe(0);
		expect(run.stderr).toContain(`bad.csv: line ${lines + 1}: 经度: got "999", expected degrees from -180 to 180`);
		expect(run.stderr).toContain(`line ${lines + 2}: 定位时间: got "yesterday", expected a date and time`);
		expect(run.stderr).toContain(`line ${lines + 3}: 车牌号: got "", expected an id`);
		expect(run.stderr).toContain(`line ${lines + 4}: 2 columns, the header has 4`);
		expect(run.stdout).toMatch(/residential day\s+20 -> 2[67]/);
	});

	it('takes columns by name, times in epoch seconds and GCJ-02', async () => {
		const tracks = join(root, 'named.csv');
		writeFileSync(
			tracks,
			csvOf('who;east;north;when', (id, lon, lat, time) =>
				[id, lon, lat, Date.parse(`${time}+08:00`) / 1000].join(';'),
			),
		);
		const columns = 'track=who,lon=east,lat=north,time=when';
		const plain = await runCli(['calibrate', tracks, '--pack', pack, '--columns', columns, '--json']);
		expect(JSON.parse(plain.stdout)).toMatchObject({ matchedTracks: 12, offRoadFixes: 0 });
		// Read as GCJ-02 they lie half a kilometre away: no road there.
		const shifted = await runCli([
			'calibrate',
			tracks,
			'--pack',
			pack,
			'--columns',
			columns,
			'--crs',
			'gcj02',
			'--json',
		]);
		expect(JSON.parse(shifted.stdout)).toMatchObject({ matchedTracks: 0, matchedFixes: 0 });
	});

	it('names the columns that are missing and what it found', async () => {
		const tracks = join(root, 'columns.csv');
		writeFileSync(tracks, 'track_id,a,b,time\nv,1,2,3\n');
		const run = await runCli(['calibrate', tracks, '--pack', pack]);
		expect(run.exitCode).toBe(1);
		expect(run.stderr).toContain('columns.csv: got columns track_id, a, b, time, expected for lon one of lon, lng');
		const usage = await runCli(['calibrate', tracks, '--pack', pack, '--columns', 'nothing']);
		expect(usage.exitCode).toBe(2);
	});

	it('a file without a fix is an error', async () => {
		const tracks = join(root, 'none.csv');
		writeFileSync(tracks, 'track_id,lon,lat,time\n');
		const run = await runCli(['calibrate', tracks, '--pack', pack]);
		expect(run.exitCode).toBe(1);
		expect(run.stderr).toContain('expected recorded tracks');
	});
});
