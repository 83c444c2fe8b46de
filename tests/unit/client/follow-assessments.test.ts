import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followAssessments } from '../../../src/client/state/follow-assessments.ts';
import {
	createLiveStore,
	putAssessment,
	putIncident,
	putToldIncident,
	replaceIncidents,
} from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { Incident, IncidentAssessment, IncidentRecord } from '../../../src/domain/incident.ts';
import { makeIncident } from '../../support/make-incident.ts';
import { INCIDENT } from '../../support/record-fields.ts';

const INPUTS = { packVersion: 'p', service: '', travel: '', closures: '', records: '', situation: '' };
const ASSESSMENT = makeIncident('any').assessment as NonNullable<Incident['assessment']>;
const record = (id: string, revision: number, rest: Partial<IncidentRecord> = {}): IncidentRecord => ({
	...INCIDENT,
	id,
	version: revision,
	createdAtMs: 1,
	updatedAtMs: 1,
	assessed: revision === 0 ? null : { revision, madeAtMs: 1, inputs: INPUTS, stale: false },
	...rest,
});

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function follow() {
	const store = createLiveStore();
	const selection = createSelectionStore();
	const asked: string[] = [];
	const answers = new Map<string, (kept: IncidentAssessment | Error) => void>();
	const stop = followAssessments({
		store,
		selection,
		readAssessment: (id, signal) => {
			asked.push(id);
			return new Promise((done, fail) => {
				signal.addEventListener('abort', () => fail(signal.reason));
				answers.set(id, (answer) => (answer instanceof Error ? fail(answer) : done(answer)));
			});
		},
	});
	const start = (incidents: readonly IncidentRecord[]) => {
		replaceIncidents(store, incidents);
		store.setState({ connection: 'live' });
	};
	const answer = async (id: string, revision: number | Error) => {
		const kept = { incidentId: id, madeAtMs: 1, inputs: INPUTS, assessment: ASSESSMENT };
		answers.get(id)?.(revision instanceof Error ? revision : { ...kept, revision });
		await vi.advanceTimersByTimeAsync(0);
	};
	const revisionOf = (id: string) =>
		store.getState().incidents.find((incident) => incident.id === id)?.assessmentRevision ?? null;
	return { store, selection, asked, start, answer, revisionOf, stop };
}

it('fetches the shown one first, then the open ones, the newest first, one at a time; closed ones only when shown', async () => {
	const { selection, asked, start, answer, revisionOf, stop } = follow();
	selection.setState({ incidentId: 'old' });
	start([
		record('old', 1, { createdAtMs: 1 }),
		record('new', 1, { createdAtMs: 9 }),
		record('middle', 2, { createdAtMs: 5 }),
		record('closed', 1, { closedAtMs: 4 }),
		record('not-made', 0),
	]);
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toEqual(['old']);
	await answer('old', 1);
	expect(asked).toEqual(['old', 'new']);
	await answer('new', 1);
	await answer('middle', 2);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toEqual(['old', 'new', 'middle']);
	expect(revisionOf('middle')).toBe(2);
	selection.setState({ incidentId: 'closed' });
	await vi.advanceTimersByTimeAsync(0);
	expect(asked.at(-1)).toBe('closed');
	stop();
});

it('waits half a second for the feed to tell it, and keeps the older one meanwhile', async () => {
	const { store, asked, start, answer, revisionOf, stop } = follow();
	start([record('a', 1)]);
	await vi.advanceTimersByTimeAsync(0);
	await answer('a', 1);
	putToldIncident(store, record('a', 2));
	expect(store.getState().incidents[0]).toMatchObject({
		assessment: {},
		assessmentRevision: 1,
		assessed: { revision: 2 },
	});
	await vi.advanceTimersByTimeAsync(400);
	putAssessment(store, 'a', 2, ASSESSMENT);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(asked).toEqual(['a']);
	putToldIncident(store, record('a', 3));
	await vi.advanceTimersByTimeAsync(499);
	expect(asked).toEqual(['a']);
	await vi.advanceTimersByTimeAsync(1);
	expect(asked).toEqual(['a', 'a']);
	await answer('a', 3);
	expect(revisionOf('a')).toBe(3);
	stop();
});

it('an older assessment that comes late does not replace a newer one', async () => {
	const { store, start, revisionOf, stop } = follow();
	start([record('a', 2)]);
	putAssessment(store, 'a', 2, ASSESSMENT);
	putAssessment(store, 'a', 1, ASSESSMENT);
	expect(revisionOf('a')).toBe(2);
	stop();
});

it('tries again after 1, 2, 4 s; what is shown next does not wait', async () => {
	const { selection, asked, start, answer, stop } = follow();
	start([record('a', 1)]);
	await vi.advanceTimersByTimeAsync(0);
	for (const waitMs of [1000, 2000]) {
		const before = asked.length;
		await answer('a', new Error('away'));
		await vi.advanceTimersByTimeAsync(waitMs - 1);
		expect(asked).toHaveLength(before);
		await vi.advanceTimersByTimeAsync(1);
		expect(asked).toHaveLength(before + 1);
	}
	await answer('a', new Error('away'));
	selection.setState({ incidentId: 'a' });
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toHaveLength(4);
	stop();
});

it('one that always fails does not hold up the others', async () => {
	const { asked, start, answer, stop } = follow();
	start([record('bad', 1, { createdAtMs: 9 }), record('good', 1)]);
	await vi.advanceTimersByTimeAsync(0);
	await answer('bad', new Error('gone'));
	await vi.advanceTimersByTimeAsync(1000);
	expect(asked).toEqual(['bad', 'good']);
	stop();
});

it('what is shown interrupts what is not', async () => {
	const { selection, asked, start, stop } = follow();
	start([record('a', 1, { createdAtMs: 9 }), record('b', 1)]);
	await vi.advanceTimersByTimeAsync(0);
	selection.setState({ incidentId: 'b' });
	await vi.advanceTimersByTimeAsync(0);
	expect(asked).toEqual(['a', 'b']);
	stop();
});

it('asks for nothing while the line is down, and nothing more when it is stopped', async () => {
	const { store, asked, start, stop } = follow();
	replaceIncidents(store, [record('a', 1)]);
	store.setState({ connection: 'offline' });
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toEqual([]);
	start([record('a', 1)]);
	stop();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toEqual([]);
	expect(vi.getTimerCount()).toBe(0);
});

it('who called stays as it was read: the feed never says it', async () => {
	const { store, start, answer, stop } = follow();
	start([record('a', 1)]);
	putIncident(store, record('a', 1, { caller: { name: 'Li', phone: '138' } }));
	await vi.advanceTimersByTimeAsync(0);
	await answer('a', 1);
	putToldIncident(store, record('a', 2));
	expect(store.getState().incidents[0]?.caller).toEqual({ name: 'Li', phone: '138' });
	stop();
});
