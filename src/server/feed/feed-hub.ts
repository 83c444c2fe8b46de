import { createHash } from 'node:crypto';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { describeError } from '../../domain/errors.ts';
import type { Change } from '../../domain/records/change.ts';
import { COLLECTIONS } from '../../domain/records/collections.ts';
import type { Dispatch } from '../../domain/records/dispatch.ts';
import { type FeedQuery, feedRequestSchema } from '../../domain/topics.ts';
import type { Store } from '../store/store.ts';
import { type ByeReason, createFeedClient, type FeedClient, type FeedSocket } from './feed-client.ts';
import { type FeedPicture, readFeedPicture } from './feed-picture.ts';
import { type BoardVehicle, type PositionBoard, tellVehicle } from './position-board.ts';
import { createPositionTeller, type PositionLine, type PositionTeller } from './position-teller.ts';
import { createResumeReader, MAX_RESUME_GAP, type ResumeAnswer } from './resume-reader.ts';
import { maySee, sightKeyOf, tellChange } from './sight.ts';

/** Between two batches of changes. */
const BATCH_MS = 100;
const BEAT_MS = 500;
/** Some 10 ms to make: it serves when something changed too, which is told after it. */
const LARGE_SNAPSHOT_BYTES = 256 * 1024;
/** Changes after a snapshot from which another one is shorter. */
const MAX_LATER = 200;
/** A snapshot serves all who come in this time, as long as nothing changes. */
const SNAPSHOT_SERVES_MS = 1000;
/** Assessments of incidents that the hub was not told of yet. */
const MAX_EARLY = 100;

export interface FeedHubParts {
	readonly store: Store;
	readonly board: PositionBoard;
	readonly nowMs: () => number;
	/** Version of the city pack that is served now. */
	readonly readPackVersion: () => string;
	/** Whether a session, a token or demo mode still holds. Asked of everyone twice a second: it must cost nothing. To be asked is to be in use: it may keep the session from idling out. */
	readonly isAlive: (identity: Identity) => boolean;
	/** Calls back with the id of each session that ends; returns its undo. */
	readonly onSessionEnded: (listener: (sessionId: string) => void) => () => void;
	readonly onProblem: (message: string) => void;
}

/** A client's line to the hub, for its socket's events. */
export interface FeedLine {
	/** What it sent. */
	receive(text: string): void;
	/** It answered a ping. */
	answerPing(): void;
	/** Its socket is closed. */
	leave(): void;
}

/** Tells every client of the live feed what it may see, in step with the log of records. */
export interface FeedHub {
	/** The snapshot, or what came since, goes out first. */
	join(socket: FeedSocket, identity: Identity, query: FeedQuery): FeedLine;
	/** Tells an assessment to all who may see its incident; pages of other processes fetch it. */
	sendAssessment(incidentId: string, revision: number, assessment: Assessment): void;
	sendPack(packVersion: string): void;
	/** Since the start; `dropped`: clients that did not keep up. */
	stats(): { readonly clients: number; readonly dropped: number; readonly messages: number; readonly bytes: number };
	/** Says bye to all and stops. Safe to call twice. */
	close(): void;
}

interface Member {
	readonly client: FeedClient;
	readonly identity: Identity;
	readonly sight: Sight;
	/** Told up to this number; null while what it missed is being read. */
	seq: number | null;
	/** Changes that came meanwhile. */
	readonly waiting: PendingChange[];
	positions: PositionLine | null;
}

/** Clients who see the same. */
interface Sight {
	readonly key: string;
	readonly identity: Identity;
	/** What clients are told that it is called; no longer than a number. */
	readonly name: string;
	readonly members: Set<Member>;
	snapshot: MadeSnapshot | null;
	/** Texts of what was missed, by what the store answered. */
	readonly missed: WeakMap<ResumeAnswer, Uint8Array | null>;
}

/** A snapshot, made once for all of a sight who come at about the same time. */
interface MadeSnapshot {
	readonly madeAtMs: number;
	readonly seq: number;
	/** The records, as JSON without its braces. */
	readonly records: string;
	/** The whole message, for those who are told positions apart. */
	readonly text: Uint8Array;
	/** What came after it. */
	readonly later: PendingChange[];
}

interface PendingChange {
	readonly change: Change;
	readonly before: ReturnType<FeedPicture['find']>;
}

/** Makes the hub, its picture of the records read. @throws UnavailableError `store/unavailable` */
export async function createFeedHub(parts: FeedHubParts): Promise<FeedHub> {
	const { store, board, nowMs, readPackVersion, isAlive, onProblem } = parts;
	const members = new Set<Member>();
	const sights = new Map<string, Sight>();
	const early = new Map<string, { revision: number; assessment: Assessment }>();
	const readMissed = createResumeReader(store);
	let pending: PendingChange[] = [];
	let batchTimer: ReturnType<typeof setTimeout> | undefined;
	let dropped = 0;
	const sent = { messages: 0, bytes: 0 };
	let isClosed = false;

	// Heard from before the picture is read, so that nothing falls between.
	let picture: FeedPicture | null = null;
	const heard: Change[] = [];
	const stopChanges = store.onChanges((changes) => {
		if (picture) takeChanges(picture, changes);
		else heard.push(...changes);
	});
	try {
		picture = await readFeedPicture(store, { onProblem, onLateDispatches: tellLateDispatches });
	} catch (error) {
		stopChanges();
		throw error;
	}
	const shown = picture;
	shown.apply(heard);
	/** Told to all who listen, up to this number. */
	let toldSeq = shown.seq;
	const stamp = () => ({ seq: toldSeq, serverTimeMs: nowMs() });
	const tellers: Readonly<Record<'binary' | 'json', PositionTeller>> = {
		binary: createPositionTeller({ board, mode: 'binary', stamp }),
		json: createPositionTeller({ board, mode: 'json', stamp }),
	};

	function takeChanges(into: FeedPicture, changes: readonly Change[]): void {
		for (const change of changes) {
			const before = change.version === 1 ? null : into.find(change.collection, change.id);
			if (into.apply([change]).length > 0) pending.push({ change, before });
		}
		if (batchTimer === undefined) openBatch();
	}

	/** Tells what is pending at once, and what comes next after a while. */
	function openBatch(): void {
		batchTimer = undefined;
		if (pending.length === 0) return;
		flush();
		batchTimer = setTimeout(openBatch, BATCH_MS);
	}

	/** Tells all who listen what is pending. */
	function flush(): void {
		if (pending.length === 0) return;
		const batch = pending;
		pending = [];
		const from = toldSeq;
		toldSeq = shown.seq;
		for (const { identity, members: seers, snapshot } of sights.values()) {
			snapshot?.later.push(...batch);
			let common: Uint8Array | null | undefined;
			for (const member of seers) {
				if (member.seq === null) member.waiting.push(...batch);
				else if (member.seq <= from) {
					if (common === undefined) common = writeChanges(tellBatch(identity, batch, from), toldSeq);
					member.seq = toldSeq;
					if (common) member.client.send(common, false);
				} else {
					// It came from another process that was ahead of this one.
					const rest = writeChanges(tellBatch(identity, batch, member.seq), Math.max(member.seq, toldSeq));
					member.seq = Math.max(member.seq, toldSeq);
					if (rest) member.client.send(rest, false);
				}
			}
		}
		for (const { change } of batch) {
			const waited = change.collection === 'incident' ? early.get(change.id) : undefined;
			if (!waited) continue;
			early.delete(change.id);
			sendAssessment(change.id, waited.revision, waited.assessment);
		}
	}

	function tellBatch(identity: Identity, batch: readonly PendingChange[], since: number): Change[] {
		return batch.flatMap(({ change, before }) =>
			change.seq > since ? (tellChange(identity, change, before) ?? []) : [],
		);
	}

	function writeChanges(changes: readonly Change[], seq: number): Uint8Array | null {
		return changes.length === 0 ? null : write({ kind: 'changes', seq, serverTimeMs: nowMs(), changes });
	}

	/** To each member that is not being brought up to date, with its own number. */
	function tellEach(rest: object, isFor: (member: Member) => boolean): void {
		const texts = new Map<number, Uint8Array>();
		for (const member of members) {
			if (member.seq === null || !isFor(member)) continue;
			let text = texts.get(member.seq);
			if (!text) {
				text = write({ seq: member.seq, serverTimeMs: nowMs(), ...rest });
				texts.set(member.seq, text);
			}
			member.client.send(text, false);
		}
	}

	function sendAssessment(incidentId: string, revision: number, assessment: Assessment): void {
		flush();
		const incident = shown.find('incident', incidentId);
		if (incident) {
			const seers = new Set([...sights.values()].filter(({ identity }) => maySee(identity, 'incident', incident)));
			tellEach({ kind: 'assessment', incidentId, revision, assessment }, ({ sight }) => seers.has(sight));
			return;
		}
		early.set(incidentId, { revision, assessment });
		const [first] = early.keys();
		if (early.size > MAX_EARLY && first !== undefined) early.delete(first);
	}

	function findSnapshot(sight: Sight): MadeSnapshot {
		const known = sight.snapshot;
		const isNew = known !== null && nowMs() - known.madeAtMs <= SNAPSHOT_SERVES_MS;
		const most = known && known.text.byteLength >= LARGE_SNAPSHOT_BYTES ? MAX_LATER : 0;
		if (isNew && known.later.length <= most) return known;
		const madeAtMs = nowMs();
		const records = JSON.stringify(shown.answer(sight.identity, madeAtMs)).slice(1, -1);
		const made = { madeAtMs, seq: toldSeq, records, text: writeSnapshot(sight, [], records), later: [] };
		sight.snapshot = made;
		return made;
	}

	function writeSnapshot({ name }: Sight, vehicles: readonly object[], records: string): Uint8Array {
		const head = {
			kind: 'snapshot',
			...stamp(),
			log: store.log,
			sight: name,
			packVersion: readPackVersion(),
			vehicles,
		};
		return Buffer.from(`${JSON.stringify(head).slice(0, -1)},${records}}`);
	}

	function sendSnapshot(member: Member, isJson: boolean): void {
		flush();
		const { sight, identity, client } = member;
		const before = sight.snapshot;
		const made = findSnapshot(sight);
		const { text, seq, records, later } = made;
		const visible = isJson ? seesVehicles(identity) : null;
		member.seq = toldSeq;
		if (visible) {
			const vehicles = board.vehicles.filter((vehicle) => vehicle.isThere && visible(vehicle)).map(tellVehicle);
			// Of the number that the records are of.
			client.send(writeSnapshot(sight, vehicles, seq === toldSeq ? records : findFreshRecords(sight)), false);
			return;
		}
		client.send(text, false);
		if (made !== before) return;
		// What came since, or at least what time it is now.
		const since = writeChanges(tellBatch(identity, later, seq), toldSeq);
		client.send(since ?? write({ kind: 'tick', ...stamp() }), false);
	}

	function findFreshRecords(sight: Sight): string {
		sight.snapshot = null;
		return findSnapshot(sight).records;
	}

	function sendMissed(member: Member, since: number, answer: ResumeAnswer | null, isJson: boolean): void {
		if (member.client.isEnded) return;
		flush();
		const batch = member.waiting.splice(0);
		if (answer === null) {
			sendSnapshot(member, isJson);
			return;
		}
		const { identity, client, sight } = member;
		let text = sight.missed.get(answer);
		if (text === undefined) {
			text = writeChanges(listMissed(identity, answer), answer.seq);
			sight.missed.set(answer, text);
		}
		member.seq = Math.max(answer.seq, toldSeq);
		sendResumed(member, since);
		if (text) client.send(text, false);
		const rest = writeChanges(tellBatch(identity, batch, answer.seq), member.seq);
		if (rest) client.send(rest, false);
	}

	/** What was missed, and the dispatches of incidents that were opened again: whoever let go of them has none. */
	function listMissed(identity: Identity, { changes }: ResumeAnswer): Change[] {
		return changes.flatMap((change) =>
			[change, ...(isReopened(change) ? shown.listDispatches(change.id).map(tellAgain(change.seq)) : [])].flatMap(
				(told) => tellChange(identity, told, undefined) ?? [],
			),
		);
	}

	/** Of an incident that was opened again, read after its change had been told. */
	function tellLateDispatches(dispatches: readonly Dispatch[]): void {
		if (isClosed) return;
		flush();
		for (const { identity, members: seers } of sights.values()) {
			const told = dispatches.map(tellAgain(toldSeq)).flatMap((change) => tellChange(identity, change, null) ?? []);
			const text = writeChanges(told, toldSeq);
			for (const { seq, client } of seers) if (text && seq !== null && seq <= toldSeq) client.send(text, false);
		}
	}

	function sendResumed({ client, sight: { name } }: Member, since: number): void {
		const stamped = { seq: since, serverTimeMs: nowMs(), log: store.log, sight: name };
		client.send(write({ kind: 'resumed', ...stamped, packVersion: readPackVersion() }), false);
	}

	/** Brings a new member up to date; then it is told of positions too. */
	async function welcome(member: Member, { since, log, sight, positions }: FeedQuery): Promise<void> {
		flush();
		const isJson = positions === 'json';
		const saw = sight ?? member.sight.name;
		const knows = log === store.log && saw === member.sight.name;
		if (since === undefined || !knows || toldSeq - since > MAX_RESUME_GAP) sendSnapshot(member, isJson);
		else if (since === toldSeq) {
			member.seq = toldSeq;
			sendResumed(member, since);
		} else sendMissed(member, since, await readMissed(since), isJson);
	}

	function joinPositions(member: Member, mode: FeedQuery['positions'], box: Box): void {
		const maySeeVehicle = seesVehicles(member.identity);
		if (mode === 'none' || maySeeVehicle === null || member.client.isEnded) return;
		member.positions = tellers[mode].join({
			canTake: () => !member.client.isBehind && member.seq !== null && member.seq <= toldSeq,
			send: ({ bytes, isBinary }) => member.client.send(bytes, isBinary),
			maySee: maySeeVehicle === seesAll ? null : maySeeVehicle,
		});
		member.positions.setBox(box);
		board.setListening(true);
	}

	function remove(member: Member): void {
		if (!members.delete(member)) return;
		const { sight } = member;
		sight.members.delete(member);
		if (sight.members.size === 0) sights.delete(sight.key);
		member.positions?.leave();
		if (tellers.binary.size + tellers.json.size === 0) board.setListening(false);
	}

	function findSight(identity: Identity): Sight {
		const key = sightKeyOf(identity);
		const known = sights.get(key);
		if (known) return known;
		const name = createHash('sha256').update(key).digest('base64url').slice(0, 12);
		const sight: Sight = { key, name, identity, members: new Set(), snapshot: null, missed: new WeakMap() };
		sights.set(key, sight);
		return sight;
	}

	/** Cuts those who were let in and are not any more: signed out elsewhere, expired, or demo mode is over. */
	function checkIdentities(): void {
		for (const { identity, client } of [...members]) if (!isAlive(identity)) client.end('signed-out');
	}

	function endSession(sessionId: string): void {
		for (const { identity, client } of [...members]) if (identity.sessionId === sessionId) client.end('signed-out');
	}

	const stopSessions = parts.onSessionEnded(endSession);
	const beatTimer = setInterval(() => {
		checkIdentities();
		for (const sight of sights.values()) {
			if (sight.snapshot && nowMs() - sight.snapshot.madeAtMs > SNAPSHOT_SERVES_MS) sight.snapshot = null;
		}
		const quiet = new Set([...members].filter(({ client }) => client.beat()));
		if (quiet.size > 0) tellEach({ kind: 'tick' }, (member) => quiet.has(member));
	}, BEAT_MS);

	return {
		join(socket, identity, query) {
			const sight = findSight(identity);
			const client = createFeedClient(socket, {
				writeBye: (reason: ByeReason) =>
					write({ kind: 'bye', ...stamp(), seq: member.seq ?? query.since ?? 0, reason }),
				onSent(bytes) {
					sent.messages += 1;
					sent.bytes += bytes;
				},
				onEnded(reason) {
					if (reason === 'slow') dropped += 1;
					remove(member);
				},
			});
			const member: Member = { client, identity, sight, seq: null, waiting: [], positions: null };
			let box: Box = null;
			members.add(member);
			sight.members.add(member);
			if (isClosed) client.end('stopping');
			welcome(member, query)
				.then(() => joinPositions(member, query.positions, box))
				.catch((error: unknown) => {
					onProblem(`feed: a client was not brought up to date: ${describeError(error)}`);
					socket.terminate();
				});
			return {
				receive(text) {
					if (client.isEnded) return;
					const request = feedRequestSchema.safeParse(parseJson(text)).data;
					if (!request || !client.mayAsk()) {
						client.end('bad-request');
						return;
					}
					box = request.box;
					member.positions?.setBox(box);
				},
				answerPing: client.answerPing,
				leave() {
					client.drop();
					remove(member);
				},
			};
		},
		sendAssessment,
		sendPack(packVersion) {
			flush();
			tellEach({ kind: 'pack', packVersion }, () => true);
		},
		stats: () => ({ clients: members.size, dropped, messages: sent.messages, bytes: sent.bytes }),
		close() {
			if (isClosed) return;
			isClosed = true;
			clearInterval(beatTimer);
			clearTimeout(batchTimer);
			stopChanges();
			stopSessions();
			for (const { client } of [...members]) client.end('stopping');
			tellers.binary.close();
			tellers.json.close();
		},
	};
}

type Box = readonly [number, number, number, number] | null;

function isReopened({ collection, record }: Change): boolean {
	if (collection !== 'incident' || record === null) return false;
	return COLLECTIONS.incident.schema.safeParse(record).data?.closings.at(-1)?.kind === 'reopened';
}

/** A dispatch that did not change, as a change. */
function tellAgain(seq: number): (dispatch: Dispatch) => Change {
	return (record) => {
		const { id, version, updatedAtMs: atMs } = record;
		return { seq, collection: 'dispatch', id, version, atMs, record: { ...record } };
	};
}

function seesAll(): boolean {
	return true;
}

/** Which vehicles somebody may see; null = none. */
function seesVehicles(identity: Identity): ((vehicle: BoardVehicle) => boolean) | null {
	if (!mayDo(identity, 'unit.read')) return null;
	// The table gives persons all units or none; a machine's token may be of a district.
	if (identity.districts === null || mayDo(identity, 'unit.read', { district: '' })) return seesAll;
	return ({ known }) => mayDo(identity, 'unit.read', known);
}

function write(message: object): Uint8Array {
	return Buffer.from(JSON.stringify(message));
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
