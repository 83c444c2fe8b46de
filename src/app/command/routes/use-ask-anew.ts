import { useEffect, useRef, useState } from 'react';
import { askBuilding } from '../../../domain/ask-building.ts';
import { type BuildingSide, FIRE_ENGINE_EXEMPTIONS } from '../../../domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../domain/vehicle.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useServices, useWaysState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import type { Way } from '../../state/way.ts';

/** Asking once more for a way of the alarm. */
export interface AskAnew {
	/** Asks for up to three ways that leave now, to a side of the target (null = the nearest); null = cannot be asked. */
	readonly ask: ((side: BuildingSide | null) => void) | null;
	/** There is a target building whose sides can be named. */
	readonly hasSides: boolean;
	readonly isBusy: boolean;
	/** null = the last question was answered. */
	readonly error: unknown;
}

const MOST_WAYS = 3;

/** Asks for a station's way in the page itself; the answer is kept as the way's choice. The last question counts. */
export function useAskAnew(way: Way): AskAnew {
	const { ways, live, clock } = useServices();
	const analysis = useWaysState((state) => state.analysis);
	const incident = useCurrentIncident();
	const [{ isBusy, error }, setState] = useState<{ isBusy: boolean; error: unknown }>({ isBusy: false, error: null });
	const running = useRef<AbortController | null>(null);
	useEffect(() => () => running.current?.abort(), []);
	const target = incident?.assessment?.target ?? null;

	const ask = async (side: BuildingSide | null) => {
		if (!analysis || !incident) return;
		running.current?.abort();
		const abort = new AbortController();
		running.current = abort;
		const { signal } = abort;
		setState({ isBusy: true, error: null });
		const { closures } = live.getState();
		const departAtMs = readServerClock(live.getState(), clock.nowMs());
		const query = {
			vehicle: DEFAULT_VEHICLE_PROFILE,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
			departAtMs,
			from: way.start,
			to: { lon: incident.lon, lat: incident.lat },
			metric: 'time' as const,
			count: MOST_WAYS,
			building: askBuilding(target, side),
		};
		try {
			const answer = await analysis.findRoute(query, closures, signal);
			if (signal.aborted) return;
			const choice = { answer, index: 0, side, departAtMs };
			ways.setState(({ choices }) => ({ choices: { ...choices, [way.id]: choice } }));
			setState({ isBusy: false, error: null });
		} catch (failure) {
			if (!signal.aborted) setState({ isBusy: false, error: failure });
		}
	};
	return {
		ask: analysis && incident ? (side) => void ask(side) : null,
		hasSides: target !== null && target.polygons.length > 0,
		isBusy,
		error,
	};
}
