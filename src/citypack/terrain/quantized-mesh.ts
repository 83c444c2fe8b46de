/** A piece of ground as triangles over one terrain tile. */
export interface TileMesh {
	/** Of the tile, degrees. */
	readonly west: number;
	readonly south: number;
	readonly east: number;
	readonly north: number;
	/** Vertices: places in degrees, metres above the ellipsoid. Those on the tile's edges lie exactly on them. */
	readonly lon: Float64Array;
	readonly lat: Float64Array;
	readonly heightM: Float32Array;
	/** How the ground rises towards the east and the north at each vertex, metres a metre: for shading. */
	readonly riseEast: Float32Array;
	readonly riseNorth: Float32Array;
	/** Corners of triangles, counter-clockwise seen from above. */
	readonly triangles: Uint32Array;
}

const WGS84_A = 6_378_137;
const WGS84_B = 6_356_752.314245179;
const WGS84_E2 = 1 - (WGS84_B / WGS84_A) ** 2;
const RADIANS = Math.PI / 180;
/** u, v and height run from 0 to this over the tile. */
const QUANTIZED_MAX = 32_767;
const HEADER_BYTES = 88;
const NORMALS_EXTENSION = 1;
/** A tile that reaches this far round the globe has no point that stands for all of it at the horizon. */
const WIDEST_RAD = 1.4;

/**
 * Encodes a tile in the format quantized-mesh-1.0 (header, vertices as zigzag differences, triangles as high-water marks, vertices
 * of the four edges, extension octvertexnormals), uncompressed. A tile too wide for a horizon occlusion point carries NaN there:
 * nothing hides it.
 */
export function encodeQuantizedMesh(mesh: TileMesh): Uint8Array {
	const count = mesh.lon.length;
	const { order, indices } = orderByFirstUse(mesh.triangles, count);
	const wide = count > 65_536;
	const indexBytes = wide ? 4 : 2;
	const { u, v, height, minM, maxM } = quantize(mesh);
	const edges = [
		order.filter((vertex) => u[vertex] === 0),
		order.filter((vertex) => v[vertex] === 0),
		order.filter((vertex) => u[vertex] === QUANTIZED_MAX),
		order.filter((vertex) => v[vertex] === QUANTIZED_MAX),
	];
	const place = new Uint32Array(count);
	for (let i = 0; i < count; i++) place[order[i] as number] = i;
	const vertexEnd = HEADER_BYTES + 4 + count * 6;
	const indexStart = Math.ceil(vertexEnd / indexBytes) * indexBytes;
	const edgeIndices = edges.reduce((sum, edge) => sum + edge.length, 0);
	const normalsAt = indexStart + 4 + (indices.length + edgeIndices) * indexBytes + 4 * 4;
	const out = new Uint8Array(normalsAt + 5 + count * 2);
	const view = new DataView(out.buffer);
	writeHeader(view, mesh, minM, maxM);
	let at = HEADER_BYTES;
	const putCount = (value: number) => {
		view.setUint32(at, value, true);
		at += 4;
	};
	const putIndex = (value: number) => {
		if (wide) view.setUint32(at, value, true);
		else view.setUint16(at, value, true);
		at += indexBytes;
	};
	putCount(count);
	for (const values of [u, v, height]) {
		let before = 0;
		for (const vertex of order) {
			const value = values[vertex] as number;
			const difference = value - before;
			view.setUint16(at, difference < 0 ? -2 * difference - 1 : 2 * difference, true);
			at += 2;
			before = value;
		}
	}
	at = indexStart;
	putCount(indices.length / 3);
	let highest = 0;
	for (const index of indices) {
		putIndex(highest - index);
		if (index === highest) highest++;
	}
	for (const edge of edges) {
		putCount(edge.length);
		for (const vertex of edge) putIndex(place[vertex] as number);
	}
	out[at] = NORMALS_EXTENSION;
	view.setUint32(at + 1, count * 2, true);
	out.set(encodeNormals(mesh, order), at + 5);
	return out;
}

/** Vertices in the order in which triangles first use them, as high-water marks need, and the triangles by that order. */
function orderByFirstUse(triangles: Uint32Array, count: number): { order: Uint32Array; indices: Uint32Array } {
	const place = new Int32Array(count).fill(-1);
	const order = new Uint32Array(count);
	const indices = new Uint32Array(triangles.length);
	let used = 0;
	for (let i = 0; i < triangles.length; i++) {
		const vertex = triangles[i] as number;
		if (place[vertex] === -1) {
			place[vertex] = used;
			order[used++] = vertex;
		}
		indices[i] = place[vertex] as number;
	}
	return { order, indices };
}

function quantize({ west, south, east, north, lon, lat, heightM }: TileMesh) {
	const count = lon.length;
	let [minM, maxM] = [Infinity, -Infinity];
	for (const height of heightM) {
		if (height < minM) minM = height;
		if (height > maxM) maxM = height;
	}
	const u = new Uint16Array(count);
	const v = new Uint16Array(count);
	const height = new Uint16Array(count);
	const rangeM = maxM - minM;
	for (let i = 0; i < count; i++) {
		u[i] = Math.round((((lon[i] as number) - west) / (east - west)) * QUANTIZED_MAX);
		v[i] = Math.round((((lat[i] as number) - south) / (north - south)) * QUANTIZED_MAX);
		height[i] = rangeM > 0 ? Math.round((((heightM[i] as number) - minM) / rangeM) * QUANTIZED_MAX) : 0;
	}
	return { u, v, height, minM, maxM };
}

function writeHeader(view: DataView, mesh: TileMesh, minM: number, maxM: number): void {
	const xyz = toEarthFixed(mesh);
	const [centre, radiusM] = findSphere(xyz);
	const horizon = findHorizonPoint(xyz, centre);
	const doubles = (from: number, values: readonly number[]) => {
		for (const [i, value] of values.entries()) view.setFloat64(from + 8 * i, value, true);
	};
	doubles(0, centre);
	view.setFloat32(24, minM, true);
	view.setFloat32(28, maxM, true);
	doubles(32, [...centre, radiusM]);
	doubles(64, horizon);
}

/** Earth-fixed x, y, z of each vertex, metres. */
function toEarthFixed({ lon, lat, heightM }: TileMesh): Float64Array {
	const xyz = new Float64Array(lon.length * 3);
	for (let i = 0; i < lon.length; i++) {
		const latitude = (lat[i] as number) * RADIANS;
		const longitude = (lon[i] as number) * RADIANS;
		const height = heightM[i] as number;
		const primeVertical = WGS84_A / Math.sqrt(1 - WGS84_E2 * Math.sin(latitude) ** 2);
		const fromAxis = (primeVertical + height) * Math.cos(latitude);
		xyz[3 * i] = fromAxis * Math.cos(longitude);
		xyz[3 * i + 1] = fromAxis * Math.sin(longitude);
		xyz[3 * i + 2] = (primeVertical * (1 - WGS84_E2) + height) * Math.sin(latitude);
	}
	return xyz;
}

/** Normals in earth-fixed axes, folded onto an octahedron whose square is 256 steps wide: two bytes each. */
function encodeNormals({ lon, lat, riseEast, riseNorth }: TileMesh, order: Uint32Array): Uint8Array {
	const out = new Uint8Array(order.length * 2);
	const toByte = (value: number) => Math.round((value * 0.5 + 0.5) * 255);
	for (let i = 0; i < order.length; i++) {
		const vertex = order[i] as number;
		const [east, north] = [-(riseEast[vertex] as number), -(riseNorth[vertex] as number)];
		const longitude = (lon[vertex] as number) * RADIANS;
		const latitude = (lat[vertex] as number) * RADIANS;
		const fromAxis = Math.cos(latitude) - north * Math.sin(latitude);
		const x = fromAxis * Math.cos(longitude) - east * Math.sin(longitude);
		const y = fromAxis * Math.sin(longitude) + east * Math.cos(longitude);
		const z = Math.sin(latitude) + north * Math.cos(latitude);
		const sum = Math.abs(x) + Math.abs(y) + Math.abs(z);
		const [u, v] = [x / sum, y / sum];
		out[2 * i] = toByte(z < 0 ? (1 - Math.abs(v)) * Math.sign(u || 1) : u);
		out[2 * i + 1] = toByte(z < 0 ? (1 - Math.abs(u)) * Math.sign(v || 1) : v);
	}
	return out;
}

type Point = readonly [x: number, y: number, z: number];

/** A sphere round all vertices, about the middle of their box. */
function findSphere(xyz: Float64Array): [centre: Point, radiusM: number] {
	const low = [Infinity, Infinity, Infinity];
	const high = [-Infinity, -Infinity, -Infinity];
	for (let i = 0; i < xyz.length; i++) {
		low[i % 3] = Math.min(low[i % 3] as number, xyz[i] as number);
		high[i % 3] = Math.max(high[i % 3] as number, xyz[i] as number);
	}
	const [x, y, z] = low.map((value, axis) => (value + (high[axis] as number)) / 2) as unknown as Point;
	let radiusM = 0;
	for (let i = 0; i < xyz.length; i += 3) {
		const distanceM = Math.hypot(xyz[i]! - x, xyz[i + 1]! - y, xyz[i + 2]! - z);
		if (distanceM > radiusM) radiusM = distanceM;
	}
	return [[x, y, z], radiusM];
}

/**
 * The point over the tile's middle, in units of the ellipsoid's axes, that sets below the horizon only after all of the tile has.
 * On the unit sphere a vertex at the angle a from the middle, at the distance d from the centre, is seen as long as the point at
 * 1 / cos(a + acos(1 / d)) is: that is where the tangent through the vertex meets the axis.
 */
function findHorizonPoint(xyz: Float64Array, centre: Point): Point {
	const axes = [WGS84_A, WGS84_A, WGS84_B] as const;
	const scaled = centre.map((value, axis) => value / (axes[axis] as number));
	const length = Math.hypot(...scaled);
	const [x, y, z] = scaled.map((value) => value / length) as unknown as Point;
	let widest = 0;
	for (let i = 0; i < xyz.length; i += 3) {
		const px = xyz[i]! / WGS84_A;
		const py = xyz[i + 1]! / WGS84_A;
		const pz = xyz[i + 2]! / WGS84_B;
		const distance = Math.hypot(px, py, pz);
		const aside = Math.acos(Math.min(1, Math.max(-1, (px * x + py * y + pz * z) / distance)));
		const beyond = Math.acos(1 / Math.max(1, distance));
		if (aside + beyond > widest) widest = aside + beyond;
	}
	if (!(widest < WIDEST_RAD)) return [Number.NaN, Number.NaN, Number.NaN];
	const reach = 1 / Math.cos(widest);
	return [x * reach, y * reach, z * reach];
}
