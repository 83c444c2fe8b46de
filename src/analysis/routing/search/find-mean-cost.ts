import type { VehicleNetwork } from '../network/vehicle-network.ts';

/** Arcs looked at. */
const SAMPLES = 512;

/** About what an arc of a network costs in the mean, those left out that may not be driven; 1 where there are none. Cost: 512 arcs. */
export function findMeanCost({ arcCost }: VehicleNetwork): number {
	const stride = Math.max(1, Math.floor(arcCost.length / SAMPLES));
	let sum = 0;
	let count = 0;
	for (let arc = 0; arc < arcCost.length; arc += stride) {
		const cost = arcCost[arc] as number;
		if (cost === Number.POSITIVE_INFINITY) continue;
		sum += cost;
		count++;
	}
	return count > 0 ? sum / count : 1;
}
