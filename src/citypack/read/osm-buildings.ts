import { cleanRings } from '../clean/clean-rings.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { type BuildingTableBuilder, createBuildingTableBuilder } from '../model/building-table-builder.ts';
import type { FindTown } from '../model/find-town.ts';
import type { Reject } from '../model/source-city.ts';
import { groupRings } from './group-rings.ts';
import { readBuildingTags } from './osm-building-tags.ts';
import type { OsmData, OsmRelation, OsmTags, OsmWay } from './osm-elements.ts';
import { assembleRings, isClosedWay, wayLonLat } from './osm-rings.ts';
import type { ReadCounts } from './take/take-plan.ts';

/** The buildings of an OSM file. */
interface OsmBuildings {
	readonly table: BuildingTable;
	readonly counts: ReadCounts;
	readonly rejects: readonly Reject[];
	/** Ids of the buildings in the table. */
	readonly ids: ReadonlySet<string>;
}

function isBuilding(tags: OsmTags | null): tags is OsmTags {
	return tags?.building !== undefined && tags.building !== 'no';
}

/** Tags that say nothing about what a relation is. */
const IDLE_TAGS = new Set(['type', 'source', 'note', 'created_by', 'attribution', 'fixme']);

/**
 * Tags of the building a multipolygon relation stands for; null = it stands for none. Old style, where the outer way carries
 * the tags and the relation none, is read too.
 */
function relationBuildingTags(data: OsmData, relation: OsmRelation): OsmTags | null {
	if (relation.tags.type !== 'multipolygon') return null;
	if (isBuilding(relation.tags)) return relation.tags;
	if (Object.keys(relation.tags).some((key) => !IDLE_TAGS.has(key))) return null;
	for (const member of relation.members) {
		if (member.type !== 'way' || member.role === 'inner') continue;
		const tags = data.findWay(member.ref)?.tags ?? null;
		if (isBuilding(tags)) return tags;
	}
	return null;
}

class BuildingReader {
	readonly rejects: Reject[] = [];
	readonly builder: BuildingTableBuilder = createBuildingTableBuilder();
	readonly ids = new Set<string>();
	read = 0;
	repaired = 0;
	readonly #source: number;
	readonly #sourceKey: string;
	readonly #findTown: FindTown;

	constructor(sourceIndex: number, sourceKey: string, findTown: FindTown) {
		this.#source = sourceIndex;
		this.#sourceKey = sourceKey;
		this.#findTown = findTown;
	}

	note(id: string, outcome: Reject['outcome'], reason: string, detail: string): void {
		this.rejects.push({ source: this.#sourceKey, id, outcome, reason, detail });
	}

	refuse(id: string, reason: string, detail: string): void {
		this.read++;
		this.note(id, 'refused', reason, detail);
	}

	/** Adds one building or refuses it. */
	add(id: string, tags: OsmTags, polygons: readonly (readonly Int32Array[])[], told: readonly string[]): void {
		const cleaned = cleanRings(polygons);
		if (!cleaned.kept) {
			this.refuse(id, `building/${cleaned.refusal.reason}`, cleaned.refusal.detail);
			return;
		}
		this.read++;
		const { attributes, bad } = readBuildingTags(tags);
		for (const detail of told) this.note(id, 'repaired', 'building/incomplete-relation', detail);
		for (const { reason, detail } of cleaned.repairs) this.note(id, 'repaired', `building/${reason}`, detail);
		for (const { reason, detail } of bad) this.note(id, 'repaired', reason, detail);
		if (told.length + cleaned.repairs.length + bad.length > 0) this.repaired++;
		const [lon, lat] = cleaned.rings[0] as Int32Array;
		const town = attributes.town ?? this.#findTown(lon as number, lat as number);
		this.builder.addBuilding({ ...attributes, town, id, rings: cleaned.rings, source: this.#source });
		this.ids.add(id);
	}

	addWay(data: OsmData, way: OsmWay, tags: OsmTags): void {
		const id = `way/${way.id}`;
		if (!isClosedWay(data, way)) {
			this.refuse(id, 'building/not-closed', `${way.refEnd - way.refStart} nodes, first and last differ`);
			return;
		}
		const ring = wayLonLat(data, way);
		if (!ring) {
			this.refuse(id, 'building/missing-nodes', 'nodes of the outline are not in the file');
			return;
		}
		this.add(id, tags, [[ring]], []);
	}

	addRelation(data: OsmData, relation: OsmRelation, tags: OsmTags): void {
		const id = `relation/${relation.id}`;
		const rings = assembleRings(data, relation);
		const told: string[] = [];
		if (rings.missingWays.length > 0) told.push(`ways not in the file: ${rings.missingWays.join(', ')}`);
		if (rings.openChains > 0) told.push(`${rings.openChains} outer ring(s) do not close`);
		if (rings.openHoles > 0) told.push(`${rings.openHoles} hole(s) do not close`);
		if (rings.outer.length === 0) {
			this.refuse(id, 'building/incomplete-relation', told.join('; ') || 'no outer way');
			return;
		}
		this.add(id, tags, groupRings(rings.outer, rings.inner), told);
	}
}

/**
 * The buildings of an OSM file: closed ways with `building` (not 'no') and multipolygon relations with it, or with its outer
 * ways carrying it. A way that is the outline of such a relation is refused as its duplicate; inner ways are buildings of their
 * own. Ids 'way/123', 'relation/9'. Parts (`building:part`) and nodes with `building` are told under reasons of their own
 * (`building-part/...`, `building-node/...`) and not counted as read. `findTown` fills the town where the tags give none.
 */
export function readOsmBuildings(
	data: OsmData,
	sourceIndex: number,
	sourceKey: string,
	findTown: FindTown,
): OsmBuildings {
	const reader = new BuildingReader(sourceIndex, sourceKey, findTown);
	const relations: (readonly [OsmRelation, OsmTags])[] = [];
	const outlineOf = new Map<number, number>();
	for (const relation of data.relations) {
		const tags = relationBuildingTags(data, relation);
		if (tags) {
			relations.push([relation, tags]);
			for (const { type, ref, role } of relation.members) {
				if (type === 'way' && role !== 'inner') outlineOf.set(ref, relation.id);
			}
		} else if (isBuilding(relation.tags)) {
			const type = relation.tags.type ?? 'none';
			if (type === 'building')
				reader.note(`relation/${relation.id}`, 'refused', 'building-part/not-a-building', 'groups parts');
			else reader.refuse(`relation/${relation.id}`, 'building/not-a-multipolygon', `relation of type ${type}`);
		}
	}
	for (const way of data.ways) {
		if (isBuilding(way.tags)) {
			const relation = outlineOf.get(way.id);
			if (relation === undefined) reader.addWay(data, way, way.tags);
			else reader.refuse(`way/${way.id}`, 'building/outline-of-relation', `counted as relation/${relation}`);
		} else if (way.tags?.['building:part']) {
			reader.note(`way/${way.id}`, 'refused', 'building-part/not-a-building', 'a part of a building');
		}
	}
	for (const [relation, tags] of relations) reader.addRelation(data, relation, tags);
	for (const node of data.taggedNodes) {
		if (isBuilding(node.tags) && node.tags.building !== 'entrance')
			reader.note(`node/${node.id}`, 'refused', 'building-node/no-footprint', `building=${node.tags.building}`);
	}
	const kept = reader.builder.count;
	return {
		table: reader.builder.finish(),
		counts: { read: reader.read, kept, repaired: reader.repaired, refused: reader.read - kept },
		rejects: reader.rejects,
		ids: reader.ids,
	};
}
