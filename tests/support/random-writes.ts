import fc from 'fast-check';
import type { NewEvent, Store, WriteContext } from '../../src/server/store/store.ts';

/** An event of one of the two collections. */
type RandomEvent = NewEvent<'task'> | NewEvent<'keyUnit'>;

const TEXTS = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 20 }),
	fc.constantFrom('', '火', '"\\u0000"', "';--", 'null', 'a\u2028b\r\nc\td\u2029\ufeff'),
);
const IDS = fc.constantFrom('a', 'b', 'c', '../x', '重点/1');

const taskEvent = fc.record(
	{
		title: fc.constantFrom('六熟悉', 'x', '\\'),
		details: TEXTS,
		district: fc.option(fc.constantFrom('南城', '莞城')),
		dueAtMs: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
		state: fc.constantFrom('open', 'accepted', 'done', 'cancelled'),
		assignee: fc.option(fc.record({ kind: fc.constantFrom('user', 'station'), id: fc.constantFrom('u', 's') })),
	},
	{ requiredKeys: ['title'] },
);
const keyUnitEvent = fc.record(
	{
		name: fc.constantFrom('厂', 'hall'),
		lon: fc.double({ min: -180, max: 180, noNaN: true }),
		lat: fc.double({ min: -90, max: 90, noNaN: true }),
		category: fc.option(fc.integer({ min: 1, max: 11 })),
		contacts: fc.array(fc.record({ name: fc.constantFrom('王', 'x'), phone: TEXTS, duty: fc.constant('') }), {
			maxLength: 2,
		}),
	},
	{ requiredKeys: ['name', 'lon', 'lat'] },
);

const event = fc.oneof(
	fc.record({
		collection: fc.constant('task'),
		id: IDS,
		kind: fc.constant('task/told'),
		reason: TEXTS,
		set: fc.option(taskEvent, { freq: 5 }),
	}),
	fc.record({
		collection: fc.constant('keyUnit'),
		id: IDS,
		kind: fc.constant('key-unit/told'),
		reason: TEXTS,
		set: fc.option(keyUnitEvent, { freq: 5 }),
	}),
) as fc.Arbitrary<RandomEvent>;

/** Transactions of random events on a few records; what is not there is not removed. */
export const randomWrites = fc.array(
	fc.record({ isFailing: fc.boolean(), events: fc.array(event, { minLength: 1, maxLength: 5 }) }),
	{ maxLength: 12 },
);

/** Does them, one after the other. */
export async function doWrites(
	store: Store,
	context: WriteContext,
	writes: readonly { isFailing: boolean; events: readonly RandomEvent[] }[],
): Promise<void> {
	for (const { isFailing, events } of writes) {
		await store
			.write(context, async (tx) => {
				for (const one of events) {
					const isThere = (await tx.read(one.collection, one.id)) !== undefined;
					if (one.set !== null || isThere) await tx.append(one as NewEvent<'task'>);
				}
				if (isFailing) throw new Error('meant to fail');
			})
			.catch((error: Error) => {
				if (error.message !== 'meant to fail') throw error;
			});
	}
}
