import type { z } from 'zod';
import { ConflictError, UsageError } from '../../domain/errors.ts';
import type { WaterRecord, waterTestSchema } from '../../domain/records/water-record.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { Caller } from './caller.ts';
import { findDistrict } from './find-district.ts';
import { removeAttachments } from './record-desk.ts';
import { recordNotFound } from './record-error.ts';
import type { PlaceDeskParts } from './station-desk.ts';

/** Clocks of telephones are not set so exactly. Assumption, not sourced. */
const AHEAD_MS = 5 * 60_000;

type WaterFields = Omit<WaterRecord, 'id' | 'version' | 'createdAtMs' | 'updatedAtMs' | 'lastTest'>;
type WaterTest = z.output<typeof waterTestSchema>;

/** The service's records of water. Who changes one must be allowed to where it lay and where it will lie. */
export interface WaterDesk {
	/** In the place of the pack's, or one more; `version` 0 = there was no record yet. @throws ConflictError `record/version-conflict`, ForbiddenError `access/denied` */
	put(id: string, fields: WaterFields & { readonly version: number }, caller: Caller): Promise<WaterRecord>;
	/** As the pack has it again. @throws NotFoundError `record/not-found`, ForbiddenError `access/denied` */
	remove(id: string, caller: Caller): Promise<void>;
	/**
	 * Sets state, flow and date by a test, of a source that only the pack has too.
	 * @throws NotFoundError `record/not-found`; UsageError `water/test-in-future`; ConflictError `water/older-test`: a later one is on record
	 */
	test(id: string, test: WaterTest, caller: Caller): Promise<WaterRecord>;
}

/** Makes the desk. */
export function createWaterDesk({ store, pack, overlay, packPlaces, nowMs }: PlaceDeskParts): WaterDesk {
	const findTown = (at: { readonly lon: number; readonly lat: number }) => pack.use((city) => findDistrict(city, at));

	return {
		async put(id, { version, ...fields }, { identity, context }) {
			const packs = version === 0 ? await packPlaces.findWater(id) : undefined;
			const packsDistrict = packs ? await findTown(packs) : null;
			const district = fields.district ?? (await findTown(fields));
			const water = await store.write(context, async (tx) => {
				const before = await tx.read('water', id);
				const was = before ? before.district : packs ? packsDistrict : district;
				requireAccess(identity, 'water.edit', { id, district: was });
				requireAccess(identity, 'water.edit', { id, district });
				const kind = before ? 'water/changed' : 'water/recorded';
				const set = { ...fields, district, ...(before ? {} : { lastTest: null }) };
				return tx.append({ collection: 'water', id, kind, set, expectVersion: version });
			});
			await overlay.refresh();
			return water;
		},
		async remove(id, { identity, context }) {
			const packs = await packPlaces.findWater(id);
			await store.write(context, async (tx) => {
				const before = await tx.read('water', id);
				if (!before) throw recordNotFound('water', id);
				requireAccess(identity, 'water.edit', before);
				await tx.append({ collection: 'water', id, kind: 'water/removed', set: null });
				if (!packs) await removeAttachments(tx, { collection: 'water', id });
				return null;
			});
			await overlay.refresh();
		},
		async test(id, test, { identity, context }) {
			checkTime(id, test, nowMs());
			const isRecorded = (await store.read('water', id)) !== undefined;
			const packs = isRecorded ? undefined : await packPlaces.findWater(id);
			const packsDistrict = packs ? await findTown(packs) : null;
			const water = await store.write(context, async (tx) => {
				const before = await tx.read('water', id);
				const known = before ?? packs;
				if (!known) throw recordNotFound('water', id);
				const district = before ? before.district : packsDistrict;
				requireAccess(identity, 'water.edit', { id, district });
				const last = before?.lastTest;
				if (last && last.atMs > test.atMs) {
					throw new ConflictError(
						'water/older-test',
						`water ${id}: got a test of ${test.atMs}, expected one after that of ${last.atMs}, which is on record`,
						{ context: { id, atMs: test.atMs, lastAtMs: last.atMs } },
					);
				}
				const { kind, lon, lat, name, diameterMm, volumeM3 } = known;
				const set = {
					...(before ? {} : { kind, lon, lat, name, diameterMm, volumeM3, note: '', district }),
					state: test.works ? ('ok' as const) : ('faulty' as const),
					flowLps: test.flowLps ?? known.flowLps,
					testedOn: formatDate(test.atMs),
					lastTest: test,
				};
				return tx.append({ collection: 'water', id, kind: 'water/tested', set, reason: test.note });
			});
			await overlay.refresh();
			return water;
		},
	};
}

function checkTime(id: string, { atMs }: WaterTest, nowMs: number): void {
	if (atMs <= nowMs + AHEAD_MS) return;
	throw new UsageError('water/test-in-future', `water ${id}: got a test of ${atMs}, expected one not after ${nowMs}`, {
		context: { id, atMs, nowMs },
	});
}

/** The day by the server's calendar, 'YYYY-MM-DD'. */
function formatDate(atMs: number): string {
	const at = new Date(atMs);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
