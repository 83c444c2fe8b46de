import type { Building } from '../building.ts';
import type { BBox } from '../geo/lon-lat.ts';
import type { Place } from '../place.ts';
import type { Station } from '../station.ts';
import type { WaterSource } from '../water.ts';
import type { GroundGrid } from './ground-grid.ts';
import type { PackManifest } from './manifest.ts';
import type { RoadGraph } from './road-graph.ts';

/** A building's row under a street: what an address search needs. */
export interface AddressEntry {
	readonly street: string;
	readonly houseNumber: string;
	readonly town: string | null;
	readonly fid: number;
}

/**
 * An open city pack: the questions every caller (server, worker, CLI, tests) asks of it. All of it is read-only, and
 * works the same over files, HTTP ranges and memory. Every method may reject with DataError (`pack/...`: damaged file) or
 * UnavailableError (file not reachable); "nothing there" is an empty list or undefined.
 */
export interface City {
	readonly manifest: PackManifest;
	/** Buildings whose bounding box meets `box`, in the order of buildings.fgb, which is that of their fid. Cost: index pages plus one read per run of features. */
	findBuildingsIn(box: BBox, signal?: AbortSignal): Promise<Building[]>;
	findBuildingByFid(fid: number, signal?: AbortSignal): Promise<Building | undefined>;
	findBuildingById(id: string, signal?: AbortSignal): Promise<Building | undefined>;
	/** Streets whose name equals `street`; entries in order of house number. */
	findAddresses(street: string, signal?: AbortSignal): Promise<AddressEntry[]>;
	/** Hydrants, tanks and natural sources whose point lies in `box`. */
	findWaterIn(box: BBox, signal?: AbortSignal): Promise<WaterSource[]>;
	/** Cost: one pass over the bytes of water.fgb, 20 MB for 73,000. */
	findWaterById(id: string, signal?: AbortSignal): Promise<WaterSource | undefined>;
	/** Read once, then kept. */
	readStations(signal?: AbortSignal): Promise<readonly Station[]>;
	/** Read once, then kept. */
	readPlaces(signal?: AbortSignal): Promise<readonly Place[]>;
	/** Read once, then kept; null = the pack has no terrain. */
	readGround(signal?: AbortSignal): Promise<GroundGrid | null>;
	/** Read once, then kept. */
	readRoadGraph(signal?: AbortSignal): Promise<RoadGraph>;
}
