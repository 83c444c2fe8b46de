import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { polygonsOfBox } from '../../src/citypack/export/area-test.ts';
import { type ExportOptions, exportPack } from '../../src/citypack/export/export-pack.ts';
import { readArea } from '../../src/citypack/export/read-area.ts';
import { openFlatGeobuf } from '../../src/domain/pack/flatgeobuf-reader.ts';
import { createMemorySource } from '../../src/domain/pack/memory-source.ts';

let root: string;
let pack: string;

/** A square of 0.001 degrees at 113.7 + x, 23 + y, clockwise as RFC 7946 does not want it; every second one with a court. */
function square(i: number, x: number, y: number): object {
	const ring = (inset: number) => {
		const [west, south, east, north] = [113.7 + x + inset, 23 + y + inset, 113.701 + x - inset, 23.001 + y - inset];
		return [
			[west, south],
			[west, north],
			[east, north],
			[east, south],
			[west, south],
		].map((position) => position.map((v) => Number(v.toFixed(7))));
	};
	const properties = {
		id: `h${i}`,
		name: i === 0 ? '"烽", 图' : undefined,
		height: i % 3 ? 10.5 + i : undefined,
		floors: i % 3 === 0 ? 4 : undefined,
		owner: `o${i}`,
	};
	const coordinates = i % 2 ? [ring(0), ring(0.0004)] : [ring(0)];
	return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } };
}

const build = (path: string, name: string) =>
	buildCityPack({ inputs: [{ path, name: 'houses' }], outDir: join(root, name), name: 'town', workers: 1 });
const run = (options: Partial<ExportOptions>) =>
	exportPack({ packDir: pack, layer: 'buildings', format: 'geojson', out: join(root, 'out'), ...options });
const readOut = (name = 'out') => readFileSync(join(root, name), 'utf8');

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-export-'));
	pack = join(root, 'pack');
	const lines = Array.from({ length: 25 }, (_, i) => square(i, (i % 5) * 0.01, Math.floor(i / 5) * 0.01));
	writeFileSync(join(root, 'houses.geojsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
	await build(join(root, 'houses.geojsonl'), 'pack');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('an export', () => {
	it('holds every building with every attribute, unknown as null, wound as RFC 7946 says', async () => {
		const report = await run({});
		expect(report).toMatchObject({ features: 25, layer: 'buildings', format: 'geojson', synthetic: false });
		const { features } = JSON.parse(readOut()) as { features: { id: string; properties: object; geometry: never }[] };
		expect(features.map(({ id }) => id).sort()).toEqual(Array.from({ length: 25 }, (_, i) => `h${i}`).sort());
		const first = features.find(({ id }) => id === 'h0');
		expect(first?.properties).toMatchObject({ name: '"烽", 图', floors: 4, height_basis: 'estimated', year: null });
		expect(first?.properties).toMatchObject({ tags: { owner: 'o0' } });
		for (const { geometry } of features) {
			const { coordinates } = geometry as { coordinates: [number, number][][] };
			coordinates.forEach((ring, hole) => {
				expect(ring.at(-1)).toEqual(ring[0]);
				const twice = ring.slice(1).reduce((sum, [x, y], i) => {
					const [px, py] = ring[i] as [number, number];
					return sum + (px - 113.7) * (y - 23) - (x - 113.7) * (py - 23);
				}, 0);
				expect(Math.sign(twice)).toBe(hole === 0 ? 1 : -1);
			});
		}
	});

	it('as fgb builds the same buildings again, byte for byte', async () => {
		await run({ format: 'fgb', out: join(root, 'again.fgb') });
		await build(join(root, 'again.fgb'), 'again-fgb');
		const read = (dir: string, file: string) => readFileSync(join(root, dir, file));
		for (const file of ['buildings.fgb', 'buildings.columns', 'buildings.ids', 'places.fgb']) {
			expect(Buffer.compare(read('again-fgb', file), read('pack', file)), file).toBe(0);
		}
	});

	it('as geojson builds the same buildings again, which name the source they had among their attributes', async () => {
		await run({ out: join(root, 'again.geojson') });
		await build(join(root, 'again.geojson'), 'again-geojson');
		const read = async (dir: string) => {
			const bytes = readFileSync(join(root, dir, 'buildings.fgb'));
			const file = await openFlatGeobuf(createMemorySource('buildings.fgb', bytes));
			return (await file.readAll()).map((feature) => file.decode(feature));
		};
		const before = await read('pack');
		expect(await read('again-geojson')).toEqual(
			before.map(({ geometry, properties }) => {
				return { geometry, properties: { ...properties, tags: { source: 'houses', ...(properties.tags as object) } } };
			}),
		);
	});

	it('of an area holds what meets it, whole', async () => {
		// The first column of buildings ends at 113.701: the box begins just before that.
		await run({ area: polygonsOfBox([113.7009, 22.9, 113.7105, 23.0105]) });
		const { features } = JSON.parse(readOut()) as { features: { id: string }[] };
		expect(features.map(({ id }) => id).sort()).toEqual(['h0', 'h1', 'h5', 'h6']);
		expect(readOut()).toContain('[113.7,23]');
	});

	it('as FlatGeobuf has an index that finds them', async () => {
		await run({ format: 'fgb', area: polygonsOfBox([113.7, 23, 113.7205, 23.0205]) });
		const file = await openFlatGeobuf(createMemorySource('out', readFileSync(join(root, 'out'))));
		expect(file.header.count).toBe(9);
		const found = await file.findIn([113.7, 23, 113.7001, 23.0001]);
		expect(found.map((feature) => file.decode(feature).properties.id)).toEqual(['h0']);
		await file.verifyIndex();
	});

	it('as CSV begins with the mark Excel looks for, leaves unknown empty, and quotes', async () => {
		await run({ format: 'csv', area: polygonsOfBox([113.7, 23, 113.7001, 23.0001]) });
		const [head, line, end] = readOut().split('\r\n');
		expect(head).toBe(
			'\uFEFFid,name,street,housenumber,town,height_m,height_basis,floors,floors_below,year,min_height_m,structure,use,source,residents,ground_m,tags,statements,lon,lat,footprint_m2,WKT',
		);
		// 0.001 degrees are 102.47 m by 110.76 m at 23 N (GeographicLib: 102.4697, 110.7559).
		expect(line).toMatch(
			/^h0,"""烽"", 图",,,,12,estimated,4,,,,,,houses,,,"\{""owner"":""o0""\}",,113\.7005000,23\.0005000,/,
		);
		expect(Number(line?.match(/,([\d.]+),"POLYGON/)?.[1])).toBeCloseTo(102.4697 * 110.7559, -1);
		expect(line).toMatch(/"POLYGON \(\(113\.7 23,.*113\.7 23\)\)"$/);
		expect(end).toBe('');
	});

	it('of an area without buildings is an empty file that opens', async () => {
		const nowhere = polygonsOfBox([113.7055, 23.0055, 113.706, 23.006]);
		expect((await run({ area: nowhere })).features).toBe(0);
		expect(JSON.parse(readOut())).toMatchObject({ type: 'FeatureCollection', features: [] });
		expect((await run({ area: nowhere, format: 'fgb' })).features).toBe(0);
		const file = await openFlatGeobuf(createMemorySource('out', readFileSync(join(root, 'out'))));
		expect(file.header).toMatchObject({ count: 0, indexNodeSize: 0 });
	});

	it('of other layers', async () => {
		for (const layer of ['roads', 'water', 'stations'] as const) {
			expect(await run({ layer })).toMatchObject({ features: 0, layer });
		}
	});

	it('says what is wrong and leaves no file', async () => {
		const out = join(root, 'never');
		await expect(run({ out, area: polygonsOfBox([139, 35, 140, 36]) })).rejects.toMatchObject({
			code: 'export/outside',
			message: expect.stringMatching(/139,35,140,36.*113\.7/),
		});
		await expect(run({ out: join(root, 'none', 'out') })).rejects.toMatchObject({ code: 'export/cannot-write' });
		await expect(run({ out, packDir: root })).rejects.toMatchObject({ code: 'pack/not-a-pack' });
		expect(existsSync(out)).toBe(false);
	});
});

describe('an area file', () => {
	const ring = [
		[113, 23],
		[114, 23],
		[114, 24],
		[113, 23],
	];
	const read = (value: unknown) => {
		const path = join(root, 'area.geojson');
		writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
		return readArea(path);
	};

	it('may be a polygon, a feature, or a collection of them', async () => {
		const polygon = { type: 'Polygon', coordinates: [ring] };
		const feature = { type: 'Feature', properties: {}, geometry: polygon };
		for (const area of [polygon, feature, { type: 'FeatureCollection', features: [feature] }]) {
			expect(await read(area)).toEqual([[ring]]);
		}
		expect(await read({ type: 'MultiPolygon', coordinates: [[ring], [ring]] })).toHaveLength(2);
	});

	it.each([
		['not JSON', '{', 'export/bad-area'],
		['a point', { type: 'Point', coordinates: [113, 23] }, 'export/bad-area'],
		['metres', { type: 'Polygon', coordinates: [ring.map(([x, y]) => [(x as number) * 1e5, y])] }, 'export/bad-area'],
	])('that is %s', async (_, value, code) => {
		await expect(read(value)).rejects.toMatchObject({ code });
	});

	it('that is not there', async () => {
		await expect(readArea(join(root, 'none'))).rejects.toMatchObject({ code: 'export/no-area' });
	});
});
