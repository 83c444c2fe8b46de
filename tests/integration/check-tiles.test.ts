import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTiles } from '../../src/citypack/check-tiles.ts';
import { buildTiles } from '../../src/citypack/tiles/build-tiles.ts';
import { createBuildingPages } from '../../src/domain/pack/building-pages.ts';
import { makeCityTable } from '../bench/make-building-table.ts';
import { orderTable } from '../support/order-table.ts';

const COUNT = 6000;

describe('checkTiles', () => {
	const table = makeCityTable(COUNT, 3);
	const order = orderTable(table);
	const pages = createBuildingPages(order.pages);
	let root: string;
	let copies = 0;

	beforeAll(async () => {
		root = mkdtempSync(join(tmpdir(), 'fengtu-check-tiles-'));
		await buildTiles(table, order, { outDir: join(root, 'sound'), workers: 1 });
	});
	afterAll(() => rmSync(root, { recursive: true }));

	/** Checks a copy of the tiles that something was done to. */
	async function checkAfter(damage: (dir: string, tiles: string[]) => void) {
		const dir = join(root, `copy-${copies++}`);
		cpSync(join(root, 'sound'), dir, { recursive: true });
		const tiles = readdirSync(join(dir, 'content'))
			.map((name) => join(dir, 'content', name))
			.sort();
		damage(dir, tiles);
		const { problems } = await checkTiles(dir, pages);
		return problems.map(({ code, file }) => [code, file]);
	}

	/** Rewrites the JSON of a GLB at rest, at its old length. */
	function editJson(path: string, edit: (json: { nodes: [{ matrix: number[] }] }) => void): void {
		const glb = gunzipSync(readFileSync(path));
		const length = glb.readUInt32LE(12);
		const json = JSON.parse(glb.toString('utf8', 20, 20 + length));
		edit(json);
		const text = JSON.stringify(json).padEnd(length);
		if (Buffer.byteLength(text) > length) throw new RangeError('the JSON grew');
		glb.write(text, 20);
		writeFileSync(path, gzipSync(glb));
	}

	it('finds nothing wrong with a sound pyramid', async () => {
		expect(await checkTiles(join(root, 'sound'), pages)).toMatchObject({ leafBuildings: COUNT, problems: [] });
	});

	it('tells a tile that is missing, one too many, and one that cannot be read', async () => {
		expect(await checkAfter((_, tiles) => rmSync(tiles[1] as string))).toEqual([
			['tiles/missing-file', expect.stringMatching(/^content\/1_.*\.glb$/)],
		]);
		expect(await checkAfter((dir, tiles) => copyFileSync(tiles[0] as string, join(dir, 'content/9_9_9.glb')))).toEqual([
			['tiles/not-listed', 'content/9_9_9.glb'],
		]);
		expect(await checkAfter((_, tiles) => writeFileSync(tiles[0] as string, gzipSync('glTF')))).toEqual([
			['tiles/damaged', 'content/0_0_0.glb'],
		]);
	});

	it('tells a leaf that stands in for another', async () => {
		expect(await checkAfter((_, tiles) => copyFileSync(tiles.at(-1) as string, tiles.at(-2) as string))).toEqual([
			['tiles/not-each-once', null],
		]);
	});

	it('tells a coarse tile that stands for other buildings', async () => {
		const codes = await checkAfter((_, tiles) => copyFileSync(tiles[1] as string, tiles[0] as string));
		expect(codes).toContainEqual(['tiles/wrong-count', 'content/0_0_0.glb']);
	});

	it('tells a level that shows 10 % more than the leaves', async () => {
		const codes = await checkAfter((_, tiles) =>
			editJson(tiles[0] as string, ({ nodes: [{ matrix }] }) => {
				// Wider towards the east, in numbers as short as the old ones.
				for (const i of [0, 1, 2]) matrix[i] = Number(((matrix[i] as number) * 1.1).toPrecision(9));
			}),
		);
		expect(codes).toEqual([
			['tiles/level-differs', null],
			['tiles/level-differs', null],
		]);
	});

	it('tells a subtree that cannot be read', async () => {
		expect(await checkAfter((dir) => writeFileSync(join(dir, 'subtrees/0_0_0.subtree'), gzipSync('subt')))).toEqual([
			['tiles/damaged', null],
		]);
	});
});
