import { UNKNOWN_HEIGHT_DRAWN_M } from '../../domain/building.ts';
import { UNKNOWN_U32 } from '../model/building-table.ts';
import type { TileInput } from './tile-input.ts';

/** Roof of a row as drawn, metres above ground; a building of unknown height stands UNKNOWN_HEIGHT_DRAWN_M above its foot. */
export function drawnTopM(input: TileInput, row: number): number {
	const cm = input.heightCm[row]!;
	return cm === UNKNOWN_U32 ? input.minHeightCm[row]! / 100 + UNKNOWN_HEIGHT_DRAWN_M : cm / 100;
}

/** Underside of a row as drawn, metres above ground; one that does not lie below the roof is not believed. */
export function drawnBottomM(input: TileInput, row: number): number {
	const cm = input.minHeightCm[row]!;
	const top = input.heightCm[row]!;
	return top === UNKNOWN_U32 || cm < top ? cm / 100 : 0;
}

/** Basis of a row's height: an index into BASES, 0 where the height is unknown. */
export function drawnBasis(input: TileInput, row: number): number {
	return input.heightCm[row] === UNKNOWN_U32 ? 0 : input.heightBasis[row]!;
}
