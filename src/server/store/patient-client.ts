import pg from 'pg';
import { startPatience, withPatience } from './patience.ts';

/** A database that is silent for so long is away, and who waits for it is told. */
export const GIVE_UP_MS = 4_000;

/** `giveUpMs`: default GIVE_UP_MS. */
export interface PatientConfig extends pg.ClientConfig {
	readonly giveUpMs?: number;
}

/**
 * A connection that breaks off when the database does not answer in time, whatever it was asked; a blocked event loop is not taken for a silent
 * database.
 */
export class PatientClient extends pg.Client {
	constructor(config: PatientConfig) {
		super(config);
		const giveUpMs = config.giveUpMs ?? GIVE_UP_MS;
		this.connect = this.#limit(this.connect, giveUpMs) as typeof this.connect;
		this.query = this.#limit(this.query, giveUpMs) as typeof this.query;
	}

	/** The same function, of promises or callbacks; the wait for its answer ends with the connection. */
	#limit(ask: unknown, giveUpMs: number): (...given: unknown[]) => unknown {
		return (...given) => {
			const end = startPatience(giveUpMs, () => this.#breakOff(giveUpMs));
			const tell = given.at(-1);
			if (typeof tell === 'function') {
				given[given.length - 1] = (...answer: unknown[]) => {
					end();
					tell(...answer);
				};
			}
			const answer = (ask as (...all: unknown[]) => unknown).apply(this, given);
			if (answer instanceof Promise) answer.then(end, end);
			return answer;
		};
	}

	#breakOff(giveUpMs: number): void {
		this.connection.stream.destroy(new Error(`timeout expired: no answer within ${giveUpMs} ms`));
	}
}

/** A pool of them. Whoever waits for one that is free gives up after the same time. */
export class PatientPool extends pg.Pool {
	readonly #giveUpMs: number;

	constructor(config: pg.PoolConfig & PatientConfig) {
		super({ ...config, Client: PatientClient as unknown as new () => pg.ClientBase });
		this.#giveUpMs = config.giveUpMs ?? GIVE_UP_MS;
	}

	override connect(): Promise<pg.PoolClient>;
	override connect(
		callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void,
	): void;
	override connect(
		callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void,
	): Promise<pg.PoolClient> | undefined {
		const promise = this.#take();
		if (!callback) return promise;
		promise.then(
			(client) => callback(undefined, client, (broken) => client.release(broken as boolean)),
			(error) => callback(error, undefined, () => {}),
		);
		return undefined;
	}

	async #take(): Promise<pg.PoolClient> {
		const taken = super.connect();
		try {
			return await withPatience(taken, this.#giveUpMs, `timeout exceeded: no connection within ${this.#giveUpMs} ms`);
		} catch (error) {
			taken.then(
				(late) => late.release(),
				() => {},
			);
			throw error;
		}
	}
}
