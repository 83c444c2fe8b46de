import type { BasemapTileRequest } from '../domain/basemap.ts';
import type { Closure, ClosureShape } from '../domain/closure.ts';
import type {
	ClosedRoadsAnswer,
	FleetAnswer,
	FleetQuery,
	IsochroneAnswer,
	IsochroneQuery,
	RouteAnswer,
	RouteQuery,
} from '../domain/route.ts';
import type { TravelTable } from '../domain/travel-table.ts';

/** What can be asked of the basemap worker: message name -> [input, output]. */
export interface BasemapMessages {
	/** One painted 512 px tile, its rows from south to north (as WebGL wants them); the bitmap is moved, not copied. */
	'basemap/paint-tile': [input: BasemapTileRequest & { readonly url: string }, output: ImageBitmap];
}

/**
 * What can be asked of the routing worker, which holds the road graph of one pack. The closures come with each question: the page has
 * them from the feed.
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
