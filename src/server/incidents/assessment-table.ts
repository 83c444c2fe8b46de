import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import type { Assessment } from '../../domain/assessment.ts';
import type { AssessmentInputs, IncidentAssessment } from '../../domain/incident.ts';
import { askDatabase } from '../store/store-error.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** One assessment of an incident as it is kept: gzipped JSON, some 20 KB. */
export interface KeptAssessment {
	readonly incidentId: string;
	readonly revision: number;
	readonly madeAtMs: number;
	readonly inputs: AssessmentInputs;
	readonly body: Buffer;
}

/** The body as it is kept; compressed off the main thread. */
export function packAssessment(assessment: Assessment): Promise<Buffer> {
	return pack(JSON.stringify(assessment));
}

/** Keeps one, in the transaction that tells the incident of it. */
export async function insertAssessment(client: PoolClient, kept: KeptAssessment): Promise<void> {
	await client.query(
		`INSERT INTO assessments (incident_id, revision, made_at, inputs, body)
		VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4, $5)`,
		[kept.incidentId, kept.revision, kept.madeAtMs, JSON.stringify(kept.inputs), kept.body],
	);
}

/** One revision; undefined = there is none of that number. @throws UnavailableError `store/unavailable` */
export async function readAssessment(
	pool: Pool,
	incidentId: string,
	revision: number,
): Promise<IncidentAssessment | undefined> {
	const { rows } = await askDatabase(() =>
		pool.query<{ madeAtMs: number; inputs: AssessmentInputs; body: Buffer }>(
			`SELECT (extract(epoch FROM made_at) * 1000)::float8 AS "madeAtMs", inputs, body
			FROM assessments WHERE incident_id = $1 AND revision = $2`,
			[incidentId, revision],
		),
	);
	const [row] = rows;
	if (!row) return undefined;
	const { madeAtMs, inputs, body } = row;
	const assessment = JSON.parse((await unpack(body)).toString()) as Assessment;
	return { incidentId, revision, madeAtMs: Math.round(madeAtMs), inputs, assessment };
}

/** By assessment, which is never changed: '<incident> <revision>' -> ids. One memory a database. */
const NAMED_CLOSURES = new WeakMap<Pool, Map<string, readonly string[]>>();
/** Assessments whose closures are remembered. */
const REMEMBERED = 5000;

/**
 * Which closures do the assessments of an incident name, any of them: those that a way of it passes, and those in the way of a faster one?
 * Cost: each assessment is unpacked once, off the main thread. @throws what `pg` throws
 */
export async function readNamedClosures(pool: Pool, incidentId: string): Promise<ReadonlySet<string>> {
	const known = NAMED_CLOSURES.get(pool) ?? new Map<string, readonly string[]>();
	NAMED_CLOSURES.set(pool, known);
	const made = await pool.query<{ revision: number }>('SELECT revision FROM assessments WHERE incident_id = $1', [
		incidentId,
	]);
	const keyOf = (revision: number) => `${incidentId} ${revision}`;
	const unread = made.rows.map(({ revision }) => revision).filter((revision) => !known.has(keyOf(revision)));
	if (unread.length > 0) {
		const { rows } = await pool.query<{ revision: number; body: Buffer }>(
			'SELECT revision, body FROM assessments WHERE incident_id = $1 AND revision = ANY($2::int[])',
			[incidentId, unread],
		);
		if (known.size > REMEMBERED) known.clear();
		for (const { revision, body } of rows) {
			known.set(keyOf(revision), listNamedClosures((await unpack(body)).toString()));
		}
	}
	return new Set(made.rows.flatMap(({ revision }) => known.get(keyOf(revision)) ?? []));
}

/** Of JSON as text: parsing some hundred kilobytes for a few ids would hold up everyone. In a string its quotes would be escaped. */
function listNamedClosures(json: string): string[] {
	return [...new Set([...json.matchAll(/"closureId":"([^"\\]+)"/g)].map(([, id]) => id as string))];
}
