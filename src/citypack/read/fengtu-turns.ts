import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataError, describeError } from '../../domain/errors.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import type { TurnRestriction } from '../model/source-city.ts';

/** Name of the file of a fengtu source with its turn restrictions, one a line. */
const TURNS_FILE = 'turns.ndjson';

const turnSchema = z.strictObject({
	id: z.string().min(1),
	kind: z.enum(['no', 'only']),
	from: z.string().min(1),
	to: z.string().min(1),
	via: z.union([
		z.strictObject({ lon_lat: z.tuple([z.number(), z.number()]) }),
		z.strictObject({ roads: z.array(z.string().min(1)).min(1) }),
	]),
	except_emergency: z.boolean(),
});

/** Turn restrictions of a fengtu source folder; none where it has no such file. @throws DataError `source/bad-record` */
export async function readFengtuTurns(dir: string, source: string): Promise<TurnRestriction[]> {
	const path = join(dir, TURNS_FILE);
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return '';
		throw error;
	});
	return text
		.split('\n')
		.flatMap((line, i) => (line === '' ? [] : [parseTurn(line, `${path}: line ${i + 1}`, source)]));
}

function parseTurn(line: string, where: string, source: string): TurnRestriction {
	try {
		const { via, except_emergency: exceptEmergency, ...turn } = turnSchema.parse(JSON.parse(line));
		if ('roads' in via) return { ...turn, via, exceptEmergency, source };
		const [lon, lat] = via.lon_lat;
		return { ...turn, via: { lonLat: [Math.round(lon * E7), Math.round(lat * E7)] }, exceptEmergency, source };
	} catch (cause) {
		const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
		const what = issue ? `${issue.path.join('.')}: ${issue.message}` : describeError(cause);
		throw new DataError('source/bad-record', `${where}: ${what}`, { context: { where }, cause });
	}
}
