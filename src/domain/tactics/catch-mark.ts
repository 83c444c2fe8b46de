import type { Position } from '../geo/lon-lat.ts';
import type { SnapHit } from '../snap.ts';
import type { Mark } from './mark.ts';
import type { TacticalSymbol } from './symbols.ts';

/** What a mark says of what it was caught by. */
export function readSnap({ snap: { kind } }: Pick<SnapHit, 'snap'>): Mark['snappedTo'] {
	if (kind === 'facade' || kind === 'edge') return 'facade';
	return kind === 'corner' || kind === 'road' ? kind : null;
}

/**
 * Where a mark that is moved over the plan comes to lie by what catches it there; null = nothing does. Walls and roads catch; a vehicle is
 * caught by roads only: beside a wall it stands where it is put.
 */
export function catchMark(
	hit: Pick<SnapHit, 'lon' | 'lat' | 'snap'>,
	kind: TacticalSymbol['kind'],
): { readonly at: Position; readonly snappedTo: NonNullable<Mark['snappedTo']> } | null {
	const snappedTo = readSnap(hit);
	if (snappedTo === null || (kind === 'vehicle' && snappedTo !== 'road')) return null;
	return { at: [hit.lon, hit.lat], snappedTo };
}
