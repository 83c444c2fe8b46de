import { UsageError } from '../../domain/errors.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';

/** What an incident is and how grave, as kept. */
export type Grade = Pick<IncidentRecord, 'type' | 'typeCode' | 'level' | 'levelScheme'>;

/**
 * Settles kind and level by the service's own tables: a kind says as what the incident is assessed and, where no scheme is told, in which
 * its level counts; without a kind a rescue counts as 应急救援, all else as 火警.
 * @throws UsageError `incident/unknown-type-code`, `incident/unknown-level`
 */
export function gradeIncident(
	{ incidentTypes, levels }: ServiceTable,
	given: Omit<Grade, 'levelScheme'> & { readonly levelScheme?: Grade['levelScheme'] | undefined },
): Grade {
	const { typeCode, level } = given;
	const kind = incidentTypes.find(({ code }) => code === typeCode);
	if (typeCode !== null && !kind) {
		throw new UsageError(
			'incident/unknown-type-code',
			`typeCode: got ${typeCode}, expected a code of the service's incidentTypes (GET /api/service)`,
			{ context: { typeCode } },
		);
	}
	const type = kind?.type ?? given.type;
	const levelScheme = given.levelScheme ?? kind?.levelScheme ?? (type === 'rescue' ? 'rescue' : 'fire');
	if (level !== null && !levels.some((row) => row.scheme === levelScheme && row.level === level)) {
		const known = levels.filter(({ scheme }) => scheme === levelScheme).map((row) => row.level);
		throw new UsageError(
			'incident/unknown-level',
			`level: got ${level} of scheme ${levelScheme}, expected one of ${known.sort().join(', ')}`,
			{ context: { level, levelScheme, levels: known } },
		);
	}
	return { type, typeCode, level, levelScheme };
}

/** A change of kind and level laid over what was known: what the change contradicts falls. */
export function regradeIncident(
	service: ServiceTable,
	known: Grade,
	change: { readonly [K in keyof Grade]?: Grade[K] | undefined },
): Grade {
	const kind = service.incidentTypes.find(({ code }) => code === known.typeCode);
	// A type given by itself that is not the kind's: the kind was wrong.
	const keptCode = change.type !== undefined && kind?.type !== change.type ? null : known.typeCode;
	const changedKind = service.incidentTypes.find(({ code }) => code === change.typeCode);
	const levelScheme = change.levelScheme ?? changedKind?.levelScheme ?? known.levelScheme;
	return gradeIncident(service, {
		type: change.type ?? known.type,
		typeCode: change.typeCode === undefined ? keptCode : change.typeCode,
		// Levels of two schemes are never compared: the old one says nothing in the new.
		level: change.level === undefined ? (levelScheme === known.levelScheme ? known.level : null) : change.level,
		levelScheme,
	});
}
