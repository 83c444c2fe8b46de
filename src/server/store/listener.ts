import { describeError } from '../../domain/errors.ts';
import { CHANGES_CHANNEL } from './append-events.ts';
import { connectionConfig } from './create-pool.ts';
import { PatientClient } from './patient-client.ts';

/** The channel of what is told and not kept. */
export const TOLD_CHANNEL = 'fengtu_told';
/** By this name of their connections server processes on one database know of one another. */
export const LISTENER_NAME = 'fengtu-listen';
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 5_000;

/** The one connection of a process that hears what other processes notify. */
export interface Listener {
	/** Kept when it listens for the first time, or has failed to: it goes on trying. */
	readonly ready: Promise<void>;
	/** Whether another process listens; true while that is not known. */
	hasPeers(): boolean;
	close(): Promise<void>;
}

/**
 * Keeps a connection that listens, for as long as the store is open: a lost one is made again with growing waits. `onWake` is called for every
 * notification of changes, and after every new connection, for what was missed.
 */
export function createListener(
	url: string,
	{
		onWake,
		onTold,
		onProblem,
	}: { onWake: () => void; onTold: (payload: string) => void; onProblem: (error: unknown) => void },
): Listener {
	let client: PatientClient | undefined;
	let peers = true;
	let closed = false;
	let waitMs = FIRST_WAIT_MS;
	let timer: NodeJS.Timeout | undefined;
	let tellReady: () => void;
	const ready = new Promise<void>((done) => {
		tellReady = done;
	});

	const look = async (mine: PatientClient) => {
		const { rows } = await mine.query<{ count: number }>(
			`SELECT count(*) AS count FROM pg_stat_activity
			WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()`,
			[LISTENER_NAME],
		);
		if (mine === client) peers = (rows[0]?.count ?? 1) > 0;
	};
	const drop = (mine: PatientClient, error: unknown) => {
		if (mine !== client) return;
		client = undefined;
		peers = true;
		clearInterval(timer);
		void mine.end().catch(() => {});
		if (closed) return;
		onProblem(error);
		timer = setTimeout(connect, waitMs);
		waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
	};
	const connect = () => {
		const mine = new PatientClient(connectionConfig(url, LISTENER_NAME));
		client = mine;
		mine.on('error', (error) => drop(mine, error));
		mine.on('end', () => drop(mine, new Error('listener: got the end of its connection, expected it to stay')));
		mine.on('notification', ({ channel, payload = '' }) => {
			if (channel === CHANGES_CHANNEL) onWake();
			else {
				// Whoever tells something listens too.
				peers = true;
				onTold(payload);
			}
		});
		const begin = async () => {
			await mine.connect();
			await mine.query(`LISTEN ${CHANGES_CHANNEL}; LISTEN ${TOLD_CHANNEL}`);
			await look(mine);
			// So that the others know of this one before they look again.
			await mine.query('SELECT pg_notify($1, $2)', [TOLD_CHANNEL, '']);
			if (mine !== client) return;
			waitMs = FIRST_WAIT_MS;
			timer = setInterval(() => void look(mine).catch((error) => drop(mine, error)), LOOK_EVERY_MS);
			onWake();
		};
		begin()
			.catch((error) => drop(mine, error))
			.finally(() => tellReady());
	};
	connect();

	return {
		ready,
		hasPeers: () => peers,
		async close() {
			closed = true;
			clearTimeout(timer);
			const mine = client;
			client = undefined;
			await mine?.end().catch((error) => onProblem(describeError(error)));
		},
	};
}
