import { DataError, UsageError } from '../../domain/errors.ts';
import { type Crs, parseCrs } from '../../domain/geo/crs.ts';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { OpenInput } from './source-record.ts';

/** The coordinate system an input is read in, and why. */
export interface ChosenCrs {
	readonly crs: Crs;
	/** As parseCrs takes it. */
	readonly text: string;
	/** For PackSource.crsEvidence. */
	readonly evidence: string;
	readonly warnings: readonly PackWarning[];
}

/**
 * Which coordinate system is an input in? What the caller says of this input; else what the file says; else `--crs`; else WGS84,
 * for GeoJSON by its definition, for others with a warning. What contradicts the choice is told.
 * @param given of the input's spec; `fallback`: `--crs`, for inputs about which nothing else is known
 * @throws UsageError, for what the file says DataError, `crs/...` when a system cannot be read
 */
export function chooseCrs(
	source: string,
	format: string,
	{ given, inFile, fallback }: { given?: string; inFile: OpenInput['crs']; fallback?: string },
): ChosenCrs {
	if (given !== undefined) {
		const crs = parseGivenCrs(given);
		const says = inFile && parseIfKnown(inFile.name);
		const contradicted = inFile !== null && (says === null || !isSame(says, crs));
		const warnings = contradicted ? [contradiction(source, inFile.name, inFile.evidence, given, given)] : [];
		return { crs, text: given, evidence: 'crs= of the input', warnings };
	}
	if (inFile) {
		const crs = parseCrs(inFile.name);
		const contradicted = fallback !== undefined && !isSame(parseGivenCrs(fallback), crs);
		const warnings = contradicted ? [contradiction(source, inFile.name, inFile.evidence, fallback, inFile.name)] : [];
		return { crs, text: inFile.name, evidence: inFile.evidence, warnings };
	}
	if (fallback !== undefined) {
		return { crs: parseGivenCrs(fallback), text: fallback, evidence: '--crs option', warnings: [] };
	}
	if (format.startsWith('GeoJSON')) {
		return { crs: parseCrs('wgs84'), text: 'wgs84', evidence: 'format definition (RFC 7946)', warnings: [] };
	}
	const detail =
		'got a file that names no coordinate system, taken as WGS84; say crs=C after its path if it is another';
	return {
		crs: parseCrs('wgs84'),
		text: 'wgs84',
		evidence: 'assumed: neither the file nor the caller names one',
		warnings: [{ code: 'crs/assumed', source, message: `${source}: ${detail}` }],
	};
}

/** A coordinate system that the caller named. @throws UsageError `crs/...` when it cannot be read */
export function parseGivenCrs(text: string): Crs {
	try {
		return parseCrs(text);
	} catch (error) {
		if (!(error instanceof DataError)) throw error;
		throw new UsageError(error.code, error.message, { context: { ...error.context }, cause: error });
	}
}

/** Null for what the file names and we do not know: the caller's word is taken. */
function parseIfKnown(name: string): Crs | null {
	try {
		return parseCrs(name);
	} catch {
		return null;
	}
}

/** CRS84 and EPSG:4326 are one for us: longitude comes first. */
function isSame(a: Crs, b: Crs): boolean {
	const nameOf = (crs: Crs) => (crs.name === 'OGC:CRS84' ? 'EPSG:4326' : crs.name);
	return nameOf(a) === nameOf(b) && a.datum === b.datum;
}

function contradiction(source: string, file: string, evidence: string, said: string, used: string): PackWarning {
	const message = `${source}: got ${file} by the file itself (${evidence}) and ${said} by the caller, read as ${used}`;
	return { code: 'crs/contradiction', source, message };
}
