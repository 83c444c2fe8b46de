import { PbfReader } from 'pbf';
import type { OsmElementSink, OsmRelation, OsmTags } from './osm-elements.ts';

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;

/** What all groups of a block share. */
interface BlockContext {
	readonly pbf: PbfReader;
	readonly strings: readonly string[];
	/** Coordinate = offset + granularity x value, nanodegrees. */
	granularity: number;
	latOffset: number;
	lonOffset: number;
}

/** End of a length-delimited field; beyond the message around it is an error, where the library would read zeros. */
function fieldEnd(pbf: PbfReader, limit: number): number {
	const end = pbf.readVarint() + pbf.pos;
	if (end > limit) throw new RangeError(`field ends at byte ${end} of the block, its message at ${limit}`);
	return end;
}

function readPacked(pbf: PbfReader, limit: number, out: number[], signed: boolean): void {
	const end = fieldEnd(pbf, limit);
	while (pbf.pos < end) out.push(signed ? pbf.readSVarint() : pbf.readVarint());
	if (pbf.pos !== end) throw new RangeError(`packed field ends at byte ${pbf.pos} of the block, expected ${end}`);
}

function readStrings(pbf: PbfReader, limit: number): string[] {
	const strings: string[] = [];
	const end = fieldEnd(pbf, limit);
	for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
		if (field !== 1) {
			pbf.skip(pbf.type);
			continue;
		}
		const stop = fieldEnd(pbf, end);
		strings.push(Buffer.from(pbf.buf.buffer, pbf.buf.byteOffset + pbf.pos, stop - pbf.pos).toString('utf8'));
		pbf.pos = stop;
	}
	return strings;
}

function stringAt(block: BlockContext, index: number): string {
	const text = block.strings[index];
	if (text === undefined) throw new RangeError(`string ${index} of ${block.strings.length}`);
	return text;
}

function tagsOf(block: BlockContext, keys: readonly number[], values: readonly number[]): OsmTags | null {
	if (keys.length !== values.length) throw new RangeError(`${keys.length} tag keys and ${values.length} values`);
	if (keys.length === 0) return null;
	const tags: Record<string, string> = {};
	for (let i = 0; i < keys.length; i++) tags[stringAt(block, keys[i] as number)] = stringAt(block, values[i] as number);
	return tags;
}

function toE7(offset: number, granularity: number, value: number): number {
	return Math.round((offset + granularity * value) / 100);
}

function readDenseNodes(block: BlockContext, limit: number, sink: OsmElementSink): void {
	const { pbf } = block;
	const end = fieldEnd(pbf, limit);
	const ids: number[] = [];
	const lats: number[] = [];
	const lons: number[] = [];
	const keysValues: number[] = [];
	for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
		if (field === 1) readPacked(pbf, end, ids, true);
		else if (field === 8) readPacked(pbf, end, lats, true);
		else if (field === 9) readPacked(pbf, end, lons, true);
		else if (field === 10) readPacked(pbf, end, keysValues, false);
		else pbf.skip(pbf.type);
	}
	if (lats.length !== ids.length || lons.length !== ids.length)
		throw new RangeError(`${ids.length} dense node ids, ${lats.length} latitudes, ${lons.length} longitudes`);
	let id = 0;
	let lat = 0;
	let lon = 0;
	let kv = 0;
	for (let i = 0; i < ids.length; i++) {
		id += ids[i] as number;
		lat += lats[i] as number;
		lon += lons[i] as number;
		let tags: Record<string, string> | null = null;
		while (kv < keysValues.length && keysValues[kv] !== 0) {
			tags ??= {};
			tags[stringAt(block, keysValues[kv] as number)] = stringAt(block, keysValues[kv + 1] ?? -1);
			kv += 2;
		}
		kv++;
		const { granularity } = block;
		sink.addNode(id, toE7(block.lonOffset, granularity, lon), toE7(block.latOffset, granularity, lat), tags);
	}
}

function readNode(block: BlockContext, limit: number, sink: OsmElementSink): void {
	const { pbf } = block;
	const end = fieldEnd(pbf, limit);
	const keys: number[] = [];
	const values: number[] = [];
	let id = 0;
	let lat = 0;
	let lon = 0;
	for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
		if (field === 1) id = pbf.readSVarint();
		else if (field === 2) readPacked(pbf, end, keys, false);
		else if (field === 3) readPacked(pbf, end, values, false);
		else if (field === 8) lat = pbf.readSVarint();
		else if (field === 9) lon = pbf.readSVarint();
		else pbf.skip(pbf.type);
	}
	const { granularity } = block;
	const tags = tagsOf(block, keys, values);
	sink.addNode(id, toE7(block.lonOffset, granularity, lon), toE7(block.latOffset, granularity, lat), tags);
}

function readWay(block: BlockContext, limit: number, refs: number[], sink: OsmElementSink): void {
	const { pbf } = block;
	const end = fieldEnd(pbf, limit);
	const keys: number[] = [];
	const values: number[] = [];
	refs.length = 0;
	let id = 0;
	for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
		if (field === 1) id = pbf.readVarint();
		else if (field === 2) readPacked(pbf, end, keys, false);
		else if (field === 3) readPacked(pbf, end, values, false);
		else if (field === 8) readPacked(pbf, end, refs, true);
		else pbf.skip(pbf.type);
	}
	for (let i = 1; i < refs.length; i++) refs[i] = (refs[i] as number) + (refs[i - 1] as number);
	sink.addWay(id, refs, tagsOf(block, keys, values));
}

function readRelation(block: BlockContext, limit: number, sink: OsmElementSink): void {
	const { pbf } = block;
	const end = fieldEnd(pbf, limit);
	const keys: number[] = [];
	const values: number[] = [];
	const roles: number[] = [];
	const refs: number[] = [];
	const types: number[] = [];
	let id = 0;
	for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
		if (field === 1) id = pbf.readVarint();
		else if (field === 2) readPacked(pbf, end, keys, false);
		else if (field === 3) readPacked(pbf, end, values, false);
		else if (field === 8) readPacked(pbf, end, roles, false);
		else if (field === 9) readPacked(pbf, end, refs, true);
		else if (field === 10) readPacked(pbf, end, types, false);
		else pbf.skip(pbf.type);
	}
	if (roles.length !== refs.length || types.length !== refs.length)
		throw new RangeError(`relation ${id}: ${refs.length} members, ${roles.length} roles, ${types.length} types`);
	let ref = 0;
	const members: OsmRelation['members'][number][] = [];
	for (let i = 0; i < refs.length; i++) {
		ref += refs[i] as number;
		const type = MEMBER_TYPES[types[i] as number];
		if (!type) throw new RangeError(`relation ${id}: member type ${types[i]}`);
		members.push({ type, ref, role: stringAt(block, roles[i] as number) });
	}
	sink.addRelation({ id, tags: tagsOf(block, keys, values) ?? {}, members });
}

/**
 * Decodes one PrimitiveBlock (osmformat.proto) into the sink, in file order. Info fields (version, user) are skipped.
 * @throws RangeError where lengths, counts or string numbers contradict one another; the caller adds file and offset.
 */
export function decodePrimitiveBlock(data: Uint8Array, sink: OsmElementSink): void {
	const pbf = new PbfReader(data);
	let strings: string[] = [];
	const block = { granularity: 100, latOffset: 0, lonOffset: 0 };
	const groups: number[] = [];
	// Granularity and offsets follow the groups in the file: note where the groups are, decode them afterwards.
	for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
		if (field === 1) strings = readStrings(pbf, data.length);
		else if (field === 2) {
			groups.push(pbf.pos);
			pbf.pos = fieldEnd(pbf, data.length);
		} else if (field === 17) block.granularity = pbf.readVarint();
		else if (field === 19) block.latOffset = pbf.readVarint(true);
		else if (field === 20) block.lonOffset = pbf.readVarint(true);
		else pbf.skip(pbf.type);
	}
	const context: BlockContext = { pbf, strings, ...block };
	const refs: number[] = [];
	for (const start of groups) {
		pbf.pos = start;
		const end = fieldEnd(pbf, data.length);
		for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
			if (field === 1) readNode(context, end, sink);
			else if (field === 2) readDenseNodes(context, end, sink);
			else if (field === 3) readWay(context, end, refs, sink);
			else if (field === 4) readRelation(context, end, sink);
			else pbf.skip(pbf.type);
		}
	}
}
