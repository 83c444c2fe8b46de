import { doubleSignedArea, liesInside } from '../../clean/ring-measures.ts';

type Ring = Float64Array;

/**
 * The outlines of flat faces that share edges: a floor cut into triangles becomes one polygon again. Edges that two faces run
 * through in opposite directions fall away, the rest is joined to rings. Faces are polygons of rings, flat [x, y, ...], not
 * closed, in any direction; outlines come with the outer ring counterclockwise, holes clockwise. Faces that overlap are handed
 * back as they are. A few milliseconds a thousand edges; corners must be equal to the last bit.
 */
export function outlineFaces(faces: readonly (readonly Ring[])[]): (readonly Ring[])[] {
	if (faces.length < 2) return [...faces];
	const places = new PlaceList();
	const next = new Map<number, number[]>();
	for (const rings of faces) {
		for (const [i, ring] of rings.entries()) {
			const corners = places.of(ring);
			if (doubleSignedArea(ring) > 0 !== (i === 0)) corners.reverse();
			if (!addEdges(corners, next)) return [...faces];
		}
	}
	const rings = joinRings(next).map((corners) => places.ringOf(corners));
	const outer = rings.filter((ring) => doubleSignedArea(ring) > 0);
	const holes = rings.filter((ring) => doubleSignedArea(ring) < 0);
	return outer.length === 0 ? [...faces] : assignHoles(outer, holes);
}

/** Numbers places, so that corners at one place are one. */
class PlaceList {
	readonly #numbers = new Map<string, number>();
	readonly #xy: number[] = [];

	of(ring: Ring): number[] {
		const corners: number[] = [];
		for (let i = 0; i < ring.length; i += 2) {
			const key = `${ring[i]} ${ring[i + 1]}`;
			let number = this.#numbers.get(key);
			if (number === undefined) {
				number = this.#numbers.size;
				this.#numbers.set(key, number);
				this.#xy.push(ring[i] as number, ring[i + 1] as number);
			}
			corners.push(number);
		}
		return corners;
	}

	ringOf(corners: readonly number[]): Ring {
		const ring = new Float64Array(corners.length * 2);
		corners.forEach((number, i) => {
			ring[2 * i] = this.#xy[2 * number] as number;
			ring[2 * i + 1] = this.#xy[2 * number + 1] as number;
		});
		return ring;
	}
}

/** Adds a ring's edges, each taken away again by its opposite; false = an edge is there twice: faces overlap. */
function addEdges(corners: readonly number[], next: Map<number, number[]>): boolean {
	for (const [i, from] of corners.entries()) {
		const to = corners[(i + 1) % corners.length] as number;
		if (from === to || takeEdge(to, from, next)) continue;
		const targets = next.get(from);
		if (targets?.includes(to)) return false;
		if (targets) targets.push(to);
		else next.set(from, [to]);
	}
	return true;
}

function takeEdge(from: number, to: number, next: Map<number, number[]>): boolean {
	const targets = next.get(from);
	const at = targets?.indexOf(to) ?? -1;
	if (!targets || at < 0) return false;
	targets.splice(at, 1);
	if (targets.length === 0) next.delete(from);
	return true;
}

/** As many edges leave a corner as come to it, so that every walk comes back; one that meets itself is cut into rings there. */
function joinRings(next: Map<number, number[]>): number[][] {
	const rings: number[][] = [];
	for (const start of next.keys()) {
		const path: number[] = [];
		const placeInPath = new Map<number, number>();
		let at: number | undefined = start;
		while (at !== undefined) {
			const met = placeInPath.get(at);
			if (met !== undefined) {
				const ring = path.splice(met);
				for (const corner of ring) placeInPath.delete(corner);
				rings.push(ring);
			}
			placeInPath.set(at, path.length);
			path.push(at);
			const targets = next.get(at);
			if (targets?.length === 1) next.delete(at);
			at = targets?.pop();
		}
	}
	return rings;
}

/** Puts each hole into the smallest outer ring around it. */
function assignHoles(outer: readonly Ring[], holes: readonly Ring[]): Ring[][] {
	const polygons = outer.map((ring) => [ring]);
	const bySize = polygons.toSorted((a, b) => doubleSignedArea(a[0] as Ring) - doubleSignedArea(b[0] as Ring));
	for (const hole of holes) {
		const owner = bySize.find(([ring]) => liesInside(hole, ring as Ring)) ?? bySize.at(-1);
		owner?.push(hole);
	}
	return polygons;
}
