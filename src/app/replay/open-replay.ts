import { createApi } from '../../client/api.ts';
import { createReplay, type Replay } from '../../client/replay/create-replay.ts';
import { createReplaySketch } from '../../client/replay/create-replay-sketch.ts';
import { countTimes } from '../../client/replay/fold-history.ts';
import { createReadOnlyCaller, isReading } from '../../client/replay/read-only-caller.ts';
import { createSelectionStore } from '../../client/state/selection-store.ts';
import { createClosuresStore } from '../state/closures-store.ts';
import { followClosedRoads } from '../state/follow-closed-roads.ts';
import type { Services } from '../state/services.ts';
import { createSessionStore, type SessionState } from '../state/session-store.ts';
import { createSketchStore } from '../state/sketch-store.ts';
import { createWaysStore } from '../state/ways-store.ts';
import { createWhatIfHistory } from '../state/what-if-history.ts';
import { createWhatIfStore } from '../state/what-if-store.ts';

/** A replay with the services that the workspace shows it by. */
export interface OpenReplay {
	readonly incidentId: string;
	readonly replay: Replay;
	readonly services: Services;
	destroy(): void;
}

/**
 * Reads an incident's history and opens it as services of their own: what the server told is what it told then, the clock is the replay's,
 * nothing can be sent that changes something. What belongs to the window (city data, map, settings, sound) is that of `now`.
 * @throws as Api.readHistory
 */
export async function openReplay(
	now: Services,
	incidentId: string,
	atMs: number | null,
	signal: AbortSignal,
): Promise<OpenReplay> {
	const caller = createReadOnlyCaller(now.caller);
	const api = createApi(caller);
	const history = await api.readHistory(incidentId, signal);
	const { packVersion } = now.live.getState();
	const replay = createReplay({ history, readRevision: api.readRevision, atMs, packVersion });
	const selection = createSelectionStore();
	selection.setState({ incidentId });
	const whatIf = createWhatIfStore();
	whatIf.setState({ incidentId });
	const { table, service } = now.ways.getState();
	const ways = createWaysStore();
	ways.setState({ table, service });
	const marks = createReplaySketch(incidentId, replay.live);
	const sketch = createSketchStore();
	sketch.setState({ sketch: marks });
	const session = createSessionStore();
	const copySession = (state: SessionState) =>
		session.setState({
			...state,
			session: state.session && { ...state.session, may: state.session.may.filter(isReading) },
		});
	copySession(now.session.getState());
	const stopSession = now.session.subscribe(copySession);
	const closures = createClosuresStore();
	const stopRoads = followClosedRoads({ live: replay.live, ways: now.ways, closures });
	const { events } = history;
	const services: Services = {
		...now,
		caller,
		// The log ends where the replay stands.
		api: {
			...api,
			listEvents: async (_, since = 0) => ({
				events: events
					.slice(0, countTimes(replay.folded.timesMs, replay.clock.nowMs()))
					.filter(({ seq }) => seq > since),
			}),
		},
		session,
		selection,
		ways,
		whatIf,
		history: createWhatIfHistory(whatIf),
		closures,
		live: replay.live,
		feed: replay.feed,
		clock: replay.clock,
		sketch,
	};
	return {
		incidentId,
		replay,
		services,
		destroy() {
			stopSession();
			stopRoads();
			marks.destroy();
			replay.destroy();
		},
	};
}
