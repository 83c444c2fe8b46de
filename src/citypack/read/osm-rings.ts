import type { OsmData, OsmRelation, OsmWay } from './osm-elements.ts';

/** Rings made of the ways of a relation, as node rows; `missing` and `open` say what could not be used. */
interface AssembledRings {
	/** Closed rings, flat [lon, lat, ...] degrees x 1e7, first vertex repeated at the end. */
	readonly outer: readonly Int32Array[];
	readonly inner: readonly Int32Array[];
	/** Ways that are not in the file, or have nodes that are not. */
	readonly missingWays: readonly number[];
	/** Chains of ways that do not close. */
	readonly openChains: number;
	/** The same for holes only. */
	readonly openHoles: number;
}

/**
 * Coordinates of a way, [lon, lat, ...] degrees x 1e7; null when a node of it is not in the file.
 */
export function wayLonLat(data: OsmData, way: OsmWay): Int32Array | null {
	const out = new Int32Array((way.refEnd - way.refStart) * 2);
	for (let i = way.refStart; i < way.refEnd; i++) {
		const row = data.findNode(data.refs[i] as number);
		if (row < 0) return null;
		out[(i - way.refStart) * 2] = data.lonLat[row * 2] as number;
		out[(i - way.refStart) * 2 + 1] = data.lonLat[row * 2 + 1] as number;
	}
	return out;
}

/** Whether a way is a ring: at least three different corners, last node = first. */
export function isClosedWay(data: OsmData, way: OsmWay): boolean {
	return way.refEnd - way.refStart >= 4 && data.refs[way.refStart] === data.refs[way.refEnd - 1];
}

/** Joins ways end to end by node id into closed rings. Cost: linear in the number of ways, but for junctions of several. */
function joinWays(data: OsmData, ways: readonly OsmWay[]): { rings: Int32Array[]; open: number } {
	const rings: Int32Array[] = [];
	const byEnd = new Map<number, Set<OsmWay>>();
	const first = (way: OsmWay) => data.refs[way.refStart] as number;
	const last = (way: OsmWay) => data.refs[way.refEnd - 1] as number;
	const left = new Set<OsmWay>();
	for (const way of ways) {
		if (way.refEnd - way.refStart < 2) continue;
		left.add(way);
		for (const end of [first(way), last(way)]) {
			const set = byEnd.get(end) ?? new Set();
			byEnd.set(end, set.add(way));
		}
	}
	const take = (way: OsmWay) => {
		left.delete(way);
		byEnd.get(first(way))?.delete(way);
		byEnd.get(last(way))?.delete(way);
	};
	let open = 0;
	for (const seed of ways) {
		if (!left.has(seed)) continue;
		take(seed);
		const nodes = Array.from(data.refs.subarray(seed.refStart, seed.refEnd));
		while (nodes[0] !== nodes.at(-1)) {
			const tail = nodes.at(-1) as number;
			const next = byEnd.get(tail)?.values().next().value;
			if (!next) break;
			take(next);
			const refs = Array.from(data.refs.subarray(next.refStart, next.refEnd));
			if (refs[0] !== tail) refs.reverse();
			for (let i = 1; i < refs.length; i++) nodes.push(refs[i] as number);
		}
		if (nodes[0] !== nodes.at(-1)) {
			open++;
			continue;
		}
		const ring = new Int32Array(nodes.length * 2);
		for (const [i, id] of nodes.entries()) {
			const row = data.findNode(id);
			ring[i * 2] = data.lonLat[row * 2] as number;
			ring[i * 2 + 1] = data.lonLat[row * 2 + 1] as number;
		}
		rings.push(ring);
	}
	return { rings, open };
}

/** The rings of a multipolygon or boundary relation. Members without a role count as outer; nodes and relations are passed over. */
export function assembleRings(data: OsmData, relation: OsmRelation): AssembledRings {
	const outer: OsmWay[] = [];
	const inner: OsmWay[] = [];
	const missingWays: number[] = [];
	for (const member of relation.members) {
		if (member.type !== 'way') continue;
		if (member.role !== 'outer' && member.role !== 'inner' && member.role !== '') continue;
		const way = data.findWay(member.ref);
		if (!way || wayLonLat(data, way) === null) missingWays.push(member.ref);
		else (member.role === 'inner' ? inner : outer).push(way);
	}
	const outerRings = joinWays(data, outer);
	const innerRings = joinWays(data, inner);
	return {
		outer: outerRings.rings,
		inner: innerRings.rings,
		missingWays,
		openChains: outerRings.open,
		openHoles: innerRings.open,
	};
}
