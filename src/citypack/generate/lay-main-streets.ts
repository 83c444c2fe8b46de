import type { ArrangementEdge } from './arrangement.ts';
import type { LineOrigin, Skeleton } from './build-skeleton.ts';
import type { PlanePoint } from './city-plane.ts';
import { createRng } from './rng.ts';
import { MAIN_ROADS } from './sketch/main-roads.ts';
import type { StreetNet, StreetSpec } from './street-net.ts';

/** How a skeleton edge is carried: on the ground, over water, under an expressway. */
type Carriage = 'ground' | 'bridge' | 'underpass';

interface Stretch {
	readonly line: number;
	readonly carriage: Carriage;
	/** Runs along the outline only: kept where something is built beside it. */
	readonly border: boolean;
	readonly edges: number[];
	readonly points: number[];
}

/** The skeleton's streets in the net. */
export interface MainStreets {
	/** Segment of each skeleton edge; -1 = no street. */
	readonly segmentOf: Int32Array;
	/** Streets along the outline, to be dropped where nothing is built. */
	readonly borderStreets: readonly number[];
}

/** Puts the skeleton's lines into the net as streets: main roads, and roads along rivers, lakes, hills and expressways. */
export function layMainStreets(skeleton: Skeleton, net: StreetNet, seed: number): MainStreets {
	const { arrangement } = skeleton;
	const segmentOf = new Int32Array(arrangement.edges.length).fill(-1);
	const borderStreets: number[] = [];
	let stretch: Stretch | null = null;
	const along = new Map<number, number>();
	const flush = (): void => {
		if (!stretch) return;
		const startM = along.get(stretch.line) ?? 0;
		const street = net.addStreet(specOf(skeleton, stretch, seed), stretch.points, startM);
		const first = net.streets[street]?.firstSegment as number;
		stretch.edges.forEach((edge, i) => {
			segmentOf[edge] = first + i;
		});
		const last = (net.streets[street]?.endSegment as number) - 1;
		along.set(stretch.line, net.alongM(last, net.x1[last] as number, net.y1[last] as number));
		if (stretch.border) borderStreets.push(street);
		stretch = null;
	};
	arrangement.edges.forEach((edge, i) => {
		const carriage = carriageOf(skeleton, edge, i);
		if (carriage === null) {
			flush();
			return;
		}
		const from = arrangement.vertices[edge.from] as PlanePoint;
		const to = arrangement.vertices[edge.to] as PlanePoint;
		const end = stretch?.points.slice(-2);
		const continues =
			stretch &&
			edge.line >= 0 &&
			stretch.line === edge.line &&
			stretch.carriage === carriage &&
			end?.[0] === from[0] &&
			end?.[1] === from[1];
		if (!continues) {
			flush();
			const border = originOf(skeleton, edge.line).kind === 'outline';
			stretch = { line: edge.line, carriage, border, edges: [], points: [...from] };
		}
		stretch?.edges.push(i);
		stretch?.points.push(...to);
	});
	flush();
	return { segmentOf, borderStreets };
}

function originOf(skeleton: Skeleton, line: number): LineOrigin {
	return skeleton.origins[line] ?? { kind: 'connector', row: 0 };
}

/** How an edge is carried, or null where no street runs. */
function carriageOf(skeleton: Skeleton, edge: ArrangementEdge, index: number): Carriage | null {
	const kindOf = (half: number) => skeleton.faceKinds[skeleton.faceOf[half] as number] ?? 'outside';
	const [left, right] = [kindOf(index * 2), kindOf(index * 2 + 1)];
	if (left === 'outside' && right === 'outside') return null;
	const { kind } = originOf(skeleton, edge.line);
	if (kind === 'road' || kind === 'connector') {
		if (left === 'water' && right === 'water') return 'bridge';
		return left === 'corridor' && right === 'corridor' ? 'underpass' : 'ground';
	}
	if (kind === 'river' && (left === 'corridor' || right === 'corridor') && left !== right) return 'underpass';
	return left === 'built' || right === 'built' ? 'ground' : null;
}

function specOf(skeleton: Skeleton, stretch: Stretch, seed: number): StreetSpec {
	const rng = createRng(seed, `stretch ${stretch.line} ${stretch.points[0]} ${stretch.points[1]}`);
	const origin = originOf(skeleton, stretch.line);
	const base = baseSpec(skeleton, origin);
	if (stretch.carriage === 'bridge') {
		const strong = base.widthM >= 20;
		return { ...base, bridge: true, maxWeightT: rng.chance(0.35) ? rng.pick(strong ? [49, 55] : [20, 30, 40]) : null };
	}
	if (stretch.carriage === 'underpass') {
		const limits = origin.kind === 'road' ? [4.2, 4.5, 4.5, 5] : [2.8, 3.2, 3.8, 4];
		return { ...base, maxHeightM: rng.pick(limits) };
	}
	return base;
}

function baseSpec(skeleton: Skeleton, origin: LineOrigin): StreetSpec {
	const plain = (roadClass: StreetSpec['roadClass'], widthM: number, name: string | null, nameEn: string | null) => ({
		roadClass,
		widthM,
		name,
		nameEn,
	});
	switch (origin.kind) {
		case 'road': {
			const road = MAIN_ROADS[origin.row] as (typeof MAIN_ROADS)[number];
			return { ...plain(road.roadClass, road.widthM, road.name, road.nameEn), lanes: road.lanes };
		}
		case 'river': {
			const river = skeleton.rivers[origin.row]?.sketch;
			return plain('tertiary', 9, `${river?.name}沿岸路`, `${river?.nameEn} Bank Road`);
		}
		case 'lake': {
			const lake = skeleton.reservoirs[origin.row]?.sketch;
			return plain('tertiary', 9, `环${lake?.name}路`, `${lake?.nameEn} Ring Road`);
		}
		case 'hill': {
			const hill = skeleton.hills[origin.row]?.sketch;
			return plain('residential', 7, `环${hill?.name}路`, `${hill?.nameEn} Ring Road`);
		}
		case 'corridor': {
			const expressway = skeleton.expressways[origin.row]?.sketch;
			const name = expressway?.name.split(' ').at(-1);
			return plain('tertiary', 9, `${name}辅路`, `${expressway?.nameEn} Side Road`);
		}
		case 'interchange':
			return plain('tertiary', 9, null, null);
		case 'outline':
			return plain('tertiary', 9, '滨界路', 'Binjie Road');
		case 'connector':
			return plain('secondary', 14, null, null);
	}
}
