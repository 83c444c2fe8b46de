import { describe, expect, it } from 'vitest';
import { findMoments } from '../../../../src/client/replay/find-moments.ts';
import { foldHistory } from '../../../../src/client/replay/fold-history.ts';
import type { ClosureShape } from '../../../../src/domain/closure.ts';
import { makeEvent, makeHistory, RAISED } from '../../../support/make-history.ts';

const SHAPE: ClosureShape = {
	type: 'LineString',
	coordinates: [
		[113.75, 23.02],
		[113.751, 23.02],
	],
};

const at = (seconds: number) => foldHistory(makeHistory()).at(seconds * 1000);

describe('a history at a time', () => {
	it('knows nothing of the incident before the call, and its units as they stood by', () => {
		const before = at(99);
		expect(before.incident).toBeUndefined();
		expect(before.units.map(({ state, incidentId }) => [state, incidentId])).toEqual([['10', null]]);
		expect(before.dispatches).toEqual([]);
	});

	it('has each thing from the moment it was written, and not from when it was said to have happened', () => {
		// Arrival: 395 s as told, written at 400 s.
		expect(at(399).units[0]?.state).toBe('21');
		expect(at(399).dispatches[0]?.times.arrived).toBeNull();
		expect(at(400).units[0]?.state).toBe('22');
		expect(at(400).dispatches[0]?.times.arrived).toBe(395_000);
	});

	it('lays what an event sets over what was there', () => {
		expect(at(299).incident).toMatchObject({ level: 2, version: 2, createdAtMs: 100_000 });
		expect(at(300).incident).toMatchObject({ level: 3, version: 3, type: 'fire', assessed: { revision: 1 } });
		expect(at(301).incident?.assessed?.revision).toBe(2);
		expect(at(505).notes[0]?.text).toBe('电梯停在 15 层');
		expect(at(515).notes[0]).toMatchObject({ text: '电梯停在 16 层', kind: 'radio', atMs: 380_000 });
	});

	it('has what is removed only as long as it was there, and defaults where nothing was said', () => {
		expect(at(519).drawings).toEqual([]);
		expect(at(525).drawings[0]).toMatchObject({ id: 'w-1', phase: 'first-attack', symbol: '' });
		expect(at(530).drawings).toEqual([]);
		expect(at(450).teams[0]?.exitedAtMs).toBeNull();
		expect(at(900).teams[0]?.exitedAtMs).toBe(900_000);
	});

	it('is the same in any order of asking, and the same object until something happens', () => {
		const folded = foldHistory(makeHistory());
		const late = folded.at(1_000_000);
		expect(late.incident?.closedAtMs).toBe(1_000_000);
		expect(folded.at(350_000).incident?.closedAtMs).toBeNull();
		expect(folded.at(1_000_000)).toEqual(late);
		expect(folded.at(450_000)).toBe(folded.at(460_000));
	});

	it('a clock that was set back moves nothing before what happened earlier', () => {
		const history = makeHistory();
		const late = Array.from({ length: 20 }, (_, index) =>
			makeEvent(18 + index, 50, ['incident', 'i-1', 'incident/reopened'], { closedAtMs: null }),
		);
		const events = [...history.events, ...late];
		const folded = foldHistory({ ...history, events });
		expect(folded.at(60_000).incident).toBeUndefined();
		expect(folded.at(1_000_000).incident?.closedAtMs).toBeNull();
	});

	it('goes on with what was there where a record cannot be read', () => {
		const history = makeHistory();
		const events = [...history.events, makeEvent(18, 1001, ['incident', 'i-1', 'incident/changed'], { level: 'high' })];
		const folded = foldHistory({ ...history, events });
		expect(folded.at(2_000_000).incident?.level).toBe(3);
		expect([folded.countUnread(17), folded.countUnread(5), folded.countUnread(5)]).toEqual([0, 1, null]);
	});

	it('has the closures that held then: one set before the call, one set and lifted later, one for a time', () => {
		const history = makeHistory();
		const fields = { shape: SHAPE, speedShare: 0, reason: '', fromMs: 0, untilMs: null, liftedAtMs: null };
		const meta = { version: 1, district: null, createdAtMs: 0, updatedAtMs: 0 };
		const closures = [{ ...fields, ...meta, id: 'c-0' }];
		const events = [
			...history.events,
			makeEvent(30, 1100, ['closure', 'c-1', 'closure/added'], { ...fields, fromMs: 1_100_000 }),
			makeEvent(31, 1200, ['closure', 'c-2', 'closure/added'], {
				...{ ...fields, fromMs: 1_250_000, untilMs: 1_300_000 },
			}),
			makeEvent(32, 1400, ['closure', 'c-1', 'closure/lifted'], { liftedAtMs: 1_400_000 }, { version: 2 }),
			makeEvent(33, 1500, ['closure', 'c-0', 'closure/lifted'], { liftedAtMs: 1_500_000 }, { version: 2 }),
		];
		const folded = foldHistory({ ...history, events, closures });
		const idsAt = (seconds: number) => {
			const { closures: told, activeClosures } = folded.at(seconds * 1000);
			return [told, activeClosures].map((list) =>
				list
					.map(({ id }) => id)
					.sort()
					.join(' '),
			);
		};
		expect(idsAt(50)).toEqual(['c-0', 'c-0']);
		expect(idsAt(1150)).toEqual(['c-0 c-1', 'c-0 c-1']);
		expect(idsAt(1220)).toEqual(['c-0 c-1 c-2', 'c-0 c-1']);
		expect(idsAt(1260)).toEqual(['c-0 c-1 c-2', 'c-0 c-1 c-2']);
		expect(idsAt(1350)).toEqual(['c-0 c-1', 'c-0 c-1']);
		expect(idsAt(1450)).toEqual(['c-0', 'c-0']);
		expect(idsAt(1550)).toEqual(['', '']);
	});

	it('is right across snapshots: 5,000 changes of one number', () => {
		const events = Array.from({ length: 5000 }, (_, index) =>
			index === 0
				? makeEvent(1, 0, ['incident', 'i-1', 'incident/raised'], RAISED)
				: makeEvent(index + 1, index, ['incident', 'i-1', 'incident/changed'], { trapped: index }),
		);
		const folded = foldHistory({ incidentId: 'i-1', units: [], closures: [], events });
		for (const second of [0, 1, 255, 256, 257, 511, 512, 2500, 4999]) {
			expect(folded.at(second * 1000).incident?.trapped, `${second} s`).toBe(second === 0 ? null : second);
		}
	});
});

describe('marks of the seek bar', () => {
	it('are the call, the first of each time, and the end', () => {
		expect(findMoments(makeHistory().events).map(({ kind, atMs }) => [kind, atMs])).toEqual([
			['call', 100_000],
			['turnout', 130_000],
			['arrival', 400_000],
			['closed', 1_000_000],
		]);
	});

	it('are every missed PAR, and each signal to leave once', () => {
		const signal = { orderedAtMs: 5000, byName: '', reason: '', confirmed: [], endedAtMs: null };
		const incident = ['incident', 'i-1'] as const;
		const moments = findMoments([
			makeEvent(1, 5, [...incident, 'incident/evacuation-ordered'], { evacuation: signal }),
			makeEvent(2, 6, [...incident, 'incident/evacuation-ended'], { evacuation: { ...signal, endedAtMs: 6000 } }),
			makeEvent(3, 7, ['team', 't', 'team/par-missed'], { parMissedMs: 1 }),
			makeEvent(4, 8, ['team', 't', 'team/par-missed'], { parMissedMs: 2 }),
		]);
		expect(moments.map(({ kind, seq }) => [kind, seq])).toEqual([
			['evacuation', 1],
			['parMissed', 3],
			['parMissed', 4],
		]);
	});
});
