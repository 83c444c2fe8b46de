import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { RoadLimitKind } from '../../../domain/route.ts';
import { listFreeArcCosts } from './arc-costs.ts';
import { CornerTest } from './corner-test.ts';
import { makeNetworkKey, type NetworkOptions, rulesOf } from './network-options.ts';
import { BLOCK_ROWS, codeTurns, listKindRows, listTurnCosts, NEVER, rowAt, type TurnJudge } from './turn-codes.ts';
import { findArcRefusals, isTurnBanned, type RoadLimit } from './vehicle-limits.ts';
import { toCost, type VehicleNetwork } from './vehicle-network.ts';

/**
 * What breaking a limit once costs, seconds of driving: a scale of gravity, not a time. Signs that only say who may go cost least;
 * what the vehicle strikes or sinks through costs `physical`, and up to `perExcess` more with its excess over the limit; a road that
 * is walled off costs most. Assumption, not sourced.
 */
export const VIOLATION_S = {
	sign: 300,
	physical: 900,
	perExcess: 3000,
	closed: 7200,
	closure: 1800,
	verified: false,
} as const;

const SIGNS: ReadonlySet<RoadLimitKind> = new Set(['access', 'bus', 'hgv', 'oneway', 'turnBan', 'gate']);
/** Steps of excess that turns too tight are told apart by. */
const TIGHT_LEVELS = 6;
/** Blocks of banned turns begin here. */
const BANNED = TIGHT_LEVELS + 1;

/** By what share of the limit it is exceeded, at most 1. */
function excessOf(limit: number, needed: number): number {
	return limit > 0 ? Math.min(1, needed / limit - 1) : 1;
}

function chargeS({ kind, limit, needed }: RoadLimit): number {
	if (kind === 'closed') return VIOLATION_S.closed;
	if (SIGNS.has(kind) || needed === null) return VIOLATION_S.sign;
	return VIOLATION_S.physical + VIOLATION_S.perExcess * excessOf(limit, needed);
}

/** Lets all turns be made that exist. The block of a row says what it violates: level of tightness, and BANNED more where a sign forbids it. */
class LenientJudge implements TurnJudge {
	readonly #exemptions: NetworkOptions['exemptions'];
	readonly #rows: Uint8Array;
	readonly #corners: CornerTest | null;
	readonly #radiusM: number;

	constructor(graph: RoadGraph, { vehicle, exemptions }: NetworkOptions) {
		this.#exemptions = exemptions;
		this.#rows = listKindRows({ ...exemptions, turnRestrictions: true });
		this.#corners = vehicle && new CornerTest(graph, vehicle);
		this.#radiusM = vehicle?.turningRadiusM ?? 0;
	}

	rowOf(arcIn: number, arcOut: number, angle: number, flags: number): number {
		const row = this.#rows[rowAt(angle, flags)] as number;
		if (row === NEVER) return NEVER;
		const ban = isTurnBanned(flags, this.#exemptions) ? BANNED : 0;
		return row + (ban + this.#levelOf(arcIn, arcOut, angle)) * BLOCK_ROWS;
	}

	/** 0 = it fits; 1 .. TIGHT_LEVELS by the excess of the radius. */
	#levelOf(arcIn: number, arcOut: number, angle: number): number {
		const edgeIn = arcIn >>> 1;
		const edgeOut = arcOut >>> 1;
		if (this.#corners === null || arcIn === (arcOut ^ 1) || this.#corners.fits(edgeIn, edgeOut, angle)) return 0;
		const excess = excessOf(this.#corners.findRoomM(edgeIn, edgeOut, angle), this.#radiusM);
		return Math.max(1, Math.ceil(excess * TIGHT_LEVELS));
	}
}

/**
 * The network in which what the vehicle may not do is not shut but dear (VIOLATION_S), so that the cheapest way is the one that violates
 * least. Only turns that do not exist stay Infinity. Closures: see chargeClosures. Cost: as createVehicleNetwork, and some more.
 */
export function createLeastViolationNetwork(graph: RoadGraph, options: NetworkOptions): VehicleNetwork {
	const rules = rulesOf(options);
	const arcCost = listFreeArcCosts(graph, options);
	for (let arc = 0; arc < arcCost.length; arc++) {
		const refusals = findArcRefusals(graph, arc, rules);
		for (const refusal of refusals) arcCost[arc] = (arcCost[arc] as number) + toCost(chargeS(refusal));
	}
	const turnCosts = listTurnCosts(options);
	for (let block = 1; block < BANNED + BANNED; block++) {
		const level = block % BANNED;
		const ban = block >= BANNED ? VIOLATION_S.sign : 0;
		const tight = level > 0 ? VIOLATION_S.physical + (VIOLATION_S.perExcess * level) / TIGHT_LEVELS : 0;
		for (let row = 0; row < BLOCK_ROWS; row++)
			turnCosts[block * BLOCK_ROWS + row] = (turnCosts[row] as number) + toCost(ban + tight);
	}
	const turnCode = codeTurns(graph, arcCost, new LenientJudge(graph, options));
	return { graph, metric: options.metric, key: `least ${makeNetworkKey(options)}`, arcCost, turnCode, turnCosts };
}
