import { ConflictError, DataError, NotFoundError } from '../../domain/errors.ts';
import type { CollectionName } from '../../domain/records/collections.ts';

/** There is no such record. */
export function recordNotFound(collection: CollectionName, id: string): NotFoundError {
	return new NotFoundError('record/not-found', `${collection} ${id}: got no such record, expected one that is there`, {
		context: { collection, id },
	});
}

/** A record names another thing that is not there. */
export function unknownReference(field: string, what: string, id: string): DataError {
	return new DataError(
		'record/unknown-reference',
		`${field}: got ${what} ${id} that is not there, expected one that is`,
		{
			context: { field, what, id },
		},
	);
}

/** A record cannot go while others need it. */
export function recordInUse(collection: CollectionName, id: string, by: CollectionName, count: number): ConflictError {
	return new ConflictError('record/in-use', `${collection} ${id}: got ${count} of ${by} that need it, expected none`, {
		context: { collection, id, by, count },
	});
}
