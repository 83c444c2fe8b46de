import { useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type FollowedLog, followLog, type LogState } from '../../../client/follow-log.ts';
import { useServices } from '../../state/services.ts';

const WAITING: LogState = { events: [], status: 'loading', error: null };
const NO_LOG = { getState: () => WAITING, getInitialState: () => WAITING, subscribe: () => () => {} };

/** The log of an incident, followed while the component is there; `refresh` reads what is new at once. */
export function useLog(incidentId: string): LogState & { readonly refresh: () => void } {
	const { api, live } = useServices();
	const [log, setLog] = useState<FollowedLog | null>(null);
	// Asked for before the first paint: while the map is being built, what comes after it waits long.
	useLayoutEffect(() => {
		const followed = followLog({ incidentId, api, live });
		setLog(followed);
		return () => {
			setLog(null);
			followed.destroy();
		};
	}, [incidentId, api, live]);
	const state = useStore(log?.state ?? NO_LOG);
	return { ...state, refresh: () => log?.refresh() };
}
