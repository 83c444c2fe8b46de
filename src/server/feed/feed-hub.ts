import type { Identity } from '../../domain/access/may-do.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { describeError } from '../../domain/errors.ts';
import { type FeedQuery, feedRequestSchema } from '../../domain/topics.ts';
import type { Store } from '../store/store.ts';
import { type ByeReason, createFeedClient, type FeedClient, type FeedSocket } from './feed-client.ts';
import { followPicture } from './follow-picture.ts';
import type { IncidentPart } from './incident-part.ts';
import type { PositionBoard } from './position-board.ts';
import { createPositionLines } from './position-lines.ts';
import type { PositionLine } from './position-teller.ts';
import type { FeedBox } from './position-view.ts';
import { createResumeReader, MAX_RESUME_GAP, type ResumeAnswer } from './resume-reader.ts';
import { type HeardChange, maySee, nameSight, sightKeyOf, tellAgain, tellChange, tellChanges } from './sight.ts';
import { createSightTexts, type SightTexts } from './sight-texts.ts';
import { writeChanges, writeMessage } from './write-message.ts';

const BEAT_MS = 500;
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
	readonly waiting: HeardChange[];
	positions: PositionLine | null;
}

/** Clients who see the same. */
interface Sight {
	readonly key: string;
	/** Of whoever came first. */
	readonly identity: Identity;
	readonly name: string;
	readonly members: Set<Member>;
	readonly texts: SightTexts;
}

/** Makes the hub, its picture of the records read. @throws UnavailableError `store/unavailable` */
export async function createFeedHub(parts: FeedHubParts): Promise<FeedHub> {
	const { store, board, nowMs, readPackVersion, isAlive, onProblem } = parts;
	const members = new Set<Member>();
	const sights = new Map<string, Sight>();
	const early = new Map<string, { revision: number; assessment: Assessment }>();
	const readMissed = createResumeReader(store);
	let dropped = 0;
	const sent = { messages: 0, bytes: 0 };
	let isClosed = false;

	const followed = await followPicture({ store, onProblem, onBatch: tellBatch, onLateParts: tellLateParts });
	const { picture, flush } = followed;
	/** On what all are told: the number up to which they were, and the time. */
	const stamp = () => ({ seq: followed.seq, serverTimeMs: nowMs() });
	const positions = createPositionLines(board, stamp);

	/** Tells all who listen what changed after a number. */
	function tellBatch(batch: readonly HeardChange[], from: number): void {
		for (const { identity, members: seers, texts } of sights.values()) {
			texts.add(batch);
			let common: Uint8Array | null | undefined;
			for (const member of seers) {
				if (member.seq === null) member.waiting.push(...batch);
				else if (member.seq <= from) {
					if (common === undefined) common = writeChanges(tellChanges(identity, batch, from), stamp());
					member.seq = followed.seq;
					if (common) member.client.send(common, false);
				} else {
					// It came from another process that was ahead of this one.
					const unheard = tellChanges(identity, batch, member.seq);
					member.seq = Math.max(member.seq, followed.seq);
					const rest = writeChanges(unheard, { ...stamp(), seq: member.seq });
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

	/** To each member that is not being brought up to date, with its own number. */
	function tellEach(rest: object, isFor: (member: Member) => boolean): void {
		const texts = new Map<number, Uint8Array>();
		for (const member of members) {
			if (member.seq === null || !isFor(member)) continue;
			let text = texts.get(member.seq);
			if (!text) {
				text = writeMessage({ seq: member.seq, serverTimeMs: nowMs(), ...rest });
				texts.set(member.seq, text);
			}
			member.client.send(text, false);
		}
	}

	function sendAssessment(incidentId: string, revision: number, assessment: Assessment): void {
		flush();
		const incident = picture.find('incident', incidentId);
		if (incident) {
			const seers = new Set([...sights.values()].filter(({ identity }) => maySee(identity, 'incident', incident)));
			tellEach({ kind: 'assessment', incidentId, revision, assessment }, ({ sight }) => seers.has(sight));
			return;
		}
		early.set(incidentId, { revision, assessment });
		const [first] = early.keys();
		if (early.size > MAX_EARLY && first !== undefined) early.delete(first);
	}

	function sendSnapshot(member: Member, isJson: boolean): void {
		flush();
		const { client, identity, sight } = member;
		const texts = sight.texts.listSnapshot(isJson ? positions.list(identity) : null);
		member.seq = followed.seq;
		for (const text of texts) client.send(text, false);
	}

	function sendMissed(member: Member, since: number, answer: ResumeAnswer | null, isJson: boolean): void {
		const { identity, client, waiting, sight } = member;
		if (client.isEnded) return;
		flush();
		const batch = waiting.splice(0);
		if (answer === null) {
			sendSnapshot(member, isJson);
			return;
		}
		const missed = sight.texts.findMissed(answer);
		member.seq = Math.max(answer.seq, followed.seq);
		client.send(sight.texts.writeResumed(since), false);
		if (missed) client.send(missed, false);
		const rest = writeChanges(tellChanges(identity, batch, answer.seq), { ...stamp(), seq: member.seq });
		if (rest) client.send(rest, false);
	}

	/** Of an incident that was opened again, read after its change had been told. */
	function tellLateParts(parts: readonly IncidentPart[]): void {
		if (isClosed) return;
		flush();
		for (const { identity, members: seers } of sights.values()) {
			const told = parts.map(tellAgain(followed.seq)).flatMap((change) => tellChange(identity, change, null) ?? []);
			const text = writeChanges(told, stamp());
			for (const { seq, client } of seers) if (text && seq !== null && seq <= followed.seq) client.send(text, false);
		}
	}

	/** Brings a new member up to date; then it is told of positions too. */
	async function welcome(member: Member, { since, log, sight: saw, positions: mode }: FeedQuery): Promise<void> {
		flush();
		const isJson = mode === 'json';
		const { name, texts } = member.sight;
		const knows = log === store.log && (saw ?? name) === name;
		if (since === undefined || !knows || followed.seq - since > MAX_RESUME_GAP) sendSnapshot(member, isJson);
		else if (since === followed.seq) {
			member.seq = followed.seq;
			member.client.send(texts.writeResumed(since), false);
		} else sendMissed(member, since, await readMissed(since), isJson);
	}

	function joinPositions(member: Member, mode: FeedQuery['positions'], box: FeedBox | null): void {
		const { client, identity } = member;
		if (mode === 'none' || client.isEnded) return;
		member.positions = positions.join(mode, {
			identity,
			canTake: () => !client.isBehind && member.seq !== null && member.seq <= followed.seq,
			send: client.send,
		});
		member.positions?.setBox(box);
	}

	function remove(member: Member): void {
		if (!members.delete(member)) return;
		const { sight } = member;
		sight.members.delete(member);
		if (sight.members.size === 0) sights.delete(sight.key);
		member.positions?.leave();
	}

	function findSight(identity: Identity): Sight {
		const key = sightKeyOf(identity);
		const known = sights.get(key);
		if (known) return known;
		const name = nameSight(key);
		const texts = createSightTexts({
			...{ identity, name, picture, stamp },
			readServer: () => ({ log: store.log, packVersion: readPackVersion() }),
		});
		const sight: Sight = { key, name, identity, members: new Set(), texts };
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
		for (const { texts } of sights.values()) texts.forgetOld();
		const quiet = new Set([...members].filter(({ client }) => client.beat()));
		if (quiet.size > 0) tellEach({ kind: 'tick' }, (member) => quiet.has(member));
	}, BEAT_MS);

	return {
		join(socket, identity, query) {
			const sight = findSight(identity);
			const client = createFeedClient(socket, {
				writeBye: (reason: ByeReason) =>
					writeMessage({ kind: 'bye', ...stamp(), seq: member.seq ?? query.since ?? 0, reason }),
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
			let box: FeedBox | null = null;
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
			followed.close();
			stopSessions();
			for (const { client } of [...members]) client.end('stopping');
			positions.close();
		},
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
