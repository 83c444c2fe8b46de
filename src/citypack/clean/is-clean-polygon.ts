import { isSurelySimple } from './is-surely-simple.ts';
import { doubleSignedArea } from './ring-measures.ts';

/**
 * Whether a polygon can stand as it is: what cleanRings would give back unchanged. Rings unclosed, degrees x 1e7. false = let
 * cleanRings look. Asked of every building: no allocation.
 */
export function isCleanPolygon(rings: readonly Int32Array[]): boolean {
	// Holes are rare: cleanRings looks whether they lie inside.
	return rings.length === 1 && isCleanRing(rings[0] as Int32Array);
}

/** Twice an area in 1e-7 degrees: 1.2 m2 at the equator, 0.1 m2 at 85 degrees. Whether smaller ones are buildings, cleanRings says. */
const SMALL_DOUBLE_AREA = 20_000;

/** The same of an outer ring without holes. */
export function isCleanRing(ring: Int32Array): boolean {
	const { length } = ring;
	if (length < 6 || doubleSignedArea(ring) < SMALL_DOUBLE_AREA) return false;
	let x = ring[length - 2];
	let y = ring[length - 1];
	for (let i = 0; i < length; i += 2) {
		if (ring[i] === x && ring[i + 1] === y) return false;
		x = ring[i];
		y = ring[i + 1];
	}
	return isSurelySimple(ring);
}
