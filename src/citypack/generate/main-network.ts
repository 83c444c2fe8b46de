import { ONEWAY } from '../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../domain/road.ts';
import type { CityPlan } from './plan-city.ts';
import { createRng } from './rng.ts';
import type { StreetLine, StreetSpec } from './street-net.ts';

/** A piece of the city's own streets as it is written: 'm-12', or 'm-12/2' where the street is cut. */
export interface MainRoad extends StreetLine {
	readonly id: string;
}

/** A turn that is forbidden, as turns.ndjson has it. */
export interface GeneratedTurn {
	readonly id: string;
	readonly kind: 'no';
	readonly from: string;
	readonly to: string;
	/** [lon, lat] in degrees x 1e7, or the road driven between. */
	readonly via: { readonly lonLat: readonly [number, number] } | { readonly roads: readonly string[] };
	readonly exceptEmergency: boolean;
}

/** The city's own streets with what holds at their junctions. */
export interface MainNetwork {
	readonly roads: readonly MainRoad[];
	/** Places of traffic signals, [lon, lat] in degrees x 1e7. */
	readonly signals: readonly (readonly [number, number])[];
	readonly turns: readonly GeneratedTurn[];
}

/** How often: assumptions, not sourced. */
const SIGNAL_AT_TERTIARY = 0.6;
const NO_LEFT_TURN = 0.3;
const NO_U_TURN_OVER = 0.4;
const EMERGENCY_EXCEPTED = 0.3;
const HGV_BANNED_STREET = 0.12;

const rankOf = (roadClass: RoadClass) => ROAD_CLASSES.indexOf(roadClass);
const SECONDARY = rankOf('secondary');
const TERTIARY = rankOf('tertiary');
const PRIMARY = rankOf('primary');

/** An end of a stretch of street at a junction. */
interface Arm {
	readonly line: number;
	/** Vertex of the line that lies at the junction, and the next one away from it. */
	readonly at: number;
	readonly next: number;
}

interface Junction {
	readonly lonLat: readonly [number, number];
	readonly arms: readonly Arm[];
}

/**
 * The city's own streets that are kept, with signals where large streets meet, no left turns at some of the largest junctions (the
 * streets are cut there, so that a turn says from where), and no U-turns off and on an expressway over the road below it.
 */
export function describeMainNetwork(plan: CityPlan, seed: number): MainNetwork {
	const lines: MainRoad[] = [];
	plan.net.streets.forEach((street, i) => {
		if (!street.kept) return;
		const line = plan.net.lineOf(i);
		if (line.lonLat.length >= 4) lines.push({ ...line, spec: banTrucks(line.spec, seed), id: `m-${i + 1}` });
	});
	const junctions = findJunctions(lines);
	const signals = junctions.filter((junction) => hasSignal(junction, lines, seed));
	const large = signals.filter(({ arms }) => {
		const primary = arms.filter(({ line }) => rankOf((lines[line] as MainRoad).spec.roadClass) <= PRIMARY);
		return arms.length === 4 && primary.length >= 2;
	});
	const restricted = large.filter(({ lonLat }) => createRng(seed, `no left ${lonLat}`).chance(NO_LEFT_TURN));
	const cut = cutAt(lines, restricted);
	return {
		roads: cut.roads,
		signals: signals.map(({ lonLat }) => lonLat),
		turns: [
			...restricted.flatMap((junction) => forbidLeft(junction, lines, cut.partOf, seed)),
			...forbidUTurns(cut.roads, seed),
		],
	};
}

/** Some streets are closed to trucks from end to end. */
function banTrucks(spec: StreetSpec, seed: number): StreetSpec {
	const isStreet = spec.roadClass === 'secondary' || spec.roadClass === 'tertiary';
	if (!isStreet || spec.name === null) return spec;
	return { ...spec, hgvBanned: createRng(seed, `no trucks ${spec.name}`).chance(HGV_BANNED_STREET) };
}

/** Places where three or more stretches of streets for both directions meet. */
function findJunctions(lines: readonly MainRoad[]): Junction[] {
	const arms = new Map<string, { lonLat: readonly [number, number]; arms: Arm[] }>();
	lines.forEach(({ lonLat, spec }, line) => {
		if (spec.oneway === ONEWAY.forward || rankOf(spec.roadClass) > TERTIARY) return;
		const last = lonLat.length / 2 - 1;
		for (let at = 0; at <= last; at++) {
			const place = [lonLat[at * 2] as number, lonLat[at * 2 + 1] as number] as const;
			const key = `${place}`;
			const junction = arms.get(key) ?? { lonLat: place, arms: [] };
			arms.set(key, junction);
			if (at > 0) junction.arms.push({ line, at, next: at - 1 });
			if (at < last) junction.arms.push({ line, at, next: at + 1 });
		}
	});
	return [...arms.values()].filter((junction) => junction.arms.length >= 3);
}

/** Where streets down to the secondary class meet, and at some where a tertiary one comes in. */
function hasSignal({ arms, lonLat }: Junction, lines: readonly MainRoad[], seed: number): boolean {
	const ranks = arms.map(({ line }) => rankOf((lines[line] as MainRoad).spec.roadClass));
	const large = ranks.filter((rank) => rank <= SECONDARY).length;
	if (large >= 3) return true;
	return large === 2 && createRng(seed, `signal ${lonLat}`).chance(SIGNAL_AT_TERTIARY);
}

/** Which part of a street an arm belongs to, once the streets are cut. */
type PartOf = (arm: Arm) => string;

function cutAt(lines: readonly MainRoad[], junctions: readonly Junction[]): { roads: MainRoad[]; partOf: PartOf } {
	const cuts = new Map<number, Set<number>>();
	for (const { arms } of junctions) {
		for (const { line, at } of arms) cuts.set(line, (cuts.get(line) ?? new Set()).add(at));
	}
	const starts = new Map<number, readonly number[]>();
	const roads = lines.flatMap((road, line) => {
		const last = road.lonLat.length / 2 - 1;
		const inner = [...(cuts.get(line) ?? [])].filter((at) => at > 0 && at < last).sort((a, b) => a - b);
		if (inner.length === 0) return [road];
		const ends = [0, ...inner, last];
		starts.set(line, ends.slice(0, -1));
		return ends.slice(0, -1).map((start, part) => ({
			...road,
			id: `${road.id}/${part + 1}`,
			lonLat: road.lonLat.slice(start * 2, ((ends[part + 1] as number) + 1) * 2),
		}));
	});
	const partOf: PartOf = ({ line, at, next }) => {
		const { id } = lines[line] as MainRoad;
		const own = starts.get(line);
		if (!own) return id;
		const first = Math.min(at, next);
		return `${id}/${own.filter((start) => start <= first).length}`;
	};
	return { roads, partOf };
}

/** Forbids the left turns from one of the streets that cross. */
function forbidLeft(
	{ arms, lonLat }: Junction,
	lines: readonly MainRoad[],
	partOf: PartOf,
	seed: number,
): GeneratedTurn[] {
	const rng = createRng(seed, `no left turns ${lonLat}`);
	const exceptEmergency = rng.chance(EMERGENCY_EXCEPTED);
	const shrink = Math.cos((lonLat[1] / 1e7 / 180) * Math.PI);
	const bearing = ({ line, next }: Arm): number => {
		const road = (lines[line] as MainRoad).lonLat;
		return Math.atan2((road[next * 2 + 1] as number) - lonLat[1], ((road[next * 2] as number) - lonLat[0]) * shrink);
	};
	// Counter-clockwise: of who comes in by one arm the next is to the right, the last to the left.
	const around = [...arms].sort((a, b) => bearing(a) - bearing(b));
	const first = rng.int(0, 1);
	return [first, first + 2].map((from) => {
		const [comes, goes] = [around[from] as Arm, around[(from + 3) % 4] as Arm];
		return {
			id: `turn-${lonLat[0]}-${lonLat[1]}-${from + 1}`,
			kind: 'no' as const,
			from: partOf(comes),
			to: partOf(goes),
			via: { lonLat },
			exceptEmergency,
		};
	});
}

/** Off an expressway by one ramp, below it, and on again the other way: forbidden at some. */
function forbidUTurns(roads: readonly MainRoad[], seed: number): GeneratedTurn[] {
	const isRamp = ({ spec }: MainRoad) => spec.link === true;
	const placeOf = ({ lonLat }: MainRoad, isLast: boolean) => {
		const at = isLast ? lonLat.length - 2 : 0;
		return `${lonLat[at]},${lonLat[at + 1]}`;
	};
	const group = (isLast: boolean) => {
		const ramps = new Map<string, MainRoad[]>();
		for (const road of roads.filter(isRamp)) {
			const place = placeOf(road, isLast);
			ramps.set(place, [...(ramps.get(place) ?? []), road]);
		}
		return ramps;
	};
	const [exits, entries] = [group(true), group(false)];
	const turns: GeneratedTurn[] = [];
	for (const road of roads) {
		if (isRamp(road) || typeof road.spec.maxHeightM !== 'number') continue;
		for (const isLast of [false, true]) {
			for (const from of exits.get(placeOf(road, isLast)) ?? []) {
				for (const to of entries.get(placeOf(road, !isLast)) ?? []) {
					const rng = createRng(seed, `no u-turn ${from.id} ${to.id}`);
					if (!rng.chance(NO_U_TURN_OVER)) continue;
					const exceptEmergency = rng.chance(EMERGENCY_EXCEPTED);
					const id = `turn-${from.id}-${road.id}-${to.id}`;
					turns.push({ id, kind: 'no', from: from.id, to: to.id, via: { roads: [road.id] }, exceptEmergency });
				}
			}
		}
	}
	return turns;
}
