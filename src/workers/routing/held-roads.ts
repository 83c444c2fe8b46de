import { createRoadIndex, type RoadIndex } from '../../analysis/routing/road-index.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import { createPreparer, type Preparer } from './create-preparer.ts';
import { fetchRoadGraph } from './fetch-road-graph.ts';

/** One pack's roads in memory, and what prepares them for vehicles that are asked about. */
export interface OpenRoads {
	readonly index: RoadIndex;
	readonly preparer: Preparer;
}

/** The road graph that a worker keeps: routes and assessments are answered over the same one. */
export interface HeldRoads {
	/** Fetches a graph; it takes the place of the last. @throws what fetchRoadGraph throws. */
	open(graphUrl: string, table: TravelTable, signal: AbortSignal): Promise<OpenRoads>;
	/** The roads, once they are there. @throws UnavailableError `routing/not-open`, why opening failed, the signal's reason. */
	wait(signal: AbortSignal): Promise<OpenRoads>;
}

/** Makes the holder, empty. */
export function createHeldRoads(): HeldRoads {
	let opening: Promise<OpenRoads> | null = null;
	let last: OpenRoads | null = null;
	return {
		async open(graphUrl, table, signal) {
			last?.preparer.stop();
			opening = fetchRoadGraph(graphUrl, signal).then((graph) => {
				const index = createRoadIndex(graph, { table });
				return { index, preparer: createPreparer(index) };
			});
			last = await opening;
			return last;
		},
		async wait(signal) {
			if (!opening) {
				throw new UnavailableError('routing/not-open', 'routing: got a question, expected routing/open before it');
			}
			const roads = await opening;
			signal.throwIfAborted();
			return roads;
		},
	};
}
