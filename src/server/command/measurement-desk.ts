import type { Identity } from '../../domain/access/may-do.ts';
import type { Measurement } from '../../domain/records/measurement.ts';
import type { Caller } from '../http/caller.ts';
import { requireOpen } from '../incidents/incident-errors.ts';
import type { Store } from '../store/store.ts';
import { createHeldBook } from './held-book.ts';

type MeasurementFields = Omit<
	Measurement,
	'id' | 'version' | 'createdAtMs' | 'updatedAtMs' | 'district' | 'incidentId' | 'byName'
>;

/** What the server does with measurements, which pages make and it only keeps. Throws what HeldBook throws. */
export interface MeasurementDesk {
	list(identity: Identity, incidentId: string | undefined): Promise<Measurement[]>;
	add(caller: Caller, incidentId: string, fields: MeasurementFields): Promise<Measurement>;
	rename(
		caller: Caller,
		id: string,
		given: { readonly name?: string | undefined; readonly version: number },
	): Promise<Measurement>;
	remove(caller: Caller, id: string): Promise<void>;
}

const EDIT = 'drawing.edit';

/** Makes the desk over the store. */
export function createMeasurementDesk(store: Store): MeasurementDesk {
	const book = createHeldBook(store, { collection: 'measurement', prefix: 'm', checkOpen: requireOpen });
	return {
		list: book.list,
		add: (caller, incidentId, fields) =>
			book.add(caller, EDIT, incidentId, async () => ({
				kind: 'measurement/added',
				set: { ...fields, byName: caller.identity.actor.name },
			})),
		rename: (caller, id, { name, version }) =>
			book.change(
				caller,
				EDIT,
				id,
				async ({ record }) => ({ kind: 'measurement/changed', set: { name: name ?? record.name } }),
				version,
			),
		remove: (caller, id) => book.remove(caller, EDIT, id),
	};
}
