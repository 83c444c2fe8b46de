import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import { type BuildingPages, type BuildingPageTable, createBuildingPages } from '../../domain/pack/building-pages.ts';
import { addBuilding, type LeafOutlines } from './add-building.ts';
import { addMergedBuildings, CellSums } from './add-merged-buildings.ts';
import { encodeGlb } from './encode-glb.ts';
import { gzipBytes } from './gzip.ts';
import { createTileFrame, RADIANS_PER_E7 } from './tile-frame.ts';
import { TileMesh } from './tile-mesh.ts';
import { type TilePlan, tileSquare } from './tile-plan.ts';

/**
 * Cells across a merged tile: fine where it is seen from near, just above the leaves. 80 keeps a street view to the horizon of a
 * city of 1.7 million below 150,000 features (96: 161,000); see tests/bench/simulate-views.ts.
 */
const CELLS_ABOVE_LEAVES = 80;
const CELLS_ELSEWHERE = 64;
/** Position steps, metres: half of one is the most that a wall is moved. Wide tiles take coarser ones (16 bits). */
const EXACT_STEP_M = 0.05;
const MERGED_STEP_M = 0.15;
/** Measured on the tiles of 1.7 million made-up buildings: level 6 is 2 % smaller in 1.5 times the time, level 1 is 9 % larger in 0.55 of it. */
const GZIP_LEVEL = 5;

/** Smallest radius of curvature of the WGS84 ellipsoid (the meridian's at the equator), metres. */
const SMALLEST_RADIUS_M = 6_335_439;

/** A tile's content. */
interface MadeTile {
	/** The GLB, gzip. */
	readonly bytes: Uint8Array;
	/** Its size unpacked. */
	readonly bytesRaw: number;
	/** Of this content alone: west, south, east, north in radians, lowest and highest in metres. */
	readonly region: readonly [number, number, number, number, number, number];
	readonly features: number;
}

/** Milliseconds one thread spent, by stage. */
export type StageMs = Record<'columns' | 'mesh' | 'merge' | 'encode' | 'gzip' | 'write', number>;

/** A clock at zero for every stage of a thread. */
export function createStageMs(): StageMs {
	return { columns: 0, mesh: 0, merge: 0, encode: 0, gzip: 0, write: 0 };
}

/** Makes any tile of a plan; its scratch memory serves tile after tile. Await glbEncoderReady before the first. */
export class TileMaker {
	readonly #columns: BuildingColumns;
	readonly #pages: BuildingPages;
	readonly #plan: TilePlan;
	readonly #stageMs: StageMs;
	readonly #mesh = new TileMesh(createTileFrame(0, 0));
	readonly #sums = [new CellSums(CELLS_ABOVE_LEAVES), new CellSums(CELLS_ELSEWHERE)] as const;

	/** @param stageMs clock to which mesh, merge, encode and gzip are added */
	constructor(plan: TilePlan, columns: BuildingColumns, pages: BuildingPageTable, stageMs: StageMs) {
		this.#columns = columns;
		this.#pages = createBuildingPages(pages);
		this.#plan = plan;
		this.#stageMs = stageMs;
	}

	/**
	 * Makes tile `tile` of the plan. The same buildings give the same bytes.
	 * @param outlines those of the tile's buildings; only a leaf looks at them
	 */
	makeTile(tile: number, outlines: LeafOutlines): MadeTile {
		const startMs = performance.now();
		const mesh = this.#mesh;
		const stepM = this.#fillMesh(tile, outlines);
		const meshedMs = performance.now();
		const { glb, errorM } = encodeGlb(mesh, stepM);
		const encodedMs = performance.now();
		const bytes = gzipBytes(glb, GZIP_LEVEL);
		const stage = this.#stageMs;
		stage[this.#plan.leaf[tile] ? 'mesh' : 'merge'] += meshedMs - startMs;
		stage.encode += encodedMs - meshedMs;
		stage.gzip += performance.now() - encodedMs;
		return {
			bytes,
			bytesRaw: glb.byteLength,
			region: regionOf(mesh, errorM),
			features: mesh.features,
		};
	}

	/** Fills the mesh with a tile's buildings; returns the position step it wants, metres. */
	#fillMesh(tile: number, outlines: LeafOutlines): number {
		const plan = this.#plan;
		const mesh = this.#mesh;
		const level = plan.level[tile]!;
		const square = tileSquare(plan.grid, level, plan.x[tile]!, plan.y[tile]!);
		mesh.reset(createTileFrame(square.westE7 + square.widthLonE7 / 2, square.southE7 + square.widthLatE7 / 2));
		const start = plan.start[tile]!;
		const end = plan.end[tile]!;
		if (plan.leaf[tile]) {
			for (let ordinal = start; ordinal < end; ordinal++) {
				addBuilding(mesh, this.#columns, outlines, ordinal, this.#pages.fidAt(ordinal));
			}
			return EXACT_STEP_M;
		}
		const sums = this.#sums[level + 1 >= plan.grid.levels ? 0 : 1];
		const area = { ...square, cells: sums.cells };
		addMergedBuildings(mesh, this.#columns, this.#pages, start, end, area, sums);
		return MERGED_STEP_M;
	}
}

/** The region of a mesh whose vertices are stored within `errorM` of their place. */
function regionOf(mesh: TileMesh, errorM: number): MadeTile['region'] {
	const south = mesh.southE7 * RADIANS_PER_E7;
	const north = mesh.northE7 * RADIANS_PER_E7;
	const errorLat = errorM / SMALLEST_RADIUS_M;
	const errorLon = errorLat / Math.max(0.01, Math.cos(Math.max(Math.abs(south), Math.abs(north))));
	return [
		mesh.westE7 * RADIANS_PER_E7 - errorLon,
		south - errorLat,
		mesh.eastE7 * RADIANS_PER_E7 + errorLon,
		north + errorLat,
		mesh.lowestM - errorM,
		mesh.highestM + errorM,
	];
}

/** Path of a tile's content below the tileset; tileset.json holds the same as a template. */
export function contentPath(level: number | string, x: number | string, y: number | string): string {
	return `content/${level}_${x}_${y}.glb`;
}
