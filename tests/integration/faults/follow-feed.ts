import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Change } from '../../../src/domain/records/change.ts';
import type { FeedMessage } from '../../../src/domain/topics.ts';

const AGAIN_MS = 50;

/** A reader of the live feed that comes back after every break and asks for what came since. */
export interface FeedFollower {
	/** Newest state told of each record, by `collection/id`; null = removed. */
	readonly records: ReadonlyMap<string, Record<string, unknown> | null>;
	/** Messages that were not as promised: a number that fell, a version told twice or out of order. */
	readonly faults: readonly string[];
	/** Openings, by what they were answered with. */
	readonly opened: { snapshot: number; resumed: number };
	/** Last words of the server, by reason. */
	readonly byes: readonly string[];
	/** Number up to which it knows. */
	seq(): number;
	/** Resolves when it knows all up to a number. @throws Error when that does not come within the limit */
	reached(seq: number, withinMs?: number): Promise<void>;
	/** Breaks the line, without a word. */
	cut(): void;
	close(): void;
}

/** Follows a server's feed; `url` is asked before each opening. */
export async function followFeed(url: () => string): Promise<FeedFollower> {
	const records = new Map<string, Record<string, unknown> | null>();
	const faults: string[] = [];
	const byes: string[] = [];
	const opened = { snapshot: 0, resumed: 0 };
	let seq: number | null = null;
	let log = '';
	let socket: WebSocket | null = null;
	let closed = false;
	let onMessage = () => {};

	function open(): void {
		const since = seq === null ? '' : `&since=${seq}&log=${encodeURIComponent(log)}`;
		const next = new WebSocket(`${url().replace('http', 'ws')}/api/feed?positions=none${since}`);
		socket = next;
		next.on('message', (data, isBinary) => {
			if (!isBinary && next === socket) take(JSON.parse(String(data)) as FeedMessage);
		});
		next.on('error', () => {});
		next.on('close', async () => {
			if (closed || next !== socket) return;
			await wait(AGAIN_MS);
			if (!closed) open();
		});
	}

	function take(message: FeedMessage): void {
		if (seq !== null && message.seq < seq && message.kind !== 'snapshot') {
			faults.push(`${message.kind}: got seq ${message.seq}, expected ${seq} or more`);
		}
		if (message.kind === 'bye') byes.push(message.reason);
		if (message.kind === 'snapshot' || message.kind === 'resumed') {
			if (message.kind === 'resumed' && message.log !== log)
				faults.push(`resumed: got log ${message.log}, expected ${log}`);
			opened[message.kind]++;
			log = message.log;
		}
		if (message.kind === 'snapshot') takeSnapshot(message);
		if (message.kind === 'changes') for (const change of message.changes) takeChange(change);
		seq = message.seq;
		onMessage();
	}

	function takeSnapshot({
		incidents,
		units,
		dispatches,
		closures,
		tasks,
		drawings,
		sectors,
		teams,
		requests,
		notes,
		measurements,
	}: FeedMessage & { kind: 'snapshot' }): void {
		const lists = {
			incident: incidents,
			unit: units,
			dispatch: dispatches,
			closure: closures,
			task: tasks,
			drawing: drawings,
			sector: sectors,
			team: teams,
			request: requests,
			note: notes,
			measurement: measurements,
		};
		for (const [collection, list] of Object.entries(lists)) {
			for (const record of list) records.set(`${collection}/${record.id}`, record);
		}
	}

	function takeChange({ seq: number, collection, id, version, record }: Change): void {
		const before = records.get(`${collection}/${id}`);
		if (before && Number(before.version) >= version) {
			faults.push(
				`changes: got ${collection} ${id} version ${version} after ${before.version}, expected a later one (seq ${number})`,
			);
		}
		records.set(`${collection}/${id}`, record);
	}

	async function reached(wanted: number, withinMs = 20_000): Promise<void> {
		if ((seq ?? -1) >= wanted) return;
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(
				() => reject(new Error(`feed: got ${seq}, expected ${wanted} within ${withinMs} ms`)),
				withinMs,
			);
			onMessage = () => {
				if ((seq ?? -1) < wanted) return;
				clearTimeout(timer);
				onMessage = () => {};
				resolve();
			};
		});
	}

	open();
	const follower: FeedFollower = {
		records,
		faults,
		opened,
		byes,
		seq: () => seq ?? -1,
		reached,
		cut: () => socket?.terminate(),
		close() {
			closed = true;
			socket?.terminate();
		},
	};
	await reached(0);
	return follower;
}

/** Reads the state of all records over the API, page by page, with the number it is true for. */
export async function readAllRecords(url: string): Promise<{ changes: Change[]; seq: number }> {
	const changes: Change[] = [];
	let since = 0;
	for (;;) {
		const answer = await fetch(`${url}/api/changes?since=${since}&limit=1000`);
		if (!answer.ok) throw new Error(`/api/changes: got ${answer.status} ${await answer.text()}, expected 200`);
		const page = (await answer.json()) as { changes: Change[]; seq: number; more: boolean };
		changes.push(...page.changes);
		since = page.seq;
		if (!page.more) return { changes, seq: since };
	}
}
