import { DataError } from '../../domain/errors.ts';
import type { BBox, Position } from '../../domain/geo/lon-lat.ts';
import type { Place } from '../../domain/place.ts';
import { ROAD_CLASS_DEFAULTS, type RoadClass } from '../../domain/road.ts';
import type { BasemapLine, LandArea, RoadLine } from '../model/source-city.ts';
import { type ChosenPlace, choosePlaces, type PlaceCandidate } from './choose-places.ts';
import {
	createFeatureStoreBuilder,
	type FeatureStore,
	type FeatureStoreBuilder,
	LINE,
	POINT,
	POLYGON,
	type Tags,
} from './feature-store.ts';
import { joinRoads } from './join-roads.ts';
import { mercatorX, mercatorY } from './mercator.ts';

/** What a basemap is drawn from; a SourceCity is one. */
export interface BasemapInput {
	readonly roads: readonly RoadLine[];
	readonly land: readonly LandArea[];
	readonly lines: readonly BasemapLine[];
	readonly places: readonly Place[];
	/** [west, south, east, north], WGS84. */
	readonly bounds: BBox;
}

/** First zoom that shows a class of road; at low zooms only what a driver crosses the city by. */
const ROAD_MIN_ZOOM: Readonly<Record<RoadClass, number>> = {
	motorway: 8,
	trunk: 8,
	primary: 8,
	secondary: 11,
	tertiary: 11,
	residential: 13,
	service: 14,
	lane: 14,
	track: 14,
	pedestrian: 14,
};
const FIRST_ZOOM = 8;
/** Roads that carry every property; below it they are joined by class and name alone. */
const DETAILED_ROADS_ZOOM = 13;
const LINE_MIN_ZOOM: Readonly<Record<BasemapLine['kind'], number>> = {
	boundary: 8,
	river: 10,
	rail: 11,
	canal: 12,
	stream: 13,
};
/** Named areas at least this large get a label of their own, squared metres. */
const LABELLED_AREA_M2 = 20_000;

/** Zooms drawn from the same features: far ones (8-12, roads joined, few properties) and near ones (13-14). */
type ZoomBand = 'far' | 'near';

/** The names that stand on the map, see choosePlaces: towns, villages and the larger named waters and parks. */
export function collectPlaces(input: BasemapInput): ChosenPlace[] {
	return choosePlaces([...input.places.flatMap(findTownOrVillage), ...input.land.flatMap(findNamedArea)]);
}

/**
 * Turns a city into the features of one band of zooms.
 * @throws DataError `basemap/road-class` for a road class the domain does not know.
 */
export function collectFeatures(input: BasemapInput, places: readonly ChosenPlace[], band: ZoomBand): FeatureStore {
	const builder = createFeatureStoreBuilder();
	for (const area of input.land) addArea(builder, area);
	for (const line of input.lines) addLine(builder, line);
	if (band === 'near') addRoads(builder, input.roads, nearRoadTags);
	else addRoads(builder, input.roads, (road) => (minZoomOf(road) < DETAILED_ROADS_ZOOM ? farRoadTags(road) : null));
	for (const place of places) {
		if (band === 'far' && place.minZoom >= DETAILED_ROADS_ZOOM) continue;
		builder.addFeature('place', POINT, place.minZoom, place.tags);
		builder.addPart([place.x, place.y]);
	}
	return builder.finish();
}

function minZoomOf(road: RoadLine): number {
	const minZoom = ROAD_MIN_ZOOM[road.roadClass as RoadClass];
	if (minZoom === undefined) {
		throw new DataError('basemap/road-class', `road ${road.id}: got class ${road.roadClass}, expected a road class`, {
			context: { id: road.id, found: road.roadClass },
		});
	}
	return minZoom;
}

function farRoadTags(road: RoadLine): Tags {
	return withoutBlanks({ class: road.roadClass, name: road.name, name_en: road.nameEn });
}

function nearRoadTags(road: RoadLine): Tags {
	const roadClass = road.roadClass as RoadClass;
	minZoomOf(road);
	const widthM = road.widthM ?? ROAD_CLASS_DEFAULTS[roadClass].widthM;
	return withoutBlanks({
		class: roadClass,
		width_m: Math.round(widthM * 10) / 10,
		width_estimated: road.widthM === null,
		name: road.name,
		name_en: road.nameEn,
		oneway: road.oneway === 0 ? null : road.oneway,
		bridge: road.bridge,
		tunnel: road.tunnel,
		routable: road.routable,
	});
}

/** Drops what is unknown or false: a tile reader takes an absent property for that. */
function withoutBlanks(values: Record<string, string | number | boolean | null>): Tags {
	const tags: Record<string, string | number | boolean> = {};
	for (const key in values) {
		const value = values[key];
		if (value !== null && value !== undefined && value !== false && value !== '') tags[key] = value;
	}
	return tags;
}

function addRoads(
	builder: FeatureStoreBuilder,
	roads: readonly RoadLine[],
	tagsOf: (road: RoadLine) => Tags | null,
): void {
	const groups = new Int32Array(roads.length).fill(-1);
	const groupByKey = new Map<string, number>();
	const tagsByGroup: Tags[] = [];
	roads.forEach((road, i) => {
		const tags = road.lonLat.length < 4 ? null : tagsOf(road);
		if (!tags) return;
		const key = JSON.stringify(tags);
		let group = groupByKey.get(key);
		if (group === undefined) {
			group = tagsByGroup.push(tags) - 1;
			groupByKey.set(key, group);
		}
		groups[i] = group;
	});
	for (const { road, xy } of joinRoads(roads, groups)) {
		builder.addFeature('road', LINE, minZoomOf(roads[road]!), tagsByGroup[groups[road]!]!);
		builder.addPart(xy);
	}
}

function addArea(builder: FeatureStoreBuilder, area: LandArea): void {
	const water = area.kind === 'water';
	const names = { name: area.name, name_en: area.nameEn };
	const tags = withoutBlanks(water ? names : { kind: area.kind, ...names });
	for (const rings of area.polygons) {
		if ((rings[0]?.length ?? 0) < 3) continue;
		builder.addFeature(water ? 'water' : 'land', POLYGON, FIRST_ZOOM, tags);
		for (const ring of rings) if (ring.length >= 3) builder.addPart(projectLine(ring));
	}
}

function addLine(builder: FeatureStoreBuilder, line: BasemapLine): void {
	if (line.line.length < 2) return;
	const names = { name: line.name, name_en: line.nameEn };
	const xy = projectLine(line.line);
	const minZoom = LINE_MIN_ZOOM[line.kind];
	if (line.kind === 'rail' || line.kind === 'boundary')
		builder.addFeature(line.kind, LINE, minZoom, withoutBlanks(names));
	else builder.addFeature('waterway', LINE, minZoom, withoutBlanks({ kind: line.kind, ...names }));
	builder.addPart(xy);
}

function projectLine(positions: readonly Position[]): number[] {
	const xy: number[] = [];
	for (const [lon, lat] of positions) xy.push(mercatorX(lon), mercatorY(lat));
	return xy;
}

function findTownOrVillage(place: Place): PlaceCandidate[] {
	if (place.kind !== 'town' && place.kind !== 'village') return [];
	return [toCandidate(place.kind, place.name, place.nameEn, place.rank, [place.lon, place.lat])];
}

function findNamedArea(area: LandArea): PlaceCandidate[] {
	if (area.name === null || (area.kind !== 'water' && area.kind !== 'park')) return [];
	const largest = findLargest(area.polygons);
	// The middle of a bent river lies on dry land: its line carries the name.
	if (!largest || largest.areaM2 < LABELLED_AREA_M2 || !isInRing(largest.outer, largest.centre)) return [];
	// Ranks of areas fall with size: a reservoir of 10 km2 stands before a pond.
	const rank = Math.round(1000 - 100 * Math.log10(largest.areaM2));
	return [toCandidate(area.kind, area.name, area.nameEn, rank, largest.centre)];
}

function toCandidate(
	kind: string,
	name: string,
	nameEn: string | null,
	rank: number,
	[lon, lat]: Position,
): PlaceCandidate {
	return {
		x: mercatorX(lon),
		y: mercatorY(lat),
		kind,
		rank,
		name,
		nameEn,
		tags: withoutBlanks({ kind, name, name_en: nameEn, rank }),
	};
}

interface LargestArea {
	readonly areaM2: number;
	readonly centre: Position;
	readonly outer: readonly Position[];
}

function findLargest(polygons: LandArea['polygons']): LargestArea | undefined {
	let best: LargestArea | undefined;
	for (const [outer] of polygons) {
		if (!outer || outer.length < 3) continue;
		const [lon0, lat0] = outer[0]!;
		let area2 = 0;
		let sumLon = 0;
		let sumLat = 0;
		for (let i = 0; i < outer.length; i++) {
			const [ax, ay] = [outer[i]![0] - lon0, outer[i]![1] - lat0];
			const next = outer[(i + 1) % outer.length]!;
			const [bx, by] = [next[0] - lon0, next[1] - lat0];
			const cross = ax * by - bx * ay;
			area2 += cross;
			sumLon += (ax + bx) * cross;
			sumLat += (ay + by) * cross;
		}
		if (area2 === 0) continue;
		const areaM2 = Math.abs(area2 / 2) * 111_320 ** 2 * Math.cos((lat0 * Math.PI) / 180);
		const centre: Position = [lon0 + sumLon / (3 * area2), lat0 + sumLat / (3 * area2)];
		if (!best || areaM2 > best.areaM2) best = { areaM2, centre, outer };
	}
	return best;
}

function isInRing(ring: readonly Position[], [lon, lat]: Position): boolean {
	let inside = false;
	for (let i = 0; i < ring.length; i++) {
		const [ax, ay] = ring[i]!;
		const [bx, by] = ring[(i + 1) % ring.length]!;
		if (ay > lat !== by > lat && lon < ax + ((lat - ay) / (by - ay)) * (bx - ax)) inside = !inside;
	}
	return inside;
}
