import type { PlanePoint } from './city-plane.ts';

/** Lines cut at all their crossings: the plane graph they make, and its faces. */
export interface Arrangement {
	/** [x, y] per vertex, metres. */
	readonly vertices: readonly PlanePoint[];
	/** In order of the lines and along each of them. */
	readonly edges: readonly ArrangementEdge[];
	/** Bounded faces, counter-clockwise, as half-edges: edge * 2 along the edge, edge * 2 + 1 against it. */
	readonly faces: readonly (readonly number[])[];
}

export interface ArrangementEdge {
	readonly from: number;
	readonly to: number;
	/** Row in the input lines. */
	readonly line: number;
}

interface Segment {
	readonly a: PlanePoint;
	readonly b: PlanePoint;
	readonly line: number;
	readonly index: number;
	/** Places where other segments cross it: t and the point. */
	readonly cuts: [t: number, point: PlanePoint][];
}

const CELL_M = 500;

/**
 * Cuts lines at their crossings and traces the faces. Loose ends are taken off; parts that hang together with nothing
 * (a lake within a wood) are joined to what surrounds them by two straight lines, which come as line number -1.
 */
export function arrangeLines(lines: readonly (readonly PlanePoint[])[]): Arrangement {
	const graph = buildGraph(lines);
	const bridges = connectIslands(graph);
	if (bridges.length === 0) return withFaces(graph);
	const joined = buildGraph([...lines, ...bridges]);
	return withFaces({
		vertices: joined.vertices,
		edges: joined.edges.map((edge) => (edge.line < lines.length ? edge : { ...edge, line: -1 })),
	});
}

interface Graph {
	readonly vertices: PlanePoint[];
	readonly edges: ArrangementEdge[];
}

function buildGraph(lines: readonly (readonly PlanePoint[])[]): Graph {
	const segments: Segment[] = [];
	lines.forEach((points, line) => {
		for (let i = 0; i + 1 < points.length; i++) {
			segments.push({ a: points[i] as PlanePoint, b: points[i + 1] as PlanePoint, line, index: i, cuts: [] });
		}
	});
	cutAtCrossings(segments);
	const vertices: PlanePoint[] = [];
	const ids = new Map<string, number>();
	const vertexOf = (point: PlanePoint): number => {
		const key = `${point[0]},${point[1]}`;
		let id = ids.get(key);
		if (id === undefined) {
			id = vertices.length;
			vertices.push(point);
			ids.set(key, id);
		}
		return id;
	};
	const seen = new Set<string>();
	const edges: ArrangementEdge[] = [];
	for (const segment of segments) {
		segment.cuts.sort((p, q) => p[0] - q[0]);
		let from = vertexOf(segment.a);
		for (const point of [...segment.cuts.map((cut) => cut[1]), segment.b]) {
			const to = vertexOf(point);
			const key = from < to ? `${from}-${to}` : `${to}-${from}`;
			if (to !== from && !seen.has(key)) {
				seen.add(key);
				edges.push({ from, to, line: segment.line });
			}
			from = to;
		}
	}
	return { vertices, edges: pruneLooseEnds(edges, vertices.length) };
}

function cutAtCrossings(segments: readonly Segment[]): void {
	const cells = new Map<number, number[]>();
	segments.forEach((segment, i) => {
		const x0 = Math.floor(Math.min(segment.a[0], segment.b[0]) / CELL_M);
		const x1 = Math.floor(Math.max(segment.a[0], segment.b[0]) / CELL_M);
		const y0 = Math.floor(Math.min(segment.a[1], segment.b[1]) / CELL_M);
		const y1 = Math.floor(Math.max(segment.a[1], segment.b[1]) / CELL_M);
		for (let x = x0; x <= x1; x++) {
			for (let y = y0; y <= y1; y++) {
				const key = (x + 1000) * 4000 + y + 1000;
				const list = cells.get(key);
				if (list) list.push(i);
				else cells.set(key, [i]);
			}
		}
	});
	const done = new Set<number>();
	for (const list of cells.values()) {
		for (let p = 0; p < list.length; p++) {
			for (let q = p + 1; q < list.length; q++) {
				const first = Math.min(list[p] as number, list[q] as number);
				const second = Math.max(list[p] as number, list[q] as number);
				const pair = first * segments.length + second;
				if (done.has(pair)) continue;
				done.add(pair);
				crossSegments(segments[first] as Segment, segments[second] as Segment);
			}
		}
	}
}

function crossSegments(s: Segment, r: Segment): void {
	if (s.line === r.line && Math.abs(s.index - r.index) <= 1) return;
	const dx = s.b[0] - s.a[0];
	const dy = s.b[1] - s.a[1];
	const ex = r.b[0] - r.a[0];
	const ey = r.b[1] - r.a[1];
	const det = dx * ey - dy * ex;
	if (Math.abs(det) < 1e-9) return;
	const t = ((r.a[0] - s.a[0]) * ey - (r.a[1] - s.a[1]) * ex) / det;
	const u = ((r.a[0] - s.a[0]) * dy - (r.a[1] - s.a[1]) * dx) / det;
	const eps = 1e-7;
	if (t < -eps || t > 1 + eps || u < -eps || u > 1 + eps) return;
	// A crossing at an end is that end, so that all lines through it share the very same coordinates.
	let point: PlanePoint = [s.a[0] + t * dx, s.a[1] + t * dy];
	if (u < eps) point = r.a;
	else if (u > 1 - eps) point = r.b;
	if (t < eps) point = s.a;
	else if (t > 1 - eps) point = s.b;
	if (t > eps && t < 1 - eps) s.cuts.push([t, point]);
	if (u > eps && u < 1 - eps) r.cuts.push([u, point]);
}

function pruneLooseEnds(edges: readonly ArrangementEdge[], vertexCount: number): ArrangementEdge[] {
	const degree = new Int32Array(vertexCount);
	for (const edge of edges) {
		degree[edge.from] = (degree[edge.from] as number) + 1;
		degree[edge.to] = (degree[edge.to] as number) + 1;
	}
	let kept = [...edges];
	for (;;) {
		const before = kept.length;
		kept = kept.filter((edge) => {
			if ((degree[edge.from] as number) > 1 && (degree[edge.to] as number) > 1) return true;
			degree[edge.from] = (degree[edge.from] as number) - 1;
			degree[edge.to] = (degree[edge.to] as number) - 1;
			return false;
		});
		if (kept.length === before) return kept;
	}
}

/** Two lines from each island, west and east, to what surrounds it; overshooting a little, so that they cross it. */
function connectIslands(graph: Graph): PlanePoint[][] {
	const part = new Int32Array(graph.vertices.length).map((_, i) => i);
	const find = (v: number): number => {
		let root = v;
		while (part[root] !== root) {
			part[root] = part[part[root] as number] as number;
			root = part[root] as number;
		}
		return root;
	};
	for (const edge of graph.edges) part[find(edge.from)] = find(edge.to);
	const sizes = new Map<number, number>();
	for (const edge of graph.edges) sizes.set(find(edge.from), (sizes.get(find(edge.from)) ?? 0) + 1);
	const [main] = [...sizes].sort((p, q) => q[1] - p[1])[0] ?? [-1];
	const lines: PlanePoint[][] = [];
	for (const island of [...sizes.keys()].sort((p, q) => p - q)) {
		if (island === main) continue;
		const members = graph.edges.filter((edge) => find(edge.from) === island).map((edge) => edge.from);
		const byX = members.sort((p, q) => (graph.vertices[p] as PlanePoint)[0] - (graph.vertices[q] as PlanePoint)[0]);
		for (const [vertex, way] of [[byX[0], -1] as const, [byX.at(-1), 1] as const]) {
			const start = graph.vertices[vertex as number] as PlanePoint;
			const hit = shootRay(graph, start, way, (edge) => find(edge.from) !== island);
			if (hit !== null) lines.push([start, [hit + way * 2, start[1] + way * 0.5]]);
		}
	}
	return lines;
}

/** x of the first edge due east (way 1) or west (way -1) of a point; null = none. */
function shootRay(
	graph: Graph,
	start: PlanePoint,
	way: 1 | -1,
	counts: (edge: ArrangementEdge) => boolean,
): number | null {
	let best: number | null = null;
	for (const edge of graph.edges) {
		const a = graph.vertices[edge.from] as PlanePoint;
		const b = graph.vertices[edge.to] as PlanePoint;
		if (a[1] > start[1] === b[1] > start[1] || !counts(edge)) continue;
		const x = a[0] + ((start[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
		if ((x - start[0]) * way > 0 && (best === null || (best - x) * way > 0)) best = x;
	}
	return best;
}

function withFaces(graph: Graph): Arrangement {
	const { vertices, edges } = graph;
	const leaving: number[][] = vertices.map(() => []);
	edges.forEach((edge, i) => {
		leaving[edge.from]?.push(i * 2);
		leaving[edge.to]?.push(i * 2 + 1);
	});
	const origin = (half: number): number => {
		const edge = edges[half >> 1] as ArrangementEdge;
		return half & 1 ? edge.to : edge.from;
	};
	const angle = (half: number): number => {
		const from = vertices[origin(half)] as PlanePoint;
		const to = vertices[origin(half ^ 1)] as PlanePoint;
		return Math.atan2(to[1] - from[1], to[0] - from[0]);
	};
	const place = new Int32Array(edges.length * 2);
	for (const list of leaving) {
		list.sort((p, q) => angle(p) - angle(q));
		list.forEach((half, i) => {
			place[half] = i;
		});
	}
	const used = new Uint8Array(edges.length * 2);
	const faces: number[][] = [];
	for (let start = 0; start < edges.length * 2; start++) {
		if (used[start]) continue;
		const face: number[] = [];
		let twiceArea = 0;
		for (let half = start; !used[half]; ) {
			used[half] = 1;
			face.push(half);
			const from = vertices[origin(half)] as PlanePoint;
			const to = vertices[origin(half ^ 1)] as PlanePoint;
			twiceArea += from[0] * to[1] - from[1] * to[0];
			// At its end, the next edge clockwise from the way back keeps the face on the left.
			const around = leaving[origin(half ^ 1)] as number[];
			half = around[((place[half ^ 1] as number) - 1 + around.length) % around.length] as number;
		}
		if (twiceArea > 0) faces.push(face);
	}
	return { vertices, edges, faces };
}
