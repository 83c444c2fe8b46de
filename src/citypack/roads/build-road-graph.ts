import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { ROAD_FLAG, type RoadGraph } from '../../domain/pack/road-graph.ts';
import { ROAD_CLASS_DEFAULTS, ROAD_CLASSES } from '../../domain/road.ts';
import type { RoadLine } from '../model/source-city.ts';
import { VertexIndex } from './vertex-index.ts';

const NO_NODE = 0xffff_ffff;
const CLASS_CODE = new Map<string, number>(ROAD_CLASSES.map((name, i) => [name, i]));
/** Latitude steps at which the scale of a degree is computed anew: 1e-4 degrees change a length by less than 4e-6 of it. */
const SCALE_STEP_E7 = 1000;

/** Lengths in metres between places in degrees x 1e7; the scale is that of the segment's latitude, kept while it stays near. */
class LengthMeter {
	#latE7 = Number.NaN;
	#lonM = 0;
	#latM = 0;

	between(lon0: number, lat0: number, lon1: number, lat1: number): number {
		const middle = (lat0 + lat1) / 2;
		if (!(Math.abs(middle - this.#latE7) < SCALE_STEP_E7)) {
			const scale = metresPerDegree(middle / E7);
			this.#latE7 = middle;
			this.#lonM = scale.lon / E7;
			this.#latM = scale.lat / E7;
		}
		const x = (lon1 - lon0) * this.#lonM;
		const y = (lat1 - lat0) * this.#latM;
		return Math.sqrt(x * x + y * y);
	}
}

/** A limit in whole steps, never above what the sign says; 0 = none known. */
function toSteps(value: number | null, stepsPerUnit: number): number {
	if (value === null || !(value > 0)) return 0;
	return Math.min(0xffff, Math.max(1, Math.floor(value * stepsPerUnit + 1e-6)));
}

type RoadColumns = Pick<
	RoadGraph,
	| 'roadClass'
	| 'roadOneway'
	| 'roadAccess'
	| 'roadFlags'
	| 'roadWidthDm'
	| 'roadMaxHeightDm'
	| 'roadMaxWidthDm'
	| 'roadMaxWeight100Kg'
	| 'roadName'
	| 'names'
>;

function buildRoadColumns(roads: readonly RoadLine[]): RoadColumns {
	const count = roads.length;
	const names: string[] = [''];
	const nameRow = new Map<string, number>([['', 0]]);
	const columns = {
		roadClass: new Uint8Array(count),
		roadOneway: new Uint8Array(count),
		roadAccess: new Uint8Array(count),
		roadFlags: new Uint8Array(count),
		roadWidthDm: new Uint16Array(count),
		roadMaxHeightDm: new Uint16Array(count),
		roadMaxWidthDm: new Uint16Array(count),
		roadMaxWeight100Kg: new Uint16Array(count),
		roadName: new Uint32Array(count),
		names,
	};
	for (let r = 0; r < count; r++) {
		const road = roads[r] as RoadLine;
		const code = CLASS_CODE.get(road.roadClass);
		if (code === undefined) throw new RangeError(`road ${road.id}: got class ${road.roadClass}, expected a RoadClass`);
		const known = road.widthM !== null && road.widthM > 0;
		const widthM = known ? (road.widthM as number) : ROAD_CLASS_DEFAULTS[ROAD_CLASSES[code] ?? 'track'].widthM;
		columns.roadClass[r] = code;
		columns.roadOneway[r] = road.oneway;
		columns.roadAccess[r] = road.access;
		columns.roadFlags[r] =
			(road.bridge ? ROAD_FLAG.bridge : 0) |
			(road.tunnel ? ROAD_FLAG.tunnel : 0) |
			(road.roundabout ? ROAD_FLAG.roundabout : 0) |
			(known ? 0 : ROAD_FLAG.widthEstimated);
		columns.roadWidthDm[r] = toSteps(widthM, 10);
		columns.roadMaxHeightDm[r] = toSteps(road.maxHeightM, 10);
		columns.roadMaxWidthDm[r] = toSteps(road.maxWidthM, 10);
		columns.roadMaxWeight100Kg[r] = toSteps(road.maxWeightT, 10);
		const name = road.name ?? '';
		let row = nameRow.get(name);
		if (row === undefined) {
			row = names.length;
			names.push(name);
			nameRow.set(name, row);
		}
		columns.roadName[r] = row;
	}
	return columns;
}

/** Lists of arcs by node: counting sort, arcs in rising order. */
function buildArcLists(nodeCount: number, forwardEnd: Uint32Array, backwardEnd: Uint32Array) {
	const edgeCount = forwardEnd.length;
	const start = new Uint32Array(nodeCount + 1);
	for (let e = 0; e < edgeCount; e++) {
		start[(forwardEnd[e] as number) + 1]!++;
		start[(backwardEnd[e] as number) + 1]!++;
	}
	for (let n = 0; n < nodeCount; n++) start[n + 1]! += start[n] as number;
	const arcs = new Uint32Array(edgeCount * 2);
	const next = start.slice(0, nodeCount);
	for (let e = 0; e < edgeCount; e++) {
		arcs[next[forwardEnd[e] as number]!++] = e * 2;
		arcs[next[backwardEnd[e] as number]!++] = e * 2 + 1;
	}
	return { start, arcs };
}

/**
 * The routable network of road lines; lines with `routable: false` are left out. Lines are cut at their ends and wherever they
 * meet, themselves included: at shared node ids, or at equal coordinates where a line has none (ids and coordinates never meet).
 * Between those, a line's vertices stay one edge. Parallel edges and loops are kept, and so are components of any size; only a
 * stretch of no length that comes back to its own node is dropped. The road table has one row per routable line, in order.
 * Widths not given are the class's, with ROAD_FLAG.widthEstimated. Limits are rounded down to 0.1 m and 100 kg.
 * Cost: linear; 400,000 lines with 2 million vertices take about a second and no object per vertex.
 * @throws RangeError for a road class that is none: a fault of the reader.
 */
export function buildRoadGraph(roads: readonly RoadLine[]): RoadGraph {
	const lines = roads.filter((road) => road.routable && road.lonLat.length >= 4);
	let vertexTotal = 0;
	for (const line of lines) vertexTotal += line.lonLat.length / 2;

	// Number the vertices; one seen twice, or at the end of a line, is a node.
	const index = new VertexIndex(vertexTotal);
	const vertexOf = new Uint32Array(vertexTotal);
	const seen = new Uint8Array(vertexTotal);
	let v = 0;
	for (let l = 0; l < lines.length; l++) {
		const { lonLat, nodes } = lines[l] as RoadLine;
		const last = lonLat.length / 2 - 1;
		for (let i = 0; i <= last; i++, v++) {
			const vertex = nodes
				? index.indexOfId(nodes[i] as number)
				: index.indexOfPlace(lonLat[i * 2] as number, lonLat[i * 2 + 1] as number);
			vertexOf[v] = vertex;
			const uses = (seen[vertex] as number) + (i === 0 || i === last ? 2 : 1);
			seen[vertex] = Math.min(uses, 2);
		}
	}

	// Every node closes one edge but the first of its line: so many edges at most.
	let edgeMax = 0;
	for (let i = 0; i < vertexTotal; i++) if ((seen[vertexOf[i] as number] as number) >= 2) edgeMax++;
	const edgeFrom = new Uint32Array(edgeMax);
	const edgeTo = new Uint32Array(edgeMax);
	const edgeLengthCm = new Uint32Array(edgeMax);
	const edgeRoad = new Uint32Array(edgeMax);
	const geomStart = new Uint32Array(edgeMax + 1);
	const geomLonLat = new Int32Array((vertexTotal + edgeMax) * 2);
	const nodeLonLat = new Int32Array(index.count * 2);
	const nodeOf = new Uint32Array(index.count).fill(NO_NODE);
	const meter = new LengthMeter();
	let nodeCount = 0;
	let edgeCount = 0;
	let geomCount = 0;
	v = 0;
	for (let l = 0; l < lines.length; l++) {
		const { lonLat } = lines[l] as RoadLine;
		const count = lonLat.length / 2;
		let fromNode = NO_NODE;
		let lengthM = 0;
		let edgeGeom = geomCount;
		for (let i = 0; i < count; i++) {
			const lon = lonLat[i * 2] as number;
			const lat = lonLat[i * 2 + 1] as number;
			if (i > 0) lengthM += meter.between(lonLat[i * 2 - 2] as number, lonLat[i * 2 - 1] as number, lon, lat);
			geomLonLat[geomCount * 2] = lon;
			geomLonLat[geomCount * 2 + 1] = lat;
			geomCount++;
			const vertex = vertexOf[v + i] as number;
			if ((seen[vertex] as number) < 2) continue;
			let node = nodeOf[vertex] as number;
			if (node === NO_NODE) {
				node = nodeCount++;
				nodeOf[vertex] = node;
				nodeLonLat[node * 2] = lon;
				nodeLonLat[node * 2 + 1] = lat;
			}
			if (fromNode !== NO_NODE) {
				const lengthCm = Math.round(lengthM * 100);
				if (lengthCm === 0 && node === fromNode) {
					geomCount = edgeGeom;
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
		}
		geomCount = edgeGeom;
		v += count;
	}
	const from = edgeFrom.slice(0, edgeCount);
	const to = edgeTo.slice(0, edgeCount);
	const out = buildArcLists(nodeCount, from, to);
	const incoming = buildArcLists(nodeCount, to, from);
	return {
		nodeCount,
		edgeCount,
		roadCount: lines.length,
		nodeLonLat: nodeLonLat.slice(0, nodeCount * 2),
		edgeFrom: from,
		edgeTo: to,
		edgeLengthCm: edgeLengthCm.slice(0, edgeCount),
		edgeRoad: edgeRoad.slice(0, edgeCount),
		geomStart: geomStart.slice(0, edgeCount + 1),
		geomLonLat: geomLonLat.slice(0, geomCount * 2),
		outStart: out.start,
		outArc: out.arcs,
		inStart: incoming.start,
		inArc: incoming.arcs,
		...buildRoadColumns(lines),
	};
}
