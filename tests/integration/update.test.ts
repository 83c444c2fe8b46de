import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { type UpdateReport, updateCityPack } from '../../src/citypack/update/update-city-pack.ts';
import { validateCityPack } from '../../src/citypack/validate-city-pack.ts';
import { decodeBuildingPages } from '../../src/domain/pack/building-pages.ts';
import { openFlatGeobuf } from '../../src/domain/pack/flatgeobuf-reader.ts';
import { createMemorySource } from '../../src/domain/pack/memory-source.ts';

interface Feature {
	readonly type: 'Feature';
	readonly id: string;
	readonly properties: Readonly<Record<string, unknown>>;
	readonly geometry: { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] };
}

/** Cells are about 1.28 km, 0.0125 degrees of longitude and 0.01156 of latitude here. */
const WEST = 113.7;
const SOUTH = 22.95;
let root: string;
let town: Feature[];
let pack: string;

/** A rectangle `x`, `y` degrees from the corner of the town. */
function building(id: string, x: number, y: number, properties: object = {}, w = 0.0002, h = 0.0001): Feature {
	const [west, south, east, north] = [WEST + x, SOUTH + y, WEST + x + w, SOUTH + y + h].map((v) =>
		Number(v.toFixed(7)),
	) as [number, number, number, number];
	const ring = [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
		[west, south],
	];
	return { type: 'Feature', id, properties: { ...properties }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** Buildings strewn by a small generator: a third of them in one square kilometre, the others over 10 km. */
function makeTown(count: number): Feature[] {
	let state = 42;
	const next = () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
	return Array.from({ length: count }, (_, i) => {
		const [wide, high] = i % 3 === 0 ? [0.01, 0.009] : [0.1, 0.09];
		return building(
			`b${i}`,
			next() * wide,
			next() * high,
			{
				...(i % 12 === 0 ? { name: `大楼${i}` } : {}),
				...(i % 4 ? { height: Math.round(next() * 600 + 30) / 10 } : {}),
				...(i % 3 ? { floors: 1 + Math.floor(next() * 12) } : {}),
				...(i % 5 ? { street: `长安路${i % 23}`, housenumber: `${i % 77}${i % 9 ? '' : '之1'}` } : {}),
				town: `镇${i % 6}`,
				material: `m${i % 8}`,
			},
			0.00005 + next() * 0.0002,
			0.00005 + next() * 0.0002,
		);
	});
}

const build = async (features: readonly Feature[], outDir: string) => {
	// One name: it is the title of the source.
	const dir = mkdtempSync(join(root, 'source-'));
	const path = join(dir, 'town.geojsonl');
	writeFileSync(path, features.map((feature) => `${JSON.stringify(feature)}\n`).join(''));
	await buildCityPack({ inputs: [{ path }], outDir, name: 'town', workers: 1 });
};

/** Every file of a pack by its path, as text of its bytes. */
function readPack(dir: string): Map<string, string> {
	const files = new Map<string, string>();
	for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		files.set(path.slice(dir.length + 1), readFileSync(path, 'latin1'));
	}
	return files;
}

/** Names of the files in which two packs differ. */
function differences(a: string, b: string): string[] {
	const [left, right] = [readPack(a), readPack(b)];
	const names = [...new Set([...left.keys(), ...right.keys()])];
	return names.filter((name) => left.get(name) !== right.get(name)).sort();
}

type Edit = { add?: readonly Feature[]; replace?: readonly Feature[]; remove?: readonly string[] };

/** The source with its lines edited, removed and appended. */
function editSource(source: readonly Feature[], { add = [], replace = [], remove = [] }: Edit): Feature[] {
	const others = new Map(replace.map((feature) => [feature.id, feature]));
	return [
		...source.filter(({ id }) => !remove.includes(id)).map((feature) => others.get(feature.id) ?? feature),
		...add,
	];
}

function writeChanges({ add = [], replace = [], remove = [] }: Edit): string {
	const asked = (change: string) => (feature: Feature) => ({
		...feature,
		properties: { ...feature.properties, change },
	});
	const features = [
		...remove.map((id) => ({ type: 'Feature', id, properties: { change: 'remove' }, geometry: null })),
		...replace.map(asked('replace')),
		...add.map(asked('add')),
	];
	const path = join(mkdtempSync(join(root, 'changes-')), 'changes.geojson');
	writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }));
	return path;
}

/** Updates a copy of the pack and says where it differs from a build of the edited source. */
async function updateAndBuild(
	edit: Edit,
	source: readonly Feature[] = town,
	from: string = pack,
): Promise<{ report: UpdateReport; differs: string[]; updated: string }> {
	const dir = mkdtempSync(join(root, 'case-'));
	const updated = join(dir, 'updated');
	cpSync(from, updated, { recursive: true });
	const report = await updateCityPack({ packDir: updated, changes: writeChanges(edit) });
	await build(editSource(source, edit), join(dir, 'fresh'));
	return { report, differs: differences(updated, join(dir, 'fresh')), updated };
}

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-update-'));
	town = makeTown(3000);
	pack = join(root, 'pack');
	await build(town, pack);
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const byId = (id: string) => town.find((feature) => feature.id === id) as Feature;

describe('an updated pack is what a build of the edited source gives, byte for byte', () => {
	const cases: Record<string, () => Edit> = {
		'a building is added': () => ({
			add: [building('new', 0.05, 0.05, { height: 12.5, name: '新楼', street: '新街' })],
		}),
		'a building is removed': () => ({ remove: ['b100'] }),
		'a named building is removed': () => ({ remove: ['b120'] }),
		'attributes of a building change where it stands': () => ({
			replace: [{ ...byId('b101'), properties: { height: 99, street: '长安路1', housenumber: '2', town: '新镇' } }],
		}),
		'a building moves to another leaf': () => ({ replace: [building('b102', 0.07, 0.02, { floors: 3 })] }),
		'several at once, three of them on one spot': () => ({
			add: ['z', 'a', 'm'].map((id) => building(id, 0.03, 0.03, { floors: 2 })),
			replace: [building('b6', 0.001, 0.001, { height: 3 })],
			remove: ['b7', 'b8', 'b2999'],
		}),
		'a building that needs repair': () => {
			const { geometry, ...rest } = building('crooked', 0.04, 0.04, { height: 5 });
			const ring = geometry.coordinates[0] as readonly (readonly number[])[];
			return { add: [{ ...rest, geometry: { type: 'Polygon', coordinates: [[ring[0] as number[], ...ring]] } }] };
		},
		'a leaf appears': () => ({
			add: [building('far', 0.0995, 0.0895, { height: 8 }), building('far2', 0.0996, 0.0896)],
		}),
	};
	for (const [title, makeEdit] of Object.entries(cases)) {
		it(title, async () => {
			const edit = makeEdit();
			const { report, differs, updated } = await updateAndBuild(edit);
			expect(differs).toEqual([]);
			expect(report).toMatchObject({
				mode: 'local',
				added: edit.add?.length ?? 0,
				replaced: edit.replace?.length ?? 0,
				removed: edit.remove?.length ?? 0,
			});
			expect(report.tilesRewritten).toBeLessThan(report.tiles);
			expect(readFileSync(join(updated, 'pack.json'), 'utf8')).toContain(report.version);
		}, 60_000);
	}

	it('a leaf becomes empty', async () => {
		const [fewest] = (await readPageIds()).filter((ids) => ids.length > 0).sort((a, b) => a.length - b.length);
		const { report, differs } = await updateAndBuild({ remove: fewest as string[] });
		expect(differs).toEqual([]);
		expect(report.tiles).toBe(JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8')).counts.tiles - 1);
	}, 60_000);

	it('first and last building of a page', async () => {
		const page = (await readPageIds()).find((ids) => ids.length > 9) as string[];
		const [first, last] = [page[0] as string, page.at(-1) as string];
		expect((await updateAndBuild({ remove: [first] })).differs).toEqual([]);
		expect((await updateAndBuild({ remove: [last] })).differs).toEqual([]);
		expect((await updateAndBuild({ replace: [{ ...byId(first), properties: {} }] })).differs).toEqual([]);
	}, 60_000);

	it('a leaf becomes dense and is split, and is one leaf again', async () => {
		const [x, y] = findCellCorner();
		const many = Array.from({ length: 6100 }, (_, i) =>
			building(`d${i}`, x + 0.001 + (i % 80) * 0.0001, y + 0.001 + Math.floor(i / 80) * 0.0001, {}, 0.00004, 0.00004),
		);
		const { report, differs, updated } = await updateAndBuild({ add: many });
		expect(differs).toEqual([]);
		expect(report.mode).toBe('local');
		const back = await updateAndBuild({ remove: many.slice(0, 3000).map(({ id }) => id) }, [...town, ...many], updated);
		expect(back.differs).toEqual([]);
		expect(back.report.tiles).toBeLessThan(report.tiles);
	}, 120_000);

	it('one update after another', async () => {
		const first = await updateAndBuild({ add: [building('n1', 0.02, 0.02, { height: 9 })] });
		const source = editSource(town, { add: [building('n1', 0.02, 0.02, { height: 9 })] });
		const second = await updateAndBuild({ remove: ['n1'], add: [building('n2', 0.021, 0.02)] }, source, first.updated);
		expect(second.differs).toEqual([]);
	}, 60_000);

	it('with records that the build refused or repaired', async () => {
		const repeated = (id: string) => {
			const feature = building(id, 0.02, 0.03, { height: 9 });
			const [ring] = feature.geometry.coordinates as [number[][]];
			return { ...feature, geometry: { type: 'Polygon' as const, coordinates: [[ring[0] as number[], ...ring]] } };
		};
		const flat = { ...building('flat', 0, 0), geometry: { type: 'Polygon' as const, coordinates: [[[113.7, 22.95]]] } };
		const source = [...makeTown(200), repeated('r1'), building('b5', 0.01, 0.01), flat, repeated('r2')];
		const from = join(root, 'refusals');
		await build(source, from);
		const edit = { remove: ['b0', 'r1'], replace: [building('r2', 0.02, 0.03)], add: [repeated('r3')] };
		expect((await updateAndBuild(edit, source, from)).differs).toEqual([]);
		// b5 is there twice: which of them is in the pack after a removal only the source knows.
		const error = await updateAndBuild({ remove: ['b5'] }, source, from).catch((caught) => caught);
		expect(error.code).toBe('update/has-duplicate');
	}, 60_000);

	it('outside of the old grid everything is made anew', async () => {
		const { report, differs } = await updateAndBuild({ add: [building('far', 1.5, 0.02, { height: 9 })] });
		expect(differs).toEqual([]);
		expect(report.mode).toBe('rebuild');
	}, 60_000);

	it('whatever the edits', async () => {
		const small = makeTown(150);
		const from = join(root, 'small');
		await build(small, from);
		const place = fc.tuple(
			fc.double({ min: 0, max: 0.09, noNaN: true }),
			fc.double({ min: 0, max: 0.08, noNaN: true }),
		);
		const attributes = fc.record(
			{
				name: fc.constantFrom('楼', '厦', 'A'),
				height: fc.integer({ min: 3, max: 200 }),
				street: fc.constantFrom('长安路1', '新街', '街'),
				housenumber: fc.constantFrom('1', '01', '1之1', '10', '2'),
				town: fc.constantFrom('镇1', '新镇'),
			},
			{ requiredKeys: [] },
		);
		const edits = fc.record({
			add: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), place, attributes), {
				maxLength: 6,
				selector: ([n]) => n,
			}),
			change: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 149 }), fc.boolean(), place, attributes), {
				maxLength: 8,
				selector: ([n]) => n,
			}),
		});
		await fc.assert(
			fc.asyncProperty(edits, async ({ add, change }) => {
				fc.pre(add.length + change.length > 0);
				const edit = {
					add: add.map(([n, [x, y], properties]) => building(`x${n}`, x, y, properties)),
					replace: change
						.filter(([, stays]) => stays)
						.map(([n, , [x, y], properties]) => building(`b${n}`, x, y, properties)),
					remove: change.filter(([, stays]) => !stays).map(([n]) => `b${n}`),
				};
				expect((await updateAndBuild(edit, small, from)).differs).toEqual([]);
			}),
			{ numRuns: 12, seed: 7 },
		);
	}, 120_000);

	it('stays sound, and shares with the old pack what did not change', async () => {
		const dir = mkdtempSync(join(root, 'links-'));
		const updated = join(dir, 'updated');
		cpSync(pack, updated, { recursive: true });
		const inode = statSync(join(updated, 'roads.graph')).ino;
		await updateCityPack({ packDir: updated, changes: writeChanges({ add: [building('n', 0.03, 0.03)] }) });
		expect(statSync(join(updated, 'roads.graph')).ino).toBe(inode);
		expect((await validateCityPack(updated)).problems).toEqual([]);
	}, 60_000);
});

describe('a change that cannot be made leaves the pack as it is', () => {
	const refused: Record<string, [changes: string, code: string, says: RegExp]> = {
		'an id that is there': [
			JSON.stringify({ ...building('b1', 0.01, 0.01), properties: { change: 'add' } }),
			'update/exists',
			/b1/,
		],
		'an id that is not there, to be replaced': [
			JSON.stringify({ ...building('nobody', 0.01, 0.01), properties: { change: 'replace' } }),
			'update/no-such-building',
			/nobody/,
		],
		'an id that is not there, to be removed': [
			JSON.stringify({ type: 'Feature', id: 'nobody', properties: { change: 'remove' }, geometry: null }),
			'update/no-such-building',
			/nobody/,
		],
		'an id twice': [
			[building('n', 0.01, 0.01), building('n', 0.02, 0.01)].map((feature) => JSON.stringify(feature)).join('\n'),
			'update/id-twice',
			/got n twice/,
		],
		'no id': [JSON.stringify({ ...building('n', 0.01, 0.01), id: undefined }), 'update/no-id', /1 feature/],
		'an unknown change': [
			JSON.stringify({ ...building('n', 0.01, 0.01), properties: { change: 'delete' } }),
			'update/bad-change',
			/"delete".*add, replace or remove/,
		],
		'a footprint that is none, and another': [
			[
				{ ...building('flat', 0.01, 0.01), geometry: { type: 'Polygon', coordinates: [[[113.71, 22.96]]] } },
				{ ...building('gone', 0.01, 0.01), geometry: null },
				building('fine', 0.01, 0.01),
			]
				.map((feature) => JSON.stringify(feature))
				.join('\n'),
			'update/refused',
			/2 features.*flat.*gone/s,
		],
		'not JSON': ['{"type":"Feature","id":"x"', 'input/', /./],
		nothing: ['', 'input/', /./],
		'an empty collection': ['{"type":"FeatureCollection","features":[]}', 'update/empty', /no feature/],
	};
	for (const [title, [text, code, says]] of Object.entries(refused)) {
		it(title, async () => {
			const dir = mkdtempSync(join(root, 'refused-'));
			const kept = join(dir, 'pack');
			cpSync(pack, kept, { recursive: true });
			const changes = join(dir, 'changes.geojson');
			writeFileSync(changes, text);
			const error = await updateCityPack({ packDir: kept, changes }).catch((caught) => caught);
			expect(error.code).toContain(code);
			expect(error.message).toMatch(says);
			expect(differences(kept, pack)).toEqual([]);
			// Neither lock nor half a pack stays behind.
			expect(readdirSync(dir).sort()).toEqual(['changes.geojson', 'pack']);
		});
	}

	it('no such file, no such pack, no such source', async () => {
		const code = (options: object) =>
			updateCityPack({ packDir: pack, changes: 'none.geojson', ...options }).catch((error) => error.code);
		expect(await code({})).toBe('update/no-changes-file');
		expect(await code({ packDir: join(root, 'none') })).toBe('pack/not-a-pack');
		expect(await code({ source: 'other' })).toBe('update/no-source');
	});
});

/** The grid of the town's pack and its pages. */
const readPages = () => decodeBuildingPages(readFileSync(join(pack, 'buildings.pages')), 'buildings.pages');

/** Ids of a pack's buildings in their order, page by page. */
async function readPageIds(): Promise<string[][]> {
	const file = await openFlatGeobuf(createMemorySource('buildings.fgb', readFileSync(join(pack, 'buildings.fgb'))));
	const ids = (await file.readAll()).map((feature) => String(file.decode(feature).properties.id));
	const { pageStart } = readPages().table;
	return Array.from(pageStart.subarray(1), (end, page) => ids.slice(pageStart[page], end));
}

/** South-west corner of a cell in the middle of the town, in degrees from the town's corner. */
function findCellCorner(): [number, number] {
	const { westE7, southE7, cellLonE7, cellLatE7 } = readPages().table.grid;
	const along = (corner: number, cell: number, from: number) =>
		(corner + cell * Math.ceil((from * 1e7 - corner) / cell)) / 1e7;
	return [along(westE7, cellLonE7, WEST + 0.05) - WEST, along(southE7, cellLatE7, SOUTH + 0.05) - SOUTH];
}
