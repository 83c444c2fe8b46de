import { BUILDING_STRUCTURES, BUILDING_USES, type Building } from '../../src/domain/building.ts';
import { createLocalPlane, type LocalPlane, type XY } from '../../src/domain/geo/local-plane.ts';
import { E7, type LonLat, type Position } from '../../src/domain/geo/lon-lat.ts';
import type { City } from '../../src/domain/pack/city.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';
import type { Station } from '../../src/domain/station.ts';
import type { Vehicle } from '../../src/domain/vehicle.ts';
import { findVehicleModel } from '../../src/domain/vehicle-catalogue.ts';
import type { WaterSource } from '../../src/domain/water.ts';
import { createFakeCity, makeBuilding, makeStation, makeWater, ORIGIN } from './fake-city.ts';
import { createLot, makeRandomTown } from './make-random-town.ts';

/** Where the alarm point of a random town lies, metres from the fake city's origin: in the middle of its streets. */
const MIDDLE: XY = [780, 780];
/** Lots of buildings, metres. */
const LOT_M = 45;
const LOTS = 9;
const MODELS = ['SG80', 'AP50', 'YT32', 'DG53', 'GS180', 'JY'] as const;

/** A thing and where it stands, metres east and north of the alarm point. */
interface Placed<T> {
	readonly at: XY;
	readonly thing: T;
}

/** A town laid out in metres round its alarm point, to be put down anywhere and turned. */
export interface AlarmTown {
	readonly buildings: readonly { readonly building: Building; readonly rings: readonly (readonly XY[])[] }[];
	readonly water: readonly Placed<WaterSource>[];
	readonly stations: readonly Placed<Station>[];
	readonly roads: RoadGraph;
	/** Of `roads.nodeLonLat` and `roads.geomLonLat`, metres. */
	readonly nodes: readonly XY[];
	readonly vertices: readonly XY[];
}

/** How a town is put down: the alarm point lies at `at`, and the town's north points so many degrees clockwise. */
export interface Move {
	readonly at: LonLat;
	readonly turnDeg: number;
}

/** A town by lot: crooked streets, a target at the alarm point and buildings of all kinds round it, hydrants, tanks, ponds, stations. */
export function makeAlarmTown(seed: number): AlarmTown {
	const lot = createLot(seed);
	const share = () => lot(1_000_003) / 1_000_003;
	const roads = makeRandomTown(lot);
	const plane = createLocalPlane(ORIGIN);
	const metres = (lonLat: Int32Array): XY[] =>
		Array.from({ length: lonLat.length / 2 }, (_, i) => {
			const [x, y] = plane.toXY([(lonLat[i * 2] as number) / E7, (lonLat[i * 2 + 1] as number) / E7]);
			return [x - MIDDLE[0], y - MIDDLE[1]];
		});
	const buildings: AlarmTown['buildings'][number][] = [];
	for (let i = 0; i < LOTS * LOTS; i++) {
		const [column, row] = [(i % LOTS) - (LOTS - 1) / 2, Math.floor(i / LOTS) - (LOTS - 1) / 2];
		const isTarget = column === 0 && row === 0;
		if (!isTarget && lot(4) === 0) continue;
		const middle: XY = isTarget
			? [share() * 4 - 2, share() * 4 - 2]
			: [column * LOT_M + share() * 6, row * LOT_M + share() * 6];
		const rest = {
			heightM: lot(8) === 0 ? null : 5 + share() * (lot(4) === 0 ? 110 : 30),
			floors: lot(10) === 0 ? null : 1 + lot(30),
			use: BUILDING_USES[lot(BUILDING_USES.length)] as Building['use'],
			structure: BUILDING_STRUCTURES[lot(BUILDING_STRUCTURES.length)] as Building['structure'],
		};
		buildings.push({ building: makeBuilding(i, [0, 0, 1, 1], rest), rings: [makeRing(middle, share, lot)] });
	}
	const anywhere = (reachM: number): XY => [(share() - 0.5) * reachM, (share() - 0.5) * reachM];
	const kinds = ['hydrant', 'hydrant', 'hydrant-underground', 'tank', 'natural'] as const;
	const water = Array.from({ length: 12 }, (_, i) => {
		const kind = kinds[lot(kinds.length)] as WaterSource['kind'];
		const rest = {
			kind,
			state: (['ok', 'ok', 'unknown', 'faulty'] as const)[lot(4)] as WaterSource['state'],
			flowLps: lot(3) === 0 ? null : 8 + share() * 20,
			volumeM3: kind === 'tank' ? 50 + share() * 300 : null,
		};
		return { at: anywhere(500), thing: makeWater(`w${i}`, 0, 0, rest) };
	});
	const stations = Array.from({ length: 4 }, (_, i) => ({
		at: anywhere(1400),
		thing: makeStation(`s${i}`, 0, 0, { vehicles: MODELS.flatMap((model, m) => makeVehicle(`s${i}-v${m}`, model)) }),
	}));
	return { buildings, water, stations, roads, nodes: metres(roads.nodeLonLat), vertices: metres(roads.geomLonLat) };
}

/** A box or an L, turned by lot. */
function makeRing([x, y]: XY, share: () => number, lot: (below: number) => number): XY[] {
	const [w, h] = [8 + share() * 24, 7 + share() * 16];
	const turn = share() * 0.8;
	const corners: XY[] =
		lot(3) === 0
			? [
					[0, 0],
					[w, 0],
					[w, h * 0.45],
					[w * 0.4, h * 0.55],
					[w * 0.4, h],
					[0, h],
				]
			: [
					[0, 0],
					[w, 0.3],
					[w, h],
					[0, h],
				];
	return corners.map(([u, v]) => turnPlace([u - w / 3, v - h / 3], turn)).map(([u, v]) => [x + u, y + v]);
}

function makeVehicle(id: string, model: string): Vehicle[] {
	const known = findVehicleModel(model);
	if (!known?.type) return [];
	const { profile, workHeightM, tankT, pumpLps, type } = known;
	return [{ id, plate: id, type, model, profile, workHeightM, tankT, pumpLps }];
}

function turnPlace([x, y]: XY, rad: number): XY {
	return [x * Math.cos(rad) - y * Math.sin(rad), x * Math.sin(rad) + y * Math.cos(rad)];
}

/** The plane of a move's alarm point, and where it puts a place of the town. */
export function createMover({ at, turnDeg }: Move): {
	plane: LocalPlane;
	toLonLat(place: XY): Position;
	toTown(lonLat: Position): XY;
} {
	const plane = createLocalPlane(at);
	const rad = (turnDeg * Math.PI) / 180;
	return {
		plane,
		toLonLat: (place) => plane.toLonLat(turnPlace(place, -rad)),
		toTown: (lonLat) => turnPlace(plane.toXY(lonLat), rad),
	};
}

/**
 * The town where a move puts it. Nothing is rounded: the road graph's coordinates, whole 1e-7 degrees in a pack, are kept as fractions,
 * so that only what hangs on place or direction can differ.
 */
export function putDown(town: AlarmTown, move: Move): City {
	const { toLonLat } = createMover(move);
	const place = <T>({ at, thing }: Placed<T>): T => {
		const [lon, lat] = toLonLat(at);
		return { ...thing, lon, lat };
	};
	const unrounded = (places: readonly XY[]) =>
		Float64Array.from(places.flatMap((at) => toLonLat(at).map((degrees) => degrees * E7))) as unknown as Int32Array;
	const city = createFakeCity({
		buildings: town.buildings.map(({ building, rings }) => ({
			...building,
			polygons: [rings.map((ring) => ring.map(toLonLat))],
		})),
		water: town.water.map(place),
		stations: town.stations.map(place),
		roads: { ...town.roads, nodeLonLat: unrounded(town.nodes), geomLonLat: unrounded(town.vertices) },
	});
	const { lon, lat } = move.at;
	return { ...city, manifest: { ...city.manifest, bounds: [lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1] } };
}
