import { UNKNOWN_HEIGHT_DRAWN_M } from '../../domain/building.ts';
import { type BuildingColumns, UNKNOWN_COLUMN_GROUND, UNKNOWN_COLUMN_U32 } from '../../domain/pack/building-columns.ts';

/** Roof as drawn, metres above ground; a building of unknown height stands UNKNOWN_HEIGHT_DRAWN_M above its foot. */
export function drawnTopM(columns: BuildingColumns, ordinal: number): number {
	const cm = columns.heightCm[ordinal]!;
	return cm === UNKNOWN_COLUMN_U32 ? columns.minHeightCm[ordinal]! / 100 + UNKNOWN_HEIGHT_DRAWN_M : cm / 100;
}

/** Underside as drawn, metres above ground; one that does not lie below the roof is not believed. */
export function drawnBottomM(columns: BuildingColumns, ordinal: number): number {
	const cm = columns.minHeightCm[ordinal]!;
	const top = columns.heightCm[ordinal]!;
	return top === UNKNOWN_COLUMN_U32 || cm < top ? cm / 100 : 0;
}

/** Height of the ground that a building stands on, metres above the terrain's zero; 0 where no terrain is known. */
export function drawnGroundM(columns: BuildingColumns, ordinal: number): number {
	const cm = columns.groundCm[ordinal]!;
	return cm === UNKNOWN_COLUMN_GROUND ? 0 : cm / 100;
}

/** Basis of a building's height: an index into BASES, 0 where the height is unknown. */
export function drawnBasis(columns: BuildingColumns, ordinal: number): number {
	return columns.heightCm[ordinal] === UNKNOWN_COLUMN_U32 ? 0 : columns.heightBasis[ordinal]!;
}
