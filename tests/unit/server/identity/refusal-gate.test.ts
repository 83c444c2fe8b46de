import { expect, it } from 'vitest';
import { createRefusalGate } from '../../../../src/server/identity/refusal-gate.ts';

it('one refusal of a kind is written down in a minute, whatever else is refused meanwhile, and whatever the clock does', () => {
	let now = 1_000_000;
	const isNew = createRefusalGate(() => now);
	const ask = (...kinds: string[]) => kinds.map(isNew);
	expect(ask('a', 'a', 'b', 'a', 'b')).toEqual([true, false, true, false, false]);
	now += 59_999;
	expect(ask('a', 'c')).toEqual([false, true]);
	now += 1;
	expect(ask('a', 'a', 'c')).toEqual([true, false, false]);
	now -= 3_600_000;
	expect(ask('a')).toEqual([true]);
});

it('remembers no more than ten thousand kinds', () => {
	const isNew = createRefusalGate(() => 0);
	for (let i = 0; i < 10_000; i++) isNew(String(i));
	expect(isNew('0')).toBe(false);
	isNew('one more');
	expect(isNew('0')).toBe(true);
});
