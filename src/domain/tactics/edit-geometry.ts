import { createLocalPlane } from '../geo/local-plane.ts';
import type { Position } from '../geo/lon-lat.ts';
import type { MarkGeometry } from './mark.ts';

/** What a hand does to the shape of a mark. Vertices are numbered along the line, or along the outer ring without its repeated end. */
export type GeometryEdit =
	/** The whole of it, so that its anchor comes to lie there. */
	| { readonly kind: 'move'; readonly at: Position }
	| { readonly kind: 'vertex'; readonly index: number; readonly at: Position }
	/** A new vertex after `index`. */
	| { readonly kind: 'insert'; readonly index: number; readonly at: Position }
	| { readonly kind: 'remove'; readonly index: number };

/** An edit to a place. */
export type PlacedEdit = Extract<GeometryEdit, { readonly at: Position }>;

/** Vertices of a mark: the line, the outer ring without its repeated end, or the one point. */
export function listVertices(geometry: MarkGeometry): readonly Position[] {
	if (geometry.type === 'Point') return [geometry.coordinates];
	if (geometry.type === 'LineString') return geometry.coordinates;
	return geometry.coordinates[0]?.slice(0, -1) ?? [];
}

/** The geometry of a kind over vertices. */
export function shapeGeometry(type: MarkGeometry['type'], vertices: readonly Position[]): MarkGeometry {
	const points = vertices.map(([lon, lat]): [number, number] => [lon, lat]);
	const first = points[0] ?? [0, 0];
	if (type === 'Point') return { type, coordinates: first };
	if (type === 'LineString') return { type, coordinates: points };
	return { type, coordinates: [[...points, first]] };
}

/** Where a mark is taken hold of as a whole and where its label stands: the point, the middle vertex of a line, the middle of a ring. */
export function findMarkAnchor(geometry: MarkGeometry): Position {
	const vertices = listVertices(geometry);
	if (geometry.type === 'Polygon') {
		const [lon, lat] = vertices.reduce(([x, y], [a, b]) => [x + a, y + b], [0, 0]);
		return [lon / Math.max(1, vertices.length), lat / Math.max(1, vertices.length)];
	}
	if (geometry.type === 'LineString') {
		const before = vertices[Math.floor((vertices.length - 1) / 2)] as Position;
		const after = vertices[Math.ceil((vertices.length - 1) / 2)] as Position;
		const isBetween = vertices.length % 2 === 0;
		return isBetween ? [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2] : before;
	}
	return geometry.coordinates;
}

/** Least vertices that a kind can have. */
export const LEAST_VERTICES = { Point: 1, LineString: 2, Polygon: 3 } as const;

/** The shape after an edit, moved in metres so that it keeps its size. An edit that leaves too few vertices, or names none, changes nothing. */
export function editGeometry(geometry: MarkGeometry, edit: GeometryEdit): MarkGeometry {
	const vertices = listVertices(geometry);
	switch (edit.kind) {
		case 'move': {
			const [fromLon, fromLat] = findMarkAnchor(geometry);
			const from = createLocalPlane({ lon: fromLon, lat: fromLat });
			const to = createLocalPlane({ lon: edit.at[0], lat: edit.at[1] });
			return shapeGeometry(
				geometry.type,
				vertices.map((at) => to.toLonLat(from.toXY(at))),
			);
		}
		case 'vertex':
			return shapeGeometry(
				geometry.type,
				vertices.map((at, index) => (index === edit.index ? edit.at : at)),
			);
		case 'insert':
			if (geometry.type === 'Point') return geometry;
			return shapeGeometry(geometry.type, vertices.toSpliced(edit.index + 1, 0, edit.at));
		case 'remove':
			if (vertices.length <= LEAST_VERTICES[geometry.type]) return geometry;
			return shapeGeometry(geometry.type, vertices.toSpliced(edit.index, 1));
	}
}

/** The shape moved by metres east and north. */
export function shiftGeometry(geometry: MarkGeometry, eastM: number, northM: number): MarkGeometry {
	const [lon, lat] = findMarkAnchor(geometry);
	return editGeometry(geometry, { kind: 'move', at: createLocalPlane({ lon, lat }).toLonLat([eastM, northM]) });
}
