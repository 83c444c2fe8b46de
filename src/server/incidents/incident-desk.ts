import type { z } from 'zod';
import type { Action } from '../../domain/access/actions.ts';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type {
	handoverSchema,
	Incident,
	IncidentAssessment,
	IncidentRecord,
	incidentPatchSchema,
	newIncidentSchema,
} from '../../domain/incident.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { Caller } from '../http/caller.ts';
import { requireAccess } from '../identity/require-access.ts';
import { findDistrict } from '../records/find-district.ts';
import { findSeenVersion } from '../records/find-seen-version.ts';
import type { Store, WriteTx } from '../store/store.ts';
import type { AssessmentKeeper } from './assessment-keeper.ts';
import { createTurns } from './create-turns.ts';
import { closeIncident, mergeIncident, reopenIncident } from './end-incident.ts';
import { gradeIncident, regradeIncident } from './grade-incident.ts';
import { noSuchIncident, notAssessed, requireOpen } from './incident-errors.ts';
import { type FoundPlace, movePlace } from './move-place.ts';
import { proposeDuplicates } from './propose-duplicates.ts';
import { readLog } from './read-log.ts';
import { resolvePlace } from './resolve-place.ts';

/** Closed incidents looked at for a list: of districts, not all of the newest are for the reader. */
const CLOSED_LOOKED_AT = 500;
/** Entries of one incident's log that are told at once; its history has all. */
const EVENTS_TOLD = 5000;
/** What the server notes of an incident by itself, and the signal to leave: who changes it need not have seen that. */
const QUIET = new Set([
	'incident/assessed',
	'incident/assessment-stale',
	'incident/duplicates-proposed',
	'incident/evacuation-ordered',
	'incident/evacuation-confirmed',
	'incident/evacuation-ended',
]);

/**
 * What the server does with incidents. Each change is in the log before it is answered. What is answered has no personal data, but for
 * `read`. Everything throws NotFoundError `incident/not-found` and ForbiddenError `access/denied`, and what the store throws.
 */
export interface IncidentDesk {
	/** All open ones and so many of the newest closed, as far as the reader may see them. */
	list(identity: Identity, closed: number): Promise<IncidentRecord[]>;
	/** With personal data, and with its newest assessment or that of `revision`. @throws NotFoundError `incident/unknown-revision` */
	read(identity: Identity, id: string, revision?: number): Promise<Incident>;
	/** The newest, or that of `revision`. @throws NotFoundError `incident/not-assessed`, `incident/unknown-revision` */
	readAssessment(identity: Identity, id: string, revision?: number): Promise<IncidentAssessment>;
	/** What happened to it, and to what hangs on it as far as the reader may see that; the oldest first. */
	readEvents(identity: Identity, id: string, since?: number): Promise<RecordedEvent[]>;
	/**
	 * Finds the place, keeps the incident, proposes duplicates on both sides; then assesses it, or has it assessed later.
	 * @throws NotFoundError `incident/unknown-address`, `incident/ambiguous-address`, UsageError of gradeIncident
	 */
	raise(caller: Caller, given: z.output<typeof newIncidentSchema>, assess: 'now' | 'later'): Promise<Incident>;
	/**
	 * What the server itself noted since the version seen does not stand in the way; what a person changed does.
	 * @throws ConflictError `record/version-conflict`, `incident/closed`, UsageError of gradeIncident
	 */
	change(caller: Caller, id: string, patch: z.output<typeof incidentPatchSchema>): Promise<IncidentRecord>;
	/** Does nothing to one that is acknowledged already. @throws ConflictError `incident/closed` */
	acknowledge(caller: Caller, id: string): Promise<IncidentRecord>;
	/** Does nothing to one that is closed already. @throws ConflictError `incident/units-out`: units are ordered, on the way or at the scene; `incident/teams-inside` */
	close(caller: Caller, id: string, reason: string): Promise<IncidentRecord>;
	/** One that was merged is by itself again, without its units. @throws ConflictError `incident/open` */
	reopen(caller: Caller, id: string, reason: string): Promise<IncidentRecord>;
	/** @throws UsageError `incident/merge-into-itself`, ConflictError `incident/closed` of either */
	merge(caller: Caller, id: string, into: string, reason: string): Promise<IncidentRecord>;
	/** @throws ConflictError `incident/closed` */
	handOver(caller: Caller, id: string, given: GivenHandover): Promise<IncidentRecord>;
}

type GivenHandover = Omit<z.output<typeof handoverSchema>, 'atMs' | 'byName'>;

export interface IncidentDeskParts {
	readonly store: Store;
	readonly pack: ServedPack;
	readonly service: ServiceTable;
	readonly keeper: AssessmentKeeper;
	/** Makes records of what is being drawn for an incident, before it ends. Absent: they come a moment later. */
	readonly settleSketch?: (incidentId: string) => Promise<void>;
}

/** Makes the desk over the store. */
export function createIncidentDesk({
	store,
	pack,
	service,
	keeper,
	settleSketch = async () => {},
}: IncidentDeskParts): IncidentDesk {
	async function readAllowed(identity: Identity, action: Action, id: string): Promise<IncidentRecord> {
		const record = await store.read('incident', id);
		if (!record) throw noSuchIncident(id);
		requireAccess(identity, action, record);
		return record;
	}

	function findPlace(given: Parameters<typeof resolvePlace>[1]): Promise<FoundPlace> {
		return pack.use(async (city) => {
			const { lon, lat } = await resolvePlace(city, given);
			return { lon, lat, district: await findDistrict(city, { lon, lat }) };
		});
	}

	/** Does `work` to a record that is locked meanwhile. */
	async function alter(
		{ identity, context }: Caller,
		action: Action,
		id: string,
		work: (tx: WriteTx, record: IncidentRecord) => Promise<void>,
	): Promise<IncidentRecord> {
		await store.write(context, async (tx) => {
			const record = await tx.read('incident', id);
			if (!record) throw noSuchIncident(id);
			requireAccess(identity, action, record);
			await work(tx, record);
			return null;
		});
		return hidePersonal('incident', await readAllowed(identity, action, id));
	}

	const takeTurn = createTurns();

	return {
		async list(identity, closed) {
			const maySee = (record: IncidentRecord) => mayDo(identity, 'incident.read', record);
			const [open, over] = await Promise.all([
				store.list('incident', { where: { closedAtMs: null } }),
				closed === 0 ? [] : store.list('incident', { notNull: ['closedAtMs'], limit: CLOSED_LOOKED_AT }),
			]);
			return [...open.filter(maySee), ...over.filter(maySee).slice(0, closed)].map((record) =>
				hidePersonal('incident', record),
			);
		},
		async read(identity, id, revision) {
			const record = await readAllowed(identity, 'incident.read', id);
			return { ...record, assessment: (await keeper.read(record, revision))?.assessment ?? null };
		},
		async readAssessment(identity, id, revision) {
			const kept = await keeper.read(await readAllowed(identity, 'incident.read', id), revision);
			if (!kept) throw notAssessed(id);
			return kept;
		},
		async readEvents(identity, id, since) {
			const record = await readAllowed(identity, 'incident.read', id);
			return (await readLog(store, identity, record, EVENTS_TOLD, since)).events;
		},
		async raise({ identity, context }, given, assess) {
			const grade = gradeIncident(service, given);
			const letGo = keeper.makeWay();
			try {
				const { lon: atLon, lat: atLat, district } = await findPlace(given);
				requireAccess(identity, 'incident.raise', { id: 'a new incident', district });
				const { id } = await takeTurn(() =>
					store.write(context, async (tx) => {
						const id = await tx.takeDayId('incident');
						const { lon = null, lat = null, crs, address = null, ...told } = given;
						const place = { lon: atLon, lat: atLat };
						const duplicates = await proposeDuplicates(tx, { id, createdAtMs: tx.nowMs, ...place });
						const set = {
							...told,
							...grade,
							...place,
							district,
							given: { lon, lat, crs, address },
							handovers: [],
							duplicates,
							mergedInto: null,
							acknowledgedAtMs: null,
							acknowledgedBy: null,
							phase: 'first-attack' as const,
							evacuation: null,
							closedAtMs: null,
							closings: [],
							assessed: null,
						};
						await tx.append({ collection: 'incident', id, kind: 'incident/raised', set, expectVersion: 0 });
						return { id };
					}),
				);
				const assessment = assess === 'now' ? await keeper.assess(id) : null;
				if (assess === 'later') keeper.queue(id);
				const record = await store.read('incident', id);
				if (!record) throw noSuchIncident(id);
				return { ...hidePersonal('incident', record), assessment };
			} finally {
				letGo();
			}
		},
		async change(caller, id, { version: seen, typeCode, type, level, levelScheme, lon, lat, crs, ...rest }) {
			const place = lon === undefined || lat === undefined ? null : await findPlace({ lon, lat, crs });
			return alter(caller, 'incident.edit', id, async (tx, record) => {
				requireOpen(record);
				const change = { typeCode, type, level, levelScheme };
				const isGraded = Object.values(change).some((value) => value !== undefined);
				const grade = isGraded ? regradeIncident(service, record, change) : {};
				const expectVersion = await findSeenVersion(tx, 'incident', record, seen, QUIET);
				if (rest.phase !== undefined) requireAccess(caller.identity, 'command.edit', record);
				if (place) requireAccess(caller.identity, 'incident.edit', { id, district: place.district });
				const moved = place && (await movePlace(tx, record, place));
				const set = { ...rest, ...grade, ...moved };
				await tx.append({ collection: 'incident', id, kind: 'incident/changed', set, expectVersion });
			});
		},
		acknowledge(caller, id) {
			return alter(caller, 'incident.edit', id, async (tx, record) => {
				if (record.acknowledgedAtMs !== null) return;
				requireOpen(record);
				const set = { acknowledgedAtMs: tx.nowMs, acknowledgedBy: caller.identity.actor.name };
				await tx.append({ collection: 'incident', id, kind: 'incident/acknowledged', set });
			});
		},
		async close(caller, id, reason) {
			await settleSketch(id);
			return alter(caller, 'incident.close', id, async (tx, record) => {
				if (record.closedAtMs === null) await closeIncident(tx, record, reason, caller.context.by.name);
			});
		},
		reopen(caller, id, reason) {
			return alter(caller, 'incident.reopen', id, (tx, record) =>
				reopenIncident(tx, record, reason, caller.context.by.name),
			);
		},
		async merge(caller, id, into, reason) {
			await settleSketch(id);
			await store.write(caller.context, async (tx) => {
				await mergeIncident(tx, { id, into, reason, byName: caller.context.by.name }, (record) =>
					requireAccess(caller.identity, 'incident.merge', record),
				);
				return null;
			});
			return hidePersonal('incident', await readAllowed(caller.identity, 'incident.merge', id));
		},
		handOver(caller, id, given) {
			return alter(caller, 'incident.hand-over', id, async (tx, record) => {
				requireOpen(record);
				const handover = { ...given, atMs: tx.nowMs, byName: caller.context.by.name };
				await tx.append({
					collection: 'incident',
					id,
					kind: 'incident/handed-over',
					reason: given.reason,
					set: { handovers: [...record.handovers, handover] },
				});
			});
		},
	};
}
