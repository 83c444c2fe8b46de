import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { SourceCity, ToldReject, TurnRestriction } from './source-city.ts';

/** A town (镇街) by its outline. */
export interface TownOutline {
	readonly name: string;
	/** WGS84 degrees x 1e7, unclosed; polygon by polygon, outer ring (ccw) then its holes (cw). */
	readonly rings: readonly Int32Array[];
}

/** A turn restriction as an input gives it: which roads and which place it means is known when all inputs are read. */
export interface GivenTurn {
	readonly id: string;
	readonly kind: TurnRestriction['kind'];
	/** As the input names the roads: by their whole id in the pack, or by the id that the roads' own input gives them. */
	readonly from: string;
	readonly to: string;
	/** Roads driven between, or the place of the turn (degrees x 1e7); null = where from and to meet. */
	readonly via: { readonly roads: readonly string[] } | { readonly lonLat: readonly [number, number] } | null;
	readonly exceptEmergency: boolean;
	readonly source: string;
}

/** Traffic signals as an input gives them: a place near a road. */
export interface GivenSignal {
	readonly id: string;
	/** Degrees x 1e7. */
	readonly lonLat: readonly [number, number];
	readonly source: string;
}

/** What one input of a build brought. */
export interface InputCity extends Omit<SourceCity, 'bounds' | 'rejects'> {
	/** Box of a whole city, or of a layer of roads. null = a layer: its buildings tell, when it is known which of them stay. */
	readonly bounds: BBox | null;
	/** Outlines that give town names to what has none. */
	readonly towns: readonly TownOutline[];
	/** Turn restrictions and signals that are not placed on roads yet. */
	readonly givenTurns: readonly GivenTurn[];
	readonly givenSignals: readonly GivenSignal[];
	/** A layer of buildings: those with names are to be found by search, and are not among its places yet. */
	readonly namesBuildings: boolean;
	readonly rejects: readonly ToldReject[];
	readonly warnings: readonly PackWarning[];
}
