import type { Closure } from '../../../domain/closure.ts';
import type { FleetAnswer, FleetQuery, NoRouteReason } from '../../../domain/route.ts';
import { findTravelBand } from '../../../domain/travel-table.ts';
import { roundTenth } from '../../measure/round.ts';
import { COST_PER_SECOND } from '../network/vehicle-network.ts';
import type { PreparedNetwork, RoadIndex } from '../road-index.ts';
import { findStop } from '../road-stop.ts';
import { chooseStop, type Destination, readDestination } from './choose-stop.ts';
import { describeRoute } from './describe-route.ts';
import { explainNoRoute, findAnyStop, findRefusedFaster } from './explain-route.ts';
import { findWaysTo } from './find-way.ts';
import { type FleetGroup, type FleetOutcome, groupByNetwork, searchGroup } from './search-fleet.ts';

type Start = FleetQuery['starts'][number];
type Outcome = FleetOutcome<Start>;
type FleetWay = FleetAnswer['ways'][number];

/** Options of answerFleet that only callers inside have. */
export interface FleetOptions {
	/**
	 * Look only for the `count` first to arrive: a search that ends near. Of the others only those are told that have no road near; all,
	 * when fewer than `count` have a way.
	 */
	readonly onlyNearest?: boolean;
}

/**
 * Who of these vehicles is first at a place, and by which ways? One search backwards from it for each kind of vehicle. Arrival is turnout
 * (the travel table's, by time of day) and driving. The first `count` with a way are described, and why the first `count` without
 * one have none; of the rest without one the reason only. Cost: as many searches as kinds of vehicle, and one for each explained.
 */
export function answerFleet(
	index: RoadIndex,
	query: FleetQuery,
	closures: readonly Closure[],
	{ onlyNearest = false }: FleetOptions = {},
): FleetAnswer {
	const active = index.findActiveClosures(closures, query.departAtMs);
	const destination = readDestination(query);
	const groups = groupByNetwork(index, query.starts, query, active);
	const count = onlyNearest ? query.count : query.starts.length;
	const outcomes = groups.flatMap((group) => searchGroup(index, group, destination, count, query.count));
	const turnoutS = index.table.turnoutS[findTravelBand(index.table, query.departAtMs)];
	const found = outcomes.filter(({ way }) => way !== undefined).sort((a, b) => costOf(a) - costOf(b));
	const told = onlyNearest ? found.slice(0, query.count) : found;
	const lost = outcomes.filter(
		({ way, start }) => way === undefined && (!onlyNearest || found.length < query.count || start === undefined),
	);
	const ways = told.map((outcome, rank) => describeFound(index, outcome, destination, turnoutS, rank < query.count));
	return { ways: [...ways, ...explainLost(index, lost, destination, query.count)], closures: [...active.ids] };
}

function costOf({ way }: Outcome): number {
	return way?.cost ?? Number.POSITIVE_INFINITY;
}

function describeFound(
	index: RoadIndex,
	{ group, member, start, end, way }: Outcome,
	destination: Destination,
	turnoutS: number,
	inFull: boolean,
): FleetWay {
	const { network, closures } = group.prepared;
	const { id } = member;
	if (!inFull || !start || !end || !way) {
		const travelS = roundTenth((way?.cost ?? 0) / COST_PER_SECOND);
		return { id, arrivalS: roundTenth(turnoutS + travelS), travelS, reason: null, route: null, refused: null };
	}
	const { who, prepared } = nameMember(group, member);
	const { rules } = prepared;
	const route = describeRoute(index.graph, { network, rules, closures, destination }, way, start, end, 0);
	const refused = findRefusedFaster(index, who, prepared, destination, start, end, route.durationS);
	return {
		id,
		arrivalS: roundTenth(turnoutS + route.durationS),
		travelS: route.durationS,
		reason: null,
		route,
		refused,
	};
}

/** The group's network as of one of its vehicles: they may drive on the same and differ in size all the same. */
function nameMember({ who, prepared }: FleetGroup<Start>, { vehicle }: Start) {
	const { network, overlay, reach, closures, rules, findOwnReach } = prepared;
	const own = { network, overlay, reach, closures, findOwnReach, rules: { ...rules, vehicle } };
	return { who: { ...who, vehicle }, prepared: own };
}

/** Why vehicles have no way: the first `count` in full, of the others the reason, by one or two searches for all of a kind. */
function explainLost(index: RoadIndex, lost: readonly Outcome[], destination: Destination, count: number): FleetWay[] {
	// One place without a road is the same answer for all.
	const [first] = lost;
	if (first && lost.every(({ end }) => !end) && !findAnyStop(index, first.group.who, destination.to, 'end'))
		return lost.map(({ member }) => nameLost(member.id, 'no-road-near-end'));
	const explained = lost.slice(0, count).map(({ group, member, start, end }): FleetWay => {
		const { who, prepared } = nameMember(group, member);
		const { reason, refused } = explainNoRoute(index, who, prepared, member, destination.to, start, end);
		return { ...nameLost(member.id, reason), refused };
	});
	const rest = lost.slice(count);
	const reasons = new Map<Outcome, NoRouteReason>();
	for (const group of new Set(rest.map((outcome) => outcome.group))) {
		const ofGroup = rest.filter((outcome) => outcome.group === group);
		const { who, prepared } = group;
		const free = index.findNetwork({ ...who, vehicle: null });
		const before = prepared.closures.byEdge.size > 0 ? index.findNetwork(who) : null;
		const withWay = findThoseWithWay(index, free, ofGroup, destination);
		const withWayBefore = before ? findThoseWithWay(index, before, ofGroup, destination) : null;
		for (const outcome of ofGroup) {
			const isReached = withWay?.has(outcome) || withWayBefore?.has(outcome);
			if (withWay === undefined) reasons.set(outcome, 'no-road-near-end');
			else if (!isReached) reasons.set(outcome, outcome.start ? 'not-connected' : 'no-road-near-start');
			else reasons.set(outcome, withWayBefore?.has(outcome) ? 'closures' : 'vehicle-limits');
		}
	}
	const named = rest.map((outcome) => nameLost(outcome.member.id, reasons.get(outcome) ?? 'not-connected'));
	return [...explained, ...named];
}

function nameLost(id: string, reason: NoRouteReason): FleetWay {
	return { id, arrivalS: null, travelS: null, reason, route: null, refused: null };
}

/** Which of these would have a way on another network; undefined = there is no road near the place. */
function findThoseWithWay(
	index: RoadIndex,
	network: PreparedNetwork,
	outcomes: readonly Outcome[],
	destination: Destination,
): Set<Outcome> | undefined {
	const end = chooseStop(index, network, destination);
	if (!end) return undefined;
	const placed = outcomes.flatMap((outcome) => {
		const start = findStop(index, network, outcome.member, 'start');
		return start ? [{ outcome, start }] : [];
	});
	const starts = placed.map(({ start }) => start);
	const ways = findWaysTo(index, network, starts, end, starts.length, 0);
	return new Set(placed.filter((_, i) => ways[i] !== undefined).map(({ outcome }) => outcome));
}
