import { createStore } from 'zustand/vanilla';
import type { Drawing } from '../../domain/records/drawing.ts';
import type { Mark } from '../../domain/tactics/mark.ts';
import type { Sketch, SketchState } from '../sketch.ts';
import type { LiveStore } from '../state/live-store.ts';

/** The sketch of a replay: what was drawn then, read-only; it has no line and nobody else in it. */
export function createReplaySketch(incidentId: string, live: LiveStore): Sketch {
	const store = createStore<SketchState>(() => ({
		marks: listMarks(live.getState().drawings),
		status: 'live',
		readOnly: 'closed',
		waiting: 0,
		others: [],
		canUndo: false,
		canRedo: false,
		notice: null,
	}));
	const stop = live.subscribe((state, before) => {
		if (state.drawings !== before.drawings) store.setState({ marks: listMarks(state.drawings) });
	});
	return {
		incidentId,
		marks: store,
		add: () => null,
		change() {},
		settle() {},
		remove() {},
		undo() {},
		redo() {},
		setCursor() {},
		setTool() {},
		dismissNotice() {},
		destroy: stop,
	};
}

/** A drawing is its mark with what the store keeps of it; it is the same object until it changes. */
function listMarks(drawings: readonly Drawing[]): ReadonlyMap<string, Mark> {
	return new Map(drawings.map((drawing) => [drawing.id, drawing]));
}
