import { AppError, DataError, describeError } from '../domain/errors.ts';
import type { PackProblem } from '../domain/pack/check-pack-files.ts';
import type { City } from '../domain/pack/city.ts';
import type { PackManifest } from '../domain/pack/manifest.ts';
import type { OpenPack } from './open-pack.ts';

/** The pack a server answers from: the newest whole one of its folder. */
export interface ServedPack {
	/** Of the pack that is served now. */
	readonly manifest: PackManifest;
	/** Does `work` with one and the same city from beginning to end; it stays open so long, also when another takes its place. */
	use<T>(work: (city: City) => Promise<T>): Promise<T>;
	/** Calls back after another pack has taken the place of the last. Returns its undo. */
	onSwitch(listener: () => void): () => void;
	/** What is wrong with the pack's files, or why a newer pack in the folder is not served; empty when all is well. */
	findProblems(): Promise<PackProblem[]>;
}

/** A ServedPack that looks at its folder until it is destroyed. */
export interface PackFollower extends ServedPack {
	/** Stops looking and closes the files once running work has ended. */
	destroy(): Promise<void>;
}

export interface FollowOptions {
	/** Opens the pack of the folder; `replaces`: another is served meanwhile, so this one must be whole. */
	readonly open: (replaces: boolean) => Promise<OpenPack>;
	/** Something that is another for another pack.json; null = there is none, as between the two renames of a switch. */
	readonly readStamp: () => Promise<string | null>;
	/** The quick check of the folder's files. */
	readonly checkFiles: (manifest: PackManifest) => Promise<PackProblem[]>;
	readonly intervalMs: number;
	/** Told once of each reason for which a pack in the folder is not served. */
	readonly onProblem: (message: string) => void;
}

interface Held {
	readonly pack: OpenPack;
	readonly stamp: string | null;
	users: number;
	isReplaced: boolean;
}

/**
 * Opens the pack of a folder and goes on with every other one that is put there: opened whole first, then taken, the old one's files
 * closed when the last work with it has ended. One that cannot be opened is tried again at each look; the old one serves on.
 * @throws what `open` throws, for the first pack
 */
export async function followPack(options: FollowOptions): Promise<PackFollower> {
	const { open, readStamp, checkFiles, intervalMs, onProblem } = options;
	const listeners = new Set<() => void>();
	const hold = async (replaces: boolean): Promise<Held> => {
		// Read first: what changes while the files are opened is seen at the next look.
		const stamp = await readStamp();
		return { pack: await open(replaces), stamp, users: 0, isReplaced: false };
	};
	let held = await hold(false);
	let problem: PackProblem | null = null;
	let toldMessage: string | null = null;
	let looking: Promise<void> | null = null;
	let isDestroyed = false;

	async function closeUnused(of: Held): Promise<void> {
		if (of.isReplaced && of.users === 0) await of.pack.close();
	}

	async function look(): Promise<void> {
		try {
			if ((await readStamp()) === held.stamp) {
				problem = null;
				return;
			}
			const next = await hold(true);
			const { name } = held.pack.city.manifest;
			if (isDestroyed || next.pack.city.manifest.name !== name) {
				await next.pack.close();
				if (!isDestroyed) throw otherName(next.pack.city.manifest.name, name);
				return;
			}
			const replaced = held;
			held = next;
			problem = null;
			toldMessage = null;
			replaced.isReplaced = true;
			await closeUnused(replaced);
			for (const listener of listeners) listener();
		} catch (error) {
			refuse(error);
		}
	}

	/** A reason that holds for two looks is told: between the two renames of a switch the folder is missing for a moment. */
	function refuse(error: unknown): void {
		const message = `the pack in the folder is not served, the last one is: ${describeError(error)}`;
		if (problem?.message === message && toldMessage !== message) {
			toldMessage = message;
			onProblem(message);
		}
		const file = error instanceof AppError ? error.context.file : null;
		problem = {
			code: error instanceof AppError ? error.code : 'pack/unreadable',
			message,
			file: typeof file === 'string' ? file : null,
		};
	}

	const timer = setInterval(() => {
		looking ??= look().finally(() => {
			looking = null;
		});
	}, intervalMs);
	timer.unref();

	return {
		get manifest() {
			return held.pack.city.manifest;
		},
		async use(work) {
			const mine = held;
			mine.users += 1;
			try {
				return await work(mine.pack.city);
			} finally {
				mine.users -= 1;
				await closeUnused(mine);
			}
		},
		onSwitch(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async findProblems() {
			if ((await readStamp()) === held.stamp) return checkFiles(held.pack.city.manifest);
			return problem ? [problem] : [];
		},
		async destroy() {
			isDestroyed = true;
			clearInterval(timer);
			await looking;
			held.isReplaced = true;
			await closeUnused(held);
		},
	};
}

function otherName(found: string, expected: string): DataError {
	return new DataError(
		'pack/other-name',
		`pack.json: name: got ${found}, expected ${expected}, under which incidents and files are kept; start the server again for another city`,
		{ context: { found, expected, file: 'pack.json' } },
	);
}
