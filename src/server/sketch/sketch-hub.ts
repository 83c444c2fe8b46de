import { z } from 'zod';
import type { Identity } from '../../domain/access/may-do.ts';
import { describeError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { Store } from '../store/store.ts';
import { createSketchLine, type SketchPerson, type SketchSocket } from './sketch-line.ts';
import { readSketchMessage } from './sketch-messages.ts';
import type { SketchProjector } from './sketch-projector.ts';
import { openSketchRoom, type SketchRoom } from './sketch-room.ts';
import { readSketchNumbers } from './sketch-table.ts';

const BEAT_MS = 500;
/** How often a process looks whether it missed what another one wrote. */
const LOOK_EVERY_BEATS = 4;
const CHANNEL = 'sketch';
/** Longest base64 that a channel of the store takes with what is told beside it; larger updates are read from the table. */
const MOST_TOLD = 7700;

/** What processes tell one another: what was written, or who is there; base64. */
const toldSchema = z.union([
	z.object({ i: z.string(), s: z.number().int(), u: z.string().nullable() }),
	z.object({ i: z.string(), p: z.string() }),
]);

export interface SketchHubParts {
	readonly store: Store;
	readonly projector: SketchProjector;
	/** Whether a session, a token or demo mode still holds; asked of everyone twice a second. */
	readonly isAlive: (identity: Identity) => boolean;
	readonly onSessionEnded: (listener: (sessionId: string) => void) => () => void;
	readonly onProblem: (message: string) => void;
}

/** A page's line, for its socket's events. */
export interface SketchEntry {
	receive(bytes: Uint8Array): void;
	answerPing(): void;
	leave(): void;
}

/** The sketches that are open at this process. */
export interface SketchHub {
	join(socket: SketchSocket, person: SketchPerson, incident: IncidentRecord): SketchEntry;
	/** `rooms`: open here; each has pages. */
	stats(): { readonly rooms: number; readonly lines: number };
	/** Ends all lines once what they drew is on disk. Safe to call twice. */
	close(): Promise<void>;
}

/** Makes the hub without rooms. */
export function createSketchHub({ store, projector, isAlive, onSessionEnded, onProblem }: SketchHubParts): SketchHub {
	const rooms = new Map<string, SketchRoom>();
	let lines = 0;
	let beats = 0;
	let isClosed = false;

	function tellProcesses(told: z.infer<typeof toldSchema>): void {
		store.tell(CHANNEL, JSON.stringify(told));
	}

	function tellWritten(incidentId: string, seq: number, update: Uint8Array): void {
		const text = Buffer.from(update).toString('base64');
		tellProcesses({ i: incidentId, s: seq, u: text.length <= MOST_TOLD ? text : null });
	}

	function openRoom(incident: IncidentRecord): SketchRoom {
		const { id } = incident;
		const room = openSketchRoom({
			incident,
			store,
			onProblem,
			onWritten(seq, update) {
				projector.watch(id);
				tellWritten(id, seq, update);
			},
			onPresence: (update) => tellProcesses({ i: id, p: Buffer.from(update).toString('base64') }),
			onLeft() {
				projector.flush(id).catch((error: unknown) => {
					projector.watch(id);
					onProblem(`sketch ${id}: ${describeError(error)}; what was drawn becomes events later`);
				});
			},
			onEmpty() {
				if (rooms.get(id) === room) rooms.delete(id);
			},
		});
		rooms.set(id, room);
		return room;
	}

	async function look(): Promise<void> {
		if (rooms.size === 0) return;
		for (const { incidentId, seq } of await readSketchNumbers(store.pool, [...rooms.keys()])) {
			rooms.get(incidentId)?.hear(seq, null);
		}
	}

	const undo = [
		store.onTold(CHANNEL, (text) => {
			try {
				const told = toldSchema.parse(JSON.parse(text));
				const room = rooms.get(told.i);
				if ('p' in told) room?.hearPresence(Buffer.from(told.p, 'base64'));
				else room?.hear(told.s, told.u === null ? null : Buffer.from(told.u, 'base64'));
			} catch (error) {
				onProblem(`sketches: another process: ${describeError(error)}`);
			}
		}),
		store.onChanges((changes) => {
			for (const { collection, id, record } of changes) {
				if (collection === 'incident' && record) rooms.get(id)?.setIncident(record as IncidentRecord);
			}
			// Drawings that were set beside their sketch's room, or moved with their incident, are in the table.
			if (changes.some(({ collection }) => collection === 'drawing')) look().catch(() => {});
		}),
		onSessionEnded((sessionId) => {
			for (const room of rooms.values()) room.endSession(sessionId);
		}),
	];
	const timer = setInterval(() => {
		beats += 1;
		for (const room of rooms.values()) room.beat(isAlive);
		// While the database is away the rooms find that out themselves.
		if (beats % LOOK_EVERY_BEATS === 0) look().catch(() => {});
	}, BEAT_MS);

	return {
		join(socket, person, incident) {
			const room = rooms.get(incident.id) ?? openRoom(incident);
			lines += 1;
			let isGone = false;
			const leave = () => {
				if (isGone) return;
				isGone = true;
				lines -= 1;
				room.leave(line);
			};
			const line = createSketchLine(socket, person, leave);
			room.join(line);
			if (isClosed) line.end('stopping');
			return {
				receive(bytes) {
					if (line.isEnded) return;
					try {
						if (!line.mayTell()) throw new Error('sketch: got too many messages, expected fewer');
						room.take(line, readSketchMessage(bytes));
					} catch (error) {
						onProblem(`sketch ${incident.id}: ${person.identity.actor.id}: ${describeError(error).slice(0, 300)}`);
						line.end('badRequest');
					}
				},
				answerPing: line.answerPing,
				leave: line.drop,
			};
		},
		stats: () => ({ rooms: rooms.size, lines }),
		async close() {
			if (isClosed) return;
			isClosed = true;
			clearInterval(timer);
			for (const stop of undo) stop();
			await Promise.all([...rooms.values()].map((room) => room.close()));
			await projector.close();
		},
	};
}
