import { describe, expect, it } from 'vitest';
import { letGoClosed } from '../../../src/client/state/let-go-closed.ts';
import { createLiveStore, putAssessment, putIncident } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { Incident, IncidentRecord } from '../../../src/domain/incident.ts';
import type { Note } from '../../../src/domain/records/note.ts';
import { makeIncident } from '../../support/make-incident.ts';
import { INCIDENT } from '../../support/record-fields.ts';

const ASSESSMENT = makeIncident('any').assessment as NonNullable<Incident['assessment']>;

function setUp() {
	const store = createLiveStore();
	const selection = createSelectionStore();
	const stop = letGoClosed(store, selection);
	const put = (n: number, closedAtMs: number | null, version = 1) => {
		const record: IncidentRecord = { ...INCIDENT, id: `i${n}`, version, createdAtMs: n, updatedAtMs: n, closedAtMs };
		putIncident(store, record);
	};
	const find = (n: number) => store.getState().incidents.find(({ id }) => id === `i${n}`);
	return { store, selection, stop, put, find };
}

describe('what a page that stays open lets go of', () => {
	it('is the assessment of an incident that is closed, once it is not shown any more', () => {
		const { store, selection, put, find } = setUp();
		put(1, null);
		put(2, null);
		putAssessment(store, 'i1', 1, ASSESSMENT);
		putAssessment(store, 'i2', 1, ASSESSMENT);
		selection.setState({ incidentId: 'i1' });
		put(1, 50, 2);
		expect(find(1)?.assessment).toBe(ASSESSMENT);
		selection.setState({ incidentId: 'i2' });
		expect(find(1)).toMatchObject({ closedAtMs: 50, assessment: null, assessmentRevision: null });
		expect(find(2)?.assessment).toBe(ASSESSMENT);
	});

	it('are closed incidents beyond the newest 20 with what is theirs; open ones and the shown one stay', () => {
		const { store, selection, put, find } = setUp();
		selection.setState({ incidentId: 'i2' });
		put(0, null);
		for (let n = 1; n <= 23; n++) put(n, 100 + n);
		store.setState({ notes: [{ incidentId: 'i1' }, { incidentId: 'i2' }, { incidentId: 'i23' }] as Note[] });
		put(24, 124);
		// 1 to 24 are closed, 2 is shown: of the 23 others the newest 20 are 5 to 24.
		expect(store.getState().incidents.map(({ id }) => id)).toEqual([
			...Array.from({ length: 20 }, (_, k) => `i${24 - k}`),
			'i2',
			'i0',
		]);
		expect(find(1)).toBeUndefined();
		expect(store.getState().notes).toEqual([{ incidentId: 'i2' }, { incidentId: 'i23' }]);
	});

	it('is nothing after its end', () => {
		const { store, stop, put, find } = setUp();
		stop();
		put(1, 50);
		putAssessment(store, 'i1', 1, ASSESSMENT);
		expect(find(1)?.assessment).toBe(ASSESSMENT);
	});
});
