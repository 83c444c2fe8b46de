import { ROAD_FLAG, type RoadGraph } from '../../domain/pack/road-graph.ts';
import { ROAD_CLASS_DEFAULTS, ROAD_CLASSES } from '../../domain/road.ts';
import type { RoadLine } from '../model/source-city.ts';

const CLASS_CODE = new Map<string, number>(ROAD_CLASSES.map((name, i) => [name, i]));

/** What a RoadGraph says of its roads. */
export type RoadColumns = Pick<
	RoadGraph,
	| 'roadClass'
	| 'roadOneway'
	| 'roadAccess'
	| 'roadFlags'
	| 'roadLanes'
	| 'roadWidthDm'
	| 'roadMaxHeightDm'
	| 'roadMaxWidthDm'
	| 'roadMaxWeight100Kg'
	| 'roadMaxLengthDm'
	| 'roadName'
	| 'roadNameEn'
	| 'names'
>;

/** A number in whole steps, never above what it was; 0 = none known. */
function toSteps(value: number | null, stepsPerUnit: number, most = 0xffff): number {
	if (value === null || !(value > 0)) return 0;
	return Math.min(most, Math.max(1, Math.floor(value * stepsPerUnit + 1e-6)));
}

/** Rows of texts, each once; row 0 is ''. */
class NameRows {
	readonly names: string[] = [''];
	readonly #rows = new Map<string, number>([['', 0]]);

	rowOf(name: string | null): number {
		const text = name ?? '';
		let row = this.#rows.get(text);
		if (row === undefined) {
			row = this.names.push(text) - 1;
			this.#rows.set(text, row);
		}
		return row;
	}
}

function flagsOf(road: RoadLine, widthKnown: boolean): number {
	return (
		(road.bridge ? ROAD_FLAG.bridge : 0) |
		(road.tunnel ? ROAD_FLAG.tunnel : 0) |
		(road.roundabout ? ROAD_FLAG.roundabout : 0) |
		(widthKnown ? 0 : ROAD_FLAG.widthEstimated) |
		(road.hgvBanned ? ROAD_FLAG.hgvBanned : 0) |
		(road.paved === false ? ROAD_FLAG.unpaved : 0) |
		(road.link ? ROAD_FLAG.link : 0)
	);
}

/**
 * The road table, one row a road, in order. Widths not given are the class's, with ROAD_FLAG.widthEstimated. Limits are rounded down to
 * 0.1 m and 100 kg.
 * @throws RangeError for a road class that is none: a fault of the reader
 */
export function buildRoadColumns(roads: readonly RoadLine[]): RoadColumns {
	const count = roads.length;
	const rows = new NameRows();
	const columns = {
		roadClass: new Uint8Array(count),
		roadOneway: new Uint8Array(count),
		roadAccess: new Uint8Array(count),
		roadFlags: new Uint8Array(count),
		roadLanes: new Uint8Array(count),
		roadWidthDm: new Uint16Array(count),
		roadMaxHeightDm: new Uint16Array(count),
		roadMaxWidthDm: new Uint16Array(count),
		roadMaxWeight100Kg: new Uint16Array(count),
		roadMaxLengthDm: new Uint16Array(count),
		roadName: new Uint32Array(count),
		roadNameEn: new Uint32Array(count),
		names: rows.names,
	};
	for (let r = 0; r < count; r++) {
		const road = roads[r] as RoadLine;
		const code = CLASS_CODE.get(road.roadClass);
		if (code === undefined) throw new RangeError(`road ${road.id}: got class ${road.roadClass}, expected a RoadClass`);
		const widthKnown = road.widthM !== null && road.widthM > 0;
		const widthM = widthKnown ? road.widthM : ROAD_CLASS_DEFAULTS[ROAD_CLASSES[code] ?? 'track'].widthM;
		columns.roadClass[r] = code;
		columns.roadOneway[r] = road.oneway;
		columns.roadAccess[r] = road.access;
		columns.roadFlags[r] = flagsOf(road, widthKnown);
		columns.roadLanes[r] = toSteps(road.lanes, 1, 0xff);
		columns.roadWidthDm[r] = toSteps(widthM, 10);
		columns.roadMaxHeightDm[r] = toSteps(road.maxHeightM, 10);
		columns.roadMaxWidthDm[r] = toSteps(road.maxWidthM, 10);
		columns.roadMaxWeight100Kg[r] = toSteps(road.maxWeightT, 10);
		columns.roadMaxLengthDm[r] = toSteps(road.maxLengthM, 10);
		columns.roadName[r] = rows.rowOf(road.name);
		columns.roadNameEn[r] = rows.rowOf(road.nameEn);
	}
	return columns;
}
