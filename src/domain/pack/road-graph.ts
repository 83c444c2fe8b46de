import { DataError } from '../errors.ts';
import { decodeTypedArrays, encodeTypedArrays, type SectionArray } from './typed-arrays.ts';

const ROAD_GRAPH_KIND = 'road-graph';
const ROAD_GRAPH_VERSION = 1;

/** Bits of `roadFlags`. */
export const ROAD_FLAG = { bridge: 1, tunnel: 2, roundabout: 4, widthEstimated: 8 } as const;
/** Values of `roadOneway`. */
export const ONEWAY = { both: 0, forward: 1, backward: 2 } as const;
/** Values of `roadAccess` for an emergency vehicle. `gate` costs time, `no` is closed. */
export const ROAD_ACCESS = { yes: 0, private: 1, gate: 2, no: 3 } as const;

/**
 * The routable road network. A node is a junction or end; an edge is the stretch of road between two nodes; each edge
 * has two arcs: `edge * 2` along its geometry, `edge * 2 + 1` against it. Whether an arc may be driven is decided by
 * the road's `oneway` and `access`; the CSR lists hold every arc. Coordinates are WGS84 degrees x 1e7.
 */
export interface RoadGraph {
	readonly nodeCount: number;
	readonly edgeCount: number;
	readonly roadCount: number;
	/** [lon, lat] per node. */
	readonly nodeLonLat: Int32Array;
	readonly edgeFrom: Uint32Array;
	readonly edgeTo: Uint32Array;
	/** Length along the geometry, centimetres. */
	readonly edgeLengthCm: Uint32Array;
	/** Row in the road table. */
	readonly edgeRoad: Uint32Array;
	/** edgeCount + 1; geometry of edge e is vertices geomStart[e] .. geomStart[e + 1], both end nodes included. */
	readonly geomStart: Uint32Array;
	readonly geomLonLat: Int32Array;
	/** CSR of arcs leaving a node (nodeCount + 1) and arcs entering it. */
	readonly outStart: Uint32Array;
	readonly outArc: Uint32Array;
	readonly inStart: Uint32Array;
	readonly inArc: Uint32Array;
	/** Index into ROAD_CLASSES. */
	readonly roadClass: Uint8Array;
	readonly roadOneway: Uint8Array;
	readonly roadAccess: Uint8Array;
	readonly roadFlags: Uint8Array;
	/** Carriageway width, decimetres; see ROAD_FLAG.widthEstimated. */
	readonly roadWidthDm: Uint16Array;
	/** Signed height limit, decimetres; 0 = no sign known. */
	readonly roadMaxHeightDm: Uint16Array;
	/** Signed width limit, decimetres; 0 = no sign known. */
	readonly roadMaxWidthDm: Uint16Array;
	/** Signed weight limit, 100 kg; 0 = no sign known. */
	readonly roadMaxWeight100Kg: Uint16Array;
	/** Row in `names`; 0 = unnamed. */
	readonly roadName: Uint32Array;
	/** names[0] is ''. */
	readonly names: readonly string[];
}

const ARRAYS = [
	'nodeLonLat',
	'edgeFrom',
	'edgeTo',
	'edgeLengthCm',
	'edgeRoad',
	'geomStart',
	'geomLonLat',
	'outStart',
	'outArc',
	'inStart',
	'inArc',
	'roadClass',
	'roadOneway',
	'roadAccess',
	'roadFlags',
	'roadWidthDm',
	'roadMaxHeightDm',
	'roadMaxWidthDm',
	'roadMaxWeight100Kg',
	'roadName',
] as const;

/** The bytes of roads.graph. */
export function encodeRoadGraph(graph: RoadGraph): Uint8Array {
	const arrays: Record<string, SectionArray> = {};
	for (const name of ARRAYS) arrays[name] = graph[name];
	const text = graph.names.map((name) => new TextEncoder().encode(name));
	const nameStart = new Uint32Array(text.length + 1);
	for (const [i, bytes] of text.entries()) nameStart[i + 1] = (nameStart[i] ?? 0) + bytes.length;
	const nameBytes = new Uint8Array(nameStart[text.length] ?? 0);
	for (const [i, bytes] of text.entries()) nameBytes.set(bytes, nameStart[i]);
	return encodeTypedArrays(ROAD_GRAPH_KIND, ROAD_GRAPH_VERSION, { ...arrays, nameStart, nameBytes });
}

/**
 * Reads roads.graph. Cost: views over `bytes`; only the names are copied.
 * @throws DataError `pack/bad-typed-arrays` or `pack/truncated`.
 */
export function decodeRoadGraph(bytes: Uint8Array, where: string): RoadGraph {
	const { arrays } = decodeTypedArrays(bytes, ROAD_GRAPH_KIND, ROAD_GRAPH_VERSION, where);
	const section = <T extends SectionArray>(name: string): T => {
		const array = arrays[name];
		if (!array)
			throw new DataError('pack/bad-typed-arrays', `${where}: section ${name} is missing`, {
				context: { where, section: name },
			});
		return array as T;
	};
	const nameStart = section<Uint32Array>('nameStart');
	const nameBytes = section<Uint8Array>('nameBytes');
	const decoder = new TextDecoder();
	const names: string[] = [];
	for (let i = 0; i + 1 < nameStart.length; i++)
		names.push(decoder.decode(nameBytes.subarray(nameStart[i], nameStart[i + 1])));
	const edgeFrom = section<Uint32Array>('edgeFrom');
	return {
		nodeCount: section<Uint32Array>('outStart').length - 1,
		edgeCount: edgeFrom.length,
		roadCount: section<Uint8Array>('roadClass').length,
		nodeLonLat: section('nodeLonLat'),
		edgeFrom,
		edgeTo: section('edgeTo'),
		edgeLengthCm: section('edgeLengthCm'),
		edgeRoad: section('edgeRoad'),
		geomStart: section('geomStart'),
		geomLonLat: section('geomLonLat'),
		outStart: section('outStart'),
		outArc: section('outArc'),
		inStart: section('inStart'),
		inArc: section('inArc'),
		roadClass: section('roadClass'),
		roadOneway: section('roadOneway'),
		roadAccess: section('roadAccess'),
		roadFlags: section('roadFlags'),
		roadWidthDm: section('roadWidthDm'),
		roadMaxHeightDm: section('roadMaxHeightDm'),
		roadMaxWidthDm: section('roadMaxWidthDm'),
		roadMaxWeight100Kg: section('roadMaxWeight100Kg'),
		roadName: section('roadName'),
		names,
	};
}
