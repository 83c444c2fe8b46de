import type { Drawing } from '../../domain/records/drawing.ts';
import type { ServedPack } from '../follow-pack.ts';
import { requireOpen } from '../incidents/incident-errors.ts';
import { findDistrict } from './find-district.ts';
import { moveAttachments, type RecordRules } from './record-desk.ts';
import { recordInUse } from './record-error.ts';
import type { References } from './references.ts';

/** What the rules of records are made of. */
export interface RuleParts {
	readonly pack: ServedPack;
	readonly references: References;
}

/** Key units: their station and buildings must be there; one with plans stays. */
export function createKeyUnitRules({ pack, references }: RuleParts): RecordRules<'keyUnit'> {
	return {
		collection: 'keyUnit',
		word: 'key-unit',
		prefix: 'k',
		edit: 'key-unit.edit',
		attachedAs: 'keyUnit',
		placedBy: ['lon', 'lat'],
		findDistrict: ({ fields }) => pack.use((city) => findDistrict(city, fields)),
		async check({ given, before }) {
			if (given.stationId) await references.requireStation('stationId', given.stationId);
			// Those it had may be gone from a newer pack: that is no fault of this change.
			const had = new Set(before?.buildingIds);
			await references.requireBuildings(
				'buildingIds',
				(given.buildingIds ?? []).filter((id) => !had.has(id)),
			);
		},
		async checkUnused(tx, id) {
			const plans = await tx.list('plan', { where: { keyUnitId: id } });
			if (plans.length > 0) throw recordInUse('keyUnit', id, 'plan', plans.length);
		},
		async takeAlong(tx, { id, district }) {
			for (const plan of await tx.list('plan', { where: { keyUnitId: id } })) {
				await tx.append({ collection: 'plan', id: plan.id, kind: 'plan/moved', set: { district } });
				await moveAttachments(tx, { collection: 'plan', id: plan.id }, district);
			}
			for (const task of await tx.list('task', { where: { keyUnitId: id, incidentId: null } })) {
				await tx.append({ collection: 'task', id: task.id, kind: 'task/moved', set: { district } });
				await moveAttachments(tx, { collection: 'task', id: task.id }, district);
			}
		},
	};
}

/** Plans lie where their key unit does; who approved one is who set it so. */
export function createPlanRules({ references }: RuleParts): RecordRules<'plan'> {
	return {
		collection: 'plan',
		word: 'plan',
		prefix: 'p',
		edit: 'plan.edit',
		attachedAs: 'plan',
		placedBy: ['keyUnitId'],
		liesWithOther: () => true,
		findDistrict: async ({ tx, fields }) => (await tx.read('keyUnit', fields.keyUnitId))?.district ?? null,
		async check(draft) {
			const { keyUnitId } = draft.given;
			if (keyUnitId !== undefined) await references.requireRecord(draft, 'keyUnitId', 'keyUnit', keyUnitId);
		},
		complete: ({ fields, given, before, identity }) => {
			if (fields.state !== 'approved') return { approvedBy: null };
			// Another text is another plan: who changes an approved one answers for it.
			const isSame = before?.state === 'approved' && given.sections === undefined && given.title === undefined;
			return { approvedBy: isSame ? before.approvedBy : identity.actor.name };
		},
	};
}

/** Tasks lie where their incident or key unit does. */
export function createTaskRules({ references }: RuleParts): RecordRules<'task'> {
	return {
		collection: 'task',
		word: 'task',
		prefix: 't',
		edit: 'task.edit',
		attachedAs: 'task',
		placedBy: ['incidentId', 'keyUnitId'],
		liesWithOther: ({ incidentId, keyUnitId }) => incidentId !== null || keyUnitId !== null,
		async findDistrict({ tx, fields: { incidentId, keyUnitId } }) {
			if (incidentId !== null) return (await tx.read('incident', incidentId))?.district ?? null;
			return keyUnitId === null ? null : ((await tx.read('keyUnit', keyUnitId))?.district ?? null);
		},
		async check(draft) {
			const { incidentId, keyUnitId, assignee } = draft.given;
			if (incidentId) await references.requireRecord(draft, 'incidentId', 'incident', incidentId);
			if (keyUnitId) await references.requireRecord(draft, 'keyUnitId', 'keyUnit', keyUnitId);
			if (assignee?.kind === 'station') await references.requireStation('assignee.id', assignee.id);
			if (assignee?.kind === 'user') await references.requireUser(draft, 'assignee.id', assignee.id);
		},
	};
}

/** Drawings lie where their incident does, else where they begin; with it they become read-only. */
export function createDrawingRules({ pack, references }: RuleParts): RecordRules<'drawing'> {
	return {
		collection: 'drawing',
		word: 'drawing',
		prefix: 'd',
		edit: 'drawing.edit',
		attachedAs: null,
		placedBy: ['incidentId', 'geometry'],
		liesWithOther: ({ incidentId }) => incidentId !== null,
		async checkOpen(tx, { incidentId }) {
			const incident = incidentId === null ? undefined : await tx.read('incident', incidentId);
			if (incident) requireOpen(incident);
		},
		async findDistrict({ tx, fields: { incidentId, geometry } }) {
			if (incidentId !== null) return (await tx.read('incident', incidentId))?.district ?? null;
			const [lon, lat] = firstPosition(geometry);
			return pack.use((city) => findDistrict(city, { lon, lat }));
		},
		async check(draft) {
			const { incidentId } = draft.given;
			if (incidentId) requireOpen(await references.requireRecord(draft, 'incidentId', 'incident', incidentId));
		},
	};
}

function firstPosition(geometry: Drawing['geometry']): readonly [number, number] {
	if (geometry.type === 'Point') return geometry.coordinates;
	const line = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates[0];
	// The schema asks for two positions at least.
	return line?.[0] as readonly [number, number];
}
