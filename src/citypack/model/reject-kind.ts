import type { PackSource } from '../../domain/pack/manifest.ts';
import type { Reject, ToldReject } from './source-city.ts';

/** What the records are that a source's read, kept and refused count, as `kind` in rejects.ndjson. Of a city its buildings. */
export const COUNTED_KIND: Readonly<Record<PackSource['kind'], string>> = {
	city: 'building',
	buildings: 'building',
	water: 'water',
	stations: 'station',
	towns: 'town',
	roads: 'road',
	turns: 'turn-restriction',
	signals: 'signal',
	attributes: 'attributes',
	terrain: 'terrain',
};

/** Rejects of an input of one layer: all its records were meant to be one thing. */
export function tellLayerRejects(rejects: readonly Reject[], kind: PackSource['kind']): ToldReject[] {
	return rejects.map((reject) => ({ ...reject, kind: COUNTED_KIND[kind] }));
}

/** Rejects of a whole city: what a record was meant to be stands before the '/' of its reason. */
export function tellCityRejects(rejects: readonly Reject[]): ToldReject[] {
	return rejects.map((reject) => ({ ...reject, kind: reject.reason.slice(0, reject.reason.indexOf('/')) }));
}
