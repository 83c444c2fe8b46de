import type { Position } from '../../domain/geo/lon-lat.ts';
import { measureLine, walkBack } from './walk-line.ts';

/**
 * Places along a closed ring where its name may stand, at most `count`, evenly apart: the southernmost first, which is nearest to a
 * viewer who looks north, then alternately to both sides of it. Empty for a ring without length.
 */
export function findRingAnchors(ring: readonly Position[], count: number): Position[] {
	const south = ring.reduce<number>((best, [, lat], index) => (lat < (ring[best] as Position)[1] ? index : best), 0);
	const open = ring.slice(0, -1);
	const fromSouth = [...open.slice(south), ...open.slice(0, south)];
	const round = fromSouth[0] ? [...fromSouth, fromSouth[0]] : [];
	const totalM = measureLine(round);
	if (totalM === 0) return [];
	return Array.from({ length: count }, (_, place) => {
		const steps = place % 2 === 0 ? place / 2 : count - (place + 1) / 2;
		return walkBack(round, (totalM * steps) / count);
	}).filter((at) => at !== undefined);
}
