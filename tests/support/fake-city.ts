import type { Building } from '../../src/domain/building.ts';
import { createLocalPlane } from '../../src/domain/geo/local-plane.ts';
import { bboxContains, type LonLat, type Position } from '../../src/domain/geo/lon-lat.ts';
import type { AddressEntry, City } from '../../src/domain/pack/city.ts';
import type { GroundGrid } from '../../src/domain/pack/ground-grid.ts';
import type { PackManifest } from '../../src/domain/pack/manifest.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';
import type { Place } from '../../src/domain/place.ts';
import type { Station } from '../../src/domain/station.ts';
import type { WaterSource } from '../../src/domain/water.ts';

/** The middle of every fake city; its scenes are laid out in metres east and north of here. */
export const ORIGIN: LonLat = { lon: 113.75, lat: 23.02 };
const plane = createLocalPlane(ORIGIN);

/** The place that lies so many metres east and north of the origin. */
export function placeAt(xM: number, yM: number): LonLat {
	const [lon, lat] = plane.toLonLat([xM, yM]);
	return { lon, lat };
}

/** A ring given in metres. */
export function placeRing(ring: readonly (readonly [number, number])[]): Position[] {
	return ring.map(([x, y]) => plane.toLonLat([x, y]));
}

/** A rectangular building of `w` x `h` metres whose south-west corner is at (x, y). */
export function makeBuilding(
	fid: number,
	[x, y, w, h]: [number, number, number, number],
	rest: Partial<Building> = {},
): Building {
	return {
		fid,
		id: `b-${fid}`,
		name: null,
		street: null,
		houseNumber: null,
		town: null,
		polygons: [
			[
				placeRing([
					[x, y],
					[x + w, y],
					[x + w, y + h],
					[x, y + h],
				]),
			],
		],
		heightM: 18,
		heightBasis: 'registered',
		minHeightM: null,
		floors: 6,
		floorsBelow: null,
		structure: 'rc-frame',
		use: 'residential',
		year: null,
		residents: null,
		groundM: null,
		source: 'survey',
		tags: {},
		statements: [],
		...rest,
	};
}

/** A hydrant (x, y) metres from the origin. */
export function makeWater(id: string, x: number, y: number, rest: Partial<WaterSource> = {}): WaterSource {
	return {
		id,
		kind: 'hydrant',
		...placeAt(x, y),
		name: null,
		state: 'ok',
		flowLps: 15,
		diameterMm: 100,
		volumeM3: null,
		testedOn: '2026-09-01',
		source: 'survey',
		...rest,
	};
}

/** A named place at the origin. */
export function makePlace(id: string, kind: Place['kind'], name: string, rest: Partial<Place> = {}): Place {
	return {
		id,
		kind,
		name,
		nameEn: null,
		...ORIGIN,
		town: null,
		buildingId: null,
		category: null,
		rank: 5,
		source: 'survey',
		...rest,
	};
}

/** A station without vehicles on file, (x, y) metres from the origin. */
export function makeStation(id: string, x: number, y: number, rest: Partial<Station> = {}): Station {
	return {
		id,
		name: id,
		nameEn: null,
		kind: 'first',
		...placeAt(x, y),
		town: null,
		vehicles: [],
		source: 'survey',
		...rest,
	};
}

/** A city in memory that answers as the City port promises. What is left out is empty; no `roads` makes readRoadGraph fail. */
export function createFakeCity(content: {
	buildings?: readonly Building[];
	water?: readonly WaterSource[];
	stations?: readonly Station[];
	places?: readonly Place[];
	roads?: RoadGraph;
	ground?: GroundGrid;
}): City {
	const { buildings = [], water = [], stations = [], places = [], roads, ground = null } = content;
	const addresses = buildings.flatMap((b): AddressEntry[] =>
		b.street && b.houseNumber ? [{ street: b.street, houseNumber: b.houseNumber, town: b.town, fid: b.fid }] : [],
	);
	return {
		manifest: makeManifest(buildings.length),
		findBuildingsIn: async ([west, south, east, north]) =>
			buildings.filter(({ polygons }) => {
				const corners = polygons.flat(2);
				const lons = corners.map(([lon]) => lon);
				const lats = corners.map(([, lat]) => lat);
				return (
					Math.min(...lons) <= east &&
					Math.max(...lons) >= west &&
					Math.min(...lats) <= north &&
					Math.max(...lats) >= south
				);
			}),
		findBuildingByFid: async (fid) => buildings.find((b) => b.fid === fid),
		findBuildingById: async (id) => buildings.find((b) => b.id === id),
		findAddresses: async (street) => addresses.filter((entry) => entry.street === street),
		findWaterIn: async (box) => water.filter((w) => bboxContains(box, w)),
		findWaterById: async (id) => water.find((w) => w.id === id),
		readStations: async () => stations,
		readPlaces: async () => places,
		readGround: async () => ground,
		readRoadGraph: async () => {
			if (!roads) throw new Error('roads.graph: got no roads in this fake city');
			return roads;
		},
	};
}

function makeManifest(buildings: number): PackManifest {
	return {
		format: 'fengtu-pack/1',
		name: 'fake',
		version: '0123456789ab',
		synthetic: true,
		bounds: [113.7, 22.98, 113.8, 23.06],
		counts: {
			buildings,
			roads: 0,
			water: 0,
			stations: 0,
			places: 0,
			tiles: 0,
			heightKnown: 0,
			heightEstimated: 0,
			heightUnknown: 0,
		},
		tileset: 'tiles/0123456789ab/tileset.json',
		sources: [
			{
				key: 'survey',
				title: 'A survey',
				kind: 'buildings',
				format: null,
				licence: null,
				date: '2026-10-01',
				crs: 'EPSG:4326',
				crsEvidence: 'made so',
				synthetic: true,
				read: buildings,
				kept: buildings,
				repaired: 0,
				refused: 0,
			},
		],
		warnings: [],
		files: [],
	};
}
