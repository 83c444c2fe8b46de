import type { RecordSink } from '../source-record.ts';
import { type CityFootprint, findFootprint } from './cityjson-footprint.ts';
import type { CityVertices } from './cityjson-vertices.ts';
import { RecordError } from './record-error.ts';

/** A city object as parsed; anything may be missing or of another type. */
interface CityObject {
	readonly type?: unknown;
	readonly attributes?: unknown;
	readonly geometry?: unknown;
	readonly parents?: unknown;
	readonly children?: unknown;
}

/** A building that waits for its parts, or parts that wait for their building. */
interface Family {
	building: { readonly number: number; readonly attributes: Readonly<Record<string, unknown>> } | null;
	/** Footprints of the building itself and of its parts. */
	readonly footprints: CityFootprint[];
	/** `measuredHeight` of the parts. */
	readonly partHeights: number[];
	/** Children named by the building and not met yet. */
	readonly awaited: Set<string>;
	/** Children met before the building. */
	readonly met: Map<string, number>;
	/** What made a member of the family unreadable: then all of it is one bad record. */
	fault: RecordError | null;
}

/**
 * Puts CityJSON objects together to one record a Building: its parts are its polygons, its attributes the properties. A
 * footprint of level 0 gives way where parts have better ones of the same ground. Without `measuredHeight` the building's or the
 * highest of its parts', it is computed as highest minus lowest vertex, and `measuredHeightComputed` is true; flat shapes give
 * none. Objects that are no building are passed over. A record comes when the last of its family is met.
 */
export class BuildingAssembler {
	readonly #sink: RecordSink;
	readonly #families = new Map<string, Family>();

	constructor(sink: RecordSink) {
		this.#sink = sink;
	}

	/** Takes one city object; `number` as messages count. */
	add(key: string, object: unknown, vertices: CityVertices, number: number): void {
		const { type, attributes, geometry, parents, children } = (object ?? {}) as CityObject;
		if (type === 'Building') {
			const family = this.#familyOf(key);
			family.building = { number, attributes: asAttributes(attributes) };
			for (const child of asKeys(children)) if (!family.met.has(child)) family.awaited.add(child);
			addFootprint(family, geometry, vertices);
			this.#emitWhole(key, family);
			return;
		}
		const parent = asKeys(parents)[0];
		if (parent === undefined) {
			if (type === 'BuildingPart') this.#tellOrphan(number, key, 'no parent');
			return;
		}
		const family = this.#familyOf(parent);
		family.met.set(key, type === 'BuildingPart' ? number : 0);
		family.awaited.delete(key);
		if (type === 'BuildingPart') {
			addFootprint(family, geometry, vertices);
			const height = asAttributes(attributes).measuredHeight;
			if (typeof height === 'number') family.partHeights.push(height);
		}
		this.#emitWhole(parent, family);
	}

	/** After the last object: buildings whose parts never came stand as they are, parts without a building are told. */
	finish(): void {
		for (const [key, family] of this.#families) {
			if (family.building) {
				this.#emit(key, family);
			} else {
				for (const [part, number] of family.met) if (number > 0) this.#tellOrphan(number, part, `parent ${key}`);
			}
		}
		this.#families.clear();
	}

	#familyOf(key: string): Family {
		const found = this.#families.get(key);
		if (found) return found;
		const family: Family = {
			building: null,
			footprints: [],
			partHeights: [],
			awaited: new Set(),
			met: new Map(),
			fault: null,
		};
		this.#families.set(key, family);
		return family;
	}

	#emitWhole(key: string, family: Family): void {
		if (!family.building || family.awaited.size > 0) return;
		this.#families.delete(key);
		this.#emit(key, family);
	}

	#emit(key: string, family: Family): void {
		const { number, attributes } = family.building as NonNullable<Family['building']>;
		if (family.fault) {
			this.#sink.bad({ number, reason: family.fault.reason, detail: `${key}: ${family.fault.message}` });
			return;
		}
		const footprints = choose(family.footprints);
		const polygons = footprints.flatMap((footprint) => footprint.polygons);
		this.#sink.record({
			id: key,
			number,
			properties: { ...attributes, ...heightOf(attributes, family.partHeights, footprints) },
			geometry: polygons.length > 0 ? { kind: 'area', polygons } : { kind: 'empty' },
		});
	}

	#tellOrphan(number: number, key: string, got: string): void {
		this.#sink.bad({
			number,
			reason: 'record/orphan-part',
			detail: `${key}: got ${got}, expected the key of a Building in the same file`,
		});
	}
}

function addFootprint(family: Family, geometry: unknown, vertices: CityVertices): void {
	try {
		const footprint = findFootprint(geometry, vertices);
		if (footprint) family.footprints.push(footprint);
	} catch (error) {
		if (!(error instanceof RecordError)) throw error;
		family.fault ??= error;
	}
}

function choose(footprints: readonly CityFootprint[]): readonly CityFootprint[] {
	const better = footprints.filter(({ lod, polygons }) => lod >= 1 && polygons.length > 0);
	return better.length > 0 ? better : footprints;
}

function heightOf(
	attributes: Readonly<Record<string, unknown>>,
	partHeights: readonly number[],
	footprints: readonly CityFootprint[],
): Readonly<Record<string, unknown>> {
	if (attributes.measuredHeight !== undefined && attributes.measuredHeight !== null) return {};
	if (partHeights.length > 0) return { measuredHeight: Math.max(...partHeights) };
	const lowest = Math.min(...footprints.map(({ minZ }) => minZ));
	const highest = Math.max(...footprints.map(({ maxZ }) => maxZ));
	return highest > lowest
		? { measuredHeight: Math.round((highest - lowest) * 1000) / 1000, measuredHeightComputed: true }
		: {};
}

function asAttributes(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function asKeys(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}
