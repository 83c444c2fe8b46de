import type { Position } from '../../domain/geo/lon-lat.ts';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';
import type { LayerFeature, LayerGeometry } from '../../domain/pack/layer-geometry.ts';

/** The text before the first feature of a GeoJSON file (RFC 7946), and after the last. `about` goes in as foreign members. */
export function geojsonFrame(name: string, about: Readonly<Record<string, unknown>>): { head: string; tail: string } {
	const members = JSON.stringify({ type: 'FeatureCollection', name, ...about });
	return { head: `${members.slice(0, -1)},"features":[\n`, tail: '\n]}\n' };
}

/** One feature as a line of GeoJSON: every column is there, unknown is null; rings are closed, outer ones counter-clockwise. */
export function geojsonFeature({ geometry, properties }: LayerFeature, columns: readonly LayerColumn[]): string {
	const all: Record<string, unknown> = {};
	for (const { name } of columns) all[name] = properties[name] ?? null;
	return JSON.stringify({ type: 'Feature', id: all.id ?? undefined, properties: all, geometry: closeRings(geometry) });
}

function closeRings(geometry: LayerGeometry): LayerGeometry {
	if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: geometry.coordinates.map(closeRing) };
	if (geometry.type !== 'MultiPolygon') return geometry;
	return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(closeRing)) };
}

/** A ring with its first vertex again at its end. */
export function closeRing(ring: readonly Position[]): readonly Position[] {
	return [...ring, ring[0] as Position];
}
