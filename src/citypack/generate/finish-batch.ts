import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { PLACE_COLUMNS, ROAD_COLUMNS, WATER_COLUMNS } from '../../domain/pack/layer-columns.ts';
import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { encodeBuildingFeatures } from '../flatgeobuf/encode-buildings.ts';
import { type BuildingTable, type TextColumn, UNKNOWN_GROUND, UNKNOWN_U32 } from '../model/building-table.ts';
import type { BuildingSink } from './building-sink.ts';
import type { PlanePoint } from './city-plane.ts';
import { landFeature, placeFeature, roadFeature } from './layer-records.ts';
import { encodePart, type LayerPart } from './layer-stream.ts';
import type { Block } from './polygon.ts';
import type { BatchPlan, BlockKind, QuarterPlan } from './quarter-plan.ts';
import type { LaidQuarter } from './quarter-site.ts';
import { createRng } from './rng.ts';
import { signStreet } from './sign-street.ts';
import { LAND_COLUMNS, SOURCE_KEY } from './source-facts.ts';
import { daysBefore, placeHydrants, waterFeature } from './water-records.ts';

/** Share of residential streets that have a municipal main with hydrants under them; lanes and yards have none. */
const MAIN_UNDER_STREET = 0.4;

/** A batch whose buildings are drawn and wait for their final number. */
export interface LaidBatch {
	readonly plan: BatchPlan;
	readonly sink: BuildingSink;
	readonly quarters: readonly LaidQuarter[];
	/** First building of each quarter in the sink; one more entry than quarters. */
	readonly firstBuilding: readonly number[];
}

/** How many buildings of each quarter stay, and the number the town's ids go on from. */
export interface FinishOrder {
	readonly key: number;
	readonly keep: readonly number[];
	/** Buildings of the town in batches before this one. */
	readonly firstSerial: number;
}

/** A batch as it goes into the files. */
export interface FinishedBatch {
	readonly key: number;
	readonly buildings: LayerPart;
	/** [west, south, east, north] of the buildings, degrees x 1e7. */
	readonly boundsE7: Int32Array;
	readonly roads: LayerPart;
	readonly land: LayerPart;
	readonly water: LayerPart;
	readonly places: LayerPart;
	/** Where the quarters' streets meet the city's: [segment, x, y] each. */
	readonly joints: Float64Array;
	/** Stations that found room: [quarter index, x, y] each. */
	readonly stations: Float64Array;
}

/** Chooses the buildings that stay and encodes all that the batch adds to the files. */
export function finishBatch(batch: LaidBatch, order: FinishOrder): FinishedBatch {
	const { sink, plan, quarters } = batch;
	const kept = new Uint8Array(sink.count);
	const blocksKept = quarters.map((quarter, i) => keepBuildings(batch, quarter, i, order.keep[i] as number, kept));
	let count = 0;
	const serial = new Uint32Array(sink.count);
	for (let i = 0; i < sink.count; i++) if (kept[i]) serial[i] = ++count;
	const rows = new Uint32Array(count);
	for (let i = 0; i < sink.count; i++) if (kept[i]) rows[(serial[i] as number) - 1] = i;
	const idOf = (building: number): string =>
		`${plan.adcode}-${String(order.firstSerial + (serial[building] as number)).padStart(7, '0')}`;

	const layers = {
		roads: [] as LayerFeature[],
		land: [] as LayerFeature[],
		water: [] as LayerFeature[],
		places: [] as LayerFeature[],
	};
	const joints: number[] = [];
	const stations: number[] = [];
	quarters.forEach((quarter, i) => {
		if ((order.keep[i] as number) === 0) return;
		addStreets(plan, quarter, blocksKept[i] as Uint8Array, layers, joints);
		addLand(quarter, blocksKept[i] as Uint8Array, layers.land);
		addUnits(plan, sink, quarter, kept, idOf, layers);
		if (quarter.station && kept[quarter.station.building]) {
			stations.push(quarter.plan.index, quarter.station.x, quarter.station.y);
		}
	});
	return {
		key: order.key,
		buildings: { bytes: encodeBuildingFeatures(openTable(sink, plan.town, idOf), [SOURCE_KEY], rows).bytes, count },
		boundsE7: boundsOf(sink, kept),
		roads: encodePart(layers.roads, ROAD_COLUMNS, GeometryType.LineString),
		land: encodePart(layers.land, LAND_COLUMNS, GeometryType.Polygon),
		water: encodePart(layers.water, WATER_COLUMNS, GeometryType.Point),
		places: encodePart(layers.places, PLACE_COLUMNS, GeometryType.Point),
		joints: Float64Array.from(joints),
		stations: Float64Array.from(stations),
	};
}

/** Marks `keep` buildings of a quarter: named ones first, then block by block from the seat outward. Returns the blocks in use. */
function keepBuildings(
	batch: LaidBatch,
	quarter: LaidQuarter,
	index: number,
	keep: number,
	kept: Uint8Array,
): Uint8Array {
	const { sink } = batch;
	const first = batch.firstBuilding[index] as number;
	const end = batch.firstBuilding[index + 1] as number;
	const used = new Uint8Array(quarter.blocks.length);
	if (keep >= end - first) {
		kept.fill(1, first, end);
		return used.fill(keep > 0 ? 1 : 0);
	}
	let left = keep;
	for (let i = first; i < end && left > 0; i++) {
		if (!sink.fixed[i]) continue;
		kept[i] = 1;
		left--;
	}
	const { seatX, seatY } = quarter.plan;
	const away = quarter.blocks.map((block) =>
		Math.hypot((block.block.x[0] as number) - seatX, (block.block.y[0] as number) - seatY),
	);
	const order = quarter.blocks.map((_, i) => i).sort((a, b) => (away[a] as number) - (away[b] as number) || a - b);
	for (const b of order) {
		const { firstBuilding, endBuilding } = quarter.blocks[b] as (typeof quarter.blocks)[number];
		for (let i = firstBuilding; i < endBuilding && left > 0; i++) {
			if (kept[i]) continue;
			kept[i] = 1;
			left--;
		}
	}
	quarter.blocks.forEach((block, b) => {
		for (let i = block.firstBuilding; i < block.endBuilding; i++) if (kept[i]) used[b] = 1;
	});
	return used;
}

interface Layers {
	readonly roads: LayerFeature[];
	readonly water: LayerFeature[];
	readonly places: LayerFeature[];
}

function addStreets(
	plan: BatchPlan,
	quarter: LaidQuarter,
	blocksUsed: Uint8Array,
	layers: Layers,
	joints: number[],
): void {
	const { net, firstOwnStreet, streetBlocks } = quarter;
	const { index } = quarter.plan;
	const rng = createRng(plan.seed, `hydrants ${index}`);
	// A stream of their own: signs change neither hydrants nor buildings.
	const signs = createRng(plan.seed, `road signs ${index}`);
	quarter.plan.sideSegments.forEach((segment, side) => {
		const own = segment < 0 ? -1 : sideSegment(quarter.plan, side);
		for (let k = 0; own >= 0 && k < (net.joints[own]?.length ?? 0); k += 2) {
			joints.push(segment, net.joints[own]?.[k] as number, net.joints[own]?.[k + 1] as number);
		}
	});
	streetBlocks.forEach(([first, end], i) => {
		let inUse = false;
		for (let b = first; b < end; b++) if (blocksUsed[b]) inUse = true;
		if (!inUse) return;
		const street = firstOwnStreet + i;
		const line = net.lineOf(street);
		const spec = signStreet(line.spec, quarter.plan.zone, signs);
		const road = roadFeature({ ...line, spec }, `q${index}-${i + 1}`);
		if (!road) return;
		layers.roads.push(road);
		if (spec.roadClass !== 'residential' || spec.name === null) return;
		if (rng.chance(MAIN_UNDER_STREET)) layers.water.push(...placeHydrants(net, street, `H${index}-${i + 1}`, rng));
		const segment = net.streets[street]?.firstSegment as number;
		layers.places.push(
			placeFeature({
				id: `street-q${index}-${i + 1}`,
				kind: 'street',
				name: spec.name,
				nameEn: spec.nameEn,
				x: ((net.x0[segment] as number) + (net.x1[segment] as number)) / 2,
				y: ((net.y0[segment] as number) + (net.y1[segment] as number)) / 2,
				town: plan.town,
				buildingId: null,
				category: null,
				rank: 60,
			}),
		);
	});
}

/** The site's net numbers the outer streets, one segment each, in order of the sides that have one. */
function sideSegment(plan: QuarterPlan, side: number): number {
	let segment = -1;
	for (let i = 0; i <= side; i++) if ((plan.sideSegments[i] as number) >= 0) segment++;
	return segment;
}

const LAND_OF_ZONE: Record<QuarterPlan['zone'], string> = {
	village: 'residential',
	'old-village': 'residential',
	rural: 'residential',
	industry: 'industrial',
	housing: 'residential',
	centre: 'commercial',
	green: 'park',
};
const YARDS: ReadonlySet<BlockKind> = new Set<BlockKind>([
	'school',
	'hospital',
	'government',
	'station',
	'library',
	'bus-station',
	'substation',
	'chemical',
	'telecom',
	'laboratory',
]);

function addLand(quarter: LaidQuarter, blocksUsed: Uint8Array, land: LayerFeature[]): void {
	const { plan } = quarter;
	const outer = plan.x.map((x, i): PlanePoint => [x, plan.y[i] as number]);
	land.push(landFeature(`q${plan.index}`, LAND_OF_ZONE[plan.zone], null, null, [outer]));
	quarter.blocks.forEach(({ kind, block }, b) => {
		const landKind = kind === 'park' ? 'park' : YARDS.has(kind) && blocksUsed[b] ? 'yard' : null;
		if (landKind && plan.zone !== 'green')
			land.push(landFeature(`q${plan.index}-${b}`, landKind, null, null, [ringOf(block)]));
	});
}

function ringOf(block: Block): PlanePoint[] {
	return block.x.map((x, i): PlanePoint => [x, block.y[i] as number]);
}

/** Key units, notable buildings and tanks of a quarter. */
function addUnits(
	plan: BatchPlan,
	sink: BuildingSink,
	quarter: LaidQuarter,
	kept: Uint8Array,
	idOf: (building: number) => string,
	layers: Layers,
): void {
	const isUnit = new Set<number>();
	for (const { building, category, name } of quarter.keyUnits) {
		if (!kept[building]) continue;
		isUnit.add(building);
		layers.places.push(buildingPlace(plan, sink, building, idOf(building), 'key-unit', name.zh, name.en, category));
	}
	for (const block of quarter.blocks) {
		for (let i = block.firstBuilding; i < block.endBuilding; i++) {
			const name = sink.name[i] as number;
			if (name === 0 || !kept[i] || isUnit.has(i) || i === quarter.station?.building) continue;
			layers.places.push(buildingPlace(plan, sink, i, idOf(i), 'building', sink.names[name] as string, null, null));
		}
	}
	quarter.tanks.forEach((tank, t) => {
		if (!kept[tank.building]) return;
		const feature = waterFeature({
			id: `tank-q${quarter.plan.index}-${t + 1}`,
			kind: 'tank',
			x: tank.x,
			y: tank.y,
			name: sink.names[sink.name[tank.building] as number] || null,
			state: t % 5 === 3 ? 'unknown' : 'ok',
			flowLps: null,
			diameterMm: null,
			volumeM3: tank.volumeM3,
			testedOn: t % 5 === 3 ? null : daysBefore(30 + ((quarter.plan.index * 7) % 120)),
		});
		layers.water.push(feature);
	});
}

function buildingPlace(
	plan: BatchPlan,
	sink: BuildingSink,
	building: number,
	buildingId: string,
	kind: 'key-unit' | 'building',
	name: string,
	nameEn: string | null,
	category: number | null,
): LayerFeature {
	return placeFeature({
		id: `${kind}-${buildingId}`,
		kind,
		name,
		nameEn,
		x: sink.centre[building * 2] as number,
		y: sink.centre[building * 2 + 1] as number,
		town: plan.town,
		buildingId,
		category,
		rank: kind === 'key-unit' ? 40 : 50,
	});
}

function boundsOf(sink: BuildingSink, kept: Uint8Array): Int32Array {
	const bounds = Int32Array.of(2147483647, 2147483647, -2147483648, -2147483648);
	for (let i = 0; i < sink.count; i++) {
		if (!kept[i]) continue;
		const from = sink.ringStart[sink.buildingRing[i] as number] as number;
		const to = sink.ringStart[sink.buildingRing[i + 1] as number] as number;
		for (let v = from * 2; v < to * 2; v += 2) {
			const lon = sink.lonLat[v] as number;
			const lat = sink.lonLat[v + 1] as number;
			if (lon < (bounds[0] as number)) bounds[0] = lon;
			if (lat < (bounds[1] as number)) bounds[1] = lat;
			if (lon > (bounds[2] as number)) bounds[2] = lon;
			if (lat > (bounds[3] as number)) bounds[3] = lat;
		}
	}
	return bounds;
}

/** The sink as a building table. Ids of buildings that do not stay are never read. */
function openTable(sink: BuildingSink, town: string, idOf: (building: number) => string): BuildingTable {
	const length = sink.count;
	const column = (at: (row: number) => string): TextColumn => ({ length, at });
	return {
		count: length,
		lonLat: sink.lonLat,
		ringStart: sink.ringStart,
		buildingRing: sink.buildingRing,
		heightCm: sink.heightCm,
		heightBasis: sink.heightBasis,
		minHeightCm: new Uint32Array(length),
		floors: sink.floors,
		floorsBelow: sink.floorsBelow,
		use: sink.use,
		structure: sink.structure,
		year: sink.year,
		residents: new Uint32Array(length).fill(UNKNOWN_U32),
		groundCm: new Int32Array(length).fill(UNKNOWN_GROUND),
		source: new Uint8Array(length),
		id: column(idOf),
		name: column((row) => sink.names[sink.name[row] as number] as string),
		street: column((row) => sink.streets[sink.street[row] as number] as string),
		houseNumber: column((row) => (sink.houseNumber[row] ? String(sink.houseNumber[row]) : '')),
		town: column(() => town),
		tags: column(() => ''),
		statements: column(() => ''),
	};
}
