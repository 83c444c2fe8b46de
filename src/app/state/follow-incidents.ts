import type { LiveStore } from '../../client/state/live-store.ts';
import type { SelectionStore } from '../../client/state/selection-store.ts';
import { findOpenIncidents } from './use-incident.ts';

/**
 * Keeps the shown incident in step with the feed: a new alarm is shown at once, after a reload the newest open one, and when the
 * shown one is closed the next open one. Returns its undo.
 */
export function followIncidents(live: LiveStore, selection: SelectionStore): () => void {
	const known = new Set<string>();
	let wasOpen = new Set<string>();
	let first = true;

	function follow(): void {
		const { incidents, loaded } = live.getState();
		const open = findOpenIncidents(incidents);
		const arrived = open.find(({ id }) => !known.has(id));
		for (const { id } of incidents) known.add(id);
		const shown = selection.getState().incidentId;
		const closedJustNow = wasOpen.has(shown ?? '') && !open.some(({ id }) => id === shown);
		wasOpen = new Set(open.map(({ id }) => id));
		if (arrived && (!first || shown === null)) selection.setState({ incidentId: arrived.id, selected: null });
		else if (closedJustNow) selection.setState({ incidentId: open[0]?.id ?? null });
		if (loaded) first = false;
	}

	follow();
	return live.subscribe((state, before) => {
		if (state.incidents !== before.incidents || state.loaded !== before.loaded) follow();
	});
}
