import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packBuildingTable } from '../../../../src/citypack/model/building-table-builder.ts';
import type { SourceCity } from '../../../../src/citypack/model/source-city.ts';
import { readOsmPbf } from '../../../../src/citypack/read/osm-pbf.ts';
import { isOsmXmlPath, readOsmXml } from '../../../../src/citypack/read/osm-xml.ts';

const SMALL_TOWN = join(import.meta.dirname, '../../../fixtures/small-town/small-town.osm');

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'fengtu-osm-xml-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string | Uint8Array, name = 'town.osm') {
	const path = join(folder, name);
	writeFileSync(path, content);
	return readOsmXml(path, { sourceIndex: 0 });
}

/** All of a city but its title, which names the file. */
function plain(city: SourceCity) {
	return {
		...city,
		buildings: packBuildingTable(city.buildings),
		sources: city.sources.map((source) => ({ ...source, title: '' })),
	};
}

const square = (tags: string) => `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
<meta osm_base="2026-11-01T10:00:00Z"/>
<bounds minlat="1" minlon="1" maxlat="2" maxlon="2"/>
<node id="1" lat="23.0000001" lon="113.75"/>
<node id="2" lat="23" lon="113.751"/>
<node id="3" lat="23.001" lon="113.751"/>
<node id="4" lat="23.001" lon="113.75"/>
${tags}
</osm>
`;
const HOUSE =
	'<way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/>';

describe('readOsmXml', () => {
	it('gives the city that the PBF of the same data gives', async () => {
		// small-town.osm.pbf was made from small-town.osm by osmium.
		const fromPbf = await readOsmPbf(`${SMALL_TOWN}.pbf`, { sourceIndex: 3 });
		const fromXml = await readOsmXml(SMALL_TOWN, { sourceIndex: 3 });
		expect(fromXml.buildings.count).toBe(50);
		expect(plain(fromXml)).toEqual(plain(fromPbf));
	});

	it('reads entities, dates and gzip, and leaves out what is marked as deleted', async () => {
		const way = `${HOUSE}<tag k="name" v="A &amp; B &#x7AD9;"/></way>`;
		const deleted =
			'<node id="9" visible="false"/><way id="8" action="delete"><nd ref="1"/><tag k="building" v="yes"/></way>';
		const city = await read(gzipSync(square(way + deleted)), 'town.osm.xml.gz');
		expect(city.sources[0]).toMatchObject({ key: 'town', date: '2026-11-01', read: 1, kept: 1 });
		expect(city.buildings.id.at(0)).toBe('way/7');
		expect(city.buildings.name.at(0)).toBe('A & B 站');
		expect([...city.buildings.lonLat]).toContain(230_000_001);
	});

	it.each([
		['a file that ends within an element', square(HOUSE).slice(0, -40), /town\.osm: line \d+: XML: got/],
		[
			'a file that ends between elements',
			square(`${HOUSE}</way>`).replace('</osm>\n', ''),
			/line 1\d: XML: got unclosed tag: osm/,
		],
		['nothing', '', /line 1: XML: got document must contain a root element/],
		['JSON', '{"type": "FeatureCollection"}', /line 1: XML: got/],
		['another kind of XML', '<kml><Document/></kml>', /line 1: root element: got <kml>, expected <osm>/],
		['another version', '<osm version="0.5"></osm>', /version of <osm>: got 0\.5, expected 0\.6/],
		[
			'another encoding',
			'<?xml version="1.0" encoding="GBK"?><osm version="0.6"/>',
			/encoding: got GBK, expected UTF-8/,
		],
		['bytes that are not UTF-8', Buffer.from('<osm version="0.6">\n\xff</osm>', 'latin1'), /not UTF-8/],
		[
			'a latitude that is none',
			square('<node id="5" lat="north" lon="113"/>'),
			/line 9: lat of <node>: got "north", expected/,
		],
		[
			'a latitude beyond the pole',
			square('<node id="5" lat="113.75" lon="23"/>'),
			/line 9: lat of <node>: got "113.75"/,
		],
		['a node without a place', square('<node id="5" lat="23"/>'), /line 9: lon of <node>: got none/],
		['an id that is none', square('<way id="x1"></way>'), /line 9: id of <way>: got "x1", expected a whole number/],
		['a way with a node without a number', square('<way id="5">\n<nd/></way>'), /line 10: ref of <nd>: got none/],
		[
			'a member of no kind',
			square('<relation id="5"><member ref="1" type="area"/></relation>'),
			/type of <member>: got area/,
		],
		['a tag without a value', square('<way id="5"><tag k="building"/></way>'), /line 9: <tag>: got no v/],
		[
			'an element within another',
			square('<way id="5"><node id="6" lat="1" lon="1"/></way>'),
			/<way>: got <node> inside it/,
		],
	])('refuses %s, with its line', async (_, content, message) => {
		await expect(read(content)).rejects.toMatchObject({ code: 'osm/bad-xml', message: expect.stringMatching(message) });
	});

	it('tells a city without anything in it, and a cut gzip file', async () => {
		await expect(read(square(''))).rejects.toMatchObject({ code: 'osm/empty' });
		const cut = gzipSync(square(`${HOUSE}</way>`)).subarray(0, -30);
		await expect(read(cut, 'town.osm.gz')).rejects.toMatchObject({ code: 'input/truncated' });
	});

	it('knows its files by name', () => {
		const names = ['a.osm', 'a.OSM.gz', 'a.osm.xml', 'a.osm.xml.gz', 'a.osm.zst', 'a.osm.pbf', 'a.xml'];
		expect(names.filter(isOsmXmlPath)).toEqual(names.slice(0, 5));
	});
});
