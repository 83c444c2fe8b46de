import { cutToQuota, moveShortfall, shareByPopulation, takeQuarters } from './allot-buildings.ts';
import type { BatchRunner } from './batch-runner.ts';
import { toX, toY } from './city-plane.ts';
import { NearStreets } from './near-streets.ts';
import { CAPACITY_PER_KM2, type CityPlan, type PlannedQuarter } from './plan-city.ts';
import { describeQuarter } from './quarter-job.ts';
import type { BatchPlan } from './quarter-plan.ts';

/** Buildings a batch holds, roughly. */
const BATCH_BUILDINGS = 5000;
/** Drawn beyond the quota, because capacities are estimates. */
const MARGIN = 1.04;
/** A batch of a town's quarters that a runner has laid and holds. */
export interface Batch {
	readonly plan: BatchPlan;
	readonly town: number;
	readonly runner: BatchRunner;
	/** Buildings drawn in each quarter. */
	readonly counts: number[];
	/** Buildings of each quarter that go into the city. */
	keep: number[];
}

/** How many buildings, by which seed, and how to follow or stop the work. */
interface LayOptions {
	readonly buildings: number;
	readonly seed: number;
	readonly onProgress?: (progress: { stage: string; done: number; total: number }) => void;
	readonly signal?: AbortSignal;
}

/** Draws quarters, from each town's seat outward, until every town holds its share; returns the batches in file order. */
export async function layCity(plan: CityPlan, options: LayOptions, runners: readonly BatchRunner[]): Promise<Batch[]> {
	const near = new NearStreets(plan.net);
	const quotas = shareByPopulation(options.buildings);
	const taken = plan.towns.map(() => 0);
	const drawn = plan.towns.map(() => 0);
	const batches: Batch[] = [];
	let wanted = quotas;
	for (;;) {
		const round: BatchPlan[] = [];
		const townOf: number[] = [];
		plan.towns.forEach((town, t) => {
			const missing = (wanted[t] as number) - (drawn[t] as number);
			if (missing <= 0) return;
			const quarters = takeQuarters(town, taken[t] as number, missing * MARGIN + 40);
			taken[t] = (taken[t] as number) + quarters.length;
			for (const group of groupQuarters(quarters)) {
				townOf.push(t);
				round.push(planBatch(plan, near, t, group, batches.length + round.length, options.seed));
			}
		});
		if (round.length === 0) {
			const moved = moveShortfall(wanted, drawn);
			if (moved.every((value, t) => value === wanted[t])) break;
			wanted = moved;
			continue;
		}
		const laid = await layRound(round, runners, options);
		laid.forEach(({ counts, runner }, i) => {
			const t = townOf[i] as number;
			drawn[t] = (drawn[t] as number) + counts.reduce((sum, count) => sum + count, 0);
			batches.push({ plan: round[i] as BatchPlan, town: t, runner, counts, keep: [] });
		});
	}
	batches.sort((a, b) => a.town - b.town || a.plan.key - b.plan.key);
	plan.towns.forEach((_, t) => {
		const own = batches.filter((batch) => batch.town === t);
		const keep = cutToQuota(
			own.flatMap((batch) => batch.counts),
			wanted[t] as number,
		);
		for (const batch of own) batch.keep = keep.splice(0, batch.counts.length);
	});
	return batches;
}

function groupQuarters(quarters: readonly PlannedQuarter[]): PlannedQuarter[][] {
	const groups: PlannedQuarter[][] = [];
	let size = Infinity;
	for (const quarter of quarters) {
		if (size > BATCH_BUILDINGS) {
			groups.push([]);
			size = 0;
		}
		groups.at(-1)?.push(quarter);
		size += (CAPACITY_PER_KM2[quarter.zone] * quarter.areaM2) / 1e6;
	}
	return groups;
}

function planBatch(
	plan: CityPlan,
	near: NearStreets,
	t: number,
	quarters: readonly PlannedQuarter[],
	key: number,
	seed: number,
): BatchPlan {
	const town = plan.towns[t] as CityPlan['towns'][number];
	const seat: [number, number] = [toX(town.fact.lon), toY(town.fact.lat)];
	return {
		key,
		seed,
		adcode: town.fact.adcode,
		town: town.fact.name,
		quarters: quarters.map((quarter) => describeQuarter(quarter, plan.net, near, seat)),
	};
}

interface LaidRound {
	readonly counts: number[];
	readonly runner: BatchRunner;
}

/** Each runner takes the next batch as soon as it is free; results come in the order of the round. */
async function layRound(
	round: readonly BatchPlan[],
	runners: readonly BatchRunner[],
	options: LayOptions,
): Promise<LaidRound[]> {
	const results: LaidRound[] = [];
	let next = 0;
	let done = 0;
	const work = async (runner: BatchRunner): Promise<void> => {
		while (next < round.length) {
			options.signal?.throwIfAborted();
			const i = next++;
			results[i] = { counts: await runner.lay(round[i] as BatchPlan), runner };
			done++;
			options.onProgress?.({ stage: 'build', done, total: round.length });
		}
	};
	await Promise.all(runners.map(work));
	return results;
}
