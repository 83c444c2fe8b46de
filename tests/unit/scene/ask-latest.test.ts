import { describe, expect, it, vi } from 'vitest';
import { createLatestAsk } from '../../../src/scene/engine/ask-latest.ts';

/** Questions that are answered by hand. */
function ask() {
	const open: { place: string; answer: (hit: string) => void; fail: () => void }[] = [];
	const told: string[] = [];
	const latest = createLatestAsk<string, string>(
		(place) => new Promise((answer, fail) => open.push({ place, answer, fail: () => fail(new Error('gone')) })),
		(place, answer) => told.push(`${place} ${answer}`),
	);
	return { latest, open, told };
}

describe('places that come faster than answers', () => {
	it('one question is under way, then the newest place is asked; those between are left out', async () => {
		const { latest, open, told } = ask();
		for (const place of ['a', 'b', 'c']) latest.ask(place);
		expect(open.map(({ place }) => place)).toEqual(['a']);
		open[0]?.answer('wall');
		await vi.waitFor(() => expect(open.map(({ place }) => place)).toEqual(['a', 'c']));
		open[1]?.answer('road');
		await vi.waitFor(() => expect(told).toEqual(['a wall', 'c road']));
	});

	it('a failure is nothing caught, and the next place is asked', async () => {
		const { latest, open, told } = ask();
		latest.ask('a');
		open[0]?.fail();
		await vi.waitFor(() => expect(told).toEqual(['a null']));
		latest.ask('b');
		expect(open.map(({ place }) => place)).toEqual(['a', 'b']);
	});

	it('after the end no answer is told, and what comes later is asked at once', async () => {
		const { latest, open, told } = ask();
		latest.ask('a');
		latest.ask('b');
		latest.stop();
		latest.ask('c');
		expect(open.map(({ place }) => place)).toEqual(['a', 'c']);
		open[0]?.answer('wall');
		open[1]?.answer('road');
		await vi.waitFor(() => expect(told).toEqual(['c road']));
	});
});
