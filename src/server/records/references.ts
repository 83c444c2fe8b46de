import type { Identity } from '../../domain/access/may-do.ts';
import { COLLECTIONS, type CollectionName, type RecordOf } from '../../domain/records/collections.ts';
import type { ServedPack } from '../follow-pack.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { WriteTx } from '../store/store.ts';
import { unknownReference } from './record-error.ts';
import type { RecordOverlay } from './record-overlay.ts';

/** Where a record names others that must be there. */
export interface References {
	/**
	 * The record that `field` names; it stays as it is until the transaction ends.
	 * @throws DataError `record/unknown-reference`, ForbiddenError `access/denied` when the caller may not see it
	 */
	requireRecord<C extends CollectionName>(
		draft: { readonly tx: WriteTx; readonly identity: Identity },
		field: string,
		collection: C,
		id: string,
	): Promise<RecordOf<C>>;
	/** A person who may sign in; whoever gives out tasks may name one. @throws DataError `record/unknown-reference` */
	requireUser(draft: { readonly tx: WriteTx }, field: string, id: string): Promise<void>;
	/** A station of the pack or of the service, in service or not. @throws DataError `record/unknown-reference` */
	requireStation(field: string, id: string): Promise<void>;
	/** Buildings of the pack that is served now. @throws DataError `record/unknown-reference` for the first that is not in it */
	requireBuildings(field: string, ids: readonly string[]): Promise<void>;
}

/** Makes them over the store's transactions, the pack and the overlay. */
export function createReferences(pack: ServedPack, overlay: Pick<RecordOverlay, 'listStations'>): References {
	return {
		async requireRecord({ tx, identity }, field, collection, id) {
			const { read } = COLLECTIONS[collection];
			const record = await tx.read(collection, id);
			// Who may see none of the kind is not told whether there is this one.
			requireAccess(identity, read, record ?? { id, district: null });
			if (!record) throw unknownReference(field, collection, id);
			return record;
		},
		async requireUser({ tx }, field, id) {
			const user = await tx.read('user', id);
			if (!user || user.isDisabled) throw unknownReference(field, 'user', id);
		},
		async requireStation(field, id) {
			const known = await pack.use((city) => city.readStations());
			if (known.some((station) => station.id === id) || overlay.listStations().some((station) => station.id === id)) {
				return;
			}
			throw unknownReference(field, 'station', id);
		},
		requireBuildings: (field, ids) =>
			pack.use(async (city) => {
				for (const id of ids) {
					if (!(await city.findBuildingById(id))) throw unknownReference(field, 'building', id);
				}
			}),
	};
}
