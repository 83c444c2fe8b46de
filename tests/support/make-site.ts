import { createSite } from '../../src/analysis/alert/create-site.ts';
import type { PlaceData } from '../../src/analysis/alert/place-data.ts';
import type { Site } from '../../src/analysis/alert/site.ts';
import { createRoadIndex } from '../../src/analysis/routing/road-index.ts';
import { type Situation, situationSchema } from '../../src/domain/alert/situation.ts';
import type { Building } from '../../src/domain/building.ts';
import type { LonLat } from '../../src/domain/geo/lon-lat.ts';
import { createServiceTable } from '../../src/domain/service/service-table.ts';
import { createFakeCity, ORIGIN } from './fake-city.ts';
import { makeRoadGraph, type StraightRoad } from './make-road-graph.ts';

/** What stands and runs round the fake city's origin; places in metres from it. */
export interface SiteContent {
	readonly buildings: readonly Building[];
	/** Absent = the pack's roads could not be read. */
	readonly roads?: readonly StraightRoad[];
	readonly situation?: Partial<Situation>;
	/** The service's own figures. */
	readonly values?: Readonly<Record<string, number>>;
	/** Ground above the terrain's zero by metres east and north of the origin; absent = no terrain. */
	readonly groundAtM?: (x: number, y: number) => number;
	readonly at?: LonLat;
}

/** A site as the rules of the assessment are handed it. */
export function makeSite({ buildings, roads, situation = {}, values = {}, groundAtM, at = ORIGIN }: SiteContent): Site {
	const graph = roads ? makeRoadGraph(roads) : null;
	const data: PlaceData = {
		manifest: createFakeCity({ buildings }).manifest,
		at,
		buildings,
		reachM: 320,
		keyUnits: [],
		water: [],
		stations: [],
		graph,
		ground: null,
		failures: [],
		timingsMs: {},
	};
	const { site } = createSite(data, graph && createRoadIndex(graph), {
		nowMs: 0,
		table: createServiceTable({ values }),
		situation: situationSchema.parse(situation),
	});
	return groundAtM ? { ...site, groundAtM: ([x, y]) => groundAtM(x, y) } : site;
}
