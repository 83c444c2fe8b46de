import fc from 'fast-check';
import type { PackManifest } from '../../../src/domain/pack/manifest.ts';
import { REQUEST_STATES } from '../../../src/domain/records/resource-request.ts';
import { UNIT_STATES } from '../../../src/domain/records/unit-state.ts';
import type { FieldHints } from '../../support/schema-arbitrary.ts';

/** The smallest PNG, 1 x 1. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** Asks the server as somebody who may. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

/** Makes one record of each kind, and says what fields and path parameters are to hold so that fuzzed requests meet them. */
export async function makeFuzzWorld(
	ask: Ask,
	sendFile: (path: string, form: FormData) => Promise<Record<string, unknown>>,
): Promise<FieldHints> {
	const manifest = (await ask('GET', '/api/pack')) as unknown as PackManifest;
	const [west, south, east, north] = manifest.bounds;
	const { stations } = (await ask('GET', '/api/stations')) as { stations: { id: string; lon: number; lat: number }[] };
	const { units } = (await ask('GET', '/api/units')) as { units: { id: string }[] };
	const [near] = stations;
	if (!near) throw new Error('stations: got none, expected some in the test pack');
	const { water } = (await ask(
		'GET',
		`/api/water?west=${west}&south=${south}&east=${east}&north=${north}&limit=20`,
	)) as { water: { id: string }[] };
	const at = { lon: near.lon, lat: near.lat };
	const idOf = async (path: string, body: unknown) => String((await ask('POST', path, body)).id);
	const incidents = [
		await idOf('/api/incidents', { ...at, description: 'fuzz 1' }),
		await idOf('/api/incidents?assess=later', { lon: at.lon + 0.001, lat: at.lat, description: 'fuzz 2' }),
		await idOf('/api/incidents?assess=later', { lon: at.lon, lat: at.lat + 0.002, description: 'fuzz 3' }),
	];
	const unitIds = units.slice(0, 8).map(({ id }) => id);
	const { dispatches } = (await ask('POST', `/api/incidents/${incidents[0]}/dispatches`, {
		unitIds: unitIds.slice(0, 1),
	})) as { dispatches: { id: string }[] };
	const keyUnit = await idOf('/api/key-units', { name: 'fuzz', ...at, district: null });
	const plan = await idOf('/api/plans', { keyUnitId: keyUnit, title: 'fuzz', district: null });
	const task = await idOf('/api/tasks', { title: 'fuzz', district: null });
	const drawing = await idOf('/api/drawings', {
		geometry: { type: 'Point', coordinates: [at.lon, at.lat] },
		district: null,
	});
	const line = {
		type: 'LineString',
		coordinates: [
			[at.lon, at.lat],
			[at.lon + 0.001, at.lat],
		],
	};
	const closure = await idOf('/api/closures', { shape: line });
	const [incidentId] = incidents;
	const sector = await idOf('/api/sectors', { incidentId, name: 'fuzz' });
	const team = await idOf('/api/teams', { incidentId, sectorId: sector, name: 'fuzz', people: 3, enteredAtMs: 1 });
	const what = { kind: 'people', skill: 'fuzz' };
	const request = await idOf('/api/requests', { incidentId, what, count: 1 });
	const note = await idOf('/api/notes', { incidentId, text: 'fuzz' });
	const measurement = await idOf('/api/measurements', {
		...{ incidentId, kind: 'bearing', value: 1, error: null, surface: 'terrain', datum: 'x', packVersion: 'x' },
		points: [{ ...at, heightM: 0, snap: { kind: 'none', buildingId: null } }],
	});
	const form = new FormData();
	form.set('file', new Blob([PNG], { type: 'image/png' }), 'fuzz.png');
	const attachment = String((await sendFile(`/api/attachments?collection=incident&id=${incidents[0]}`, form)).id);

	const any = (...values: string[]) => fc.constantFrom(...values);
	const versions = fc.integer({ min: 0, max: 4 });
	return {
		':incidents/id': any(...incidents),
		':units/id': any(...unitIds),
		':dispatches/id': any(...dispatches.map(({ id }) => id)),
		':key-units/id': any(keyUnit),
		':plans/id': any(plan),
		':tasks/id': any(task),
		':drawings/id': any(drawing),
		':closures/id': any(closure),
		':sectors/id': any(sector),
		':teams/id': any(team),
		':requests/id': any(request),
		':notes/id': any(note),
		':measurements/id': any(measurement),
		sectorId: any(sector),
		requestId: any(request),
		people: fc.integer({ min: 0, max: 4 }),
		':attachments/id': any(attachment),
		':stations/id': any(near.id, 'fuzz-station'),
		':water/id': any(...water.slice(0, 5).map(({ id }) => id), 'fuzz-water'),
		':fid': fc.nat({ max: manifest.counts.buildings + 5 }).map(String),
		version: versions,
		incidentId: any(...incidents),
		into: any(...incidents),
		unitIds: fc.uniqueArray(any(...unitIds), { minLength: 1, maxLength: 3 }),
		unitId: any(...unitIds),
		keyUnitId: any(keyUnit),
		stationId: any(near.id),
		attachmentIds: fc.constant([attachment]),
		state: any(...UNIT_STATES, 'open', 'done', 'ok', ...REQUEST_STATES),
		lon: fc.double({ min: at.lon - 0.02, max: at.lon + 0.02, noNaN: true }),
		lat: fc.double({ min: at.lat - 0.02, max: at.lat + 0.02, noNaN: true }),
		coordinates: fc.oneof(
			fc.constant([at.lon, at.lat]),
			fc.constant(line.coordinates),
			fc.constant([[...line.coordinates, [at.lon, at.lat + 0.001], line.coordinates[0]]]),
			fc.constant([[line.coordinates[0], line.coordinates[0], line.coordinates[0], line.coordinates[0]]]),
			fc.constant([
				[
					[at.lon, at.lat],
					[at.lon + 0.01, at.lat + 0.01],
					[at.lon + 0.01, at.lat],
					[at.lon, at.lat + 0.01],
					[at.lon, at.lat],
				],
			]),
		),
	};
}
