import { setImmediate } from 'node:timers/promises';

/** How long an alarm that is being taken holds up what nobody waits for, at most: a stream of alarms starves no assessment. */
const HELD_AT_MOST_MS = 2000;
/** The same in each pause of work that nobody waits for: an alarm has many short waits of its own, and none should cost it a part of that work. */
const PAUSED_AT_MOST_MS = 50;
/** Alarms come in bursts: how long after one the next is still given way to. */
const LINGER_MS = 25;

/** Work on incidents, one at a time: what somebody waits for in its order, then the rest, the newest incident first. */
export interface AssessQueue<T> {
	/** Done before everything that nobody waits for. */
	ask(id: string): Promise<T | null>;
	/** Does nothing to one that waits already. */
	add(id: string, createdAtMs: number): void;
	/** Holds up what nobody waits for, until the undo. */
	makeWay(): () => void;
	/** Resolves when the work at hand is done; what waits is answered null. */
	stop(): Promise<void>;
}

/** Makes a queue of `work`, which must not reject; it waits for `pause` between its parts, so that an alarm is taken before it goes on. */
export function createAssessQueue<T>(
	work: (id: string, isAwaited: boolean, pause: () => Promise<void>) => Promise<T | null>,
	lingerMs = LINGER_MS,
): AssessQueue<T> {
	const asked: { readonly id: string; readonly answer: (value: T | null) => void }[] = [];
	const added = new Map<string, number>();
	const freed = new Set<() => void>();
	let held = 0;
	let running: Promise<void> | null = null;
	let isStopped = false;

	/** Until no alarm is being taken, somebody waits for something, or it is time. */
	async function waitForQuiet(atMostMs: number): Promise<void> {
		if (held === 0 || asked.length > 0 || isStopped) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(go, atMostMs);
			function go() {
				clearTimeout(timer);
				freed.delete(go);
				resolve();
			}
			freed.add(go);
		});
	}

	const wake = () => {
		for (const go of freed) go();
	};

	async function run(): Promise<void> {
		while (!isStopped) {
			if (added.size > 0) await waitForQuiet(HELD_AT_MOST_MS);
			const first = asked.shift();
			const id = first?.id ?? findNewest(added);
			if (id === undefined || isStopped) {
				first?.answer(null);
				return;
			}
			added.delete(id);
			const value = await work(id, first !== undefined, async () => {
				await setImmediate();
				if (!first) await waitForQuiet(PAUSED_AT_MOST_MS);
			});
			first?.answer(value);
			await setImmediate();
		}
	}

	function begin(): void {
		if (isStopped) return;
		running ??= run().finally(() => {
			running = null;
			if (asked.length + added.size > 0) begin();
		});
	}

	return {
		ask(id) {
			if (isStopped) return Promise.resolve(null);
			return new Promise((answer) => {
				asked.push({ id, answer });
				wake();
				begin();
			});
		},
		add(id, createdAtMs) {
			added.set(id, createdAtMs);
			begin();
		},
		makeWay() {
			held += 1;
			let isHeld = true;
			return () => {
				if (!isHeld) return;
				isHeld = false;
				setTimeout(() => {
					held -= 1;
					if (held === 0) wake();
				}, lingerMs);
			};
		},
		async stop() {
			isStopped = true;
			wake();
			await running;
			for (const { answer } of asked.splice(0)) answer(null);
			added.clear();
		},
	};
}

function findNewest(added: ReadonlyMap<string, number>): string | undefined {
	let newest: [string, number] | undefined;
	for (const entry of added) if (!newest || entry[1] > newest[1]) newest = entry;
	return newest?.[0];
}
