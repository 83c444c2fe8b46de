import { UsageError } from '../../domain/errors.ts';
import { CAPACITY_PER_KM2, type PlannedQuarter, type TownPlan } from './plan-city.ts';
import { TOWNS } from './sketch/towns.ts';

/** Deals buildings out to the towns by population, largest remainder first; the sum is exact. */
export function shareByPopulation(buildings: number): number[] {
	const population = TOWNS.reduce((sum, town) => sum + town.population, 0);
	const exact = TOWNS.map((town) => (buildings * town.population) / population);
	const shares = exact.map(Math.floor);
	const rest = buildings - shares.reduce((sum, share) => sum + share, 0);
	const byRemainder = exact
		.map((value, i) => ({ i, remainder: value - Math.floor(value) }))
		.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
	for (const { i } of byRemainder.slice(0, rest)) shares[i] = (shares[i] as number) + 1;
	return shares;
}

/** The next quarters of a town's order that hold about `buildings` more. */
export function takeQuarters(town: TownPlan, from: number, buildings: number): PlannedQuarter[] {
	const taken: PlannedQuarter[] = [];
	let expected = 0;
	for (let i = from; i < town.order.length && expected < buildings; i++) {
		const quarter = town.order[i] as PlannedQuarter;
		taken.push(quarter);
		expected += (CAPACITY_PER_KM2[quarter.zone] * quarter.areaM2) / 1e6;
	}
	return taken;
}

/** Cuts counts drawn in order down to a quota: full quarters first, the last one in part, none after it. */
export function cutToQuota(counts: readonly number[], quota: number): number[] {
	let left = quota;
	return counts.map((count) => {
		const keep = Math.min(count, left);
		left -= keep;
		return keep;
	});
}

/**
 * Moves what towns cannot hold to towns with room left, in order of their codes.
 * @throws UsageError `generate/too-many-buildings` where the whole city is full.
 */
export function moveShortfall(quotas: readonly number[], drawn: readonly number[]): number[] {
	const moved = quotas.map((quota, t) => Math.min(quota, drawn[t] as number));
	let missing = quotas.reduce((sum, quota) => sum + quota, 0) - moved.reduce((sum, quota) => sum + quota, 0);
	for (let t = 0; t < moved.length && missing > 0; t++) {
		const take = Math.min(missing, (drawn[t] as number) - (moved[t] as number));
		moved[t] = (moved[t] as number) + take;
		missing -= take;
	}
	if (missing > 0) {
		const asked = quotas.reduce((sum, quota) => sum + quota, 0);
		throw new UsageError(
			'generate/too-many-buildings',
			`--buildings: got ${asked}, expected at most ${asked - missing}, which is all the city has room for`,
			{ context: { asked, room: asked - missing } },
		);
	}
	return moved;
}
