import type { UiState, UiStore } from '../state/ui-store.ts';

/** No tool, no form, nothing that waits for a click. */
export const NOTHING_IN_HAND = {
	tool: 'none',
	placing: null,
	draft: null,
	life: null,
	layersOpen: false,
} as const satisfies Partial<UiState>;

/** Shows an incident as it was. `atMs`: where it begins; null = with the call. */
export function startReplay(ui: UiStore, incidentId: string, atMs: number | null = null): void {
	ui.setState({ replay: incidentId, replayFromMs: atMs });
}

/** Back to what is now. */
export function endReplay(ui: UiStore): void {
	ui.setState({ replay: null });
}
