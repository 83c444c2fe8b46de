import { afterEach, describe, expect, it, vi } from 'vitest';
import { followSketch } from '../../../src/app/state/follow-sketch.ts';
import { createSketchStore } from '../../../src/app/state/sketch-store.ts';
import type { Sketch } from '../../../src/client/sketch.ts';
import { createLiveStore, type LiveIncident } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';

let undo: (() => void) | undefined;

afterEach(() => {
	undo?.();
	vi.unstubAllGlobals();
});

/** A page that knows two incidents, and what was opened and ended on it. */
function follow() {
	vi.stubGlobal('addEventListener', () => {});
	vi.stubGlobal('removeEventListener', () => {});
	const told: string[] = [];
	const parts = { live: createLiveStore(), selection: createSelectionStore(), sketch: createSketchStore() };
	parts.live.setState({ incidents: ['a', 'b'].map((id) => ({ id }) as LiveIncident) });
	const open = async (incidentId: string) => {
		told.push(`open ${incidentId}`);
		return { incidentId, destroy: () => told.push(`end ${incidentId}`) } as unknown as Sketch;
	};
	undo = followSketch({ ...parts, open });
	return { ...parts, told };
}

describe('the open sketch', () => {
	it('is that of the shown incident, and no other', async () => {
		const { selection, sketch, told } = follow();
		expect(sketch.getState().sketch).toBeNull();
		selection.setState({ incidentId: 'a' });
		await vi.waitFor(() => expect(sketch.getState().sketch?.incidentId).toBe('a'));
		selection.setState({ incidentId: 'b' });
		expect(sketch.getState().sketch).toBeNull();
		await vi.waitFor(() => expect(sketch.getState().sketch?.incidentId).toBe('b'));
		selection.setState({ incidentId: null });
		expect(told).toEqual(['open a', 'end a', 'open b', 'end b']);
	});

	it('one that comes when another is shown already is ended', async () => {
		const { selection, sketch, told } = follow();
		selection.setState({ incidentId: 'a' });
		selection.setState({ incidentId: 'b' });
		await vi.waitFor(() => expect(sketch.getState().sketch?.incidentId).toBe('b'));
		expect(told).toEqual(['open a', 'open b', 'end a']);
	});

	it('of an incident that is not known yet waits for it', async () => {
		const { live, selection, sketch, told } = follow();
		selection.setState({ incidentId: 'c' });
		expect(told).toEqual([]);
		live.setState({ incidents: [{ id: 'c' } as LiveIncident] });
		await vi.waitFor(() => expect(sketch.getState().sketch?.incidentId).toBe('c'));
	});
});
