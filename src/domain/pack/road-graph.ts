import { DataError } from '../errors.ts';
import { decodeTypedArrays, encodeTypedArrays, readTypedArraysVersion, type SectionArray } from './typed-arrays.ts';

const ROAD_GRAPH_KIND = 'road-graph';
const ROAD_GRAPH_VERSION = 2;

/** Bits of `roadFlags`. `hgvBanned`: a sign keeps goods vehicles out (`hgv=no`); whether that binds is the caller's exemption. */
export const ROAD_FLAG = {
	bridge: 1,
	tunnel: 2,
	roundabout: 4,
	widthEstimated: 8,
	hgvBanned: 16,
	unpaved: 32,
	/** A slip road, one that joins two others. */
	link: 64,
} as const;
/** Values of `roadOneway`. */
export const ONEWAY = { both: 0, forward: 1, backward: 2 } as const;
/**
 * Values of `roadAccess`: open; restricted (private, residents, no motor vehicles by a sign alone); through a gate, which costs time;
 * closed by something that stands there; for buses only. Who may pass what: RouteExemptions.
 */
export const ROAD_ACCESS = { yes: 0, private: 1, gate: 2, no: 3, bus: 4 } as const;
/** Bits of `edgeFlags`. `twin`: a second edge on the place of another, there for a turn restriction via ways; never drawn nor snapped to. */
export const EDGE_FLAG = { twin: 1 } as const;
/** Bits of `nodeFlags`. */
export const NODE_FLAG = { signal: 1 } as const;
/**
 * Bits of `turnFlags`. `restricted`: a sign forbids the turn; `restrictedCivil`: it does, emergency vehicles excepted; `never`: no way at
 * all (it would enter or leave a twin edge wrongly); `uTurn`: back on the edge one came by.
 */
export const TURN_FLAG = { restricted: 1, restrictedCivil: 2, never: 4, uTurn: 8 } as const;

/**
 * The routable road network. A node is a junction or end; an edge is the stretch of road between two nodes; each edge
 * has two arcs: `edge * 2` along its geometry, `edge * 2 + 1` against it. Whether an arc may be driven is decided by
 * the road's `oneway` and `access`; the CSR lists hold every arc. A turn is an arc into a node and an arc out of it:
 * the turns of the arc `a`, which ends at node n, stand from `turnStart[a]` on in the order of the arcs leaving n, so that turn
 * `turnStart[a] + k` leads into `outArc[outStart[n] + k]`. Coordinates are WGS84 degrees x 1e7.
 *
 * Nodes are numbered by cell: on each level the cells are runs of nodes, each a union of cells of the level below.
 * `cellStart` holds, level after level from the finest, the first node of each cell and the node count; level l is
 * cellStart[cellLevel[l] .. cellLevel[l + 1]]. A graph without levels (cellLevel = [0]) is routable, only slower.
 *
 * A restriction via ways (from a over b not to c) is kept by a twin of b: the same stretch of road once more, with the same ends, which
 * a leads into (the turn from a into b itself is restricted) and nothing else does, and which does not lead into c. Only the arc of
 * a twin that is driven so has turns; those of its other arc are `never`. Who looks for a way to or over b must know its twins.
 */
export interface RoadGraph {
	readonly nodeCount: number;
	readonly edgeCount: number;
	readonly roadCount: number;
	/** [lon, lat] per node. */
	readonly nodeLonLat: Int32Array;
	/** NODE_FLAG bits per node. */
	readonly nodeFlags: Uint8Array;
	readonly edgeFrom: Uint32Array;
	readonly edgeTo: Uint32Array;
	/** Length along the geometry, centimetres. */
	readonly edgeLengthCm: Uint32Array;
	/** Row in the road table. */
	readonly edgeRoad: Uint32Array;
	/** EDGE_FLAG bits per edge. */
	readonly edgeFlags: Uint8Array;
	/** The last edges are the twins, in the order of their originals: this is the original of each; see originalEdge and listPlaceEdges. */
	readonly twinOf: Uint32Array;
	/** edgeCount + 1; geometry of edge e is vertices geomStart[e] .. geomStart[e + 1], both end nodes included. */
	readonly geomStart: Uint32Array;
	readonly geomLonLat: Int32Array;
	/** CSR of arcs leaving a node (nodeCount + 1) and arcs entering it. */
	readonly outStart: Uint32Array;
	readonly outArc: Uint32Array;
	readonly inStart: Uint32Array;
	readonly inArc: Uint32Array;
	/** Two per edge, and one more: see above. */
	readonly turnStart: Uint32Array;
	/** Change of heading, right positive, in steps of 180/127 degrees (-127 .. 127); headings are those of the ten metres at the node. */
	readonly turnAngle: Int8Array;
	/** TURN_FLAG bits. */
	readonly turnFlags: Uint8Array;
	readonly cellLevel: Uint32Array;
	readonly cellStart: Uint32Array;
	/** Index into ROAD_CLASSES. */
	readonly roadClass: Uint8Array;
	readonly roadOneway: Uint8Array;
	readonly roadAccess: Uint8Array;
	readonly roadFlags: Uint8Array;
	/** Lanes in both directions together; 0 = not known. */
	readonly roadLanes: Uint8Array;
	/** Carriageway width, decimetres; see ROAD_FLAG.widthEstimated. */
	readonly roadWidthDm: Uint16Array;
	/** Signed height limit, decimetres; 0 = no sign known. */
	readonly roadMaxHeightDm: Uint16Array;
	/** Signed width limit, decimetres; 0 = no sign known. */
	readonly roadMaxWidthDm: Uint16Array;
	/** Signed weight limit, 100 kg; 0 = no sign known. */
	readonly roadMaxWeight100Kg: Uint16Array;
	/** Signed length limit, decimetres; 0 = no sign known. */
	readonly roadMaxLengthDm: Uint16Array;
	/** Row in `names`; 0 = unnamed. */
	readonly roadName: Uint32Array;
	/** Row in `names` of the English name; 0 = none known. */
	readonly roadNameEn: Uint32Array;
	/** names[0] is ''. */
	readonly names: readonly string[];
}

/** Of what a section has an entry, or several. */
type Counted = 'node' | 'edge' | 'arc' | 'road' | 'geom' | 'turn' | 'any';
/** Sections of roads.graph but the names: type, what is counted, entries each, and entries more at the end. */
const SECTIONS = {
	nodeLonLat: [Int32Array, 'node', 2, 0],
	nodeFlags: [Uint8Array, 'node', 1, 0],
	edgeFrom: [Uint32Array, 'edge', 1, 0],
	edgeTo: [Uint32Array, 'edge', 1, 0],
	edgeLengthCm: [Uint32Array, 'edge', 1, 0],
	edgeRoad: [Uint32Array, 'edge', 1, 0],
	edgeFlags: [Uint8Array, 'edge', 1, 0],
	twinOf: [Uint32Array, 'any', 1, 0],
	geomStart: [Uint32Array, 'edge', 1, 1],
	geomLonLat: [Int32Array, 'geom', 2, 0],
	outStart: [Uint32Array, 'node', 1, 1],
	outArc: [Uint32Array, 'arc', 1, 0],
	inStart: [Uint32Array, 'node', 1, 1],
	inArc: [Uint32Array, 'arc', 1, 0],
	turnStart: [Uint32Array, 'arc', 1, 1],
	turnAngle: [Int8Array, 'turn', 1, 0],
	turnFlags: [Uint8Array, 'turn', 1, 0],
	cellLevel: [Uint32Array, 'any', 1, 0],
	cellStart: [Uint32Array, 'any', 1, 0],
	roadClass: [Uint8Array, 'road', 1, 0],
	roadOneway: [Uint8Array, 'road', 1, 0],
	roadAccess: [Uint8Array, 'road', 1, 0],
	roadFlags: [Uint8Array, 'road', 1, 0],
	roadLanes: [Uint8Array, 'road', 1, 0],
	roadWidthDm: [Uint16Array, 'road', 1, 0],
	roadMaxHeightDm: [Uint16Array, 'road', 1, 0],
	roadMaxWidthDm: [Uint16Array, 'road', 1, 0],
	roadMaxWeight100Kg: [Uint16Array, 'road', 1, 0],
	roadMaxLengthDm: [Uint16Array, 'road', 1, 0],
	roadName: [Uint32Array, 'road', 1, 0],
	roadNameEn: [Uint32Array, 'road', 1, 0],
} as const satisfies Record<string, readonly [new (length: number) => SectionArray, Counted, number, number]>;
type SectionName = keyof typeof SECTIONS;
const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

/** The bytes of roads.graph. */
export function encodeRoadGraph(graph: RoadGraph): Uint8Array {
	const arrays: Record<string, SectionArray> = {};
	for (const name of SECTION_NAMES) arrays[name] = graph[name];
	const text = graph.names.map((name) => new TextEncoder().encode(name));
	const nameStart = new Uint32Array(text.length + 1);
	for (const [i, bytes] of text.entries()) nameStart[i + 1] = (nameStart[i] ?? 0) + bytes.length;
	const nameBytes = new Uint8Array(nameStart[text.length] ?? 0);
	for (const [i, bytes] of text.entries()) nameBytes.set(bytes, nameStart[i]);
	return encodeTypedArrays(ROAD_GRAPH_KIND, ROAD_GRAPH_VERSION, { ...arrays, nameStart, nameBytes });
}

/**
 * Whether roads.graph was made by an older Fengtu: the pack is to be built anew. `head`: at least its first 8 kB, or all of it.
 * @throws DataError `pack/bad-typed-arrays` when it is no roads.graph at all
 */
export function isOlderRoadGraph(head: Uint8Array, where: string): boolean {
	return readTypedArraysVersion(head, ROAD_GRAPH_KIND, where) < ROAD_GRAPH_VERSION;
}

/**
 * Reads roads.graph. That its sections fit one another in length is checked, not what they say: `fengtu validate` does.
 * Cost: views over `bytes`; only the names are copied.
 * @throws DataError `pack/older-layout` (built by an older Fengtu), `pack/bad-typed-arrays` or `pack/truncated`
 */
export function decodeRoadGraph(bytes: Uint8Array, where: string): RoadGraph {
	if (isOlderRoadGraph(bytes, where)) {
		throw new DataError(
			'pack/older-layout',
			`${where}: got a road graph made by an older Fengtu, expected version ${ROAD_GRAPH_VERSION}: build the pack anew`,
			{ context: { where, expected: ROAD_GRAPH_VERSION } },
		);
	}
	const { arrays } = decodeTypedArrays(bytes, ROAD_GRAPH_KIND, ROAD_GRAPH_VERSION, where);
	const fail = (section: string, found: unknown, expected: unknown) =>
		new DataError('pack/bad-typed-arrays', `${where}: section ${section}: got ${found}, expected ${expected}`, {
			context: { where, section, found, expected },
		});
	const lengthOf = (name: string) => arrays[name]?.length ?? 0;
	const counts: Record<Exclude<Counted, 'any'>, number> = {
		node: Math.max(0, lengthOf('outStart') - 1),
		edge: lengthOf('edgeFrom'),
		arc: lengthOf('edgeFrom') * 2,
		road: lengthOf('roadClass'),
		geom: lengthOf('geomLonLat') / 2,
		turn: lengthOf('turnFlags'),
	};
	const sections: Partial<Record<SectionName, SectionArray>> = {};
	for (const name of SECTION_NAMES) {
		const [Type, counted, each, more] = SECTIONS[name];
		const array = arrays[name];
		if (!(array instanceof Type)) throw fail(name, array?.constructor.name ?? 'nothing', Type.name);
		const expected = counted === 'any' ? array.length : counts[counted] * each + more;
		if (array.length !== expected) throw fail(name, `${array.length} entries`, expected);
		sections[name] = array;
	}
	return {
		nodeCount: counts.node,
		edgeCount: counts.edge,
		roadCount: counts.road,
		...(sections as Pick<RoadGraph, SectionName>),
		names: decodeNames(arrays, fail),
	};
}

function decodeNames(
	arrays: Readonly<Record<string, SectionArray>>,
	fail: (section: string, found: unknown, expected: unknown) => DataError,
): string[] {
	const { nameStart, nameBytes } = arrays;
	if (!(nameStart instanceof Uint32Array))
		throw fail('nameStart', nameStart?.constructor.name ?? 'nothing', 'Uint32Array');
	if (!(nameBytes instanceof Uint8Array))
		throw fail('nameBytes', nameBytes?.constructor.name ?? 'nothing', 'Uint8Array');
	const decoder = new TextDecoder();
	const names: string[] = [];
	for (let i = 0; i + 1 < nameStart.length; i++)
		names.push(decoder.decode(nameBytes.subarray(nameStart[i], nameStart[i + 1])));
	return names;
}

/** The node an arc leaves. */
export function tailOf({ edgeFrom, edgeTo }: Pick<RoadGraph, 'edgeFrom' | 'edgeTo'>, arc: number): number {
	return ((arc & 1) === 0 ? edgeFrom : edgeTo)[arc >>> 1] as number;
}

/** The node an arc reaches. */
export function headOf({ edgeFrom, edgeTo }: Pick<RoadGraph, 'edgeFrom' | 'edgeTo'>, arc: number): number {
	return ((arc & 1) === 0 ? edgeTo : edgeFrom)[arc >>> 1] as number;
}

/** Whether an edge is a twin: not to be drawn, counted or snapped to. */
export function isTwin({ edgeFlags }: RoadGraph, edge: number): boolean {
	return ((edgeFlags[edge] as number) & EDGE_FLAG.twin) !== 0;
}

/** The edge that stands for the stretch of road of an edge: of a twin its original, of another itself. */
export function originalEdge({ edgeCount, twinOf }: RoadGraph, edge: number): number {
	const twin = edge - (edgeCount - twinOf.length);
	return twin < 0 ? edge : (twinOf[twin] as number);
}

/** The twins of an edge that is none, in rising order; mostly none. Cost: O(log twins). */
function findTwins({ edgeCount, twinOf }: RoadGraph, edge: number): number[] {
	let low = 0;
	let high = twinOf.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((twinOf[middle] as number) < edge) low = middle + 1;
		else high = middle;
	}
	const twins: number[] = [];
	for (; twinOf[low] === edge; low++) twins.push(edgeCount - twinOf.length + low);
	return twins;
}

/** The edges that lie on an edge's place: the road itself, first, and its twins. Cost: O(log twins). */
export function listPlaceEdges(graph: RoadGraph, edge: number): number[] {
	const original = originalEdge(graph, edge);
	return [original, ...findTwins(graph, original)];
}
