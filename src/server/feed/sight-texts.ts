import type { Identity } from '../../domain/access/may-do.ts';
import type { Change } from '../../domain/records/change.ts';
import { COLLECTIONS } from '../../domain/records/collections.ts';
import type { FeedPicture } from './feed-picture.ts';
import type { ResumeAnswer } from './resume-reader.ts';
import { type HeardChange, tellAgain, tellChange, tellChanges } from './sight.ts';
import { writeChanges, writeMessage } from './write-message.ts';

/** Some 10 ms to make: it serves when something changed too, which is told after it. */
const LARGE_SNAPSHOT_BYTES = 256 * 1024;
/** Changes after a snapshot from which another one is shorter. */
const MAX_LATER = 200;
/** A snapshot serves all who come in this time, as long as nothing changes. */
const SNAPSHOT_SERVES_MS = 1000;

/** What those of one sight are told when their line opens: made once, for all who come at about the same time. */
export interface SightTexts {
	/** The messages for one who knows nothing, in their order. `vehicles` go into the snapshot; null = they are told apart, or not at all. */
	listSnapshot(vehicles: readonly object[] | null): Uint8Array[];
	/** The message for one who knows all up to a number. */
	writeResumed(since: number): Uint8Array;
	/** What came after it, as the store answered; null = nothing that may be seen. */
	findMissed(answer: ResumeAnswer): Uint8Array | null;
	/** Takes in what was told to all since. */
	add(batch: readonly HeardChange[]): void;
	/** Lets go of a snapshot that serves no more. */
	forgetOld(): void;
}

/** Who sees, and what there is to see. */
export interface SightTextsParts {
	/** Anyone of the sight. */
	readonly identity: Identity;
	/** What they are told that the sight is called. */
	readonly name: string;
	/** It holds just what was told up to the stamp's number. */
	readonly picture: Pick<FeedPicture, 'answer' | 'listParts'>;
	/** The number up to which all was told, and the time. */
	readonly stamp: () => { readonly seq: number; readonly serverTimeMs: number };
	/** The store's log and the version of the city pack that is served now. */
	readonly readServer: () => { readonly log: string; readonly packVersion: string };
}

interface MadeSnapshot {
	readonly madeAtMs: number;
	readonly seq: number;
	/** The records, as JSON without its braces. */
	readonly records: string;
	/** The whole message, without vehicles. */
	readonly text: Uint8Array;
	/** What came after it. */
	readonly later: HeardChange[];
}

/** Makes the texts of a sight when they are asked for. Cost of a snapshot: a walk through the picture. */
export function createSightTexts({ identity, name, picture, stamp, readServer }: SightTextsParts): SightTexts {
	let snapshot: MadeSnapshot | null = null;
	const missed = new WeakMap<ResumeAnswer, Uint8Array | null>();

	function makeSnapshot(): MadeSnapshot {
		const { seq, serverTimeMs: madeAtMs } = stamp();
		const records = JSON.stringify(picture.answer(identity, madeAtMs)).slice(1, -1);
		snapshot = { madeAtMs, seq, records, text: writeSnapshot([], records), later: [] };
		return snapshot;
	}

	function isOld({ madeAtMs }: MadeSnapshot): boolean {
		return stamp().serverTimeMs - madeAtMs > SNAPSHOT_SERVES_MS;
	}

	function findSnapshot(): MadeSnapshot {
		if (snapshot === null || isOld(snapshot)) return makeSnapshot();
		const most = snapshot.text.byteLength >= LARGE_SNAPSHOT_BYTES ? MAX_LATER : 0;
		return snapshot.later.length <= most ? snapshot : makeSnapshot();
	}

	function writeSnapshot(vehicles: readonly object[], records: string): Uint8Array {
		const head = { kind: 'snapshot', ...stamp(), sight: name, ...readServer(), vehicles };
		return Buffer.from(`${JSON.stringify(head).slice(0, -1)},${records}}`);
	}

	/** What was missed, and what hangs on incidents that were opened again: whoever let go of them has none. */
	function listMissed({ changes }: ResumeAnswer): Change[] {
		return changes.flatMap((change) =>
			[change, ...(isReopened(change) ? picture.listParts(change.id).map(tellAgain(change.seq)) : [])].flatMap(
				(told) => tellChange(identity, told, undefined) ?? [],
			),
		);
	}

	return {
		listSnapshot(vehicles) {
			const before = snapshot;
			const made = findSnapshot();
			if (vehicles) {
				// Vehicles are as of now, so that the records must be too.
				const { records } = made.seq === stamp().seq ? made : makeSnapshot();
				return [writeSnapshot(vehicles, records)];
			}
			if (made !== before) return [made.text];
			// What came since, or at least what time it is now.
			const since = writeChanges(tellChanges(identity, made.later, made.seq), stamp());
			return [made.text, since ?? writeMessage({ kind: 'tick', ...stamp() })];
		},
		writeResumed: (since) => writeMessage({ kind: 'resumed', ...stamp(), seq: since, sight: name, ...readServer() }),
		findMissed(answer) {
			let text = missed.get(answer);
			if (text === undefined) {
				text = writeChanges(listMissed(answer), { ...stamp(), seq: answer.seq });
				missed.set(answer, text);
			}
			return text;
		},
		add(batch) {
			snapshot?.later.push(...batch);
		},
		forgetOld() {
			if (snapshot && isOld(snapshot)) snapshot = null;
		},
	};
}

function isReopened({ collection, record }: Change): boolean {
	if (collection !== 'incident' || record === null) return false;
	return COLLECTIONS.incident.schema.safeParse(record).data?.closings.at(-1)?.kind === 'reopened';
}
