import type { Identity } from '../../domain/access/may-do.ts';
import type { Sector } from '../../domain/records/sector.ts';
import type { Caller } from '../http/caller.ts';
import { requireOpen } from '../incidents/incident-errors.ts';
import { unknownReference } from '../records/record-error.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { createHeldBook } from './held-book.ts';

type SectorFields = Pick<Sector, 'name' | 'task' | 'officer' | 'unitIds' | 'note'>;

/** What the server does with sectors. Throws what HeldBook throws, and DataError `record/unknown-reference` for a unit that is not out for the incident. */
export interface SectorDesk {
	list(identity: Identity, incidentId: string | undefined): Promise<Sector[]>;
	/** Units that come into it leave the sector they were in. */
	add(caller: Caller, incidentId: string, fields: SectorFields): Promise<Sector>;
	change(caller: Caller, id: string, patch: Patch): Promise<Sector>;
	/** Its teams go on without a sector. */
	remove(caller: Caller, id: string): Promise<void>;
}

type Patch = { readonly [K in keyof SectorFields]?: SectorFields[K] | undefined } & { readonly version: number };

const EDIT = 'command.edit';

/** Makes the desk over the store. */
export function createSectorDesk(store: Store): SectorDesk {
	const book = createHeldBook(store, {
		collection: 'sector',
		prefix: 's',
		checkOpen: requireOpen,
		quiet: new Set(['sector/unit-left']),
	});
	return {
		list: book.list,
		add: (caller, incidentId, fields) =>
			book.add(caller, EDIT, incidentId, async ({ tx }) => {
				const unitIds = [...new Set(fields.unitIds)];
				await enterSector(tx, incidentId, null, unitIds);
				return { kind: 'sector/added', set: { ...fields, unitIds } };
			}),
		change: (caller, id, { version, ...patch }) =>
			book.change(
				caller,
				EDIT,
				id,
				async ({ tx, record }) => {
					const unitIds = patch.unitIds && [...new Set(patch.unitIds)];
					const entering = (unitIds ?? []).filter((unitId) => !record.unitIds.includes(unitId));
					await enterSector(tx, record.incidentId, id, entering);
					return { kind: 'sector/changed', set: { ...patch, unitIds } as SectorFields };
				},
				version,
			),
		remove: (caller, id) =>
			book.remove(caller, EDIT, id, async ({ tx, record }) => {
				for (const team of await tx.list('team', { where: { incidentId: record.incidentId, sectorId: id } })) {
					await tx.append({ collection: 'team', id: team.id, kind: 'team/changed', set: { sectorId: null } });
				}
			}),
	};
}

async function enterSector(
	tx: WriteTx,
	incidentId: string,
	sectorId: string | null,
	unitIds: readonly string[],
): Promise<void> {
	if (unitIds.length === 0) return;
	const running = await tx.list('dispatch', { where: { incidentId, endedAtMs: null } });
	const strange = unitIds.find((id) => !running.some(({ unitId }) => unitId === id));
	if (strange !== undefined) throw unknownReference('unitIds', 'unit out for this incident', strange);
	await leaveSectors(tx, incidentId, unitIds, sectorId);
}

/** Takes units out of every sector of an incident but one: they have left the scene, or went into that one. */
export async function leaveSectors(
	tx: WriteTx,
	incidentId: string,
	unitIds: readonly string[],
	besideId: string | null = null,
): Promise<void> {
	const hasThem = (sector: Sector) => sector.id !== besideId && sector.unitIds.some((id) => unitIds.includes(id));
	for (const { id } of (await tx.list('sector', { where: { incidentId } })).filter(hasThem)) {
		const sector = await tx.read('sector', id);
		if (!sector || !hasThem(sector)) continue;
		const left = sector.unitIds.filter((unitId) => !unitIds.includes(unitId));
		await tx.append({ collection: 'sector', id, kind: 'sector/unit-left', set: { unitIds: left } });
	}
}
