import { DataError } from '../../../domain/errors.ts';
import type { OpenInput } from '../source-record.ts';

/** Checks type and version of the object that a CityJSON file or sequence begins with. @throws DataError `input/not-cityjson` */
export function checkCityJson(members: Readonly<Record<string, unknown>>, path: string): void {
	const { type, version } = members;
	if (type !== 'CityJSON') {
		throw notCityJson(path, `an object of type ${JSON.stringify(type) ?? 'nothing'}`, 'type CityJSON');
	}
	if (typeof version !== 'string' || !/^(1\.[01]|2\.\d+)/.test(version)) {
		throw notCityJson(path, `CityJSON version ${JSON.stringify(version) ?? 'nothing'}`, 'version 1.0, 1.1 or 2.0');
	}
}

/** The coordinate system that `metadata.referenceSystem` names. */
export function readCityCrs(members: Readonly<Record<string, unknown>>): OpenInput['crs'] {
	const { referenceSystem } = (members.metadata ?? {}) as { referenceSystem?: unknown };
	return typeof referenceSystem === 'string' ? { name: referenceSystem, evidence: 'metadata.referenceSystem' } : null;
}

/** A file that is not the CityJSON it should be. */
export function notCityJson(path: string, got: string, expected: string): DataError {
	return new DataError('input/not-cityjson', `${path}: got ${got}, expected CityJSON: ${expected}`, {
		context: { file: path },
	});
}
