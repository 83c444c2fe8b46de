import type { RoadGraph } from '../../../domain/pack/road-graph.ts';

/** Names of a road (row of the road table) in both languages; null = none known. */
export function nameRoad(
	{ names, roadName, roadNameEn }: RoadGraph,
	road: number,
): { roadName: string | null; roadNameEn: string | null } {
	return {
		roadName: names[roadName[road] as number] || null,
		roadNameEn: names[roadNameEn[road] as number] || null,
	};
}
