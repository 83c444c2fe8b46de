import { SYSTEM_ACTOR } from '../../domain/access/identity.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import { describeError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { SKETCH_CLOSE } from '../../domain/tactics/sketch-wire.ts';
import type { Store, WriteContext } from '../store/store.ts';
import { createRoomPresence } from './room-presence.ts';
import type { SketchLine } from './sketch-line.ts';
import { type SketchMessage, writeAwarenessMessage, writeSyncMessage } from './sketch-messages.ts';
import { createSketchState, isEmptyUpdate, type SketchState } from './sketch-state.ts';
import { readSketch } from './sketch-table.ts';
import { BadChange, findReadOnly, type SketchChange, type TakenChanges, takeChanges } from './take-changes.ts';
import { compact, lockWithIncident, openLocked } from './write-sketch.ts';

const CONTEXT: WriteContext = { by: SYSTEM_ACTOR, from: 'sketch', idempotency: null };

export interface SketchRoomParts {
	readonly incident: IncidentRecord;
	readonly store: Store;
	/** Something was written here, as this update: other processes are to be told, and events to be made of it. */
	readonly onWritten: (seq: number, update: Uint8Array) => void;
	/** Pages of this process told of themselves: other processes are to be told. */
	readonly onPresence: (update: Uint8Array) => void;
	/** A page went: what was drawn becomes events now. */
	readonly onLeft: () => void;
	/** Nobody is there, and nothing of it is in memory. */
	readonly onEmpty: () => void;
	readonly onProblem: (message: string) => void;
}

/** The sketch of one incident while somebody has it open: everyone's changes in one order, on disk before anybody is told of them. */
export interface SketchRoom {
	/** The number it is known up to; 0 = not read yet. */
	readonly seq: number;
	join(line: SketchLine): void;
	take(line: SketchLine, message: SketchMessage): void;
	leave(line: SketchLine): void;
	/** Another process wrote up to this number. `update`: what it wrote last; null = it lies in the table. */
	hear(seq: number, update: Uint8Array | null): void;
	hearPresence(update: Uint8Array): void;
	setIncident(incident: IncidentRecord): void;
	/** Lines whose people may not stay; then the beat of the others. */
	beat(isAlive: (identity: Identity) => boolean): void;
	endSession(sessionId: string): void;
	/** Writes what it was sent, ends all lines, and lets go of everything. */
	close(): Promise<void>;
}

/** Opens it without lines. What goes wrong with the database ends the lines; the pages hold what they drew and come again. */
export function openSketchRoom(parts: SketchRoomParts): SketchRoom {
	const { store, onProblem } = parts;
	const { id: incidentId } = parts.incident;
	const where = `sketch ${incidentId}`;
	let { incident } = parts;
	const lines = new Set<SketchLine>();
	/** null = not read yet, or of no use any more. What it holds is in the table whenever no task of the queue is running. */
	let state: SketchState | null = null;
	let waiting: SketchChange<SketchLine>[] = [];
	let queue: Promise<void> = Promise.resolve();
	let isEmpty = false;

	const presence = createRoomPresence((update, origin) => {
		broadcast(writeAwarenessMessage(update), origin);
		if (typeof origin === 'object') parts.onPresence(update);
	});

	function enqueue(task: () => Promise<void>): void {
		queue = queue.then(task).catch((error: unknown) => {
			onProblem(
				`${where}: got ${describeError(error)}, expected the database to answer; its ${lines.size} pages come again`,
			);
			state = null;
			waiting = [];
			endAll('unavailable');
		});
	}

	function endAll(why: keyof typeof SKETCH_CLOSE): void {
		for (const line of [...lines]) line.end(why);
	}

	function broadcast(bytes: Uint8Array, but: unknown): void {
		for (const line of lines) if (line.isInStep && line !== but) line.send(bytes);
	}

	function tellUpdate(update: Uint8Array | null, but: SketchLine | null = null): void {
		if (update && !isEmptyUpdate(update)) broadcast(writeSyncMessage('new', update), but);
	}

	function setIncident(next: IncidentRecord): void {
		if (next.version <= incident.version) return;
		const before = incident;
		incident = next;
		for (const line of [...lines]) {
			if (mayDo(line.identity, 'incident.read', next)) {
				const readOnly = findReadOnly(line.identity, next);
				if (readOnly !== findReadOnly(line.identity, before)) line.tell({ kind: 'access', readOnly });
			} else line.end('refused');
		}
	}

	/** Brings the state up to what is in the table now. */
	async function catchUp(): Promise<SketchState> {
		const held = state ?? createSketchState();
		let news = await readSketch(store.pool, incidentId, held.seq);
		if (!news) {
			await store.write(CONTEXT, async (tx) => {
				await lockWithIncident(tx, incidentId);
				return null;
			});
			news = await readSketch(store.pool, incidentId, held.seq);
		}
		if (news) tellUpdate(held.load(news));
		state = held;
		return held;
	}

	async function writeWaiting(): Promise<void> {
		const batch = waiting;
		waiting = [];
		const given = batch.filter(({ update }) => !isEmptyUpdate(update));
		const taken = given.length === 0 ? null : await writeBatch(given);
		if (taken) {
			state = taken.state;
			setIncident(taken.incident);
			tellUpdate(taken.missed);
			const drawers = new Set(given.map(({ line }) => line));
			const [only] = drawers;
			// Who drew it has it, unless something was put back.
			tellUpdate(taken.update, drawers.size === 1 && taken.putBack.length === 0 ? (only ?? null) : null);
			if (taken.update) parts.onWritten(state.seq, taken.update);
		}
		for (const { line, marks } of taken?.putBack ?? []) {
			line.tell({ kind: 'put-back', marks: marks.map(({ id, reason }) => ({ id: id.slice(0, 100), reason })) });
			for (const { id, reason, found } of marks) {
				onProblem(`${where}: mark ${id.slice(0, 60)} of ${line.identity.actor.id}: got ${found} (${reason}); put back`);
			}
		}
		for (const { line, reason } of taken?.refused ?? []) line.tell({ kind: 'refused', reason });
		for (const { line } of batch) line.settled += 1;
		for (const line of new Set(batch.map(({ line }) => line))) line.tell({ kind: 'kept', messages: line.settled });
	}

	/** A change that is none ends its line, and the others are taken without it. */
	async function writeBatch(given: SketchChange<SketchLine>[]): Promise<TakenChanges<SketchLine> | null> {
		let batch = given;
		while (batch.length > 0) {
			try {
				let taken: TakenChanges<SketchLine> | null = null;
				await store.write(CONTEXT, async (tx) => {
					// Of no use when this fails.
					const held = state;
					state = null;
					taken = await takeChanges(tx, incidentId, held, batch);
					return null;
				});
				return taken;
			} catch (error) {
				if (!(error instanceof BadChange)) throw error;
				const { line } = error as BadChange<SketchLine>;
				onProblem(`${where}: ${line.identity.actor.id}: ${describeError(error.cause)}; its line is ended`);
				line.end('badRequest');
				batch = batch.filter((change) => change.line !== line);
			}
		}
		return null;
	}

	/** Lets go of what nobody has open. */
	async function empty(): Promise<void> {
		if (lines.size > 0 || isEmpty) return;
		const held = state;
		if (held && held.seq > held.stateSeq) {
			state = null;
			await store.write(CONTEXT, async (tx) => {
				const open = await openLocked(tx, incidentId);
				await compact(tx, incidentId, open.state);
				open.state.destroy();
				return null;
			});
		}
		if (lines.size > 0) return;
		isEmpty = true;
		held?.destroy();
		state = null;
		presence.destroy();
		parts.onEmpty();
	}

	return {
		get seq() {
			return state?.seq ?? 0;
		},
		join(line) {
			lines.add(line);
			enqueue(async () => {
				const held = await catchUp();
				const { name } = line.identity.actor;
				line.tell({ kind: 'hello', log: store.log, name, readOnly: findReadOnly(line.identity, incident) });
				line.send(writeSyncMessage('ask', held.readStateVector()));
			});
		},
		take(line, message) {
			if (message.kind === 'presence') {
				line.page ??= message.page;
				if (line.page !== message.page) throw new Error('sketch: got the presence of another page, expected its own');
				const { name } = line.identity.actor;
				presence.set(message.page, message.clock, message.presence && { ...message.presence, name }, line);
			} else if (message.kind === 'change') {
				waiting.push({ line, update: message.update });
				if (waiting.length === 1) enqueue(writeWaiting);
			} else {
				enqueue(async () => {
					const held = state ?? (await catchUp());
					let answer: Uint8Array;
					try {
						answer = held.readSince(message.stateVector);
					} catch {
						line.end('badRequest');
						return;
					}
					line.send(writeSyncMessage('answer', answer));
					line.isInStep = true;
					const here = presence.readAll();
					if (here) line.send(writeAwarenessMessage(here));
				});
			}
		},
		leave(line) {
			if (!lines.delete(line)) return;
			if (line.page !== null) presence.remove(line.page, line);
			parts.onLeft();
			enqueue(empty);
		},
		hear(seq, update) {
			enqueue(async () => {
				if (state === null || seq <= state.seq) return;
				if (update && seq === state.seq + 1) {
					tellUpdate(state.load({ seq, stateSeq: state.stateSeq, updates: [update] }));
				} else await catchUp();
			});
		},
		hearPresence: presence.take,
		setIncident,
		beat(isAlive) {
			for (const line of [...lines]) {
				if (isAlive(line.identity)) line.beat();
				else line.end('signedOut');
			}
		},
		endSession(sessionId) {
			for (const line of [...lines]) if (line.identity.sessionId === sessionId) line.end('signedOut');
		},
		async close() {
			// What came before is written and told to be kept.
			let last: Promise<void>;
			do {
				last = queue;
				await last;
			} while (last !== queue);
			endAll('stopping');
			enqueue(empty);
			await queue;
		},
	};
}
