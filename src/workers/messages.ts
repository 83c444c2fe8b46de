import type { Situation } from '../domain/alert/situation.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { BasemapTileRequest } from '../domain/basemap.ts';
import type { Closure, ClosureShape } from '../domain/closure.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import type { MeasuredBuildingFacts, MeasureQuery, MeasureResult } from '../domain/measure.ts';
import type { LaidRecords } from '../domain/records/lay-records.ts';
import type { ReportView } from '../domain/report/report-view.ts';
import type {
	ClosedRoadsAnswer,
	FleetAnswer,
	FleetQuery,
	IsochroneAnswer,
	IsochroneQuery,
	RouteAnswer,
	RouteQuery,
} from '../domain/route.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { PointerRay, SnapHit } from '../domain/snap.ts';
import type { TravelTable } from '../domain/travel-table.ts';

/** What can be asked of the basemap worker: message name -> [input, output]. */
export interface BasemapMessages {
	/** One painted 512 px tile, its rows from south to north (as WebGL wants them); the bitmap is moved, not copied. */
	'basemap/paint-tile': [input: BasemapTileRequest & { readonly url: string }, output: ImageBitmap];
}

/**
 * What can be asked about ways of the city worker, which holds the road graph of one pack. The closures come with each question: the
 * page has them from the feed.
 */
export interface RoutingMessages {
	/** Fetches roads.graph and keeps it; another takes the place of the last. Questions wait for it. Answers how many nodes it has. */
	'routing/open': [
		input: { readonly graphUrl: string; readonly table: TravelTable },
		output: { readonly nodes: number },
	];
	'routing/route': [input: { readonly query: RouteQuery; readonly closures: readonly Closure[] }, output: RouteAnswer];
	'routing/fleet': [input: { readonly query: FleetQuery; readonly closures: readonly Closure[] }, output: FleetAnswer];
	'routing/isochrone': [
		input: { readonly query: IsochroneQuery; readonly closures: readonly Closure[] },
		output: IsochroneAnswer,
	];
	'routing/closed-roads': [input: { readonly shape: ClosureShape }, output: ClosedRoadsAnswer];
}

/** A place and what is supposed of it. */
export interface PlaceQuery {
	readonly at: LonLat;
	readonly situation: Situation;
	readonly closures: readonly Closure[];
	readonly nowMs: number;
}

/** What can be asked of the city worker about places, over the roads that `routing/open` opened. */
export interface AssessMessages {
	/** Which pack is assessed (address of its folder, ends with '/') and by which figures; reads pack.json, other files when they are asked for. */
	'assess/open': [input: { readonly packUrl: string; readonly table: ServiceTable }, output: null];
	/** What the service recorded of stations and water: laid over the pack's from now on, also for places that were gathered before. */
	'assess/records': [input: LaidRecords, output: null];
	/** Reads of the pack what an assessment of the place needs, and keeps it for the last few places. */
	'assess/gather': [input: { readonly at: LonLat }, output: null];
	/** The whole assessment of a place. For a place that was gathered or assessed before it needs no server. */
	'assess/place': [input: PlaceQuery, output: Assessment];
}

/** All that the city worker answers. */
export type CityMessages = RoutingMessages & AssessMessages;

/** What can be asked of the measure worker, which reads the geometry of one pack and is never kept waiting by ways or assessments. */
export interface MeasureMessages {
	/** Which pack is measured on (address of its folder, ends with '/') and by which figures. */
	'measure/open': [input: { readonly packUrl: string; readonly table: ServiceTable }, output: null];
	/** What a pointer on the map is caught by; null = it points at nothing. */
	'measure/snap': [input: PointerRay, output: SnapHit | null];
	'measure/reckon': [input: MeasureQuery, output: MeasureResult];
	/** All measures of one building of the pack's version; null = there is none by that fid. */
	'measure/describe': [input: { readonly fid: number }, output: MeasuredBuildingFacts | null];
}

/** What the report worker is at; `page` is the one being filled, null = none yet. */
export type ReportProgress = { readonly step: 'fonts' } | { readonly step: 'writing'; readonly page: number | null };

/** What can be asked of the report worker. */
export interface ReportMessages {
	/** The PDF of a report; `progress` is told ReportProgress meanwhile. */
	'report/write': [input: { readonly view: ReportView; readonly progress: MessagePort }, output: Blob];
}
