import { describe, expect, it } from 'vitest';
import { type Dispatch, NO_TIMES } from '../../../../src/domain/records/dispatch.ts';
import {
	checkTransition,
	findDispatchTimes,
	mayBeSent,
	UNIT_STATES,
	type UnitState,
} from '../../../../src/domain/records/unit-state.ts';

const ordered = (times: Partial<Dispatch['times']> = {}, turnedBackAtMs: number | null = null) => ({
	times: { ...NO_TIMES, received: 100, ...times },
	turnedBackAtMs,
});

/** By hand from fire-facts 1.8: 10→20→21→22→(23⇄24, 27)→25→10; 中途返回 21→25. The bracket as a whole is left to 25. */
const SOURCED = [
	'10-20',
	'20-21',
	'21-22',
	'22-23',
	'22-27',
	'23-24',
	'24-23',
	'23-25',
	'24-25',
	'27-25',
	'25-10',
	'21-25',
];
/** What the house assumes besides. */
const ASSUMED = [
	...['10-26', '10-30', '20-10', '20-25', '22-25', '23-27', '24-27', '25-20', '25-21'],
	...['26-10', '26-20', '26-21', '26-25', '27-22', '27-23', '27-24', '30-10', '30-20'],
];

describe('transitions of GA/T 974.39', () => {
	const all = UNIT_STATES.flatMap((from) => UNIT_STATES.map((to) => [from, to] as const));

	it.each(all)('%s to %s', (from, to) => {
		const edge = `${from}-${to}`;
		const expected = SOURCED.includes(edge) ? 'sourced' : ASSUMED.includes(edge) ? 'assumption' : null;
		expect(checkTransition(from, to).basis).toBe(expected);
		expect(checkTransition(from, to).next.includes(to)).toBe(expected !== null);
	});

	it('tells what may follow, in the order of the codes', () => {
		expect(checkTransition('10', '23').next).toEqual(['20', '26', '30']);
		expect(checkTransition('21', '10').next).toEqual(['22', '25']);
	});

	it('may be sent: who stands by, trains, waits elsewhere or is on the way back', () => {
		expect(UNIT_STATES.filter(mayBeSent)).toEqual(['10', '25', '26', '30']);
	});
});

describe('times of a dispatch', () => {
	it('a whole run sets 出动, 到场, 出水, 撤离 and 归队, each once', () => {
		let dispatch = ordered();
		let endedAtMs: number | null | undefined = null;
		const run: [UnitState, UnitState, number][] = [
			['10', '20', 160],
			['20', '21', 170],
			['21', '22', 400],
			['22', '23', 500],
			['23', '24', 600],
			['24', '23', 700],
			['23', '27', 750],
			['27', '22', 760],
			['22', '25', 800],
			['25', '10', 900],
		];
		for (const [from, to, atMs] of run) {
			const stamp = findDispatchTimes(from, to, atMs, dispatch);
			dispatch = { ...dispatch, ...stamp };
			endedAtMs = stamp.endedAtMs ?? endedAtMs;
		}
		expect(dispatch).toEqual({
			times: { ...NO_TIMES, received: 100, departed: 160, arrived: 400, waterOn: 500, withdrawn: 800, returned: 900 },
			turnedBackAtMs: null,
			endedAtMs: 900,
		});
	});

	it('25 from the road, or before it, is 中返 and no 撤离', () => {
		expect(findDispatchTimes('21', '25', 300, ordered({ departed: 160 }))).toEqual({ turnedBackAtMs: 300 });
		expect(findDispatchTimes('20', '25', 170, ordered({ departed: 160 }))).toEqual({ turnedBackAtMs: 170 });
		expect(findDispatchTimes('25', '10', 500, ordered({ departed: 160 }, 300))).toEqual({
			times: ordered({ departed: 160, returned: 500 }).times,
			endedAtMs: 500,
		});
	});

	it('10 from the gate turns back and is back at once; 10 of who never left only ends it', () => {
		expect(findDispatchTimes('20', '10', 200, ordered({ departed: 160 }))).toEqual({
			turnedBackAtMs: 200,
			times: ordered({ departed: 160, returned: 200 }).times,
			endedAtMs: 200,
		});
		expect(findDispatchTimes('10', '10', 200, ordered())).toEqual({ endedAtMs: 200 });
	});

	it('who is sent on from the road departs with 21', () => {
		expect(findDispatchTimes('25', '21', 130, ordered()).times?.departed).toBe(130);
	});

	it('none is set before one that comes before it, and one that is known stays', () => {
		expect(findDispatchTimes('21', '22', 400, ordered({ departed: 450 })).times?.arrived).toBe(450);
		expect(findDispatchTimes('27', '22', 900, ordered({ departed: 160, arrived: 400 }))).toEqual({});
	});

	it.each([
		['23', '24'],
		['22', '27'],
		['10', '30'],
		['10', '26'],
	] as const)('%s to %s tells no time', (from, to) => {
		expect(findDispatchTimes(from, to, 999, ordered({ departed: 1, arrived: 2, waterOn: 3 }))).toEqual({});
	});
});
