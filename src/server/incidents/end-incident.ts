import { ConflictError, UsageError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { WriteTx } from '../store/store.ts';
import { noSuchIncident, requireOpen } from './incident-errors.ts';
import { moveParts } from './move-parts.ts';
import { proposeDuplicates, withdrawDuplicates } from './propose-duplicates.ts';

/**
 * Closes an incident. As a dispatcher would: not while a unit that was sent to it is ordered, on the way or at the scene, for then somebody is
 * still working there or would go there for nothing. Units on their way back do not stand in the way.
 * Nor while a team is inside. The signal to leave ends with it.
 * @throws ConflictError `incident/units-out`, `incident/teams-inside` naming them
 */
export async function closeIncident(
	tx: WriteTx,
	record: IncidentRecord,
	reason: string,
	byName: string,
): Promise<void> {
	await requireUnitsBack(tx, record.id);
	await requireTeamsOut(tx, record.id);
	await withdrawDuplicates(tx, record);
	const evacuation = record.evacuation ?? null;
	await tx.append({
		collection: 'incident',
		id: record.id,
		kind: 'incident/closed',
		reason,
		set: {
			closedAtMs: tx.nowMs,
			duplicates: [],
			...(evacuation?.endedAtMs === null && { evacuation: { ...evacuation, endedAtMs: tx.nowMs } }),
			closings: [...record.closings, { kind: 'closed', atMs: tx.nowMs, reason, byName }],
		},
	});
}

/** Opens an incident again, and looks anew for those it may be the same as. @throws ConflictError `incident/open` */
export async function reopenIncident(
	tx: WriteTx,
	record: IncidentRecord,
	reason: string,
	byName: string,
): Promise<void> {
	const { id, closings } = record;
	if (record.closedAtMs === null) {
		throw new ConflictError('incident/open', `incident ${id}: got an open incident, expected a closed one`, {
			context: { id },
		});
	}
	await tx.append({
		collection: 'incident',
		id,
		kind: 'incident/reopened',
		reason,
		set: {
			closedAtMs: null,
			mergedInto: null,
			duplicates: await proposeDuplicates(tx, record),
			closings: [...closings, { kind: 'reopened', atMs: tx.nowMs, reason, byName }],
		},
	});
}

/** Which incident is merged into which, why and by whom. */
export interface Merging {
	readonly id: string;
	readonly into: string;
	readonly reason: string;
	readonly byName: string;
}

/**
 * Makes an incident part of another: what hangs on it goes on under that one, and it is closed; a signal to leave that sounds goes on there
 * too. Both must be open, so no circle can come of it.
 * @throws UsageError `incident/merge-into-itself`, NotFoundError `incident/not-found`, ConflictError `incident/closed`, what `check` throws
 */
export async function mergeIncident(
	tx: WriteTx,
	{ id, into, reason, byName }: Merging,
	check: (record: IncidentRecord) => void,
): Promise<void> {
	if (id === into) {
		throw new UsageError('incident/merge-into-itself', `into: got ${into}, expected another incident than ${id}`, {
			context: { id, into },
		});
	}
	const read = async (of: string) => {
		const record = await tx.read('incident', of);
		if (!record) throw noSuchIncident(of);
		check(record);
		requireOpen(record);
		return record;
	};
	// In one order, so that two mergings of the same two do not wait for one another.
	const [first, second] = [id, into].sort() as [string, string];
	const records = [await read(first), await read(second)] as const;
	const [from, to] = id === first ? records : ([records[1], records[0]] as const);
	await moveParts(tx, id, to, reason);
	await withdrawDuplicates(tx, from, [into]);
	const evacuation = from.evacuation ?? null;
	const sounds = evacuation?.endedAtMs === null;
	const goesOn = sounds && to.evacuation?.endedAtMs !== null;
	await tx.append({
		collection: 'incident',
		id,
		kind: 'incident/merged',
		reason,
		set: {
			mergedInto: into,
			closedAtMs: tx.nowMs,
			duplicates: [],
			...(sounds && { evacuation: { ...evacuation, endedAtMs: tx.nowMs } }),
			closings: [...from.closings, { kind: 'closed', atMs: tx.nowMs, reason, byName }],
		},
	});
	await tx.append({
		collection: 'incident',
		id: into,
		kind: 'incident/took-over',
		reason: `${id}: ${reason}`,
		set: { duplicates: to.duplicates.filter((known) => known.id !== id), ...(goesOn && { evacuation }) },
	});
}

async function requireTeamsOut(tx: WriteTx, id: string): Promise<void> {
	const teams = await tx.list('team', { where: { incidentId: id, exitedAtMs: null }, notNull: ['enteredAtMs'] });
	if (teams.length === 0) return;
	throw new ConflictError(
		'incident/teams-inside',
		`incident ${id}: got ${teams.map(({ name }) => name).join(', ')} inside, expected every team out`,
		{ context: { id, teams: teams.map(({ id: teamId, name, people }) => ({ id: teamId, name, people })) } },
	);
}

async function requireUnitsBack(tx: WriteTx, id: string): Promise<void> {
	const running = await tx.list('dispatch', { where: { incidentId: id, endedAtMs: null } });
	const out: { unitId: string; plate: string; state: string }[] = [];
	for (const { unitId, plate } of running) {
		const unit = await tx.read('unit', unitId);
		if (unit && unit.state !== '25') out.push({ unitId, plate, state: unit.state });
	}
	if (out.length === 0) return;
	const names = out.map(({ plate, state }) => `${plate} (${state})`).join(', ');
	throw new ConflictError(
		'incident/units-out',
		`incident ${id}: got ${names}, expected its units called off, turned back or on their way back (25)`,
		{ context: { id, units: out } },
	);
}
