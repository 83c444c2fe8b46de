import type { SearchHit } from '../../domain/api.ts';
import type { Datum } from '../../domain/incident.ts';

/** Where a call says it is, once it is one place on the map. */
export interface IntakePlace {
	/** WGS84. */
	readonly lon: number;
	readonly lat: number;
	/** As it was typed, for the record; null = it was chosen. */
	readonly given: { readonly lon: number; readonly lat: number; readonly crs: Datum } | null;
	/** '' = a point on the map. */
	readonly name: string;
	readonly town: string | null;
	readonly kind: SearchHit['kind'] | 'map';
	/** What was typed, where this is only like it; null = it is what was asked for. */
	readonly insteadOf: string | null;
}

/** What stands in the form of a new alarm, as typed. '' = not told. */
export interface Intake {
	readonly where: string;
	/** null = `where` is not yet one place. */
	readonly place: IntakePlace | null;
	/** Code of the service's table of incident types. */
	readonly typeCode: string;
	/** null = as proposed; '' = not graded. */
	readonly level: string | null;
	readonly words: string;
	/** Basements are -1, -2. null = as the words say. */
	readonly fireFloor: string | null;
	/** null = as the words say. */
	readonly trapped: string | null;
	readonly callerName: string;
	readonly callerPhone: string;
	readonly origin: 'map' | 'search' | '119' | '110' | '12345';
	/** Number under which 110 or 12345 knows it. */
	readonly reference: string;
	/** Where the wind blows from, degrees from north. */
	readonly windFrom: string;
	/** m/s. */
	readonly windSpeed: string;
	/** Id of domain/alert/substances.ts. */
	readonly substance: string;
}

/** The form as a call begins. */
export const EMPTY_INTAKE: Intake = {
	where: '',
	place: null,
	typeCode: 'fire',
	level: null,
	words: '',
	fireFloor: null,
	trapped: null,
	callerName: '',
	callerPhone: '',
	origin: '119',
	reference: '',
	windFrom: '',
	windSpeed: '',
	substance: '',
};
