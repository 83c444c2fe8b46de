import type { Basis, BuildingStructure, BuildingUse } from '../../domain/building.ts';

/** One building as a reader hands it to the table builder; null = unknown. */
export interface BuildingRow {
	readonly id: string;
	readonly name: string | null;
	readonly street: string | null;
	readonly houseNumber: string | null;
	readonly town: string | null;
	/** Cleaned rings, flat [lon, lat, ...] in degrees x 1e7, polygon by polygon: outer (ccw), then its holes (cw). */
	readonly rings: readonly Int32Array[];
	readonly heightM: number | null;
	readonly heightBasis: Basis;
	readonly minHeightM: number | null;
	readonly floors: number | null;
	readonly floorsBelow: number | null;
	readonly use: BuildingUse;
	readonly structure: BuildingStructure;
	readonly year: number | null;
	/** People registered there. */
	readonly residents: number | null;
	/** Row in SourceCity.sources. */
	readonly source: number;
	/** Remaining attributes. */
	readonly tags: Readonly<Record<string, string>>;
}
