import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { DataError } from '../../domain/errors.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { createOsmCollector, type OsmData, type OsmRelation, type OsmTags } from './osm-elements.ts';

type Attributes = Record<string, string>;

/** An element being read: its tags and members come as children. */
interface OpenElement {
	readonly name: 'node' | 'way' | 'relation';
	readonly id: number;
	/** Degrees x 1e7, of a node. */
	readonly lon: number;
	readonly lat: number;
	/** Deleted, by its attributes: read over. */
	readonly deleted: boolean;
	tags: Record<string, string> | null;
}

/** Reads OSM XML piece by piece; see createOsmXmlReader. */
interface OsmXmlReader {
	/** UTF-8; a character may lie across two chunks. */
	write(chunk: Uint8Array): void;
	finish(): OsmData;
}

function badXml(
	file: string,
	line: number,
	what: string,
	found: unknown,
	expected: string,
	cause?: unknown,
): DataError {
	return new DataError('osm/bad-xml', `${file}: line ${line}: ${what}: got ${found}, expected ${expected}`, {
		context: { file, line, found: String(found), expected },
		cause,
	});
}

class Reader implements OsmXmlReader {
	readonly #file: string;
	readonly #parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
	readonly #decoder = new TextDecoder('utf-8', { fatal: true });
	readonly #collector = createOsmCollector();
	#date: string | null = null;
	#depth = 0;
	#open: OpenElement | null = null;
	#refs: number[] = [];
	#members: OsmRelation['members'][number][] = [];

	constructor(file: string) {
		this.#file = file;
		// The parser goes on after an error unless it is thrown; its message begins with 'line:column: '.
		this.#parser.on('error', (error) => {
			const found = error.message.replace(/^.*?\d+:\d+: /, '').replace(/\.$/, '');
			throw this.#fault('XML', found, 'well-formed OpenStreetMap XML to its end', error);
		});
		this.#parser.on('opentag', (tag) => this.#openTag(tag));
		this.#parser.on('closetag', () => this.#closeTag());
	}

	write(chunk: Uint8Array): void {
		let text: string;
		try {
			text = this.#decoder.decode(chunk, { stream: true });
		} catch (cause) {
			throw this.#fault('text', 'bytes that are not UTF-8, there or below', 'UTF-8', cause);
		}
		this.#parser.write(text);
	}

	finish(): OsmData {
		this.#parser.close();
		return this.#collector.finish(this.#date);
	}

	#openTag({ name, attributes }: SaxesTagPlain): void {
		if (this.#depth++ === 0) this.#openRoot(name, attributes);
		else if (name === 'node' || name === 'way' || name === 'relation') this.#openElement(name, attributes);
		else if (name === 'tag') this.#addTag(attributes);
		else if (name === 'nd' && this.#open?.name === 'way') this.#refs.push(this.#whole('nd', attributes, 'ref'));
		else if (name === 'member' && this.#open?.name === 'relation') this.#addMember(attributes);
		else if (name === 'meta') this.#date = dateOf(attributes.osm_base) ?? this.#date;
	}

	#openRoot(name: string, attributes: Attributes): void {
		const { encoding } = this.#parser.xmlDecl;
		if (encoding && !/^(utf-8|us-ascii)$/i.test(encoding)) throw this.#fault('encoding', encoding, 'UTF-8');
		if (name !== 'osm') throw this.#fault('root element', `<${name}>`, '<osm>');
		if (attributes.version !== '0.6') throw this.#fault('version of <osm>', attributes.version ?? 'none', '0.6');
		this.#date = dateOf(attributes.timestamp);
	}

	#openElement(name: OpenElement['name'], attributes: Attributes): void {
		if (this.#open) throw this.#fault(`<${this.#open.name}>`, `<${name}> inside it`, 'its end first');
		const deleted = attributes.visible === 'false' || attributes.action === 'delete';
		const isPlace = name === 'node' && !deleted;
		this.#refs = [];
		this.#members = [];
		this.#open = {
			name,
			id: this.#whole(name, attributes, 'id'),
			lon: isPlace ? this.#degreesE7(attributes, 'lon', 180) : 0,
			lat: isPlace ? this.#degreesE7(attributes, 'lat', 90) : 0,
			deleted,
			tags: null,
		};
	}

	#addTag({ k, v }: Attributes): void {
		if (!this.#open) return;
		if (k === undefined || v === undefined) throw this.#fault('<tag>', k === undefined ? 'no k' : 'no v', 'k and v');
		this.#open.tags ??= {};
		this.#open.tags[k] = v;
	}

	#addMember(attributes: Attributes): void {
		const { type, role = '' } = attributes;
		if (type !== 'node' && type !== 'way' && type !== 'relation') {
			throw this.#fault('type of <member>', type ?? 'none', 'node, way or relation');
		}
		this.#members.push({ type, ref: this.#whole('member', attributes, 'ref'), role });
	}

	#closeTag(): void {
		this.#depth--;
		const element = this.#open;
		if (!element || this.#depth > 1) return;
		this.#open = null;
		if (element.deleted) return;
		const { id, tags } = element;
		if (element.name === 'node') this.#collector.addNode(id, element.lon, element.lat, tags);
		else if (element.name === 'way') this.#collector.addWay(id, this.#refs, tags);
		else this.#collector.addRelation({ id, tags: tags ?? ({} as OsmTags), members: this.#members });
	}

	#whole(element: string, attributes: Attributes, key: string): number {
		const text = attributes[key];
		const value = Number(text);
		if (!text || !Number.isSafeInteger(value)) {
			throw this.#fault(`${key} of <${element}>`, quote(text), 'a whole number');
		}
		return value;
	}

	#degreesE7(attributes: Attributes, key: string, limit: number): number {
		const text = attributes[key];
		const value = Number(text);
		// NaN fails the comparison too.
		if (!text || !(Math.abs(value) <= limit)) {
			throw this.#fault(`${key} of <node>`, quote(text), `degrees from ${-limit} to ${limit}`);
		}
		return Math.round(value * E7);
	}

	#fault(what: string, found: unknown, expected: string, cause?: unknown): DataError {
		return badXml(this.#file, this.#parser.line, what, found, expected, cause);
	}
}

function quote(text: string | undefined): string {
	return text === undefined ? 'none' : JSON.stringify(text.slice(0, 40));
}

function dateOf(text: string | undefined): string | null {
	return /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0] ?? null;
}

/**
 * Reads OpenStreetMap XML (API 0.6) chunk by chunk, into the elements that a PBF file of the same data gives. Elements marked as
 * deleted (JOSM, history files) are read over; so is what is not node, way or relation. The date is osm_base of Overpass, or the
 * `timestamp` of <osm>. `file` is its name as shown.
 * @throws (its methods) DataError `osm/bad-xml` with file and line: not XML, not <osm>, cut, an attribute missing or wrong
 */
export function createOsmXmlReader(file: string): OsmXmlReader {
	return new Reader(file);
}
