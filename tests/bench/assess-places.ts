import { Rng } from '../../src/citypack/generate/rng.ts';
import type { Building } from '../../src/domain/building.ts';
import { distanceM } from '../../src/domain/geo/local-plane.ts';
import { type BBox, bboxAround, bboxContains, type LonLat } from '../../src/domain/geo/lon-lat.ts';
import type { City } from '../../src/domain/pack/city.ts';

/** A place to assess, and what it was picked as. */
export interface BenchPlace {
	readonly kind: string;
	readonly at: LonLat;
}

/** Boxes looked into for a kind before it is given up. */
const LOOKS = 6000;
/** Side of such a box from its middle, metres. */
const LOOK_M = 120;

/** How many places of each kind of two hundred; the last three are places, not buildings. */
const SHARES: readonly (readonly [kind: string, share: number, fits: (building: Building) => boolean])[] = [
	['urban village', 40, ({ use }) => use === 'urban-village'],
	['homes to 27 m', 16, ({ use, heightM }) => use === 'residential' && isIn(heightM, 0, 27)],
	['homes to 54 m', 14, ({ use, heightM }) => use === 'residential' && isIn(heightM, 27, 54)],
	['homes to 100 m', 14, ({ use, heightM }) => use === 'residential' && isIn(heightM, 54, 100)],
	['tower over 100 m', 10, ({ heightM }) => isIn(heightM, 100, 1000)],
	['factory', 30, ({ use }) => use === 'factory'],
	['warehouse', 12, ({ use }) => use === 'warehouse'],
	['mall or shops', 20, ({ use }) => use === 'commercial'],
	['office', 8, ({ use }) => use === 'office'],
	['public', 10, ({ use }) => use === 'public'],
];
const NO_BUILDING = 8;
const BETWEEN = 12;
const EDGE = 6;

function isIn(heightM: number | null, above: number, upTo: number): boolean {
	return heightM !== null && heightM > above && heightM <= upTo;
}

/** Places of all kinds, the same for a seed; a kind that the city does not have is filled up with any building. */
export async function pickBenchPlaces(city: City, count: number, seed: number): Promise<BenchPlace[]> {
	const rng = new Rng(seed);
	const { bounds } = city.manifest;
	const anywhere = (): LonLat => ({
		lon: bounds[0] + rng.next() * (bounds[2] - bounds[0]),
		lat: bounds[1] + rng.next() * (bounds[3] - bounds[1]),
	});
	const named = await city.readPlaces();
	// Half the looks go where people are: random ground is mostly hills and water.
	const somewhere = (): LonLat =>
		named.length > 0 && rng.next() < 0.5 ? (named[rng.int(0, named.length - 1)] as LonLat) : anywhere();
	const wanted = SHARES.map(([kind, share, fits]) => ({ kind, fits, left: Math.round((share * count) / 200) }));
	const places: BenchPlace[] = [];
	for (let look = 0; look < LOOKS && wanted.some(({ left }) => left > 0); look++) {
		const around = await city.findBuildingsIn(bboxAround(somewhere(), LOOK_M));
		for (const want of wanted) {
			const fitting = want.left > 0 ? around.filter(want.fits) : [];
			const building = fitting[rng.int(0, fitting.length - 1)];
			if (!building) continue;
			want.left -= 1;
			places.push({ kind: want.kind, at: insideOf(building) });
		}
	}
	await add('no building', NO_BUILDING, async () => {
		const at = anywhere();
		return (await city.findBuildingsIn(bboxAround(at, 60))).length === 0 ? at : undefined;
	});
	await add('between two', BETWEEN, async () => {
		const around = await city.findBuildingsIn(bboxAround(somewhere(), LOOK_M));
		const [a, b] = around;
		if (!a || !b || distanceM(insideOf(a), insideOf(b)) > 60) return undefined;
		return { lon: (insideOf(a).lon + insideOf(b).lon) / 2, lat: (insideOf(a).lat + insideOf(b).lat) / 2 };
	});
	await add('edge of the city', EDGE, async () => edgeOf(bounds, rng));
	await add('any building', count - places.length, async () => {
		const [building] = await city.findBuildingsIn(bboxAround(somewhere(), LOOK_M));
		return building && insideOf(building);
	});
	return places.slice(0, count);

	async function add(kind: string, share: number, find: () => Promise<LonLat | undefined>): Promise<void> {
		let left = kind === 'any building' ? share : Math.round((share * count) / 200);
		for (let look = 0; look < LOOKS && left > 0; look++) {
			const at = await find();
			if (!at || !bboxContains(bounds, at)) continue;
			left -= 1;
			places.push({ kind, at });
		}
	}
}

/** The middle of a building's first corner and the corner across: inside most, near all. */
function insideOf({ polygons }: Building): LonLat {
	const ring = polygons[0]?.[0] ?? [];
	const [a, b] = [ring[0], ring[Math.floor(ring.length / 2)]];
	return { lon: ((a?.[0] ?? 0) + (b?.[0] ?? 0)) / 2, lat: ((a?.[1] ?? 0) + (b?.[1] ?? 0)) / 2 };
}

/** A place some metres within one edge of the box. */
function edgeOf([west, south, east, north]: BBox, rng: Rng): LonLat {
	const [dLon, dLat] = [0.0005, 0.0005];
	const [x, y] = [west + rng.next() * (east - west), south + rng.next() * (north - south)];
	const edges: LonLat[] = [
		{ lon: west + dLon, lat: y },
		{ lon: east - dLon, lat: y },
		{ lon: x, lat: south + dLat },
		{ lon: x, lat: north - dLat },
	];
	return edges[Math.floor(rng.next() * 4)] as LonLat;
}
