import type { DataPart } from '../../domain/alert/assessment-part.ts';
import type { Building } from '../../domain/building.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { Place } from '../../domain/place.ts';
import type { Station } from '../../domain/station.ts';
import type { WaterSource } from '../../domain/water.ts';

/** What was read of a pack for one place, once; every what-if reckons with it again. A part that failed is null. */
export interface PlaceData {
	readonly manifest: PackManifest;
	readonly at: LonLat;
	/** Those whose box lies within `reachM` of the target's box (of the point without a target). */
	readonly buildings: readonly Building[] | null;
	readonly reachM: number;
	/** Key units in the same ground. */
	readonly keyUnits: readonly Place[];
	readonly water: readonly WaterSource[] | null;
	readonly stations: readonly Station[] | null;
	readonly graph: RoadGraph | null;
	/** null = no terrain in the pack, or it failed: then `failures` says so. */
	readonly ground: GroundGrid | null;
	readonly failures: readonly { readonly part: DataPart; readonly error: unknown }[];
	/** Milliseconds that reading took, by part; empty without a clock. */
	readonly timingsMs: Readonly<Record<string, number>>;
}
