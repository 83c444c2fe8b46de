import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { validateCityPack } from '../../src/citypack/validate-city-pack.ts';
import { writeTownSource } from '../support/write-town-source.ts';

/** Enough bytes that threads are worth their start: see THREADS_FROM_BYTES. */
const LINES = 14_000;
const PADDING = 'x'.repeat(500);

let root: string;
let lines: string;

beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-threads-'));
	lines = join(root, 'lines.geojsonl');
	writeLines(lines, () => null);
});
afterAll(() => rmSync(root, { recursive: true }));

/** Writes houses on a grid, one a line; `instead` may put another text for a line. Some are wrong on purpose. */
function writeLines(path: string, instead: (line: number) => string | null): void {
	const file = openSync(path, 'w');
	for (let i = 0; i < LINES; i++) {
		const west = 113 + (i % 200) * 0.0005;
		const south = 23 + Math.floor(i / 200) * 0.0005;
		const ring = [
			[0, 0],
			[2, 0],
			[2, i % 50 === 0 ? 0 : 1],
			[0, 1],
			[0, 0],
		].map(([x, y]) => [west + (x as number) * 0.0001, south + (y as number) * 0.0001]);
		const height = i % 70 === 0 ? -3 : 3 + (i % 30);
		const properties = { height, name: i % 100 === 0 ? `楼${i}` : null, note: PADDING };
		const geometry = { type: 'Polygon', coordinates: [i % 90 === 0 ? ring.slice(0, 2) : ring] };
		const id = i % 300 === 7 ? 'again' : `b${i}`;
		writeSync(file, instead(i) ?? `${JSON.stringify({ type: 'Feature', id, properties, geometry })}\n`);
	}
	closeSync(file);
}

function readTree(dir: string): Map<string, string> {
	const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
	return new Map(paths.map((path) => [path.slice(dir.length), readFileSync(path).toString('base64')]));
}

describe('a build by several threads', () => {
	it('gives the same files as by one, rejects too', async () => {
		const dirs: string[] = [];
		for (const workers of [1, 4]) {
			const outDir = join(root, `pack-${workers}`);
			const { buildings, inputs } = await buildCityPack({ inputs: [lines], outDir, name: 'p', workers });
			// 47 lines with one id of which one stays, and every 90th of too few vertices; none is both (90 k = 300 j + 7 has no answer).
			const refused = Math.ceil((LINES - 7) / 300) - 1 + Math.ceil(LINES / 90);
			expect(buildings).toMatchObject({ read: LINES, kept: LINES - refused, refused });
			expect(inputs).toMatchObject([{ kind: 'buildings', format: 'GeoJSONSeq', read: LINES }]);
			dirs.push(outDir);
		}
		const [one, four] = dirs.map(readTree) as [Map<string, string>, Map<string, string>];
		expect([...four.keys()]).toEqual([...one.keys()]);
		for (const [path, bytes] of one) expect(four.get(path) === bytes, path).toBe(true);
		expect((await validateCityPack(dirs[1] as string)).problems).toEqual([]);
	});

	it('tells a damaged part as a damaged input, leaving nothing', async () => {
		const damaged = join(root, 'damaged.geojsonl');
		writeLines(damaged, (line) => (line === LINES - 1 ? '{"type":"Feature","geometry":{"type":"Pol' : null));
		const place = join(root, 'place');
		mkdirSync(place);
		const build = buildCityPack({ inputs: [damaged], outDir: join(place, 'pack'), name: 'p', workers: 4 });
		await expect(build).rejects.toMatchObject({ name: 'DataError', code: 'input/truncated' });
		expect(readdirSync(place)).toEqual([]);
	});

	it('ends when it is aborted while it reads', async () => {
		const place = join(root, 'aborted');
		mkdirSync(place);
		const controller = new AbortController();
		const build = buildCityPack({
			inputs: [lines],
			outDir: join(place, 'pack'),
			name: 'p',
			workers: 4,
			signal: controller.signal,
			onProgress: ({ stage, done }) => stage === 'read' && done > 0 && controller.abort(new Error('enough')),
		});
		await expect(build).rejects.toThrow('enough');
		expect(readdirSync(place)).toEqual([]);
	});

	it('does not take what a file of Fengtu holds for something else', async () => {
		const source = join(root, 'town');
		writeTownSource(source, 'town', 50);
		const outDir = join(root, 'town-pack');
		const input = join(source, 'buildings.fgb');
		const { inputs, buildings } = await buildCityPack({ inputs: [input], outDir, name: 'p', workers: 1 });
		expect(inputs).toMatchObject([{ kind: 'buildings', kindBy: 'areas', format: 'FlatGeobuf', crs: 'EPSG:4326' }]);
		expect(buildings.kept).toBe(50);
	});
});
