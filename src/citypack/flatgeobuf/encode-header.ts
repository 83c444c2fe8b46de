import { Builder } from 'flatbuffers';
import { Column } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js';
import { Crs } from 'flatgeobuf/lib/mjs/flat-geobuf/crs.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import { BUILDING_COLUMNS, type LayerColumn } from '../../domain/pack/layer-columns.ts';

const MAGIC = new Uint8Array([0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00]);

/** What the header of a FlatGeobuf file says. */
interface LayerHeader {
	readonly name: string;
	readonly geometryType: GeometryType;
	readonly columns: readonly LayerColumn[];
	readonly count: number;
	/** WGS84 degrees; null = no features. */
	readonly bounds: BBox | null;
	/** 0 = no spatial index follows. */
	readonly indexNodeSize: number;
	readonly title?: string;
	/** A JSON object as text. */
	readonly metadata?: string;
}

/** Magic bytes and header of a FlatGeobuf file in EPSG:4326, padded so that what follows stands on a multiple of 8. */
export function encodeLayerHeader(header: LayerHeader): Uint8Array {
	const builder = new Builder(1024);
	const columns = header.columns.map((column) => {
		const name = builder.createString(column.name);
		Column.startColumn(builder);
		Column.addName(builder, name);
		Column.addType(builder, column.type);
		return Column.endColumn(builder);
	});
	const columnsAt = Header.createColumnsVector(builder, columns);
	const name = builder.createString(header.name);
	const title = header.title === undefined ? 0 : builder.createString(header.title);
	const metadata = header.metadata === undefined ? 0 : builder.createString(header.metadata);
	const org = builder.createString('EPSG');
	Crs.startCrs(builder);
	Crs.addOrg(builder, org);
	Crs.addCode(builder, 4326);
	const crs = Crs.endCrs(builder);
	const envelope = header.bounds ? Header.createEnvelopeVector(builder, new Float64Array(header.bounds)) : 0;
	Header.startHeader(builder);
	Header.addName(builder, name);
	if (envelope) Header.addEnvelope(builder, envelope);
	Header.addGeometryType(builder, header.geometryType);
	Header.addColumns(builder, columnsAt);
	Header.addFeaturesCount(builder, BigInt(header.count));
	Header.addIndexNodeSize(builder, header.indexNodeSize);
	Header.addCrs(builder, crs);
	if (title) Header.addTitle(builder, title);
	if (metadata) Header.addMetadata(builder, metadata);
	const root = Header.endHeader(builder);
	builder.finishSizePrefixed(root);
	const body = builder.asUint8Array();
	const bytes = new Uint8Array(MAGIC.length + body.length);
	bytes.set(MAGIC);
	bytes.set(body, MAGIC.length);
	return bytes;
}

/** The header of a buildings.fgb: geometry type Unknown, because Polygon and MultiPolygon features stand side by side. */
export function encodeBuildingHeader(header: {
	count: number;
	bounds: BBox | null;
	indexNodeSize: number;
	title?: string;
	metadata?: string;
}): Uint8Array {
	return encodeLayerHeader({
		...header,
		name: 'buildings',
		geometryType: GeometryType.Unknown,
		columns: BUILDING_COLUMNS,
	});
}
