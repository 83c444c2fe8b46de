import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { RoadLine } from '../model/source-city.ts';
import { DegreeScale } from './degree-scale.ts';
import { VertexIndex } from './vertex-index.ts';

const NONE = 0xffff_ffff;

/** Nodes and edges of a road network, as in RoadGraph. */
export type RoadEdges = Pick<
	RoadGraph,
	| 'nodeCount'
	| 'edgeCount'
	| 'nodeLonLat'
	| 'edgeFrom'
	| 'edgeTo'
	| 'edgeLengthCm'
	| 'edgeRoad'
	| 'geomStart'
	| 'geomLonLat'
>;

/** Where a vertex of the lines went: a node, or a vertex within an edge, counted from the edge's first. */
export type VertexPlace =
	| { readonly kind: 'node'; readonly node: number }
	| { readonly kind: 'inner'; readonly edge: number; readonly vertex: number };

/** A vertex of road lines as others name it. */
export interface VertexName {
	/** Its node id; null = by place. */
	readonly nodeId: number | null;
	/** Degrees x 1e7. */
	readonly lonLat: readonly [number, number];
}

/** Road lines cut to edges. */
export interface CutRoads {
	readonly edges: RoadEdges;
	/** Where a vertex of a line is now; undefined = no line has it. By place, vertices of lines with node ids are not found. */
	readonly findVertex: (name: VertexName) => VertexPlace | undefined;
}

/** The vertices of some lines, numbered; `use` counts to 2 at line ends and where lines meet. */
interface NumberedVertices {
	readonly index: VertexIndex;
	/** Vertex of each point of the lines, line after line. */
	readonly vertexOf: Uint32Array;
	readonly use: Uint8Array;
}

function numberVertices(lines: readonly RoadLine[]): NumberedVertices {
	let total = 0;
	for (const line of lines) total += line.lonLat.length / 2;
	const index = new VertexIndex(total);
	const vertexOf = new Uint32Array(total);
	const use = new Uint8Array(total);
	let v = 0;
	for (let l = 0; l < lines.length; l++) {
		const { lonLat, nodes } = lines[l] as RoadLine;
		const last = lonLat.length / 2 - 1;
		for (let i = 0; i <= last; i++, v++) {
			const vertex = nodes
				? index.addId(nodes[i] as number)
				: index.addPlace(lonLat[i * 2] as number, lonLat[i * 2 + 1] as number);
			vertexOf[v] = vertex;
			use[vertex] = Math.min(2, (use[vertex] as number) + (i === 0 || i === last ? 2 : 1));
		}
	}
	return { index, vertexOf, use };
}

/**
 * Cuts lines at their ends and wherever they meet, themselves included: at shared node ids, or at equal coordinates where a line has
 * none (ids and coordinates never meet). Between those, a line's vertices stay one edge; `edgeRoad` is the row of its line. Parallel
 * edges and loops are kept, and so are components of any size; only a stretch of no length that comes back to its own node is dropped.
 * Cost: linear; 400,000 lines with 2 million vertices take about a second and no object per vertex.
 */
export function cutRoadLines(lines: readonly RoadLine[]): CutRoads {
	const { index, vertexOf, use } = numberVertices(lines);
	// Every node closes one edge but the first of its line: so many edges at most.
	let edgeMax = 0;
	for (let i = 0; i < vertexOf.length; i++) if ((use[vertexOf[i] as number] as number) >= 2) edgeMax++;
	const edgeFrom = new Uint32Array(edgeMax);
	const edgeTo = new Uint32Array(edgeMax);
	const edgeLengthCm = new Uint32Array(edgeMax);
	const edgeRoad = new Uint32Array(edgeMax);
	const geomStart = new Uint32Array(edgeMax + 1);
	const geomLonLat = new Int32Array((vertexOf.length + edgeMax) * 2);
	const nodeLonLat = new Int32Array(index.count * 2);
	// Of a vertex at a cut its node, of another its place in the geometry.
	const placeOf = new Uint32Array(index.count).fill(NONE);
	const scale = new DegreeScale();
	let nodeCount = 0;
	let edgeCount = 0;
	let geomCount = 0;
	let v = 0;
	for (let l = 0; l < lines.length; l++) {
		const { lonLat } = lines[l] as RoadLine;
		const count = lonLat.length / 2;
		let fromNode = NONE;
		let fromAt = 0;
		let lengthM = 0;
		let edgeGeom = geomCount;
		for (let i = 0; i < count; i++) {
			const lon = lonLat[i * 2] as number;
			const lat = lonLat[i * 2 + 1] as number;
			if (i > 0) lengthM += scale.between(lonLat[i * 2 - 2] as number, lonLat[i * 2 - 1] as number, lon, lat);
			geomLonLat[geomCount * 2] = lon;
			geomLonLat[geomCount * 2 + 1] = lat;
			geomCount++;
			const vertex = vertexOf[v + i] as number;
			if ((use[vertex] as number) < 2) {
				placeOf[vertex] = geomCount - 1;
				continue;
			}
			let node = placeOf[vertex] as number;
			if (node === NONE) {
				node = nodeCount++;
				placeOf[vertex] = node;
				nodeLonLat[node * 2] = lon;
				nodeLonLat[node * 2 + 1] = lat;
			}
			if (fromNode !== NONE) {
				const lengthCm = Math.round(lengthM * 100);
				if (lengthCm === 0 && node === fromNode) {
					geomCount = edgeGeom;
					for (let j = fromAt + 1; j < i; j++) placeOf[vertexOf[v + j] as number] = NONE;
				} else {
					edgeFrom[edgeCount] = fromNode;
					edgeTo[edgeCount] = node;
					edgeLengthCm[edgeCount] = lengthCm;
					edgeRoad[edgeCount] = l;
					edgeCount++;
					geomStart[edgeCount] = geomCount;
					edgeGeom = geomCount;
				}
				lengthM = 0;
				if (i === count - 1) break;
				geomLonLat[geomCount * 2] = lon;
				geomLonLat[geomCount * 2 + 1] = lat;
				geomCount++;
			}
			fromNode = node;
			fromAt = i;
		}
		geomCount = edgeGeom;
		v += count;
	}
	const starts = geomStart.slice(0, edgeCount + 1);
	return {
		edges: {
			nodeCount,
			edgeCount,
			nodeLonLat: nodeLonLat.slice(0, nodeCount * 2),
			edgeFrom: edgeFrom.slice(0, edgeCount),
			edgeTo: edgeTo.slice(0, edgeCount),
			edgeLengthCm: edgeLengthCm.slice(0, edgeCount),
			edgeRoad: edgeRoad.slice(0, edgeCount),
			geomStart: starts,
			geomLonLat: geomLonLat.slice(0, geomCount * 2),
		},
		findVertex: ({ nodeId, lonLat }) => {
			const vertex = nodeId === null ? index.findPlace(...lonLat) : index.findId(nodeId);
			if (vertex === undefined) return undefined;
			const place = placeOf[vertex] as number;
			if (place === NONE) return undefined;
			if ((use[vertex] as number) >= 2) return { kind: 'node', node: place };
			const edge = findEdgeOf(starts, place);
			return { kind: 'inner', edge, vertex: place - (starts[edge] as number) };
		},
	};
}

/** The edge whose geometry holds a vertex. */
function findEdgeOf(geomStart: Uint32Array, vertex: number): number {
	let low = 0;
	let high = geomStart.length - 1;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if ((geomStart[middle] as number) <= vertex) low = middle;
		else high = middle;
	}
	return low;
}
