import type { SourceGeometry } from '../../src/citypack/read/source-record.ts';

const POLYGON = 3;
const MULTI_POLYGON = 6;

/** Little-endian ISO WKB of an area: a Polygon where it is one, else a MultiPolygon. */
export function encodeWkb(geometry: Extract<SourceGeometry, { kind: 'area' }>): Uint8Array {
	const { polygons } = geometry;
	const only = polygons.length === 1 ? polygons[0] : undefined;
	let size = only ? 0 : 9;
	for (const rings of polygons) size += rings.reduce((sum, ring) => sum + 4 + ring.length * 8, 9);
	const bytes = new Uint8Array(size);
	const view = new DataView(bytes.buffer);
	let at = 0;
	const putHead = (type: number, count: number) => {
		view.setUint8(at, 1);
		view.setUint32(at + 1, type, true);
		view.setUint32(at + 5, count, true);
		at += 9;
	};
	if (!only) putHead(MULTI_POLYGON, polygons.length);
	for (const rings of polygons) {
		putHead(POLYGON, rings.length);
		for (const ring of rings) {
			view.setUint32(at, ring.length / 2, true);
			at += 4;
			for (let i = 0; i < ring.length; i++, at += 8) view.setFloat64(at, ring[i] as number, true);
		}
	}
	return bytes;
}
