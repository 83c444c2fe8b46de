import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { RouteExemptions } from '../../../domain/route.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { PreparedNetwork, RoadIndex, WhoDrives } from '../road-index.ts';
import { findStop, listArcPlaces, listPathEnds, type RoadPoint } from '../road-stop.ts';
import type { ActiveClosures } from './active-closures.ts';
import { chooseStop, type Destination } from './choose-stop.ts';
import { type FoundWay, findWaysTo } from './find-way.ts';

/** A vehicle and where it starts. */
export interface FleetMember extends LonLat {
	readonly vehicle: VehicleProfile | null;
}

/** Vehicles with one network. */
export interface FleetGroup<M extends FleetMember> {
	readonly who: WhoDrives;
	readonly prepared: PreparedNetwork;
	readonly members: M[];
}

/** What a search left of one vehicle. */
export interface FleetOutcome<M extends FleetMember> {
	readonly group: FleetGroup<M>;
	readonly member: M;
	readonly start: RoadPoint | undefined;
	readonly end: RoadPoint | undefined;
	readonly way: FoundWay | undefined;
}

/** Starts remembered for one network: stations are asked for again and again, live vehicles drive on. */
const KEPT_STARTS = 2000;
const STARTS_OF_NETWORK = new WeakMap<VehicleNetwork, Map<string, RoadPoint | undefined>>();

/** Where vehicles of a network join the road from a place. Cost: nothing where it was asked for before. */
function findStart(index: RoadIndex, prepared: PreparedNetwork, at: LonLat): RoadPoint | undefined {
	let known = STARTS_OF_NETWORK.get(prepared.network);
	if (!known || known.size > KEPT_STARTS) {
		known = new Map();
		STARTS_OF_NETWORK.set(prepared.network, known);
	}
	const key = `${at.lon} ${at.lat}`;
	const start = known.get(key) ?? findStop(index, prepared, at, 'start');
	known.set(key, start);
	return start;
}

/** Puts together the vehicles that may drive on the same, in the order in which each network is first met. */
export function groupByNetwork<M extends FleetMember>(
	index: RoadIndex,
	members: readonly M[],
	{ exemptions, departAtMs }: { readonly exemptions: RouteExemptions; readonly departAtMs: number },
	active: ActiveClosures,
): FleetGroup<M>[] {
	const groups = new Map<string, FleetGroup<M>>();
	const groupOf = new Map<VehicleProfile | null, FleetGroup<M>>();
	for (const member of members) {
		let group = groupOf.get(member.vehicle);
		if (!group) {
			const who = { vehicle: member.vehicle, exemptions, departAtMs };
			const prepared = index.findNetwork(who, active);
			group = groups.get(prepared.network.key) ?? { who, prepared, members: [] };
			groups.set(prepared.network.key, group);
			groupOf.set(member.vehicle, group);
		}
		group.members.push(member);
	}
	return [...groups.values()];
}

/**
 * The ways of vehicles of one network to a place, by one search backwards from it: the `count` cheapest, of which the `told` cheapest have
 * arcs, and none that costs more than `limitCost`.
 */
export function searchGroup<M extends FleetMember>(
	index: RoadIndex,
	group: FleetGroup<M>,
	destination: Destination,
	count: number,
	told: number,
	limitCost?: number,
): FleetOutcome<M>[] {
	const { prepared, members } = group;
	const starts = members.map((member) => findStart(index, prepared, member));
	const placed = starts.filter((start) => start !== undefined);
	const search = (end: RoadPoint | undefined) =>
		end ? findWaysTo(index, prepared, placed, end, count, told, limitCost) : [];
	let end = chooseStop(index, prepared, destination);
	let ways = search(end);
	const isLost = end !== undefined && placed.length > 0 && ways.every((way) => way === undefined);
	if (end && isLost && prepared.closures.byEdge.size > 0 && isCutOff(index, prepared, end, limitCost)) {
		end = chooseStop(index, prepared, destination, prepared.findOwnReach());
		ways = search(end);
	}
	let next = 0;
	return members.map((member, i) => {
		const start = starts[i];
		return { group, member, start, end, way: start && ways[next++] };
	});
}

/**
 * Whether all that leads to a place is less than the limit: not one way goes on beyond it. Without a limit a place that no vehicle
 * comes to is taken for cut off.
 */
function isCutOff(
	index: RoadIndex,
	{ network }: PreparedNetwork,
	end: RoadPoint,
	limitCost = Number.POSITIVE_INFINITY,
): boolean {
	if (limitCost === Number.POSITIVE_INFINITY) return true;
	const seeds = listPathEnds(network, listArcPlaces(network, end, 'end'), 'end');
	const { arcs, count, costs } = index.finder.findReach(network, seeds, limitCost, 'to');
	for (let i = 0; i < count; i++) if ((costs[arcs[i] as number] as number) > limitCost) return false;
	return true;
}
