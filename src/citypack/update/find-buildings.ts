import { join } from 'node:path';
import { ConflictError, NotFoundError } from '../../domain/errors.ts';
import { openBuildingIds } from '../../domain/pack/building-ids.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { createLocalSource } from '../read/local-source.ts';
import { readFeatureId } from './feature-id.ts';
import type { OldPack } from './old-pack.ts';
import type { Changes } from './read-changes.ts';

/** Finds buildings of a pack by id: ordinal by id, for those of the ids that are there. */
type FindBuildings = (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** Asks the pack's index of ids. */
export function findByIndex(old: OldPack): FindBuildings {
	return async (wanted) => {
		const found = new Map<string, number>();
		const index = await openBuildingIds(createLocalSource(join(old.dir, PACK_FILES.buildingIds)));
		for (const id of wanted) {
			for (const fid of await index.findCandidates(id)) {
				const ordinal = old.pages.ordinalOf(fid);
				if (ordinal === undefined) continue;
				const [feature] = old.readFeatures(ordinal, ordinal + 1);
				if (Buffer.from(readFeatureId(feature as Uint8Array)).toString() === id) found.set(id, ordinal);
			}
		}
		return found;
	};
}

/** Goes through a table of all buildings of a pack, in their order. */
export function findByTable(table: BuildingTable): FindBuildings {
	return async (ids) => {
		const wanted = new Set(ids);
		const found = new Map<string, number>();
		for (let row = 0; row < table.count; row++) {
			const id = table.id.at(row);
			if (wanted.has(id)) found.set(id, row);
		}
		return found;
	};
}

/** What the changes come down to. */
export interface ResolvedChanges {
	/** Old ordinals of removed and replaced buildings, ascending. */
	readonly leaving: readonly number[];
	/** Ids of the same. */
	readonly gone: ReadonlySet<string>;
	/** Ids of those that come back as another building. */
	readonly replaced: ReadonlySet<string>;
	readonly counts: { readonly added: number; readonly replaced: number; readonly removed: number };
}

/**
 * Looks the ids of changes up in the pack.
 * @throws ConflictError `update/exists` for an add of an id that is there; NotFoundError `update/no-such-building` for a replace or
 * remove of one that is not
 */
export async function resolveChanges(changes: Changes, find: FindBuildings): Promise<ResolvedChanges> {
	const ids = Array.from({ length: changes.table.count }, (_, row) => changes.table.id.at(row));
	const found = await find([...ids, ...changes.removed]);
	const exists = ids.filter((id, row) => changes.asked[row] === 'add' && found.has(id));
	if (exists.length > 0) {
		throw new ConflictError(
			'update/exists',
			`add ${tell(exists)}: got an id that is in the pack already, expected a new one; nothing was changed`,
			{ context: { ids: exists } },
		);
	}
	const missing = [
		...ids.filter((id, row) => changes.asked[row] === 'replace' && !found.has(id)),
		...changes.removed.filter((id) => !found.has(id)),
	];
	if (missing.length > 0) {
		throw new NotFoundError(
			'update/no-such-building',
			`replace or remove ${tell(missing)}: got no building of that id in the pack, expected one; nothing was changed`,
			{ context: { ids: missing } },
		);
	}
	const replaced = ids.filter((id) => found.has(id));
	const gone = [...replaced, ...changes.removed];
	return {
		leaving: gone.map((id) => found.get(id) as number).sort((a, b) => a - b),
		gone: new Set(gone),
		replaced: new Set(replaced),
		counts: { added: ids.length - replaced.length, replaced: replaced.length, removed: changes.removed.length },
	};
}

const MAX_TOLD = 10;

function tell(ids: readonly string[]): string {
	const more = ids.length > MAX_TOLD ? ` and ${ids.length - MAX_TOLD} more` : '';
	return `${ids.slice(0, MAX_TOLD).join(', ')}${more}`;
}
