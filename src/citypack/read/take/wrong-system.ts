import { DataError } from '../../../domain/errors.ts';
import { guessCrs } from '../../../domain/geo/guess-crs.ts';

/** The error for records whose coordinates (x, y is one of them) cannot be of the system they are read in; it guesses which they are of. */
export function tellWrongSystem(crsName: string, isDegrees: boolean, x: number, y: number): DataError {
	const context = { crs: crsName, x, y };
	if (!isDegrees) {
		return new DataError(
			'crs/not-lengths',
			`crs ${crsName}: got x = ${x}, y = ${y}, expected lengths from an origin; if they are degrees say --crs wgs84`,
			{ context },
		);
	}
	const guesses = guessCrs(x, y);
	const likely = guesses.length > 0 ? `; likely ${guesses.join(' or ')}` : '';
	return new DataError(
		'crs/not-degrees',
		`crs ${crsName}: got x = ${x}, y = ${y}, expected degrees; if it is projected say --crs EPSG:n${likely}`,
		{ context: { ...context, guesses } },
	);
}
