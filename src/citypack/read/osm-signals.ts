import type { Reject, RoadNode } from '../model/source-city.ts';
import type { OsmData } from './osm-elements.ts';
import type { OsmRoads } from './osm-roads.ts';

/** The traffic signals of an OSM file. */
interface OsmSignals {
	readonly roadNodes: readonly RoadNode[];
	readonly rejects: readonly Reject[];
}

/**
 * Traffic signals on roads for vehicles: nodes with `highway=traffic_signals`. Signals of crossings for walkers alone
 * (`highway=crossing`) are none: a junction with signals has its own node. A signal on no road is refused; a mini roundabout, which a
 * graph of lines has no place for, is told and stays a plain junction.
 */
export function readOsmSignals(data: OsmData, { roads }: Pick<OsmRoads, 'roads'>, sourceKey: string): OsmSignals {
	const rejects: Reject[] = [];
	const note = (id: number, outcome: Reject['outcome'], reason: string, detail: string) => {
		rejects.push({ source: sourceKey, id: `node/${id}`, outcome, reason, detail });
	};
	const onRoads = listRoadNodes(roads);
	const roadNodes: RoadNode[] = [];
	for (const { id, lon, lat, tags } of data.taggedNodes) {
		if (tags.highway === 'mini_roundabout')
			note(id, 'repaired', 'road-node/mini-roundabout', 'taken as a plain junction');
		if (tags.highway !== 'traffic_signals') continue;
		if (onRoads.has(id))
			roadNodes.push({ id: `node/${id}`, nodeId: id, lonLat: [lon, lat], signal: true, source: sourceKey });
		else note(id, 'refused', 'signal/not-on-road', 'traffic signals on no road for vehicles');
	}
	return { roadNodes, rejects };
}

function listRoadNodes(roads: OsmRoads['roads']): ReadonlySet<number> {
	const ids = new Set<number>();
	for (const { routable, nodes } of roads) if (routable && nodes) for (const id of nodes) ids.add(id);
	return ids;
}
