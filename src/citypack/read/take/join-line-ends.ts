import Flatbush from 'flatbush';
import { metresPerDegree } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import { VertexIndex } from '../../roads/vertex-index.ts';

/** A line whose ends may be joined to others; degrees x 1e7. */
interface JoinableLine {
	readonly lonLat: Int32Array;
	/** Lines of different levels (bridge, tunnel, ground) are joined only where they end at one another. */
	readonly level: 'ground' | 'bridge' | 'tunnel';
}

/** An end that did not meet what it was meant to. */
interface JoinedEnd {
	/** The line that ends, the line it ends at. */
	readonly line: number;
	readonly to: number;
	readonly gapM: number;
}

/** Lines as they meet, in the order given, and what was joined. */
interface JoinedLines {
	readonly lines: readonly Int32Array[];
	readonly joined: readonly JoinedEnd[];
}

interface Meeting {
	readonly line: number;
	/** Vertex of the line, or the one before the place. */
	readonly vertex: number;
	readonly isVertex: boolean;
	readonly gapM: number;
}

class Joiner {
	readonly lines: Int32Array[];
	readonly joined: JoinedEnd[] = [];
	readonly #given: readonly JoinableLine[];
	readonly #reachM: number;
	readonly #tree: Flatbush | null;
	readonly #scale: { lon: number; lat: number };
	readonly #places: VertexIndex;
	/** How many lines have a vertex at a place, up to two, and the last that was counted there. */
	readonly #count: Uint8Array;
	readonly #last: Int32Array;
	/** Line of each box of the tree. */
	readonly #lineOf: Int32Array;

	constructor(given: readonly JoinableLine[], reachM: number) {
		this.#given = given;
		this.#reachM = reachM;
		this.lines = given.map(({ lonLat }) => lonLat);
		const segments = this.lines.reduce((sum, line) => sum + line.length / 2 - 1, 0);
		this.#lineOf = new Int32Array(segments);
		const { lon, lat } = metresPerDegree((this.lines[0]?.[1] ?? 0) / E7);
		this.#scale = { lon: lon / E7, lat: lat / E7 };
		this.#tree = segments > 0 ? this.#buildTree(segments) : null;
		const vertices = segments + this.lines.length;
		this.#places = new VertexIndex(vertices);
		this.#count = new Uint8Array(vertices);
		this.#last = new Int32Array(vertices).fill(-1);
		for (const [l, line] of this.lines.entries()) {
			for (let i = 0; i < line.length; i += 2) this.#addVertex(l, line[i] as number, line[i + 1] as number);
		}
	}

	#buildTree(segments: number): Flatbush {
		const tree = new Flatbush(segments, 16, Float64Array);
		let box = 0;
		for (const [l, line] of this.lines.entries()) {
			for (let i = 0; i + 3 < line.length; i += 2) {
				const [ax, ay] = [line[i] as number, line[i + 1] as number];
				const [bx, by] = [line[i + 2] as number, line[i + 3] as number];
				tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
				this.#lineOf[box++] = l;
			}
		}
		tree.finish();
		return tree;
	}

	/** A place counts once for each line; it was there before, or was counted in the beginning. */
	#addVertex(l: number, lon: number, lat: number): void {
		const place = this.#places.addPlace(lon, lat);
		if (this.#last[place] === l) return;
		this.#last[place] = l;
		this.#count[place] = Math.min(2, (this.#count[place] as number) + 1);
	}

	joinEnd(l: number, isLast: boolean): void {
		const line = this.lines[l] as Int32Array;
		const at = isLast ? line.length - 2 : 0;
		const [lon, lat] = [line[at] as number, line[at + 1] as number];
		if ((this.#count[this.#places.addPlace(lon, lat)] as number) > 1) return;
		const meeting = this.#findNearest(l, lon, lat);
		if (!meeting) return;
		const other = this.lines[meeting.line] as Int32Array;
		if (meeting.isVertex) {
			const moved = line.slice();
			moved[at] = other[meeting.vertex * 2] as number;
			moved[at + 1] = other[meeting.vertex * 2 + 1] as number;
			// A line that would be left without length stays as it is.
			if (moved.length === 4 && moved[0] === moved[2] && moved[1] === moved[3]) return;
			this.lines[l] = moved;
			this.#addVertex(l, moved[at] as number, moved[at + 1] as number);
		} else {
			const split = new Int32Array(other.length + 2);
			const cut = (meeting.vertex + 1) * 2;
			split.set(other.subarray(0, cut));
			split.set([lon, lat], cut);
			split.set(other.subarray(cut), cut + 2);
			this.lines[meeting.line] = split;
			this.#addVertex(meeting.line, lon, lat);
		}
		this.joined.push({ line: l, to: meeting.line, gapM: meeting.gapM });
	}

	/** The nearest place of another line in reach; a vertex in reach comes before what lies between two. */
	#findNearest(l: number, lon: number, lat: number): Meeting | null {
		const [dx, dy] = [this.#reachM / this.#scale.lon, this.#reachM / this.#scale.lat];
		const boxes = this.#tree?.search(lon - 2 * dx, lat - 2 * dy, lon + 2 * dx, lat + 2 * dy) ?? [];
		const near = [...new Set(boxes.map((box) => this.#lineOf[box] as number))].filter((other) => other !== l);
		let best: Meeting | null = null;
		for (const other of near.sort((a, b) => a - b)) {
			const found = this.#nearestOn(other, lon, lat, this.#given[l]?.level === this.#given[other]?.level);
			if (!found || found.gapM > this.#reachM) continue;
			if (!best || Number(found.isVertex) - Number(best.isVertex) > 0) best = found;
			else if (found.isVertex === best.isVertex && found.gapM < best.gapM) best = found;
		}
		return best;
	}

	#nearestOn(l: number, lon: number, lat: number, isSameLevel: boolean): Meeting | null {
		const line = this.lines[l] as Int32Array;
		const last = line.length / 2 - 1;
		let vertex: Meeting | null = null;
		let between: Meeting | null = null;
		for (let i = 0; i <= last; i++) {
			const x = ((line[i * 2] as number) - lon) * this.#scale.lon;
			const y = ((line[i * 2 + 1] as number) - lat) * this.#scale.lat;
			const gapM = Math.hypot(x, y);
			const isOpen = isSameLevel || i === 0 || i === last;
			if (isOpen && gapM <= this.#reachM && gapM < (vertex?.gapM ?? Infinity))
				vertex = { line: l, vertex: i, isVertex: true, gapM };
			if (i === last || !isSameLevel) continue;
			const dx = ((line[i * 2 + 2] as number) - (line[i * 2] as number)) * this.#scale.lon;
			const dy = ((line[i * 2 + 3] as number) - (line[i * 2 + 1] as number)) * this.#scale.lat;
			const t = -(x * dx + y * dy) / (dx * dx + dy * dy || 1);
			if (t <= 0 || t >= 1) continue;
			const awayM = Math.hypot(x + t * dx, y + t * dy);
			if (awayM < (between?.gapM ?? Infinity)) between = { line: l, vertex: i, isVertex: false, gapM: awayM };
		}
		return vertex ?? between;
	}
}

/**
 * Joins ends of lines that were meant to meet another line and do not by a slip: an end that shares its place with no other line and
 * lies within `reachM` of one is moved onto that line's vertex, or, where only its middle is in reach, becomes a vertex of it. Lines
 * that cross stay as they are; an end below a bridge is not joined to it. `reachM` 0 = nothing is joined. Cost: n log n.
 */
export function joinLineEnds(given: readonly JoinableLine[], reachM: number): JoinedLines {
	if (reachM <= 0) return { lines: given.map(({ lonLat }) => lonLat), joined: [] };
	const joiner = new Joiner(given, reachM);
	for (let l = 0; l < given.length; l++) {
		joiner.joinEnd(l, false);
		joiner.joinEnd(l, true);
	}
	return { lines: joiner.lines, joined: joiner.joined };
}
