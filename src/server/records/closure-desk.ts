import type { z } from 'zod';
import { checkClosureShape } from '../../domain/check-closure-shape.ts';
import type { Closure, newClosureSchema } from '../../domain/closure.ts';
import { ConflictError, NotFoundError, UsageError } from '../../domain/errors.ts';
import type { ServedPack } from '../follow-pack.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { findDistrict } from './find-district.ts';
import type { RecordOverlay } from './record-overlay.ts';

/** What the server does with closures of roads. */
export interface ClosureDesk {
	/** Those that hold now or will, newest first. */
	list(): Closure[];
	/**
	 * Keeps a closure; the next question reckons with it.
	 * @throws UsageError `closure/over` and what checkClosureShape throws; ForbiddenError `access/denied`
	 */
	add(given: z.output<typeof newClosureSchema>, caller: Caller): Promise<Closure>;
	/** @throws NotFoundError `closure/not-found`, ConflictError `closure/lifted`, ForbiddenError `access/denied` */
	lift(id: string, caller: Caller): Promise<Closure>;
}

/** What the desk works with. */
export interface ClosureDeskParts {
	readonly store: Store;
	readonly pack: ServedPack;
	readonly overlay: RecordOverlay;
}

/** Makes the desk. */
export function createClosureDesk({ store, pack, overlay }: ClosureDeskParts): ClosureDesk {
	return {
		list: () => overlay.listClosures(),
		async add({ shape, speedShare, reason, fromMs, untilMs }, { identity, context }) {
			checkClosureShape(shape, pack.manifest.bounds);
			const [lon, lat] = (shape.type === 'LineString' ? shape.coordinates[0] : shape.coordinates[0]?.[0]) ?? [0, 0];
			const district = await pack.use((city) => findDistrict(city, { lon, lat }));
			const closure = await store.write(context, async (tx) => {
				if (untilMs !== null && untilMs <= tx.nowMs) {
					throw new UsageError('closure/over', `closure: got untilMs ${untilMs}, expected a time after ${tx.nowMs}`, {
						context: { untilMs, nowMs: tx.nowMs },
					});
				}
				const id = `c-${await tx.takeDayId('closure')}`;
				requireAccess(identity, 'closure.edit', { id, district });
				const set = { shape, speedShare, reason, fromMs: fromMs ?? tx.nowMs, untilMs, liftedAtMs: null, district };
				return tx.append({ collection: 'closure', id, kind: 'closure/added', set, reason, expectVersion: 0 });
			});
			await overlay.refresh();
			return closure;
		},
		async lift(id, { identity, context }) {
			const closure = await store.write(context, async (tx) => {
				const before = await tx.read('closure', id);
				if (!before) {
					throw new NotFoundError('closure/not-found', `closure ${id}: got no such closure, expected a known id`, {
						context: { id },
					});
				}
				requireAccess(identity, 'closure.edit', before);
				if (before.liftedAtMs !== null) {
					throw new ConflictError(
						'closure/lifted',
						`closure ${id}: got a closure that was lifted, expected one not lifted`,
						{ context: { id, liftedAtMs: before.liftedAtMs } },
					);
				}
				return tx.append({ collection: 'closure', id, kind: 'closure/lifted', set: { liftedAtMs: tx.nowMs } });
			});
			await overlay.refresh();
			return closure;
		},
	};
}
