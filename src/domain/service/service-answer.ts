import { z } from 'zod';
import { incidentKindSchema, levelRowSchema } from './incident-types.ts';
import { runCardSchema } from './run-card.ts';
import { createServiceTable, type ServiceTable } from './service-table.ts';

/** A service table as the server tells it: every figure, and which of them are the service's own or confirmed by it. */
export const serviceAnswerSchema = z.object({
	values: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
	changed: z.array(z.string()),
	confirmed: z.array(z.string()),
	runCards: z.array(runCardSchema),
	/** Kinds of incident, whose codes POST /api/incidents takes as `typeCode`. */
	incidentTypes: z.array(incidentKindSchema),
	levels: z.array(levelRowSchema),
});
export type ServiceAnswer = z.infer<typeof serviceAnswerSchema>;

/** Writes a table so that JSON carries it. */
export function writeServiceAnswer({ values, changed, confirmed, ...rows }: ServiceTable): ServiceAnswer {
	const entries = Object.entries(values).map(([id, value]) => [id, typeof value === 'number' ? value : [...value]]);
	return {
		values: Object.fromEntries(entries),
		changed: [...changed],
		confirmed: [...confirmed],
		runCards: rows.runCards.map((card) => ({ ...card })),
		incidentTypes: rows.incidentTypes.map((kind) => ({ ...kind })),
		levels: rows.levels.map((level) => ({ ...level })),
	};
}

/** The table that an answer was written from. @throws DataError `service/bad-table`: the server knows other figures than this page. */
export function readServiceAnswer({ values, changed, confirmed, ...rows }: ServiceAnswer): ServiceTable {
	const own = Object.fromEntries(changed.flatMap((id) => (values[id] === undefined ? [] : [[id, values[id]]])));
	return createServiceTable({ values: own, confirmed, ...rows }, 'service table of the server');
}
