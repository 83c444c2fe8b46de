import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action } from '../../../../src/domain/access/actions.ts';
import { hasPersonal, hidePersonal } from '../../../../src/domain/access/hide-personal.ts';
import { ROLES, type Role } from '../../../../src/domain/access/identity.ts';
import { DEMO_IDENTITY, type Identity, listAllowed, mayDo, NOBODY } from '../../../../src/domain/access/may-do.ts';
import { maySeeChange } from '../../../../src/domain/access/may-see-change.ts';
import { COLLECTION_NAMES, type CollectionName } from '../../../../src/domain/records/collections.ts';

const COLUMNS: readonly Role[] = [
	'commander',
	'dispatcher',
	'crew',
	'grid-assistant',
	'planner',
	'administrator',
	'auditor',
];
/** By hand, in the order of COLUMNS: A = in the whole city, d = in one's own districts, . = nowhere. */
const EXPECTED: Readonly<Record<Action, string>> = {
	'map.read': 'AAAAAAA',
	'service.read': 'AAAAAAA',
	'feed.read': 'AAAAAAA',
	'incident.read': 'AAAdd.A',
	'incident.raise': 'dA.d...',
	'incident.edit': 'dA.....',
	'incident.close': 'dA.....',
	'incident.reopen': 'dA.....',
	'incident.merge': 'dA.....',
	'incident.hand-over': 'dA.....',
	'caller.read': 'dAd....',
	'contact.read': 'dAd.d..',
	'unit.read': 'AAA.AAA',
	'unit.set-state': 'dAd....',
	'dispatch.order': 'dA.....',
	'position.write': '..d....',
	'station.edit': '....dA.',
	'water.edit': '.Addd..',
	'key-unit.read': 'AAAdd.A',
	'key-unit.edit': '..d.d..',
	'plan.edit': '..d.d..',
	'task.read': 'AAAdd.A',
	'task.edit': 'dA..d..',
	'task.report': 'd.Ad...',
	'drawing.edit': 'dAA.d..',
	'command.edit': 'dA.....',
	'team.edit': 'dAA....',
	'request.add': 'dAA....',
	'request.answer': 'dA.....',
	'note.add': 'AAA....',
	'closure.edit': 'dA..d..',
	'attachment.read': 'AAAdd.A',
	'attachment.add': 'dAAdd..',
	'user.read': '.....AA',
	'user.edit': '.....A.',
	'token.edit': '.....A.',
	'audit.read': '......A',
	'metrics.read': '.....AA',
};

/** Read action of each collection, by hand. */
const READ_BY: Readonly<Record<CollectionName, Action>> = {
	incident: 'incident.read',
	dispatch: 'unit.read',
	unit: 'unit.read',
	station: 'map.read',
	water: 'map.read',
	keyUnit: 'key-unit.read',
	plan: 'key-unit.read',
	task: 'task.read',
	drawing: 'incident.read',
	closure: 'map.read',
	sector: 'incident.read',
	team: 'incident.read',
	request: 'incident.read',
	note: 'incident.read',
	measurement: 'incident.read',
	attachment: 'attachment.read',
	user: 'user.read',
};

function identify(role: Role, districts: string[] | null = ['Nancheng']): Identity {
	return { actor: { kind: 'user', id: 'u', name: 'U' }, roles: [role], districts, actions: null, sessionId: 's' };
}

describe('the access table', () => {
	it('has a line for each action and a column for each role', () => {
		expect(Object.keys(EXPECTED).sort()).toEqual([...ACTIONS].sort());
		expect([...COLUMNS].sort()).toEqual([...ROLES].sort());
	});

	for (const [action, line] of Object.entries(EXPECTED) as [Action, string][]) {
		it.each(COLUMNS.map((role, i) => [role, line[i]] as const))(`${action}: %s %s`, (role, cell) => {
			const at = (district: string | null, districts?: string[] | null) =>
				mayDo(identify(role, districts), action, { district });
			expect({
				atAll: mayDo(identify(role), action),
				own: at('Nancheng'),
				other: at('Houjie'),
				unknown: at(null),
				otherWithoutDistricts: at('Houjie', null),
				ownOfNone: at('Nancheng', []),
			}).toEqual({
				atAll: cell !== '.',
				own: cell !== '.',
				other: cell === 'A',
				unknown: cell !== '.',
				otherWithoutDistricts: cell !== '.',
				ownOfNone: cell === 'A',
			});
		});
	}

	it('adds the roles of a person up, each with its own reach', () => {
		const both: Identity = { ...identify('crew'), roles: ['grid-assistant', 'dispatcher'] };
		expect(mayDo(both, 'incident.raise', { district: 'Houjie' })).toBe(true);
		expect(mayDo(both, 'task.report', { district: 'Houjie' })).toBe(false);
		expect(mayDo({ ...both, roles: [] }, 'map.read')).toBe(false);
	});

	it("gives a machine its token's actions in its districts and nothing of any role", () => {
		const token: Identity = { ...identify('dispatcher'), actions: ['incident.raise'] };
		expect(listAllowed(token)).toEqual(['incident.raise']);
		expect(mayDo(token, 'incident.raise', { district: 'Nancheng' })).toBe(true);
		expect(mayDo(token, 'incident.raise', { district: 'Houjie' })).toBe(false);
	});

	it('gives nobody nothing, and demo mode everything but accounts and tokens', () => {
		expect(listAllowed(NOBODY)).toEqual([]);
		expect(ACTIONS.filter((action) => !mayDo(DEMO_IDENTITY, action))).toEqual(['user.edit', 'token.edit']);
	});
});

describe('what the feed and GET /api/changes tell', () => {
	const change = (collection: CollectionName, district: string | null, isRemoved = false) => ({
		seq: 1,
		collection,
		id: 'x',
		version: 1,
		atMs: 0,
		record: isRemoved ? null : { id: 'x', district },
	});

	it('knows every collection', () => {
		expect(Object.keys(READ_BY).sort()).toEqual([...COLLECTION_NAMES].sort());
	});

	for (const collection of COLLECTION_NAMES) {
		it.each(COLUMNS.map((role, i) => [role, EXPECTED[READ_BY[collection]][i]] as const))(
			`${collection} to %s (%s)`,
			(role, cell) => {
				const identity = identify(role);
				expect({
					own: maySeeChange(identity, change(collection, 'Nancheng')),
					other: maySeeChange(identity, change(collection, 'Houjie')),
					unknown: maySeeChange(identity, change(collection, null)),
					removed: maySeeChange(identity, change(collection, null, true)),
				}).toEqual({ own: cell !== '.', other: cell === 'A', unknown: cell !== '.', removed: cell !== '.' });
			},
		);
	}
});

describe('personal data', () => {
	it('are taken out of records and of events, and nothing else is', () => {
		const incident = { id: 'i', address: 'a', caller: { name: 'Li', phone: '139' } };
		expect(hidePersonal('incident', incident)).toEqual({ id: 'i', address: 'a', caller: null });
		expect(hidePersonal('incident', { level: 2 })).toEqual({ level: 2 });
		expect(hidePersonal('keyUnit', { id: 'k', contacts: [{ name: 'Wu' }] })).toEqual({ id: 'k', contacts: [] });
		expect(hidePersonal('task', { id: 't', caller: 'x' })).toEqual({ id: 't', caller: 'x' });
	});

	it('are there or not', () => {
		expect([
			hasPersonal('incident', { caller: null }),
			hasPersonal('incident', { caller: { name: '', phone: '1' } }),
		]).toEqual([false, true]);
		expect([hasPersonal('keyUnit', { contacts: [] }), hasPersonal('keyUnit', { contacts: [{}] })]).toEqual([
			false,
			true,
		]);
	});
});
