import { distanceM } from '../../../domain/geo/local-plane.ts';
import { bboxAround } from '../../../domain/geo/lon-lat.ts';
import { isTwin } from '../../../domain/pack/road-graph.ts';
import { nearestOnEdge } from '../edge-geometry.ts';
import type { EdgeTree } from '../edge-tree.ts';
import { isContraflow } from '../network/vehicle-limits.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { NearbySearch } from './nearby-search.ts';
import type { Fix, Track } from './track.ts';

/** How tracks are laid on the roads. Assumptions, not sourced; the model is that of Newson and Krumm (2009). */
const MATCHING = {
	/** Roads farther from a fix are not looked at, metres. */
	reachM: 30,
	/** Spread of fixes about the road's middle line, metres: the receiver's, and the lanes'. */
	spreadM: 10,
	/** Spread of the way along roads about the straight between two fixes, metres. */
	detourM: 10,
	/** A way between two fixes is at most so many times as long as the straight, and so many metres more. */
	maxDetour: 2,
	maxDetourM: 100,
	/** Fixes nearer to the last one used say nothing about the way, metres. */
	stepM: 10,
	/** A fix seems to lie behind the last one by less than this: it stands still, metres. */
	jitterM: 15,
	/** What driving against a one-way road adds, as a logarithm of its odds. */
	contraflow: 3,
	/** Between two fixes used: longer than this is another drive (a stop at the scene, the receiver off), seconds. */
	maxGapS: 180,
	maxKmh: 150,
	verified: false,
} as const;

/** A stretch between two fixes used, along roads. */
export interface MatchedStep {
	readonly fromMs: number;
	readonly toMs: number;
	/** Arcs driven, first and last in part. */
	readonly arcs: readonly number[];
	/** Share of the first arc at which it begins and of the last at which it ends. */
	readonly fromShare: number;
	readonly toShare: number;
}

/** A drive without a break, laid on roads. */
export interface MatchedDrive {
	readonly trackId: string;
	readonly steps: readonly MatchedStep[];
}

/** What became of a track's fixes. */
export interface TrackMatch {
	readonly drives: readonly MatchedDrive[];
	/** Fixes that lie on a drive, standing ones included. */
	readonly matchedFixes: number;
	/** Fixes with no road within reach. */
	readonly offRoadFixes: number;
	/** Places where the track was cut for want of a way between two fixes. */
	readonly breaks: number;
}

/** A fix used, and until when the vehicle stayed by it. */
interface Waypoint {
	readonly fix: Fix;
	readonly leftMs: number;
	/** Fixes that it stands for. */
	readonly count: number;
}

/** Where a waypoint may lie. */
interface Candidate {
	readonly arc: number;
	readonly share: number;
	/** Least cost of a sequence that ends here, and the candidate before. */
	cost: number;
	before: Candidate | null;
	/** Arcs from the candidate before. */
	arcs: readonly number[];
}

/** Lays tracks on the roads of a network by length. Holds the memory of its searches: one track at a time. */
export class TrackMatcher {
	readonly #network: VehicleNetwork;
	readonly #tree: EdgeTree;
	readonly #search: NearbySearch;

	/** `network`: by any metric; whatever it lets pass may have been driven. */
	constructor(network: VehicleNetwork, tree: EdgeTree) {
		this.#network = network;
		this.#tree = tree;
		this.#search = new NearbySearch(network);
	}

	/** The most likely drives of a track. Cost: some 0.2 ms a fix in a dense city. */
	match(track: Track): TrackMatch {
		const drives: MatchedDrive[] = [];
		let matchedFixes = 0;
		let offRoadFixes = 0;
		let breaks = 0;
		let chain: { waypoints: Waypoint[]; last: Candidate[] } = { waypoints: [], last: [] };
		const finish = () => {
			const { waypoints, last } = chain;
			if (waypoints.length > 1) {
				drives.push({ trackId: track.id, steps: this.#trimEnds(listSteps(waypoints, last)) });
				for (const { count } of waypoints) matchedFixes += count;
			}
			chain = { waypoints: [], last: [] };
		};
		for (const waypoint of listWaypoints(track.fixes)) {
			const candidates = this.#findCandidates(waypoint.fix);
			if (candidates.length === 0) {
				offRoadFixes += waypoint.count;
				finish();
				continue;
			}
			const before = chain.waypoints.at(-1);
			const isLate = before && waypoint.fix.atMs - before.fix.atMs > MATCHING.maxGapS * 1000;
			if (before && !isLate) {
				const reached = this.#connect(before, chain.last, waypoint, candidates);
				if (reached.length > 0) {
					chain.waypoints.push(waypoint);
					chain.last = reached;
					continue;
				}
				breaks++;
			}
			finish();
			chain = { waypoints: [waypoint], last: candidates };
		}
		finish();
		return { drives, matchedFixes, offRoadFixes, breaks };
	}

	/** A drive that begins or ends at a junction touches roads there that it did not take. */
	#trimEnds(steps: MatchedStep[]): MatchedStep[] {
		const [first] = steps;
		if (
			first &&
			first.arcs.length > 1 &&
			(1 - first.fromShare) * this.#search.lengthOf(first.arcs[0] as number) < MATCHING.jitterM
		)
			steps[0] = { ...first, arcs: first.arcs.slice(1), fromShare: 0 };
		const last = steps.at(-1);
		if (
			last &&
			last.arcs.length > 1 &&
			last.toShare * this.#search.lengthOf(last.arcs.at(-1) as number) < MATCHING.jitterM
		)
			steps[steps.length - 1] = { ...last, arcs: last.arcs.slice(0, -1), toShare: 1 };
		return steps;
	}

	#findCandidates(fix: Fix): Candidate[] {
		const { graph, arcCost } = this.#network;
		const candidates: Candidate[] = [];
		for (const edge of this.#tree.findIn(bboxAround(fix, MATCHING.reachM))) {
			if (isTwin(graph, edge)) continue;
			const { distanceM: offM, fraction } = nearestOnEdge(graph, edge, fix);
			if (offM > MATCHING.reachM) continue;
			for (const arc of [edge * 2, edge * 2 + 1]) {
				if (arcCost[arc] === Number.POSITIVE_INFINITY) continue;
				const share = (arc & 1) === 0 ? fraction : 1 - fraction;
				const wrongWay = isContraflow(graph, arc) ? MATCHING.contraflow : 0;
				const cost = (offM / MATCHING.spreadM) ** 2 / 2 + wrongWay;
				candidates.push({ arc, share, cost, before: null, arcs: [] });
			}
		}
		return candidates;
	}

	/** Gives the candidates that can be reached their cheapest sequences. */
	#connect(from: Waypoint, starts: readonly Candidate[], to: Waypoint, candidates: readonly Candidate[]): Candidate[] {
		const straightM = distanceM(from.fix, to.fix);
		const seconds = (to.fix.atMs - from.fix.atMs) / 1000;
		const limitM = Math.min(
			straightM * MATCHING.maxDetour + MATCHING.maxDetourM,
			Math.max(seconds, 1) * (MATCHING.maxKmh / 3.6) + MATCHING.jitterM,
		);
		const best = candidates.map(() => ({
			cost: Number.POSITIVE_INFINITY,
			start: null as Candidate | null,
			isStill: false,
		}));
		const offer = (i: number, start: Candidate, metres: number, isStill: boolean) => {
			const cost = start.cost + Math.abs(metres - straightM) / MATCHING.detourM;
			if (metres <= limitM && cost < (best[i] as { cost: number }).cost) best[i] = { cost, start, isStill };
		};
		const arcsOf = candidates.map(() => [] as readonly number[]);
		for (const start of starts) {
			const lengthM = this.#search.lengthOf(start.arc);
			this.#search.run(start.arc, (1 - start.share) * lengthM, limitM);
			for (const [i, { arc, share }] of candidates.entries()) {
				const known = best[i]?.cost;
				if (arc === start.arc && (share - start.share) * lengthM > -MATCHING.jitterM)
					offer(i, start, Math.max(0, share - start.share) * lengthM, true);
				else offer(i, start, this.#search.metresToTail(arc) + share * this.#search.lengthOf(arc), false);
				const now = best[i];
				if (now && now.cost !== known && now.start)
					arcsOf[i] = now.isStill ? [arc] : this.#search.listArcs(start.arc, arc);
			}
		}
		const reached: Candidate[] = [];
		for (const [i, candidate] of candidates.entries()) {
			const { cost, start } = best[i] as { cost: number; start: Candidate | null };
			if (!start) continue;
			candidate.cost += cost;
			candidate.before = start;
			candidate.arcs = arcsOf[i] as readonly number[];
			reached.push(candidate);
		}
		return reached;
	}
}

/** The fixes that are far enough from one another, and how long the vehicle stayed by each. */
function listWaypoints(fixes: readonly Fix[]): Waypoint[] {
	const waypoints: { fix: Fix; leftMs: number; count: number }[] = [];
	for (const fix of fixes) {
		const last = waypoints.at(-1);
		if (last && distanceM(last.fix, fix) < MATCHING.stepM) {
			last.leftMs = fix.atMs;
			last.count++;
		} else waypoints.push({ fix, leftMs: fix.atMs, count: 1 });
	}
	return waypoints;
}

/** The cheapest sequence of candidates as steps. Time standing at the first fix is no part of the drive. */
function listSteps(waypoints: readonly Waypoint[], last: readonly Candidate[]): MatchedStep[] {
	const steps: MatchedStep[] = [];
	let candidate = last.reduce((a, b) => (b.cost < a.cost ? b : a));
	for (let i = waypoints.length - 1; i > 0; i--) {
		const before = candidate.before as Candidate;
		const start = waypoints[i - 1] as Waypoint;
		steps.push({
			fromMs: i === 1 ? start.leftMs : start.fix.atMs,
			toMs: (waypoints[i] as Waypoint).fix.atMs,
			arcs: candidate.arcs,
			fromShare: before.share,
			toShare: candidate.share,
		});
		candidate = before;
	}
	return steps.reverse();
}
