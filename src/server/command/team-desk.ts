import type { z } from 'zod';
import type { Identity } from '../../domain/access/may-do.ts';
import { ConflictError, DataError } from '../../domain/errors.ts';
import type { parSchema, Team } from '../../domain/records/team.ts';
import type { Caller } from '../http/caller.ts';
import { requireOpen } from '../incidents/incident-errors.ts';
import { requirePast } from '../incidents/unit-errors.ts';
import { unknownReference } from '../records/record-error.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { createHeldBook } from './held-book.ts';

type TeamFields = Omit<
	Team,
	'id' | 'version' | 'createdAtMs' | 'updatedAtMs' | 'district' | 'incidentId' | 'par' | 'parMissedMs' | 'exitedAtMs'
>;
type Patch = { readonly [K in keyof TeamFields]?: TeamFields[K] | undefined } & { readonly version: number };

/**
 * What the server does with teams. Throws what HeldBook throws; DataError `record/unknown-reference` for a sector or unit that is not of the
 * incident; UsageError `unit/time-in-future`; ConflictError `team/not-inside`, `team/time-out-of-order`.
 */
export interface TeamDesk {
	list(identity: Identity, incidentId: string | undefined): Promise<Team[]>;
	add(caller: Caller, incidentId: string, fields: TeamFields): Promise<Team>;
	/** `enteredAtMs` of one that was outside: it goes in, again when it had come out. */
	change(caller: Caller, id: string, patch: Patch): Promise<Team>;
	/** Fewer than went in: 'team/par-short'. @throws DataError `team/too-many-answered` */
	account(caller: Caller, id: string, told: z.output<typeof parSchema>): Promise<Team>;
	/** Does nothing to one that has come out. */
	exit(caller: Caller, id: string, atMs: number | undefined): Promise<Team>;
}

const EDIT = 'team.edit';
/** Accounting for people at the door does not stand in the way of who changes what a team is. */
const QUIET = new Set(['team/par-told', 'team/par-short', 'team/par-missed']);

/** Makes the desk over the store. */
export function createTeamDesk(store: Store): TeamDesk {
	const book = createHeldBook(store, { collection: 'team', prefix: 'g', checkOpen: requireOpen, quiet: QUIET });
	return {
		list: book.list,
		add: (caller, incidentId, fields) =>
			book.add(caller, EDIT, incidentId, async ({ tx }) => {
				await checkReferences(tx, incidentId, fields);
				if (fields.enteredAtMs !== null) requirePast('enteredAtMs', fields.enteredAtMs, tx.nowMs);
				const kind = fields.enteredAtMs === null ? 'team/added' : 'team/entered';
				return { kind, set: { ...fields, par: null, parMissedMs: null, exitedAtMs: null } };
			}),
		change: (caller, id, { version, ...patch }) =>
			book.change(
				caller,
				EDIT,
				id,
				async ({ tx, record }) => {
					await checkReferences(tx, record.incidentId, patch);
					const { enteredAtMs } = patch;
					if (typeof enteredAtMs !== 'number') return { kind: 'team/changed', set: patch as TeamFields };
					requirePast('enteredAtMs', enteredAtMs, tx.nowMs);
					if (isInside(record)) return { kind: 'team/changed', set: patch as TeamFields };
					requireOrder(record, 'enteredAtMs', record.exitedAtMs, enteredAtMs);
					const anew = { par: null, parMissedMs: null, exitedAtMs: null };
					return { kind: 'team/entered', set: { ...(patch as TeamFields), ...anew } };
				},
				version,
			),
		account: (caller, id, { people, atMs }) =>
			book.change(caller, EDIT, id, async ({ tx, record }) => {
				requireInside(record);
				if (people > record.people) throw tooMany(record, people);
				const toldMs = atMs ?? tx.nowMs;
				requirePast('atMs', toldMs, tx.nowMs);
				requireOrder(record, 'atMs', record.par?.atMs ?? record.enteredAtMs, toldMs);
				const par = { atMs: Math.min(toldMs, tx.nowMs), people, byName: caller.identity.actor.name };
				return { kind: people < record.people ? 'team/par-short' : 'team/par-told', set: { par } };
			}),
		exit: (caller, id, atMs) =>
			book.change(caller, EDIT, id, async ({ tx, record }) => {
				if (record.exitedAtMs !== null) return null;
				requireInside(record);
				const exitedAtMs = Math.min(atMs ?? tx.nowMs, tx.nowMs);
				requirePast('atMs', atMs ?? tx.nowMs, tx.nowMs);
				requireOrder(record, 'atMs', record.enteredAtMs, exitedAtMs);
				return { kind: 'team/exited', set: { exitedAtMs } };
			}),
	};
}

function isInside({ enteredAtMs, exitedAtMs }: Team): boolean {
	return enteredAtMs !== null && exitedAtMs === null;
}

function requireInside(team: Team): void {
	if (isInside(team)) return;
	const { id, enteredAtMs, exitedAtMs } = team;
	throw new ConflictError('team/not-inside', `team ${id}: got one that is not inside, expected one that went in`, {
		context: { id, enteredAtMs, exitedAtMs },
	});
}

function requireOrder({ id }: Team, name: string, lastMs: number | null, atMs: number): void {
	if (lastMs === null || atMs >= lastMs) return;
	throw new ConflictError('team/time-out-of-order', `team ${id}: got ${name} ${atMs}, expected ${lastMs} or later`, {
		context: { id, atMs, lastMs },
	});
}

function tooMany({ id, people: inside }: Team, people: number): DataError {
	return new DataError(
		'team/too-many-answered',
		`team ${id}: got ${people} who answered, expected ${inside} at most, who went in`,
		{ context: { id, people, inside } },
	);
}

async function checkReferences(
	tx: WriteTx,
	incidentId: string,
	{ sectorId, unitId }: { readonly sectorId?: string | null | undefined; readonly unitId?: string | null | undefined },
): Promise<void> {
	if (sectorId) {
		const sector = await tx.read('sector', sectorId);
		if (sector?.incidentId !== incidentId) throw unknownReference('sectorId', 'sector of this incident', sectorId);
	}
	if (unitId) {
		const [dispatch] = await tx.list('dispatch', { where: { incidentId, unitId }, limit: 1 });
		if (!dispatch) throw unknownReference('unitId', 'unit sent to this incident', unitId);
	}
}
