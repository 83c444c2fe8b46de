import type { Api } from '../../client/api.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import type { Selection, SelectionStore } from '../../client/state/selection-store.ts';
import { type PackStore, type ReadyPack, readPack } from './pack-store.ts';
import type { UiStore } from './ui-store.ts';

/** What follows the pack. */
export interface PackFollowing {
	readonly api: Api;
	readonly live: LiveStore;
	readonly pack: PackStore;
	readonly selection: SelectionStore;
	readonly ui: UiStore;
}

/** Wait before the new pack is asked for again, where it could not be read. */
const RETRY_MS = 2000;

/**
 * Keeps the city data on screen in step with the server: when it serves another version, all of it is read, then shown at once in
 * place of the old. The picked building is found again by its id. Returns its undo.
 */
export function followPack({ api, live, pack, selection, ui }: PackFollowing): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	let reading = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function findShown(): ReadyPack | null {
		const shown = pack.getState();
		const { packVersion } = live.getState();
		if (shown.status !== 'ready' || packVersion === null || packVersion === shown.manifest.version) return null;
		return shown;
	}

	async function follow(): Promise<void> {
		const shown = findShown();
		if (!shown || reading || signal.aborted) return;
		reading = true;
		clearTimeout(timer);
		try {
			const next = await readPack(api, shown, signal);
			const before = selection.getState().selected;
			const selected = await findAgain(before);
			if (signal.aborted) return;
			if (selection.getState().selected === before) selection.setState({ selected });
			pack.setState(next, true);
			ui.setState({ pointed: null, packUpdates: ui.getState().packUpdates + 1 });
		} catch {
			// The old data stays on screen; the line tells whether the server is there.
		} finally {
			reading = false;
			if (findShown() && !signal.aborted) timer = setTimeout(follow, RETRY_MS);
		}
	}

	/** The same thing in the new pack; null = it is gone, or is not known well enough. */
	async function findAgain(selected: Selection | null): Promise<Selection | null> {
		if (selected?.kind !== 'building') return selected?.kind === 'merged' ? null : selected;
		const { picked } = ui.getState();
		if (picked?.fid !== selected.fid) return null;
		const { fids } = await api.findFids([picked.id], signal);
		const fid = fids[0] ?? null;
		return fid === null ? null : { ...selected, fid };
	}

	const undo = [live.subscribe(() => void follow()), pack.subscribe(() => void follow())];
	void follow();
	return () => {
		stop.abort();
		clearTimeout(timer);
		for (const unsubscribe of undo) unsubscribe();
	};
}
