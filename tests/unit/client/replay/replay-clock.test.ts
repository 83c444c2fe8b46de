import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/client/clock.ts';
import { createReplayClock } from '../../../../src/client/replay/replay-clock.ts';

/** A machine whose time passes when it is told to. */
function makeMachine() {
	let now = 1_000_000;
	const watchers = new Set<() => void>();
	const clock: Clock = {
		nowMs: () => now,
		subscribe(onTick) {
			watchers.add(onTick);
			return () => {
				watchers.delete(onTick);
			};
		},
	};
	return {
		clock,
		watchers,
		pass(ms: number) {
			now += ms;
			for (const watch of [...watchers]) watch();
		},
	};
}

const open = () => {
	const machine = makeMachine();
	return { machine, clock: createReplayClock({ fromMs: 100, toMs: 100_100, atMs: 100, machine: machine.clock }) };
};

describe('the clock of a replay', () => {
	it('stands until it is played, runs at its speed, and stands again', () => {
		const { machine, clock } = open();
		machine.pass(5000);
		expect(clock.nowMs()).toBe(100);
		clock.play();
		machine.pass(1000);
		expect(clock.nowMs()).toBe(1100);
		clock.setSpeed(16);
		machine.pass(1000);
		expect(clock.nowMs()).toBe(17_100);
		clock.pause();
		machine.pass(9000);
		expect(clock.nowMs()).toBe(17_100);
		expect(machine.watchers.size).toBe(0);
	});

	it('seeks, also while it runs, and never beyond its ends', () => {
		const { machine, clock } = open();
		clock.play();
		clock.seek(50_000);
		machine.pass(500);
		expect(clock.nowMs()).toBe(50_500);
		clock.seek(-4);
		expect(clock.nowMs()).toBe(100);
		clock.seek(9e9);
		expect(clock.nowMs()).toBe(100_100);
	});

	it('stops at the end, and plays from the beginning after it', () => {
		const { machine, clock } = open();
		clock.setSpeed(60);
		clock.play();
		machine.pass(2000);
		expect(clock.nowMs()).toBe(100_100);
		expect(clock.run.getState().isPlaying).toBe(false);
		clock.play();
		expect(clock.nowMs()).toBe(100);
	});

	it('tells who looks each second of its own time, and at once when it was set', () => {
		const { machine, clock } = open();
		const told: number[] = [];
		const stop = clock.subscribe(() => told.push(clock.nowMs()), 1000);
		clock.seek(10_000);
		expect(told).toEqual([10_000]);
		clock.play();
		machine.pass(400);
		machine.pass(400);
		machine.pass(400);
		expect(told).toEqual([10_000, 10_000, 11_200]);
		stop();
		clock.seek(0);
		expect(told).toHaveLength(3);
	});
});
