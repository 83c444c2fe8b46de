import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../../src/domain/access/actions.ts';
import type { Role } from '../../../src/domain/access/identity.ts';
import { ROUTES } from '../../../src/domain/api.ts';
import { FEED_PATH } from '../../../src/domain/topics.ts';
import type { RouteSpec } from '../../../src/server/http/add-route.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addUser, type Browser, makeIdentityApp, openBrowser } from '../../support/identity-app.ts';
import { openTestStore } from '../../support/test-store.ts';

/** Letters of the matrix. */
const ROLE_OF: Readonly<Record<string, Role>> = {
	C: 'commander',
	D: 'dispatcher',
	K: 'crew',
	G: 'grid-assistant',
	P: 'planner',
	A: 'administrator',
	U: 'auditor',
};

/**
 * Who gets in at which route, written down by hand and not from the access table. `*` = everybody, signed in or not; `+` = everybody who is
 * signed in, whatever roles. Whether a record's district allows it is the next question (tests/unit/domain/access/may-do.test.ts).
 */
const WHO_GETS_IN = {
	health: '*',
	ready: '*',
	metrics: 'AU',
	incidents: 'CDKGPU',
	dayFigures: 'CDKGPU',
	raiseIncident: 'CDG',
	incident: 'CDKGPU',
	incidentAssessment: 'CDKGPU',
	incidentEvents: 'CDKGPU',
	changeIncident: 'CD',
	acknowledgeIncident: 'CD',
	closeIncident: 'CD',
	reopenIncident: 'CD',
	mergeIncident: 'CD',
	handOverIncident: 'CD',
	dispatches: 'CDKPAU',
	dispatchUnits: 'CD',
	recallUnits: 'CD',
	setDispatchTimes: 'CDK',
	units: 'CDKPAU',
	setUnitState: 'CDK',
	tellPositions: 'K',
	putStation: 'PA',
	removeStation: 'PA',
	putWater: 'DKGP',
	removeWater: 'DKGP',
	laidRecords: 'CDKGPAU',
	testWater: 'DKGP',
	keyUnits: 'CDKGPU',
	keyUnit: 'CDKGPU',
	addKeyUnit: 'KP',
	changeKeyUnit: 'KP',
	removeKeyUnit: 'KP',
	plans: 'CDKGPU',
	addPlan: 'KP',
	changePlan: 'KP',
	removePlan: 'KP',
	tasks: 'CDKGPU',
	addTask: 'CDP',
	changeTask: 'CDP',
	reportTask: 'CKG',
	drawings: 'CDKGPU',
	addDrawing: 'CDKP',
	changeDrawing: 'CDKP',
	removeDrawing: 'CDKP',
	addAttachment: 'CDKGP',
	attachments: 'CDKGPU',
	attachmentFile: 'CDKGPU',
	removeAttachment: 'CDKGP',
	sectors: 'CDKGPU',
	addSector: 'CD',
	changeSector: 'CD',
	removeSector: 'CD',
	teams: 'CDKGPU',
	addTeam: 'CDK',
	changeTeam: 'CDK',
	accountTeam: 'CDK',
	exitTeam: 'CDK',
	requests: 'CDKGPU',
	addRequest: 'CDK',
	answerRequest: 'CD',
	withdrawRequest: 'CDK',
	notes: 'CDKGPU',
	addNote: 'CDK',
	changeNote: 'CDK',
	measurements: 'CDKGPU',
	addMeasurement: 'CDKP',
	changeMeasurement: 'CDKP',
	removeMeasurement: 'CDKP',
	orderEvacuation: 'CD',
	confirmEvacuation: 'CDK',
	endEvacuation: 'CD',
	incidentHistory: 'CDKGPU',
	incidentReport: 'CDKGPU',
	incidentReportCsv: 'CDKGPU',
	incidentReportGeojson: 'CDKGPU',
	changes: '+',
	events: 'U',
	session: '*',
	signIn: '*',
	signOut: '*',
	sessions: '+',
	revokeSession: '+',
	changePassword: '+',
	oidcStart: '*',
	oidcCallback: '*',
	users: 'AU',
	addUser: 'A',
	changeUser: 'A',
	tokens: 'A',
	addToken: 'A',
	revokeToken: 'A',
	audit: 'U',
	assess: 'CDKGPAU',
	assessSituation: 'CDKGPAU',
	search: 'CDKGPAU',
	buildingByFid: 'CDKGPAU',
	findFids: 'CDKGPAU',
	water: 'CDKGPAU',
	stations: 'CDKGPAU',
	route: 'CDKGPAU',
	fleet: 'CDKGPAU',
	isochrone: 'CDKGPAU',
	travelTable: 'CDKGPAU',
	service: 'CDKGPAU',
	closures: 'CDKGPAU',
	addClosure: 'CDP',
	liftClosure: 'CDP',
	closedRoads: 'CDKGPAU',
	pack: 'CDKGPAU',
	/** Not of ROUTES: the feed and the pack's files. */
	feed: 'CDKGPAU',
	packFile: 'CDKGPAU',
} as const satisfies Record<keyof typeof ROUTES | 'feed' | 'packFile', string>;
type RouteName = keyof typeof WHO_GETS_IN;

/** What a demo visitor gets in by: all that a service does, no accounts, no tokens. */
const DEMO_STAYS_OUT: readonly RouteName[] = ['addUser', 'changeUser', 'tokens', 'addToken', 'revokeToken'];
/** A vehicles' gateway and another service's alarm system. */
const GATEWAY: readonly Action[] = ['position.write'];
const GATEWAY_GETS_IN: readonly RouteName[] = ['tellPositions'];
const ALARMS: readonly Action[] = ['incident.read', 'incident.raise'];
const ALARMS_GET_IN: readonly RouteName[] = [
	'incidents',
	'raiseIncident',
	'incident',
	'incidentAssessment',
	'incidentEvents',
	'drawings',
	'sectors',
	'teams',
	'requests',
	'notes',
	'measurements',
	'incidentHistory',
	'incidentReport',
	'incidentReportCsv',
	'incidentReportGeojson',
	'dayFigures',
];
/** What somebody may do who must choose a password first. */
const BEFORE_PASSWORD: readonly RouteName[] = ['sessions', 'revokeSession', 'changePassword'];

const ALL: Readonly<Record<RouteName, Pick<RouteSpec, 'method' | 'path' | 'access'>>> = {
	...ROUTES,
	feed: { method: 'GET', path: FEED_PATH, access: 'feed.read' },
	packFile: { method: 'GET', path: '/packs/town/pack.json', access: 'map.read' },
};
// Signing out comes last: it ends the session that the others ask with.
const NAMES = (Object.keys(ALL) as RouteName[]).sort((a, b) => Number(a === 'signOut') - Number(b === 'signOut'));

let store: Store;
let destroy: () => Promise<void>;
let app: TypedApp;
let demo: TypedApp;
const browsers: Record<string, Browser> = {};

beforeAll(async () => {
	({ store, destroy } = await openTestStore());
	const addRoutes = (made: TypedApp) => {
		for (const { method, path, access } of Object.values(ALL)) {
			if (made.hasRoute({ method, url: path })) continue;
			made.route({ method, url: path, config: { access }, handler: async (_request, reply) => reply.code(204).send() });
		}
	};
	({ app } = await makeIdentityApp(store, { addRoutes }));
	({ app: demo } = await makeIdentityApp(store, { addRoutes, mode: 'demo' }));
	let host = 0;
	const open = () => {
		host += 1;
		return openBrowser(app, `10.0.0.${host}`);
	};
	const enter = async (name: string, user: Omit<Parameters<typeof addUser>[1], 'login'>) => {
		const added = await addUser(store, { login: `user-${name.toLowerCase()}`, ...user });
		const browser = open();
		expect((await browser.signIn(added.login)).statusCode).toBe(200);
		browsers[name] = browser;
		return added;
	};
	for (const [letter, role] of Object.entries(ROLE_OF)) await enter(letter, { roles: [role], districts: ['Nancheng'] });
	await enter('noroles', { roles: [] });
	await enter('mustchange', { roles: ['commander', 'administrator'], mustChangePassword: true });
	const disabled = await enter('disabled', { roles: ['commander', 'administrator'] });
	await enter('revoked', { roles: ['commander', 'administrator'] });
	const admin = browsers.A as Browser;
	await admin.ask('PATCH', `/api/users/${disabled.id}`, { version: disabled.version, isDisabled: true });
	const { id } = (await (browsers.revoked as Browser).ask('GET', '/api/sessions')).json().sessions[0];
	await admin.ask('DELETE', `/api/sessions/${id}`);
	for (const [name, actions, isRevoked] of [
		['gateway', GATEWAY, false],
		['alarms', ALARMS, false],
		['revokedToken', ALARMS, true],
	] as const) {
		const token = (await admin.ask('POST', '/api/tokens', { name, actions })).json();
		if (isRevoked) await admin.ask('DELETE', `/api/tokens/${token.id}`);
		const browser = open();
		const { ask } = browser;
		browser.ask = (method, url, body) => ask(method, url, body, { authorization: `Bearer ${token.secret}` });
		browsers[name] = browser;
	}
	browsers.nobody = open();
	browsers.demo = openBrowser(demo);
});
afterAll(async () => {
	await app.close();
	await demo.close();
	await destroy();
});

/** 'in', or the code it is refused by. What the handler then says of an empty body or an unknown id does not matter here. */
async function knock(who: string, name: RouteName): Promise<string> {
	const { method, path } = ALL[name];
	const answer = await (browsers[who] as Browser).ask(
		method,
		path.replace(/:\w+/g, '0'),
		method === 'GET' ? undefined : {},
	);
	if (answer.statusCode === 401 || answer.statusCode === 403) {
		const { code } = answer.json().error;
		if (code.startsWith('access/')) return `${answer.statusCode} ${code}`;
	}
	expect(answer.statusCode).toBeLessThan(500);
	return 'in';
}
const OUT = '403 access/denied';
const NOT_SIGNED_IN = '401 access/not-signed-in';

describe('the matrix', () => {
	it('has a row for every route, and only for routes', () => {
		expect(Object.keys(WHO_GETS_IN).sort()).toEqual(NAMES.slice().sort());
	});
});

describe.each(NAMES)('%s', (name) => {
	const who: string = WHO_GETS_IN[name];
	const isPublic = who === '*';
	const isOpen = isPublic || who === '+';

	it.each(Object.keys(ROLE_OF))('to %s', async (letter) => {
		expect(await knock(letter, name)).toBe(isOpen || who.includes(letter) ? 'in' : OUT);
	});
	it('to one without roles', async () => {
		expect(await knock('noroles', name)).toBe(isOpen ? 'in' : OUT);
	});
	it('to one who must change the password', async () => {
		const expected = isPublic || BEFORE_PASSWORD.includes(name) ? 'in' : '403 access/password-change-needed';
		expect(await knock('mustchange', name)).toBe(expected);
	});
	it.each(['nobody', 'disabled', 'revoked'])('to %s', async (caller) => {
		expect(await knock(caller, name)).toBe(isPublic ? 'in' : NOT_SIGNED_IN);
	});
	it('to a token for positions', async () => {
		expect(await knock('gateway', name)).toBe(isOpen || GATEWAY_GETS_IN.includes(name) ? 'in' : OUT);
	});
	it('to a token for alarms', async () => {
		expect(await knock('alarms', name)).toBe(isOpen || ALARMS_GET_IN.includes(name) ? 'in' : OUT);
	});
	it('to a revoked token', async () => {
		expect(await knock('revokedToken', name)).toBe('401 access/bad-token');
	});
	it('in demo mode', async () => {
		expect(await knock('demo', name)).toBe(DEMO_STAYS_OUT.includes(name) ? OUT : 'in');
	});
});
