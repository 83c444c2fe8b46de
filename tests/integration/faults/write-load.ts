import { setTimeout as wait } from 'node:timers/promises';
import type { PackManifest } from '../../../src/domain/pack/manifest.ts';
import type { RecordedEvent } from '../../../src/domain/records/change.ts';
import type { Unit } from '../../../src/domain/records/unit.ts';
import { createRandom } from '../../bench/make-building-table.ts';

/** Before the same request goes out again. */
const RETRY_MS = 25;
const ANSWER_WITHIN_MS = 15_000;
/** Open incidents that one writer keeps; older ones are closed. */
const KEEPS_OPEN = 2;
/** Share of intents whose writer is gone after the first try, answered or not. */
const GIVES_UP = 0.1;

/** One thing that a writer wants done once. Its key stands in the record too, so that the log tells how often it was. */
export interface Intent {
	readonly key: string;
	readonly path: string;
	readonly method: 'POST';
	readonly body: Readonly<Record<string, unknown>>;
	/** The status that settled it; null = never heard. */
	status: number | null;
	readonly tries: number[];
}

/** Writers at work. */
export interface WriteLoad {
	/** All that was begun. */
	readonly intents: readonly Intent[];
	/** Answers other than done: status and words, the newest last. */
	readonly refusals: readonly string[];
	/** Resolves when so many more writes than now were answered as done. @throws Error when nothing comes within the limit */
	acknowledged(more: number, withinMs?: number): Promise<void>;
	/** Lets every writer finish what it has begun, and ends. */
	stop(): Promise<void>;
}

export interface WriteLoadOptions {
	/** Where to; asked before each try. */
	readonly url: () => string;
	readonly writers: number;
	readonly seed: number;
	/** Before every key, so that two loads on one database do not meet. */
	readonly name?: string;
}

/** Lets writers raise and close incidents, set units' states, close roads and draw, each thing under its own idempotency key until it is answered. */
export async function startWriteLoad({ url, writers, seed, name = 'load' }: WriteLoadOptions): Promise<WriteLoad> {
	const manifest = (await (await fetch(`${url()}/api/pack`)).json()) as PackManifest;
	const { units } = (await (await fetch(`${url()}/api/units`)).json()) as { units: Unit[] };
	const intents: Intent[] = [];
	const refusals: string[] = [];
	const waiting = new Set<() => void>();
	let done = 0;
	let stopping = false;

	async function writeOn(writer: number): Promise<void> {
		const random = createRandom(seed * 1000 + writer);
		const own = units.filter((_, i) => i % writers === writer).slice(0, 5);
		const trained = new Set(own.filter(({ state }) => state === '30').map(({ id }) => id));
		const open: string[] = [];
		const place = () => {
			const [west, south, east, north] = manifest.bounds;
			return [west + random() * (east - west), south + random() * (north - south)] as const;
		};
		for (let n = 0; !stopping; n++) {
			const key = `${name}-${seed}-${writer}-${n}`;
			const make = (path: string, body: Record<string, unknown>): Intent => ({
				key,
				path,
				method: 'POST',
				body,
				status: null,
				tries: [],
			});
			const [lon, lat] = place();
			const old = open.length > KEEPS_OPEN ? open.shift() : undefined;
			const unit = own[n % Math.max(own.length, 1)];
			const choice = random();
			let intent: Intent;
			if (old !== undefined) {
				intent = make(`/api/incidents/${encodeURIComponent(old)}/close`, { reason: key });
			} else if (choice < 0.3) {
				intent = make('/api/incidents?assess=later', { lon, lat, description: key });
			} else if (choice < 0.6 && unit) {
				const isTraining = trained.has(unit.id);
				intent = make(`/api/units/${encodeURIComponent(unit.id)}/state`, {
					state: isTraining ? '10' : '30',
					note: key,
				});
			} else if (choice < 0.65) {
				const shape = {
					type: 'LineString',
					coordinates: [
						[lon, lat],
						[lon + 0.0002, lat],
					],
				};
				intent = make('/api/closures', { shape, reason: key });
			} else {
				intent = make('/api/drawings', {
					geometry: { type: 'Point', coordinates: [lon, lat] },
					label: key,
					district: null,
				});
			}
			intents.push(intent);
			// Whether a unit's state was set must be known to set the next: to set it again is nothing new and no event.
			const once = random() < GIVES_UP && !intent.path.startsWith('/api/units/');
			const answer = await send(intent, once);
			if (answer === null || unit === undefined) continue;
			if (intent.path.startsWith('/api/incidents?')) open.push(String(answer.id));
			if (intent.path.startsWith('/api/units/')) {
				if (answer.state === '30') trained.add(unit.id);
				else trained.delete(unit.id);
			}
		}
	}

	/** Sends until it is settled; null = refused, or given up. */
	async function send(intent: Intent, once: boolean): Promise<Record<string, unknown> | null> {
		for (;;) {
			intent.tries.push(performance.now());
			try {
				const answer = await fetch(url() + intent.path, {
					method: intent.method,
					headers: { 'content-type': 'application/json', 'idempotency-key': intent.key },
					body: JSON.stringify(intent.body),
					signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
				});
				const text = await answer.text();
				if (answer.status < 500) {
					intent.status = answer.status;
					if (!answer.ok) {
						refusals.push(`${intent.path} ${answer.status} ${text.slice(0, 300)}`);
						return null;
					}
					done++;
					for (const look of waiting) look();
					return JSON.parse(text) as Record<string, unknown>;
				}
				refusals.push(`${intent.path} ${answer.status} ${text.slice(0, 300)}`);
			} catch {
				// The line broke: nobody knows whether it was done.
			}
			if (once) return null;
			await wait(RETRY_MS);
		}
	}

	const running = Array.from({ length: writers }, (_, writer) => writeOn(writer));
	return {
		intents,
		refusals,
		acknowledged(more, withinMs = 60_000) {
			const wanted = done + more;
			return new Promise((resolve, reject) => {
				const timer = setTimeout(() => {
					waiting.delete(look);
					reject(
						new Error(
							`writes: got ${done} answered, expected ${wanted} within ${withinMs} ms\n${refusals.slice(-5).join('\n')}`,
						),
					);
				}, withinMs);
				const look = () => {
					if (done < wanted) return;
					clearTimeout(timer);
					waiting.delete(look);
					resolve();
				};
				waiting.add(look);
			});
		},
		async stop() {
			stopping = true;
			await Promise.all(running);
		},
	};
}

/** Reads the whole log over the API, page by page. */
export async function readAllEvents(url: string): Promise<RecordedEvent[]> {
	const all: RecordedEvent[] = [];
	for (;;) {
		const since = all.at(-1)?.seq ?? 0;
		const answer = await fetch(`${url}/api/events?since=${since}&limit=1000`);
		if (!answer.ok) throw new Error(`/api/events: got ${answer.status} ${await answer.text()}, expected 200`);
		const { events } = (await answer.json()) as { events: RecordedEvent[] };
		if (events.length === 0) return all;
		all.push(...events);
	}
}

/** What became of the intents, by the log. */
export interface Tally {
	readonly acknowledged: number;
	/** Keys of intents answered as done that the log does not have. */
	readonly lost: readonly string[];
	/** Keys that the log has more than once. */
	readonly doubled: readonly string[];
	/** Keys that were refused (4xx) and yet are there. */
	readonly refusedButThere: readonly string[];
}

/** Counts how often the log has each intent: its key stands in a field that the event set, or is the event's reason. */
export function tallyIntents(intents: readonly Intent[], events: readonly RecordedEvent[]): Tally {
	const known = new Set(intents.map(({ key }) => key));
	const counts = new Map<string, number>();
	for (const { set, reason } of events) {
		const words = new Set([reason, set?.description, set?.label, set?.reason, set?.note]);
		for (const word of words) {
			if (typeof word === 'string' && known.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
		}
	}
	const isDone = ({ status }: Intent) => status !== null && status < 300;
	return {
		acknowledged: intents.filter(isDone).length,
		lost: intents.filter((intent) => isDone(intent) && !counts.has(intent.key)).map(({ key }) => key),
		doubled: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
		refusedButThere: intents
			.filter(({ status, key }) => status !== null && status >= 400 && counts.has(key))
			.map(({ key }) => key),
	};
}
