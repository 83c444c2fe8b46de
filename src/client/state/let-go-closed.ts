import { CLOSED_SHOWN } from '../../domain/incident.ts';
import type { LiveIncident, LiveState, LiveStore } from './live-store.ts';
import { RECORD_LISTS } from './record-lists.ts';
import type { SelectionStore } from './selection-store.ts';

/** Lists that hold what belongs to an incident; units and tasks outlive it. */
const OWNED = ['dispatch', 'drawing', 'sector', 'team', 'request', 'note', 'measurement'] as const;

/**
 * Keeps a page that is open for days from holding every incident of them: assessments of closed incidents go, as do closed incidents
 * beyond the newest 20 with all that is theirs. What is shown stays; an assessment that is looked at again is fetched anew. Returns its undo.
 */
export function letGoClosed(store: LiveStore, selection: SelectionStore | null): () => void {
	const look = () => {
		const shownId = selection?.getState().incidentId ?? null;
		const state = store.getState();
		const mayGo = state.incidents.filter(({ id, closedAtMs }) => closedAtMs !== null && id !== shownId);
		const gone = new Set(mayGo.sort(newestClosedFirst).slice(CLOSED_SHOWN));
		const read = new Set(mayGo.filter((incident) => incident.assessment !== null));
		if (gone.size === 0 && read.size === 0) return;
		const incidents = state.incidents
			.filter((incident) => !gone.has(incident))
			.map((incident) => (read.has(incident) ? { ...incident, assessment: null, assessmentRevision: null } : incident));
		store.setState({ incidents, ...(gone.size > 0 ? keepParts(state, new Set(incidents.map(({ id }) => id))) : {}) });
	};
	const stopStore = store.subscribe((state, before) => {
		if (state.incidents !== before.incidents) look();
	});
	const stopSelection = selection?.subscribe((state, before) => {
		if (state.incidentId !== before.incidentId) look();
	});
	look();
	return () => {
		stopStore();
		stopSelection?.();
	};
}

function newestClosedFirst(a: LiveIncident, b: LiveIncident): number {
	return (b.closedAtMs ?? 0) - (a.closedAtMs ?? 0);
}

/** What belongs to these incidents, or to none. */
function keepParts(state: LiveState, incidentIds: ReadonlySet<string>): Partial<LiveState> {
	const lists = OWNED.map((collection) => {
		const { name } = RECORD_LISTS[collection];
		const list: readonly { readonly incidentId: string | null }[] = state[name];
		return [name, list.filter(({ incidentId }) => incidentId === null || incidentIds.has(incidentId))];
	});
	return Object.fromEntries(lists) as Partial<LiveState>;
}
