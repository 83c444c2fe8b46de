import { describe, expect, it } from 'vitest';
import { createWhatIfHistory } from '../../../src/app/state/what-if-history.ts';
import { createWhatIfStore, describeNothing } from '../../../src/app/state/what-if-store.ts';

function setUp() {
	const whatIf = createWhatIfStore();
	whatIf.setState(describeNothing('a'));
	const clock = { nowMs: 0 };
	const history = createWhatIfHistory(whatIf, () => clock.nowMs);
	const suppose = (situation: object, atMs: number) => {
		clock.nowMs = atMs;
		whatIf.setState({ situation });
	};
	return { whatIf, history, suppose, situation: () => whatIf.getState().situation };
}

describe('what-if history', () => {
	it('undoes and redoes step by step, and a new change forgets what was undone', () => {
		const { history, suppose, situation } = setUp();
		suppose({ fireFloor: 3 }, 0);
		suppose({ fireFloor: 3, level: 2 }, 5000);
		expect(history.undo()).toBe(true);
		expect(situation()).toEqual({ fireFloor: 3 });
		expect(history.undo()).toBe(true);
		expect(situation()).toEqual({});
		expect(history.undo()).toBe(false);
		expect(history.redo()).toBe(true);
		expect(situation()).toEqual({ fireFloor: 3 });
		suppose({ fireFloor: 3, defensive: true }, 10_000);
		expect(history.redo()).toBe(false);
		expect(history.undo()).toBe(true);
		expect(situation()).toEqual({ fireFloor: 3 });
	});

	it('a dial that is turned is one step; the same thing later is another', () => {
		const { history, suppose, situation } = setUp();
		for (let i = 1; i <= 5; i++) suppose({ fireFloor: i }, i * 100);
		suppose({ fireFloor: 9 }, 5000);
		history.undo();
		expect(situation()).toEqual({ fireFloor: 5 });
		history.undo();
		expect(situation()).toEqual({});
	});

	it('another thing changed at the same time is another step', () => {
		const { history, suppose, situation } = setUp();
		suppose({ fireFloor: 1 }, 0);
		suppose({ fireFloor: 1, level: 3 }, 10);
		history.undo();
		expect(situation()).toEqual({ fireFloor: 1 });
	});

	it('another incident begins anew, and reckoning is no step', () => {
		const { whatIf, history, suppose } = setUp();
		whatIf.setState({ status: 'loading' });
		expect(history.undo()).toBe(false);
		suppose({ level: 2 }, 0);
		whatIf.setState(describeNothing('b'));
		expect(history.undo()).toBe(false);
	});
});
