import type { Sketch } from '../../client/sketch.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import type { SelectionStore } from '../../client/state/selection-store.ts';
import type { SketchStore } from './sketch-store.ts';

/** What the open sketch follows. */
export interface SketchFollowing {
	readonly live: LiveStore;
	readonly selection: SelectionStore;
	readonly sketch: SketchStore;
	/** Opens one; the code for it comes when the first is opened. */
	readonly open: (incidentId: string) => Promise<Sketch>;
}

/**
 * Keeps the sketch of the shown incident open, and no other: also that of a closed one, which the server lets nobody change. It is ended
 * when another is shown. Returns its undo.
 */
export function followSketch({ live, selection, sketch: store, open }: SketchFollowing): () => void {
	let wanted: string | null = null;

	function follow(): void {
		const { incidentId } = selection.getState();
		const isKnown = live.getState().incidents.some(({ id }) => id === incidentId);
		const next = isKnown ? incidentId : null;
		if (next === wanted) return;
		end();
		wanted = next;
		if (next === null) return;
		open(next).then(
			(sketch) => {
				if (wanted === next) store.setState({ sketch });
				else sketch.destroy();
			},
			(error: unknown) => {
				console.warn('sketch: its code did not load', error);
				// Asked for again at the next change of what is shown.
				if (wanted === next) wanted = null;
			},
		);
	}

	function end(): void {
		wanted = null;
		store.getState().sketch?.destroy();
		store.setState({ sketch: null });
	}

	/** Closing the page asks first while something that was drawn is on this page only. */
	function warn(event: BeforeUnloadEvent): void {
		if ((store.getState().sketch?.marks.getState().waiting ?? 0) > 0) event.preventDefault();
	}

	const undo = [
		selection.subscribe(follow),
		live.subscribe((state, before) => {
			if (state.incidents !== before.incidents) follow();
		}),
	];
	addEventListener('beforeunload', warn);
	follow();
	return () => {
		removeEventListener('beforeunload', warn);
		for (const unsubscribe of undo) unsubscribe();
		end();
	};
}

/** Opens a sketch with the code of its own. */
export async function openLazySketch(incidentId: string): Promise<Sketch> {
	const { openSketch } = await import('../../client/sketch.ts');
	return openSketch({ incidentId });
}
