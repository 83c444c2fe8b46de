import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAssessQueue } from '../../../src/server/incidents/assess-queue.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	vi.useRealTimers();
});

/** A queue whose work ends when it is told to. */
function openQueue() {
	const begun: string[] = [];
	const ends: (() => void)[] = [];
	const queue = createAssessQueue<string>((id, isAwaited) => {
		begun.push(isAwaited ? `${id}!` : id);
		return new Promise((resolve) => ends.push(() => resolve(`made ${id}`)));
	});
	const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
	return {
		queue,
		begun,
		async endOne() {
			ends.shift()?.();
			await settle();
		},
		settle,
	};
}

it('one at a time; what somebody waits for first, then the newest incident', async () => {
	const { queue, begun, endOne, settle } = openQueue();
	queue.add('old', 1);
	await settle();
	queue.add('newer', 2);
	queue.add('newest', 3);
	queue.add('newest', 3);
	const answers = [queue.ask('first'), queue.ask('second')];
	expect(begun).toEqual(['old']);
	for (let i = 0; i < 4; i++) await endOne();
	expect(begun).toEqual(['old', 'first!', 'second!', 'newest', 'newer']);
	expect(await Promise.all(answers)).toEqual(['made first', 'made second']);
	await endOne();
	expect(begun).toHaveLength(5);
});

it('an alarm that is being taken holds up what nobody waits for, and only that', async () => {
	const { queue, begun, endOne, settle } = openQueue();
	const [letGo, letGoToo] = [queue.makeWay(), queue.makeWay()];
	queue.add('later', 1);
	await settle();
	expect(begun).toEqual([]);
	void queue.ask('now');
	await settle();
	expect(begun).toEqual(['now!']);
	await endOne();
	letGo();
	letGo();
	vi.advanceTimersByTime(1000);
	await settle();
	expect(begun).toEqual(['now!']);
	letGoToo();
	vi.advanceTimersByTime(24);
	await settle();
	expect(begun).toEqual(['now!']);
	vi.advanceTimersByTime(1);
	await settle();
	expect(begun).toEqual(['now!', 'later']);
	await endOne();
});

it('an unbroken stream of alarms holds it up for two seconds, not for ever', async () => {
	const { queue, begun, endOne, settle } = openQueue();
	queue.makeWay();
	queue.add('later', 1);
	await settle();
	vi.advanceTimersByTime(1999);
	await settle();
	expect(begun).toEqual([]);
	vi.advanceTimersByTime(1);
	await settle();
	expect(begun).toEqual(['later']);
	await endOne();
});

it('stopped, it ends what it is at and answers the rest with nothing', async () => {
	const { queue, begun, endOne, settle } = openQueue();
	const first = queue.ask('first');
	const second = queue.ask('second');
	queue.add('third', 3);
	await settle();
	const stopped = queue.stop();
	await endOne();
	await stopped;
	expect(begun).toEqual(['first!']);
	expect(await first).toBe('made first');
	expect(await second).toBeNull();
	expect(await queue.ask('fourth')).toBeNull();
});

it('work that nobody waits for stands aside in its pauses while an alarm is taken, 50 ms at most in each', async () => {
	const paused: string[] = [];
	const queue = createAssessQueue<string>(async (id, _, pause) => {
		paused.push(`${id} 1`);
		await pause();
		paused.push(`${id} 2`);
		await pause();
		paused.push(`${id} 3`);
		return id;
	});
	const settle = async () => {
		for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve));
	};
	queue.add('later', 1);
	const letGo = queue.makeWay();
	await settle();
	expect(paused).toEqual(['later 1']);
	vi.advanceTimersByTime(50);
	await settle();
	expect(paused).toEqual(['later 1', 'later 2']);
	letGo();
	vi.advanceTimersByTime(25);
	await settle();
	expect(paused).toEqual(['later 1', 'later 2', 'later 3']);
	queue.makeWay();
	void queue.ask('now');
	await settle();
	expect(paused.slice(3)).toEqual(['now 1', 'now 2', 'now 3']);
	await queue.stop();
});
