import type { z } from 'zod';
import { checkClosureShape } from '../domain/check-closure-shape.ts';
import type { Closure, newClosureSchema } from '../domain/closure.ts';
import { ConflictError, NotFoundError, UsageError } from '../domain/errors.ts';
import type { ServedPack } from './follow-pack.ts';
import type { ClosureBook } from './store/closure-book.ts';
import type { ClosureEvent } from './store/closure-log.ts';
import type { EventLog } from './store/event-log.ts';

/** What the server does with closures of roads; each change is saved before it is told. */
export interface ClosureDesk {
	/** Those that hold now or will, newest first. */
	list(): Closure[];
	/**
	 * Saves and tells a closure.
	 * @throws UsageError `closure/over` and what checkClosureShape throws
	 */
	add(given: z.output<typeof newClosureSchema>): Promise<Closure>;
	/** @throws NotFoundError `closure/not-found`, ConflictError `closure/lifted` */
	lift(id: string): Promise<Closure>;
}

/** What the desk works with. */
export interface ClosureDeskOptions {
	readonly pack: ServedPack;
	readonly book: ClosureBook;
	readonly log: EventLog<ClosureEvent>;
	readonly nowMs: () => number;
	/** Told of each closure that is new or changed, after it was saved. */
	readonly onChange: (closure: Closure) => void;
}

/** Makes the desk over a pack, a book and its log. */
export function createClosureDesk({ pack, book, log, nowMs, onChange }: ClosureDeskOptions): ClosureDesk {
	async function record(event: ClosureEvent): Promise<Closure> {
		await log.append(event);
		const closure = book.apply(event) as Closure;
		onChange(closure);
		return closure;
	}

	return {
		list: () => book.list(nowMs()),
		async add({ shape, speedShare, reason, fromMs, untilMs }) {
			const createdAtMs = nowMs();
			if (untilMs !== null && untilMs <= createdAtMs) {
				throw new UsageError('closure/over', `closure: got untilMs ${untilMs}, expected a time after ${createdAtMs}`, {
					context: { untilMs, nowMs: createdAtMs },
				});
			}
			checkClosureShape(shape, pack.manifest.bounds);
			return record({
				kind: 'added',
				closure: {
					id: book.takeId(createdAtMs),
					shape,
					speedShare,
					reason,
					fromMs: fromMs ?? createdAtMs,
					untilMs,
					createdAtMs,
					liftedAtMs: null,
				},
			});
		},
		async lift(id) {
			const closure = book.find(id);
			if (!closure) {
				throw new NotFoundError('closure/not-found', `closure ${id}: got no such closure, expected a known id`, {
					context: { id },
				});
			}
			if (closure.liftedAtMs !== null) {
				throw new ConflictError(
					'closure/lifted',
					`closure ${id}: got a closure that was lifted, expected one not lifted`,
					{
						context: { id, liftedAtMs: closure.liftedAtMs },
					},
				);
			}
			return record({ kind: 'lifted', id, atMs: nowMs() });
		},
	};
}
