import type { UiState, UiStore } from '../state/ui-store.ts';

/** Goes over to another screen; the address says which, so that a page loaded again comes back to it. */
export function showScreen(ui: UiStore, screen: UiState['screen']): void {
	const url = new URL(location.href);
	if (screen === 'wall') url.searchParams.set('view', 'wall');
	else url.searchParams.delete('view');
	history.replaceState(history.state, '', url);
	ui.setState({ screen, tool: 'none', layersOpen: false });
}
