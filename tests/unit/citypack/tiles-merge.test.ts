import { describe, expect, it } from 'vitest';
import { addMergedBuildings, CellSums } from '../../../src/citypack/tiles/add-merged-buildings.ts';
import { createTileFrame } from '../../../src/citypack/tiles/tile-frame.ts';
import { TileMesh } from '../../../src/citypack/tiles/tile-mesh.ts';
import {
	type BuildingColumns,
	createBuildingColumns,
	UNKNOWN_COLUMN_GROUND,
	UNKNOWN_COLUMN_U32,
} from '../../../src/domain/pack/building-columns.ts';
import { createBuildingPages } from '../../../src/domain/pack/building-pages.ts';
import { NO_FID } from '../../../src/domain/pack/tile-properties.ts';

interface Box {
	/** Metres east and north of the tile's corner. */
	readonly at: readonly [east: number, north: number];
	readonly lengthM: number;
	readonly areaM2: number;
	readonly heightM: number | null;
	readonly minHeightM?: number;
	readonly groundM?: number;
	readonly floors?: number;
	readonly use?: number;
}

/** Metres per degree at the equator (WGS84: a and a (1 - e²)). */
const M_LON = (6_378_137 * Math.PI) / 180;
const M_LAT = (6_335_439.327 * Math.PI) / 180;
const WIDTH_M = 640;
/** 10 m wide. */
const CELLS = 64;

function merge(boxes: readonly Box[]): TileMesh {
	const columns: BuildingColumns = createBuildingColumns(boxes.length, false);
	boxes.forEach((box, i) => {
		columns.centreLonE7[i] = columns.boxLonE7[i] = Math.round((box.at[0] / M_LON) * 1e7);
		columns.centreLatE7[i] = columns.boxLatE7[i] = Math.round((box.at[1] / M_LAT) * 1e7);
		columns.boxLengthM[i] = box.lengthM;
		columns.areaM2[i] = box.areaM2;
		columns.heightCm[i] = box.heightM === null ? UNKNOWN_COLUMN_U32 : box.heightM * 100;
		columns.heightBasis[i] = box.heightM === null ? 0 : 1;
		columns.minHeightCm[i] = (box.minHeightM ?? 0) * 100;
		columns.groundCm[i] = box.groundM === undefined ? UNKNOWN_COLUMN_GROUND : box.groundM * 100;
		columns.floors[i] = box.floors ?? 0;
		columns.use[i] = box.use ?? 0;
	});
	const grid = { westE7: 0, southE7: 0, cellLonE7: 1, cellLatE7: 1, levels: 0 };
	const pages = createBuildingPages({ grid, pageLevel: 0, pageStart: Uint32Array.of(0, boxes.length) });
	const mesh = new TileMesh(createTileFrame(0, 0));
	const area = {
		westE7: 0,
		southE7: 0,
		widthLonE7: (WIDTH_M / M_LON) * 1e7,
		widthLatE7: (WIDTH_M / M_LAT) * 1e7,
		widthM: WIDTH_M,
		cells: CELLS,
	};
	addMergedBuildings(mesh, columns, pages, 0, boxes.length, area, new CellSums(CELLS));
	return mesh;
}

describe('addMergedBuildings', () => {
	it('merges the buildings of a cell: their area, their volume, their ground weighted by area', () => {
		const mesh = merge([
			{ at: [2, 2], lengthM: 10, areaM2: 10, heightM: 10, groundM: 10, floors: 3, use: 2 },
			{ at: [8, 8], lengthM: 10, areaM2: 30, heightM: 18, groundM: 20, floors: 5, use: 4 },
		]);
		expect(mesh.features).toBe(1);
		// (10 x 10 + 30 x 18) / 40 = 16 m on (10 x 10 + 30 x 20) / 40 = 17.5 m.
		expect([mesh.columns.height[0], mesh.lowestM, mesh.highestM]).toEqual([16, 17.5, 33.5]);
		expect([mesh.columns.fid[0], mesh.columns.count[0]]).toEqual([NO_FID, 2]);
		// (10 x 3 + 30 x 5) / 40 = 4.5 floors; the use of the most area.
		expect([mesh.columns.floors[0], mesh.columns.use[0]]).toEqual([5, 4]);
		// A square of 40 m².
		const widthM = ((mesh.eastE7 - mesh.westE7) / 1e7) * M_LON;
		const depthM = ((mesh.northE7 - mesh.southE7) / 1e7) * M_LAT;
		expect(widthM * depthM).toBeCloseTo(40, 3);
	});

	it('counts unknown ground as 0, and unknown heights as drawn', () => {
		const mesh = merge([
			{ at: [2, 2], lengthM: 5, areaM2: 20, heightM: null },
			{ at: [8, 8], lengthM: 5, areaM2: 20, heightM: 9, groundM: 4 },
		]);
		// Drawn 3 m: (3 + 9) / 2 = 6 m on (0 + 4) / 2 = 2 m.
		expect([mesh.lowestM, mesh.highestM]).toEqual([2, 8]);
	});

	it('keeps what is longer or taller than two cells, and whoever is alone in a cell', () => {
		const mesh = merge([
			{ at: [5, 5], lengthM: 21, areaM2: 84, heightM: 3, groundM: 7 },
			{ at: [5, 6], lengthM: 8, areaM2: 50, heightM: 30, minHeightM: 9 },
			{ at: [6, 6], lengthM: 8, areaM2: 50, heightM: 5 },
			{ at: [6, 5], lengthM: 8, areaM2: 50, heightM: 5 },
			{ at: [305, 305], lengthM: 8, areaM2: 50, heightM: 5 },
		]);
		const features = Array.from({ length: mesh.features }, (_, i) => [mesh.columns.fid[i], mesh.columns.count[i]]);
		expect(features).toEqual([
			[0, 1],
			[1, 1],
			[NO_FID, 2],
			[4, 1],
		]);
		expect(mesh.columns.height.subarray(0, 4)).toEqual(Float32Array.of(3, 30, 5, 5));
	});
});
