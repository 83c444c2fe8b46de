import { createStreetNamer } from './names.ts';
import type { CityPlan } from './plan-city.ts';
import { createRng } from './rng.ts';
import { findTown } from './town-cells.ts';

/** Names the secondary and tertiary streets that have no name yet, each name once in a town. */
export function nameStreets(plan: CityPlan, seed: number): void {
	const { net } = plan;
	const taken = new Set<string>();
	for (const street of net.streets) if (street.spec.name) taken.add(street.spec.name);
	const namers = plan.towns.map((town) => createStreetNamer(createRng(seed, `streets ${town.fact.adcode}`), taken));
	for (const street of net.streets) {
		if (street.spec.name !== null) continue;
		const middle = (street.firstSegment + street.endSegment) >> 1;
		const town = findTown(plan.cells, net.x0[middle] as number, net.y0[middle] as number);
		const name = namers[town]?.();
		if (name) street.spec = { ...street.spec, name: name.zh, nameEn: name.en };
	}
}
