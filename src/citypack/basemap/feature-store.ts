/** Layers of a basemap tile, in the order they are written. */
export const BASEMAP_LAYERS = ['land', 'water', 'waterway', 'boundary', 'rail', 'road', 'place'] as const;
export type BasemapLayerName = (typeof BASEMAP_LAYERS)[number];

/** Geometry types of the vector tile format (MVT 2.1, 4.3.4). */
export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;
type GeometryType = typeof POINT | typeof LINE | typeof POLYGON;

/** Properties of a tile feature; what is unknown or false is left out. */
export type Tags = Readonly<Record<string, string | number | boolean>>;

/**
 * All features of a basemap as columns. Coordinates are web-mercator fractions of the world (x east 0..1, y south 0..1);
 * a polygon's parts are closed rings, outer before its holes. Half a million features take about 100 MB.
 */
export interface FeatureStore {
	readonly count: number;
	readonly layer: (feature: number) => BasemapLayerName;
	readonly type: (feature: number) => GeometryType;
	readonly minZoom: (feature: number) => number;
	readonly tags: (feature: number) => Tags;
	/** Twice the area of a polygon in squared world fractions; 0 for lines and points. */
	readonly area2: (feature: number) => number;
	/** First part of a feature; partOf(feature + 1) is one past its last. */
	readonly firstPart: (feature: number) => number;
	/** First vertex of a part; firstVertex(part + 1) is one past its last. */
	readonly firstVertex: (part: number) => number;
	readonly x: (vertex: number) => number;
	readonly y: (vertex: number) => number;
	/** Distance from the simplified line at which a vertex starts to matter, world fractions; Infinity for ends. */
	readonly weight: (vertex: number) => number;
	/** Bounding box [minX, minY, maxX, maxY] of a feature written into `box`. */
	readonly readBox: (feature: number, box: Float64Array) => void;
}

/** Fills a FeatureStore: one `addFeature`, then its parts. Parts are flat [x, y, ...] world fractions. */
export interface FeatureStoreBuilder {
	addFeature(layer: BasemapLayerName, type: GeometryType, minZoom: number, tags: Tags): void;
	/** Adds a part to the last feature; rings are given unclosed. The array is copied. */
	addPart(xy: readonly number[]): void;
	finish(): FeatureStore;
}

/** Makes an empty builder of features. */
export function createFeatureStoreBuilder(): FeatureStoreBuilder {
	const layers: number[] = [];
	const types: GeometryType[] = [];
	const minZooms: number[] = [];
	const tags: Tags[] = [];
	const areas: number[] = [];
	const boxes: number[] = [];
	const featurePart: number[] = [];
	const partVertex: number[] = [];
	let coordinates = new Float64Array(1 << 16);
	let weights = new Float32Array(1 << 15);
	let vertexCount = 0;

	function reserve(vertices: number): void {
		if ((vertexCount + vertices) * 2 <= coordinates.length) return;
		const size = Math.max(coordinates.length * 2, (vertexCount + vertices) * 2);
		const moved = new Float64Array(size);
		moved.set(coordinates);
		coordinates = moved;
		const movedWeights = new Float32Array(size / 2);
		movedWeights.set(weights);
		weights = movedWeights;
	}

	return {
		addFeature(layer, type, minZoom, featureTags) {
			layers.push(BASEMAP_LAYERS.indexOf(layer));
			types.push(type);
			minZooms.push(minZoom);
			tags.push(featureTags);
			areas.push(0);
			boxes.push(
				Number.POSITIVE_INFINITY,
				Number.POSITIVE_INFINITY,
				Number.NEGATIVE_INFINITY,
				Number.NEGATIVE_INFINITY,
			);
			featurePart.push(partVertex.length);
		},
		addPart(xy) {
			const feature = types.length - 1;
			const closed = types[feature] === POLYGON;
			const count = xy.length / 2 + (closed ? 1 : 0);
			reserve(count);
			partVertex.push(vertexCount);
			coordinates.set(xy, vertexCount * 2);
			if (closed) {
				coordinates[(vertexCount + count - 1) * 2] = xy[0]!;
				coordinates[(vertexCount + count - 1) * 2 + 1] = xy[1]!;
			}
			const box = feature * 4;
			let area2 = 0;
			for (let i = 0; i < xy.length; i += 2) {
				const x = xy[i]!;
				const y = xy[i + 1]!;
				if (x < boxes[box]!) boxes[box] = x;
				if (y < boxes[box + 1]!) boxes[box + 1] = y;
				if (x > boxes[box + 2]!) boxes[box + 2] = x;
				if (y > boxes[box + 3]!) boxes[box + 3] = y;
				const next = closed ? (i + 2) % xy.length : i;
				area2 += x * xy[next + 1]! - xy[next]! * y;
			}
			if (closed) areas[feature] = Math.max(areas[feature]!, Math.abs(area2));
			weighVertices(coordinates, weights, vertexCount, vertexCount + count - 1);
			vertexCount += count;
		},
		finish() {
			featurePart.push(partVertex.length);
			partVertex.push(vertexCount);
			return {
				count: types.length,
				layer: (feature) => BASEMAP_LAYERS[layers[feature]!]!,
				type: (feature) => types[feature]!,
				minZoom: (feature) => minZooms[feature]!,
				tags: (feature) => tags[feature]!,
				area2: (feature) => areas[feature]!,
				firstPart: (feature) => featurePart[feature]!,
				firstVertex: (part) => partVertex[part]!,
				x: (vertex) => coordinates[vertex * 2]!,
				y: (vertex) => coordinates[vertex * 2 + 1]!,
				weight: (vertex) => weights[vertex]!,
				readBox(feature, box) {
					for (let k = 0; k < 4; k++) box[k] = boxes[feature * 4 + k]!;
				},
			};
		},
	};
}

/** Douglas-Peucker, kept as a weight per vertex so that one pass serves every zoom. */
function weighVertices(xy: Float64Array, weights: Float32Array, first: number, last: number): void {
	weights[first] = Number.POSITIVE_INFINITY;
	weights[last] = Number.POSITIVE_INFINITY;
	const stack = [first, last, Number.POSITIVE_INFINITY];
	while (stack.length > 0) {
		const bound = stack.pop()!;
		const b = stack.pop()!;
		const a = stack.pop()!;
		if (b - a < 2) continue;
		let farthest = -1;
		let split = (a + b) >> 1;
		const ax = xy[a * 2]!;
		const ay = xy[a * 2 + 1]!;
		const dx = xy[b * 2]! - ax;
		const dy = xy[b * 2 + 1]! - ay;
		const lengthSq = dx * dx + dy * dy;
		for (let i = a + 1; i < b; i++) {
			const px = xy[i * 2]! - ax;
			const py = xy[i * 2 + 1]! - ay;
			const t = lengthSq === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSq));
			const distanceSq = (px - t * dx) ** 2 + (py - t * dy) ** 2;
			if (distanceSq > farthest) {
				farthest = distanceSq;
				split = i;
			}
		}
		// A vertex never outweighs the one that split the line before it: each zoom keeps whole branches.
		const weight = Math.min(bound, Math.sqrt(farthest));
		weights[split] = weight;
		stack.push(a, split, weight, split, b, weight);
	}
}
