import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FeedSocket, openLiveFeed } from '../../../src/client/feed.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import type { Change } from '../../../src/domain/records/change.ts';
import { DRAWING, INCIDENT, TASK, UNIT } from '../../support/record-fields.ts';

const FIELDS = { drawing: DRAWING, incident: INCIDENT, task: TASK, unit: UNIT };
type Collection = keyof typeof FIELDS;
const COLLECTIONS = Object.keys(FIELDS) as Collection[];
const CASES = 400;

/** What happens, one after the other. */
type Step =
	| { readonly do: 'write'; readonly collection: Collection; readonly id: number; readonly far: boolean }
	| { readonly do: 'remove'; readonly collection: Collection; readonly id: number }
	/** The line delivers so many of the messages that are on their way. */
	| { readonly do: 'deliver'; readonly count: number }
	/** What is on its way is lost. */
	| { readonly do: 'cut' }
	/** The line is dead, and nobody says so. */
	| { readonly do: 'silence' }
	/** The newest change is told once more, as after a take-over by another process. */
	| { readonly do: 'repeat' }
	/** A message arrives that cannot be read, in the place of the next one. */
	| { readonly do: 'spoil' }
	/** The server comes back over a database restored from a backup: other records, other numbers. */
	| { readonly do: 'restore' }
	/** Who watches is given another district; the line is cut. */
	| { readonly do: 'move' }
	| { readonly do: 'wait'; readonly seconds: number };

const collection = fc.constantFrom(...COLLECTIONS);
const id = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ do: fc.constant('write'), collection, id, far: fc.boolean() }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), collection, id }) },
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('deliver'), count: fc.integer({ min: 1, max: 4 }) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 20 }) }) },
	{ weight: 2, arbitrary: fc.constant({ do: 'cut' }) },
	...(['silence', 'repeat', 'spoil', 'restore', 'move'] as const).map((name) => ({
		weight: 1,
		arbitrary: fc.constant({ do: name }),
	})),
) as fc.Arbitrary<Step>;

interface Line extends FeedSocket {
	readonly messages: string[];
	isDead: boolean;
}

/** A server in a few lines, as topics.ts has it: what a page sees of the real one, without its speed. */
class ScriptedServer {
	#records = new Map<string, Change>();
	#seq = 0;
	#log = 1;
	#district: 'A' | null = null;
	line: Line | null = null;

	connect(address: string): FeedSocket {
		const line: Line = {
			binaryType: 'blob',
			onopen: null,
			onmessage: null,
			onclose: null,
			messages: [],
			isDead: false,
			send() {},
			close() {},
		};
		const query = new URL(address).searchParams;
		const since = Number(query.get('since'));
		const head = { serverTimeMs: 1, log: `log-${this.#log}`, sight: `${this.#district}`, packVersion: 'p' };
		const isKnown = query.has('since') && query.get('log') === head.log && query.get('sight') === head.sight;
		if (isKnown && since <= this.#seq) {
			line.messages.push(JSON.stringify({ kind: 'resumed', seq: since, ...head }));
			const missed = [...this.#records.values()].filter(({ seq }) => seq > since).sort((a, b) => a.seq - b.seq);
			if (missed.length > 0) line.messages.push(this.#write(missed));
		} else {
			const of = (name: Collection) => this.#seen(name).map(({ record }) => record);
			const records = {
				...{ incidents: of('incident'), units: of('unit'), tasks: of('task'), drawings: of('drawing') },
				...{ dispatches: [], closures: [], vehicles: [] },
				...{ sectors: [], teams: [], requests: [], notes: [], measurements: [] },
			};
			line.messages.push(JSON.stringify({ kind: 'snapshot', seq: this.#seq, ...head, ...records }));
		}
		this.line = line;
		return line;
	}

	#sees(record: Change['record']): boolean {
		return record !== null && (this.#district === null || record.district === this.#district);
	}

	#seen(name: Collection): Change[] {
		return [...this.#records.values()].filter((change) => change.collection === name && this.#sees(change.record));
	}

	#write(changes: readonly Change[]): string {
		const told = changes.map((change) => (this.#sees(change.record) ? change : { ...change, record: null }));
		return JSON.stringify({ kind: 'changes', seq: this.#seq, serverTimeMs: 1, changes: told });
	}

	/** What a page must show in the end: `collection/id version`. */
	expected(): string[] {
		return COLLECTIONS.flatMap((name) => this.#seen(name).map((change) => `${name}/${change.id} ${change.version}`));
	}

	write(name: Collection, number: number, district: string | null, isRemoved: boolean): void {
		const recordId = `${name}-${number}`;
		const before = this.#records.get(recordId);
		if (isRemoved && !before?.record) return;
		this.#seq += 1;
		const version = (before?.version ?? 0) + 1;
		const record = { ...FIELDS[name], id: recordId, version, createdAtMs: 1, updatedAtMs: this.#seq, district };
		const meta = { seq: this.#seq, collection: name, id: recordId, version, atMs: 1 };
		const change = { ...meta, record: isRemoved ? null : record };
		this.#records.set(recordId, change);
		this.line?.messages.push(this.#write([change]));
	}

	deliver(count: number): void {
		for (let i = 0; i < count && this.line && !this.line.isDead; i++) {
			const data = this.line.messages.shift();
			if (data === undefined) return;
			this.line.onmessage?.call(this.line as unknown as WebSocket, { data } as MessageEvent);
		}
	}

	cut(): void {
		const line = this.line;
		this.line = null;
		line?.onclose?.call(line as unknown as WebSocket, { code: 1006 } as CloseEvent);
	}

	take(what: Step): void {
		if (what.do === 'write') this.write(what.collection, what.id, what.far ? 'B' : 'A', false);
		else if (what.do === 'remove') this.write(what.collection, what.id, null, true);
		else if (what.do === 'deliver') this.deliver(what.count);
		else if (what.do === 'cut') this.cut();
		else if (what.do === 'silence' && this.line) this.line.isDead = true;
		else if (what.do === 'repeat') {
			const newest = [...this.#records.values()].find(({ seq }) => seq === this.#seq);
			if (newest) this.line?.messages.push(this.#write([newest]));
		} else if (what.do === 'spoil' && this.line?.messages.length) this.line.messages[0] = '{"kind":"cha';
		else if (what.do === 'restore') {
			this.cut();
			this.#log += 1;
			this.#records = new Map();
			this.#seq = 0;
			for (const name of COLLECTIONS) this.write(name, 0, 'A', false);
		} else if (what.do === 'move') {
			this.cut();
			this.#district = this.#district === null ? 'A' : null;
		} else if (what.do === 'wait') {
			for (let s = 0; s < what.seconds; s++) vi.advanceTimersByTime(1000);
		}
	}
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

it('whatever is lost, said twice or spoilt on the way, the page shows what the server has in the end', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
			const server = new ScriptedServer();
			const store = createLiveStore();
			const feed = openLiveFeed({
				url: 'ws://x/api/feed',
				store,
				openSocket: (address) => server.connect(address),
				nowMs: () => Date.now(),
			});
			try {
				for (const each of steps) server.take(each);
				// Everything that was wrong is over: the last bad message a new line is opened for, the longest wait, the longest silence.
				for (let s = 0; s < 60; s++) {
					server.deliver(1000);
					vi.advanceTimersByTime(1000);
					if (server.line && !server.line.isDead) {
						server.line.messages.push('{"kind":"tick","seq":0,"serverTimeMs":1}');
					}
				}
				const { incidents, units, tasks, drawings } = store.getState();
				const shown = Object.entries({ incident: incidents, unit: units, task: tasks, drawing: drawings }).flatMap(
					([name, list]) => list.map(({ id: of, version }) => `${name}/${of} ${version}`),
				);
				expect(shown.sort()).toEqual(server.expected().sort());
				expect(store.getState().connection).toBe('live');
			} finally {
				feed.close();
			}
		}),
		{ numRuns: CASES, seed: Number(process.env.FENGTU_SEED ?? 1) },
	);
});
