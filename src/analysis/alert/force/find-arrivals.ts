import { askBuilding } from '../../../domain/ask-building.ts';
import type { Target } from '../../../domain/assessment.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../domain/route.ts';
import type { Station } from '../../../domain/station.ts';
import { findTravelBand } from '../../../domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE, type Vehicle, type VehicleProfile } from '../../../domain/vehicle.ts';
import { roundTenth } from '../../measure/round.ts';
import type { ActiveClosures } from '../../routing/answer/active-closures.ts';
import { type Destination, readDestination } from '../../routing/answer/choose-stop.ts';
import type { FoundWay } from '../../routing/answer/find-way.ts';
import { type FleetGroup, groupByNetwork, searchGroup } from '../../routing/answer/search-fleet.ts';
import { COST_PER_SECOND } from '../../routing/network/vehicle-network.ts';
import type { RoadIndex } from '../../routing/road-index.ts';

/** A vehicle that could be sent; null = one of a station whose vehicles are unknown, reckoned as the default one. */
export interface Candidate {
	readonly station: Station;
	readonly vehicle: Vehicle | null;
}

/** When and how far one comes. */
export interface Arrival extends Candidate {
	/** Turnout and driving, seconds. */
	readonly arrivalS: number;
	readonly travelS: number;
	readonly distanceM: number;
}

/** Where vehicles go, and when. */
export interface ArrivalQuery {
	readonly to: LonLat;
	readonly target: Pick<Target, 'polygons'> | null;
	readonly departAtMs: number;
	readonly closures: ActiveClosures;
}

/** A vehicle's place in the order of a question: whoever stands first goes before others that come in the same time. */
interface Ranked {
	readonly candidate: Candidate;
	readonly rank: number;
	readonly cost: number;
	readonly way: FoundWay;
}

/** A station from which vehicles of one network start. */
interface Start extends LonLat {
	readonly vehicle: VehicleProfile;
	readonly station: Station;
	readonly entries: { readonly candidate: Candidate; readonly rank: number }[];
}

/** Says which vehicles are first at one place, each kind by what it may drive on. */
export class ArrivalFinder {
	readonly #index: RoadIndex;
	readonly #query: ArrivalQuery;
	readonly #destination: Destination;
	readonly #turnoutS: number;

	constructor(index: RoadIndex, query: ArrivalQuery) {
		this.#index = index;
		this.#query = query;
		this.#destination = readDestination({ to: query.to, building: askBuilding(query.target, null) });
		this.#turnoutS = index.table.turnoutS[findTravelBand(index.table, query.departAtMs)];
	}

	/**
	 * The `count` candidates that arrive first, in order; of two at the same time the one earlier in the list. `isOneAStation`: at most one of
	 * each station. Cost: one search for each network among them, commonest first, none further than the last that still counts.
	 */
	findFirst(candidates: readonly Candidate[], count: number, isOneAStation = false): Arrival[] {
		if (count === 0 || candidates.length === 0) return [];
		let best: Ranked[] = [];
		for (const group of this.#groupCandidates(candidates)) {
			const limit = best.length < count ? undefined : (best.at(-1) as Ranked).cost;
			const wanted = Math.min(count, group.members.length);
			const found = searchGroup(this.#index, group, this.#destination, wanted, wanted, limit);
			const ranked = found.flatMap(({ member, way }): Ranked[] =>
				way ? member.entries.map((entry) => ({ ...entry, cost: way.cost, way })) : [],
			);
			const sorted = [...best, ...ranked].sort((a, b) => a.cost - b.cost || a.rank - b.rank);
			best = (isOneAStation ? keepOneAStation(sorted) : sorted).slice(0, count);
		}
		return best.map(({ candidate, cost, way }) => this.#describe(candidate, cost, way));
	}

	#groupCandidates(candidates: readonly Candidate[]): FleetGroup<Start>[] {
		const starts = new Map<VehicleProfile, Map<Station, Start>>();
		const profiles = new Map<string, VehicleProfile>();
		for (const [rank, candidate] of candidates.entries()) {
			const own = candidate.vehicle?.profile ?? DEFAULT_VEHICLE_PROFILE;
			const profile = shareProfile(profiles, own);
			const ofProfile = starts.get(profile) ?? new Map<Station, Start>();
			starts.set(profile, ofProfile);
			const { station } = candidate;
			const start = ofProfile.get(station);
			if (start) start.entries.push({ candidate, rank });
			else {
				const { lon, lat } = station;
				ofProfile.set(station, { lon, lat, vehicle: profile, station, entries: [{ candidate, rank }] });
			}
		}
		const { departAtMs, closures } = this.#query;
		const members = [...starts.values()].flatMap((ofProfile) => [...ofProfile.values()]);
		const who = { exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs };
		return groupByNetwork(this.#index, members, who, closures)
			.map((group) => ({ ...group, members: joinStations(group.members) }))
			.sort((a, b) => b.members.length - a.members.length);
	}

	#describe(candidate: Candidate, cost: number, way: FoundWay): Arrival {
		const travelS = roundTenth(cost / COST_PER_SECOND);
		const distanceM = roundTenth(measureWayM(this.#index.graph, way));
		return { ...candidate, travelS, arrivalS: roundTenth(this.#turnoutS + travelS), distanceM };
	}
}

/** One object for equal sizes: packs hold one for each vehicle. */
function shareProfile(profiles: Map<string, VehicleProfile>, profile: VehicleProfile): VehicleProfile {
	const { lengthM, widthM, heightM, massT, turningRadiusM, jackSpreadM } = profile;
	const key = `${lengthM} ${widthM} ${heightM} ${massT} ${turningRadiusM} ${jackSpreadM}`;
	const known = profiles.get(key);
	if (known) return known;
	profiles.set(key, profile);
	return profile;
}

/** Kinds of vehicle of one network that start at the same station start once. */
function joinStations(members: readonly Start[]): Start[] {
	const byStation = new Map<Station, Start>();
	for (const member of members) {
		const known = byStation.get(member.station);
		if (known) known.entries.push(...member.entries);
		else byStation.set(member.station, { ...member, entries: [...member.entries] });
	}
	return [...byStation.values()];
}

function keepOneAStation(sorted: readonly Ranked[]): Ranked[] {
	const seen = new Set<Station>();
	return sorted.filter(({ candidate: { station } }) => {
		if (seen.has(station)) return false;
		seen.add(station);
		return true;
	});
}

function measureWayM({ edgeLengthCm }: RoadGraph, { arcs, from, to }: FoundWay): number {
	let shares = 0;
	for (const [i, arc] of arcs.entries()) {
		const first = i === 0 ? from : 0;
		const last = i === arcs.length - 1 ? to : 1;
		shares += (last - first) * (edgeLengthCm[arc >>> 1] as number);
	}
	return shares / 100;
}
