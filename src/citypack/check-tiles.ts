import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DataError, describeError } from '../domain/errors.ts';
import type { BuildingPages } from '../domain/pack/building-pages.ts';
import type { PackProblem } from '../domain/pack/check-pack-files.ts';
import { contentPath } from './tiles/make-tile.ts';
import { measureTile, type TileMeasures, tileDecoderReady } from './tiles/measure-tile.ts';
import { type ListedTile, readTileset } from './tiles/read-tileset.ts';

/** What a look through the tiles found. */
interface TileCheck {
	readonly tiles: number;
	/** Buildings in the leaves, each counted as often as it is there. */
	readonly leafBuildings: number;
	readonly problems: readonly PackProblem[];
}

/** Share by which what a level shows may differ from the leaves. */
const LEVEL_TOLERANCE = 0.05;

/**
 * Reads all tiles of a pyramid: is each listed tile there and no other, inside the region of the one above, is every building
 * of the pack in exactly one leaf, does each coarse tile stand for as many buildings as the leaves below it hold, do merged
 * features and only they carry no number, and does every level show the footprint area and volume of the leaves within 5 %?
 * Cost: about 2 us a building.
 */
export async function checkTiles(dir: string, pages: BuildingPages): Promise<TileCheck> {
	await tileDecoderReady;
	const check = new PyramidCheck(dir, pages);
	check.run();
	return { tiles: check.measured.size, leafBuildings: check.leafBuildings, problems: check.problems };
}

class PyramidCheck {
	readonly problems: PackProblem[] = [];
	/** By path, for each tile that could be read. */
	readonly measured = new Map<string, TileMeasures>();
	leafBuildings = 0;
	readonly #dir: string;
	readonly #pages: BuildingPages;
	readonly #listed = new Map<string, ListedTile>();

	constructor(dir: string, pages: BuildingPages) {
		this.#dir = dir;
		this.#pages = pages;
	}

	run(): void {
		try {
			for (const tile of readTileset(this.#dir).tiles) this.#listed.set(pathOf(tile), tile);
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			this.#tell(error.code, error.message, null);
			return;
		}
		this.#checkFiles();
		this.#checkRegions();
		if (this.problems.length === 0) this.#checkContents();
	}

	#tell(code: string, message: string, file: string | null): void {
		this.problems.push({ code, message, file });
	}

	#checkFiles(): void {
		const content = join(this.#dir, 'content');
		const found = new Set(existsSync(content) ? readdirSync(content).map((name) => `content/${name}`) : []);
		for (const path of found) {
			if (!this.#listed.has(path)) this.#tell('tiles/not-listed', `${path}: got a file that no subtree lists`, path);
		}
		for (const path of this.#listed.keys()) {
			if (!found.has(path)) {
				this.#tell('tiles/missing-file', `${path}: got no file, expected the tile that a subtree lists`, path);
				continue;
			}
			try {
				this.measured.set(path, measureTile(gunzipSync(readFileSync(join(this.#dir, path)))));
			} catch (cause) {
				this.#tell('tiles/damaged', `${path}: ${describeError(cause)}`, path);
			}
		}
	}

	/** CesiumJS looks below a tile only where its region is in view. */
	#checkRegions(): void {
		for (const [path, tile] of this.#listed) {
			if (tile.level === 0) continue;
			const above = this.#listed.get(pathAbove(tile));
			const inside = above?.region.every((side, i) => {
				const own = tile.region[i] as number;
				return i === 0 || i === 1 || i === 4 ? own >= side : own <= side;
			});
			if (!inside) this.#tell('tiles/outside', `${path}: got a region that reaches out of the tile above it`, path);
		}
	}

	#checkContents(): void {
		const parents = new Set(Array.from(this.#listed.values(), pathAbove));
		const held = new Map<string, number>();
		const seen = new Uint8Array(this.#pages.count);
		let repeated = 0;
		let unknown = 0;
		for (const [path, tile] of this.#listed) {
			if (parents.has(path)) continue;
			const { fids, features } = this.measured.get(path) as TileMeasures;
			this.leafBuildings += features;
			unknown += features - fids.length;
			for (const fid of fids) {
				const ordinal = this.#pages.ordinalOf(fid);
				if (ordinal === undefined) unknown++;
				else if (seen[ordinal]) repeated++;
				else seen[ordinal] = 1;
			}
			for (let { level, x, y } = tile; level >= 0; level--, x >>= 1, y >>= 1) {
				const above = contentPath(level, x, y);
				held.set(above, (held.get(above) ?? 0) + features);
			}
		}
		const missing = seen.reduce((sum, is) => sum + (is ? 0 : 1), 0);
		if (missing + repeated + unknown > 0) {
			this.#tell(
				'tiles/not-each-once',
				`leaves: got ${missing} buildings missing, ${repeated} repeated, ${unknown} unknown, expected each of ${this.#pages.count} once`,
				null,
			);
			// The counts above a wrong leaf are wrong with it: told once is enough.
			return;
		}
		for (const [path, { buildings, mislabelled }] of this.measured) {
			const expected = held.get(path) ?? 0;
			if (buildings !== expected) {
				const message = `${path}: got features that stand for ${buildings} buildings, expected ${expected} as in the leaves below`;
				this.#tell('tiles/wrong-count', message, path);
			}
			if (mislabelled > 0) {
				const message = `${path}: got ${mislabelled} features whose number and count contradict, expected a number on single buildings only`;
				this.#tell('tiles/wrong-number', message, path);
			}
		}
		this.#checkLevels(parents);
	}

	/** Compares what is on screen when nothing below a level is: its tiles, and the leaves above it. */
	#checkLevels(parents: ReadonlySet<string>): void {
		const levels = Array.from(this.#listed.values()).reduce((most, { level }) => Math.max(most, level + 1), 0);
		const sums = Array.from({ length: levels + 1 }, () => ({ areaM2: 0, volumeM3: 0 }));
		for (const [path, { level }] of this.#listed) {
			const { areaM2, volumeM3 } = this.measured.get(path) as TileMeasures;
			const last = parents.has(path) ? level : levels;
			for (const sum of sums.slice(level, last + 1)) {
				sum.areaM2 += areaM2;
				sum.volumeM3 += volumeM3;
			}
		}
		const exact = sums[levels] as { areaM2: number; volumeM3: number };
		sums.slice(0, levels).forEach((sum, level) => {
			for (const key of ['areaM2', 'volumeM3'] as const) {
				if (Math.abs(sum[key] - exact[key]) <= LEVEL_TOLERANCE * exact[key]) continue;
				const message = `level ${level}: got ${key} ${Math.round(sum[key])}, expected ${Math.round(exact[key])} of the leaves within 5 %`;
				this.#tell('tiles/level-differs', message, null);
			}
		});
	}
}

function pathOf({ level, x, y }: ListedTile): string {
	return contentPath(level, x, y);
}

function pathAbove({ level, x, y }: ListedTile): string {
	return contentPath(level - 1, x >> 1, y >> 1);
}
