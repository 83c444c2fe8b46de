import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { SourceCity, ToldReject } from './source-city.ts';

/** A town (镇街) by its outline. */
export interface TownOutline {
	readonly name: string;
	/** WGS84 degrees x 1e7, unclosed; polygon by polygon, outer ring (ccw) then its holes (cw). */
	readonly rings: readonly Int32Array[];
}

/** What one input of a build brought. */
export interface InputCity extends Omit<SourceCity, 'bounds' | 'rejects'> {
	/** Box of a whole city. null = a layer: its buildings tell, when it is known which of them stay. */
	readonly bounds: BBox | null;
	/** Outlines that give town names to what has none. */
	readonly towns: readonly TownOutline[];
	/** A layer of buildings: those with names are to be found by search, and are not among its places yet. */
	readonly namesBuildings: boolean;
	readonly rejects: readonly ToldReject[];
	readonly warnings: readonly PackWarning[];
}
