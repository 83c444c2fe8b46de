import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { type FeedFollower, readAllRecords } from './follow-feed.ts';
import { type Intent, readAllEvents, type Tally, tallyIntents } from './write-load.ts';

const CLI = resolve(import.meta.dirname, '../../../src/cli/fengtu.mjs');

/** What is there after the faults, against what was answered and told. */
export interface Found extends Tally {
	readonly feedFaults: readonly string[];
	/** Records that the feed's reader and the server do not agree on, as `collection/id`. */
	readonly feedDiffers: readonly string[];
}

/** Reads log and records of a server and lays them beside the writers' intents and what the feed's reader knows. */
export async function checkRecords({
	url,
	intents,
	feed,
}: {
	readonly url: string;
	readonly intents: readonly Intent[];
	readonly feed: FeedFollower;
}): Promise<Found> {
	const events = await readAllEvents(url);
	const { changes, seq } = await readAllRecords(url);
	await feed.reached(seq);
	// Assessments go on being made: a record that changed after `seq` is compared by the version told.
	const feedDiffers = changes
		.filter(({ collection, id, version, record }) => {
			const told = feed.records.get(`${collection}/${id}`);
			if (told === undefined) return true;
			if (told !== null && Number(told.version) > version) return false;
			return !isDeepStrictEqual(told, record);
		})
		.map(({ collection, id }) => `${collection}/${id}`);
	return { ...tallyIntents(intents, events), feedFaults: feed.faults, feedDiffers };
}

/** What a replay of the log came to. */
export interface Replay {
	readonly ok: boolean;
	readonly events: number;
	readonly differences: readonly string[];
}

/** What `fengtu replay` says of a data folder: does the state add up from the log? */
export async function replayData(dataDir: string): Promise<Replay> {
	const args = ['replay', '--data', dataDir, '--json'];
	const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], { timeout: 60_000 });
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Replay;
}
