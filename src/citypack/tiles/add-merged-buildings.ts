import { BASES, BUILDING_STRUCTURES, BUILDING_USES } from '../../domain/building.ts';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import type { BuildingPages } from '../../domain/pack/building-pages.ts';
import { NO_FID } from '../../domain/pack/tile-properties.ts';
import { directionVector } from '../order/fill-building-columns.ts';
import { drawnBasis, drawnBottomM, drawnGroundM, drawnTopM } from './drawn-height.ts';
import type { TileMesh } from './tile-mesh.ts';

/** A building this many cells long or tall keeps a box of its own. */
const OWN_BOX_CELLS = 2;
/** Own boxes in one tile; where there are more, the largest are kept. */
const MAX_OWN_BOXES = 2000;
/** One counter for each class of each property whose commonest value a cell carries. */
const CLASSES = BUILDING_USES.length + BUILDING_STRUCTURES.length + BASES.length;
const STRUCTURE_AT = BUILDING_USES.length;
const BASIS_AT = STRUCTURE_AT + BUILDING_STRUCTURES.length;

/** The square whose buildings are merged, degrees x 1e7, cut into cells x cells. */
interface MergeArea {
	readonly westE7: number;
	readonly southE7: number;
	readonly widthLonE7: number;
	readonly widthLatE7: number;
	readonly widthM: number;
	readonly cells: number;
}

/** Sums over one grid of cells; made once a worker, cleared for each tile. */
export class CellSums {
	readonly cells: number;
	readonly count: Uint32Array;
	readonly lastOrdinal: Uint32Array;
	readonly areaM2: Float64Array;
	readonly volumeM3: Float64Array;
	/** Area-weighted ground. */
	readonly groundM: Float64Array;
	/** Area-weighted offsets from the cell's south-west corner. */
	readonly lonE7: Float64Array;
	readonly latE7: Float64Array;
	readonly floorArea: Float64Array;
	readonly floorKnownArea: Float64Array;
	readonly classArea: Float64Array;

	constructor(cells: number) {
		this.cells = cells;
		const n = cells * cells;
		this.count = new Uint32Array(n);
		this.lastOrdinal = new Uint32Array(n);
		this.areaM2 = new Float64Array(n);
		this.volumeM3 = new Float64Array(n);
		this.groundM = new Float64Array(n);
		this.lonE7 = new Float64Array(n);
		this.latE7 = new Float64Array(n);
		this.floorArea = new Float64Array(n);
		this.floorKnownArea = new Float64Array(n);
		this.classArea = new Float64Array(n * CLASSES);
	}

	clear(): void {
		this.count.fill(0);
		this.areaM2.fill(0);
		this.volumeM3.fill(0);
		this.groundM.fill(0);
		this.lonE7.fill(0);
		this.latE7.fill(0);
		this.floorArea.fill(0);
		this.floorKnownArea.fill(0);
		this.classArea.fill(0);
	}
}

/**
 * Adds a coarse picture of the ordinals `start` to `end` (excluded): the tall and the long as boxes of their own, the rest
 * merged cell by cell. Footprint area and volume are those of the buildings; a cell that holds one building only shows
 * that building, so every feature with a count of 1 carries its fid. Made of the columns alone, in their order, so that
 * the same columns give the same bytes.
 */
export function addMergedBuildings(
	mesh: TileMesh,
	columns: BuildingColumns,
	pages: BuildingPages,
	start: number,
	end: number,
	area: MergeArea,
	sums: CellSums,
): void {
	const wantedM = (OWN_BOX_CELLS * area.widthM) / area.cells;
	let own = addToCells(columns, start, end, area, sums, wantedM);
	if (own.length > MAX_OWN_BOXES) own = addToCells(columns, start, end, area, sums, ownBoxSizeM(columns, own));
	for (const ordinal of own) addOwnBox(mesh, columns, pages, ordinal);
	for (let cell = 0; cell < sums.count.length; cell++) {
		if (sums.count[cell] === 1) addOwnBox(mesh, columns, pages, sums.lastOrdinal[cell]!);
		else if (sums.count[cell]! > 1) addCell(mesh, sums, cell, area);
	}
}

/** The size above which only MAX_OWN_BOXES of these buildings, or fewer where several are of one size, keep their own box. */
function ownBoxSizeM(columns: BuildingColumns, ordinals: readonly number[]): number {
	const sizesM = Float64Array.from(ordinals, (ordinal) =>
		Math.max(drawnTopM(columns, ordinal) - drawnBottomM(columns, ordinal), columns.boxLengthM[ordinal]!),
	);
	return sizesM.sort()[sizesM.length - MAX_OWN_BOXES - 1]!;
}

/**
 * Sums up the buildings cell by cell, and returns those longer or taller than `ownSizeM`, which are in no cell. Every building of a
 * city comes by here at each level: one flat loop.
 */
function addToCells(
	columns: BuildingColumns,
	start: number,
	end: number,
	{ westE7, southE7, widthLonE7, widthLatE7, cells }: MergeArea,
	sums: CellSums,
	ownSizeM: number,
): number[] {
	sums.clear();
	const own: number[] = [];
	const { centreLonE7, centreLatE7, boxLengthM, areaM2: areas, floors, use, structure } = columns;
	const { count, lastOrdinal, areaM2, volumeM3, groundM, lonE7, latE7, floorArea, floorKnownArea, classArea } = sums;
	const perLon = cells / widthLonE7;
	const perLat = cells / widthLatE7;
	for (let ordinal = start; ordinal < end; ordinal++) {
		const tallM = drawnTopM(columns, ordinal) - drawnBottomM(columns, ordinal);
		if (tallM > ownSizeM || boxLengthM[ordinal]! > ownSizeM) {
			own.push(ordinal);
			continue;
		}
		const u = (centreLonE7[ordinal]! - westE7) * perLon;
		const v = (centreLatE7[ordinal]! - southE7) * perLat;
		const column = Math.min(cells - 1, Math.floor(u));
		const line = Math.min(cells - 1, Math.floor(v));
		const cell = line * cells + column;
		const area = areas[ordinal]!;
		count[cell]!++;
		lastOrdinal[cell] = ordinal;
		areaM2[cell]! += area;
		volumeM3[cell]! += area * tallM;
		groundM[cell]! += area * drawnGroundM(columns, ordinal);
		lonE7[cell]! += area * (u - column);
		latE7[cell]! += area * (v - line);
		const storeys = floors[ordinal]!;
		if (storeys > 0) {
			floorArea[cell]! += area * storeys;
			floorKnownArea[cell]! += area;
		}
		const classes = cell * CLASSES;
		classArea[classes + use[ordinal]!]! += area;
		classArea[classes + STRUCTURE_AT + structure[ordinal]!]! += area;
		classArea[classes + BASIS_AT + drawnBasis(columns, ordinal)]! += area;
	}
	return own;
}

function addCell(mesh: TileMesh, sums: CellSums, cell: number, area: MergeArea): void {
	const areaM2 = sums.areaM2[cell]!;
	const heightM = sums.volumeM3[cell]! / areaM2;
	const known = sums.floorKnownArea[cell]!;
	const classes = cell * CLASSES;
	const feature = mesh.addFeature(
		NO_FID,
		heightM,
		commonest(sums.classArea, classes + BASIS_AT, BASES.length),
		known > 0 ? Math.max(1, Math.round(sums.floorArea[cell]! / known)) : 0,
		commonest(sums.classArea, classes, BUILDING_USES.length),
		commonest(sums.classArea, classes + STRUCTURE_AT, BUILDING_STRUCTURES.length),
		sums.count[cell]!,
	);
	// A square of the buildings' area, about their middle, moved inside the cell as far as it fits.
	const half = Math.sqrt(areaM2) / 2 / (area.widthM / area.cells);
	const u = keepInside(sums.lonE7[cell]! / areaM2, half) + (cell % area.cells);
	const v = keepInside(sums.latE7[cell]! / areaM2, half) + Math.floor(cell / area.cells);
	const lonE7 = area.westE7 + (u / area.cells) * area.widthLonE7;
	const latE7 = area.southE7 + (v / area.cells) * area.widthLatE7;
	const sideM = Math.sqrt(areaM2);
	const groundM = sums.groundM[cell]! / areaM2;
	addBox(mesh, lonE7, latE7, 1, 0, sideM, sideM, groundM, groundM + heightM, feature);
}

function keepInside(middle: number, half: number): number {
	return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, middle));
}

function commonest(areas: Float64Array, at: number, classes: number): number {
	let best = 0;
	for (let i = 1; i < classes; i++) if (areas[at + i]! > areas[at + best]!) best = i;
	return best;
}

function addOwnBox(mesh: TileMesh, columns: BuildingColumns, pages: BuildingPages, ordinal: number): void {
	const heightM = drawnTopM(columns, ordinal);
	const feature = mesh.addFeature(
		pages.fidAt(ordinal),
		heightM,
		drawnBasis(columns, ordinal),
		columns.floors[ordinal]!,
		columns.use[ordinal]!,
		columns.structure[ordinal]!,
		1,
	);
	const groundM = drawnGroundM(columns, ordinal);
	const [alongE, alongN] = directionVector(columns.boxDirection[ordinal]!);
	const lengthM = columns.boxLengthM[ordinal]!;
	addBox(
		mesh,
		columns.boxLonE7[ordinal]!,
		columns.boxLatE7[ordinal]!,
		alongE,
		alongN,
		lengthM,
		columns.areaM2[ordinal]! / lengthM,
		groundM + drawnBottomM(columns, ordinal),
		groundM + heightM,
		feature,
	);
}

function addBox(
	mesh: TileMesh,
	lonE7: number,
	latE7: number,
	alongE: number,
	alongN: number,
	lengthM: number,
	widthM: number,
	bottomM: number,
	topM: number,
	feature: number,
): void {
	const scale = metresPerDegree(latE7 / 1e7);
	const aE = ((alongE * lengthM) / 2 / scale.lon) * 1e7;
	const aN = ((alongN * lengthM) / 2 / scale.lat) * 1e7;
	const bE = ((-alongN * widthM) / 2 / scale.lon) * 1e7;
	const bN = ((alongE * widthM) / 2 / scale.lat) * 1e7;
	const first = mesh.addPair(lonE7 - aE - bE, latE7 - aN - bN, bottomM, topM, feature);
	mesh.addPair(lonE7 + aE - bE, latE7 + aN - bN, bottomM, topM, feature);
	mesh.addPair(lonE7 + aE + bE, latE7 + aN + bN, bottomM, topM, feature);
	mesh.addPair(lonE7 - aE + bE, latE7 - aN + bN, bottomM, topM, feature);
	mesh.addWalls(first, first + 4);
	mesh.addTriangle(2 * first + 1, 2 * first + 3, 2 * first + 5);
	mesh.addTriangle(2 * first + 1, 2 * first + 5, 2 * first + 7);
}
