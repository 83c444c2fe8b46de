import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { WayUnpacker } from '../overlay/way-unpacker.ts';
import type { ArcSearch } from './arc-search.ts';
import type { PathEnd, RoadPath } from './road-path.ts';
import { tracePath } from './trace-path.ts';

const FAR = Number.POSITIVE_INFINITY;

/** Searches backwards from the targets until the `count` groups that cost least are known for certain, of those within a cost; the `told` cheapest get arcs. */
export function findFromGroups(
	search: ArcSearch,
	unpacker: WayUnpacker,
	network: VehicleNetwork,
	overlay: Overlay | null,
	groups: readonly (readonly PathEnd[])[],
	targets: readonly PathEnd[],
	count: number,
	told: number,
	limitCost: number,
): (RoadPath | undefined)[] {
	search.begin(network, overlay);
	const groupsAt = new Map<number, Set<number>>();
	const isSource = new Uint8Array(search.view.arcCount);
	for (const [group, sources] of groups.entries())
		for (const source of sources) {
			search.openSource(source);
			isSource[source.arc] = 1;
			const known = groupsAt.get(source.arc);
			if (known) known.add(group);
			else groupsAt.set(source.arc, new Set([group]));
		}
	for (const target of targets) search.openTarget(target);
	for (let row = 0; row < targets.length; row++) search.seedTarget(targets[row] as PathEnd, row);
	const costs = new Float64Array(groups.length).fill(FAR);
	const best: (PathEnd | undefined)[] = groups.map(() => undefined);
	const wanted = Math.min(count, groups.length);
	let enough = wanted > 0 ? limitCost : 0;
	const { queue, costs: arcCosts } = search.backward;
	while (queue.findNext() < enough) {
		const arc = search.stepBackward(0);
		if (arc < 0 || isSource[arc] === 0) continue;
		const cost = arcCosts[arc * 2] as number;
		for (const group of groupsAt.get(arc) as Set<number>)
			for (const source of groups[group] as readonly PathEnd[])
				if (source.arc === arc && cost + source.cost < (costs[group] as number)) {
					costs[group] = cost + source.cost;
					best[group] = source;
				}
		enough = Math.min(limitCost, costs.slice().sort()[wanted - 1] as number);
	}
	const toldCost = told > 0 ? (costs.slice().sort()[Math.min(told, groups.length) - 1] as number) : -1;
	return best.map((source, group) =>
		source && (costs[group] as number) <= enough
			? tracePath(
					search,
					unpacker,
					overlay,
					costs[group] as number,
					(groups[group] as readonly PathEnd[]).indexOf(source),
					[source.arc],
					targets,
					(costs[group] as number) <= toldCost,
				)
			: undefined,
	);
}
