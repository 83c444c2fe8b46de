import { ONEWAY, ROAD_ACCESS } from '../../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../domain/road.ts';
import { isPavedSurface, osmRoadClass } from '../osm-road-tags.ts';
import { FALSE_WORDS, TRUE_WORDS, type WordTable } from './point-fields.ts';

/** What a word for a class of road says. */
export type ClassReading =
	| {
			readonly roadClass: RoadClass;
			readonly link: boolean;
			readonly routable: boolean;
			readonly paved: boolean | null;
	  }
	| { readonly refused: 'ferry' | 'not-built' };

const NOT_BUILT = /规划|規劃|在建|未建|拟建|建设中|废弃|^(construction|proposed|planned|abandoned|razed|disused)$/;
const FERRY = /轮渡|輪渡|渡口|渡船|^ferry$/;
/** Drawn, not driven. */
const FOOT =
	/人行|自行车道|非机动车|步道|绿道|綠道|步行道|台阶|梯道|^(footway|path|cycleway|steps|bridleway|corridor|sidewalk|trail)$/;
const LINK = /匝道|立交|连接线|引道|^(ramp|slip ?road)$|[_ ]link$/;

/**
 * Words for classes, the first that is found counts. Chinese: the classes of GB 50220 and CJJ 37 (快速路, 主干路, 次干路, 支路), of the
 * highway law by administration (国道 to 村道) and by technical class; which of ours they are: assumption, not sourced.
 */
const CLASS_WORDS: WordTable<RoadClass> = [
	[/^(alley|lane)$|巷|弄|胡同|里弄|消防通道/, 'lane'],
	[/机耕|機耕|田间|土路|林道|^track/, 'track'],
	[/步行街|^pedestrian/, 'pedestrian'],
	[/高速|^(freeway|expressway|highway_expressway)$/, 'motorway'],
	[/快速|国道|國道|^(national|arterial_expressway)$/, 'trunk'],
	[/次干|县道|縣道|二级公路|集散|^(minor arterial|collector|county)$/, 'secondary'],
	[/主干|主路|干路|干道|省道|一级公路|^(major|arterial|major arterial|provincial)$/, 'primary'],
	[/支路|乡道|鄉道|镇道|三级公路|四级公路|^(minor|local collector)$/, 'tertiary'],
	[/居住|小区|社区|街坊|村道|生活|等外|^(local|street)$/, 'residential'],
	[/内部|厂区|园区|校区|单位|停车场|辅路|专用道|^(driveway|private|internal|access)$/, 'service'],
];

/** The class that a word says: ours, of OpenStreetMap (also Geofabrik's `track_grade3`) or Chinese; null = unreadable. */
export function readRoadClass(text: string): ClassReading | null {
	const word = text.normalize('NFKC').trim().toLowerCase();
	if (FERRY.test(word)) return { refused: 'ferry' };
	if (NOT_BUILT.test(word)) return { refused: 'not-built' };
	const link = LINK.test(word);
	const grade = /^track_?grade([1-5])$/.exec(word)?.[1];
	if (grade) return { roadClass: 'track', link, routable: true, paved: grade === '1' };
	if (FOOT.test(word)) return { roadClass: 'pedestrian', link: false, routable: false, paved: null };
	const own = ROAD_CLASSES.find((name) => name === word);
	const said = own ?? osmRoadClass(word) ?? CLASS_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
	const roadClass = said ?? (link ? 'trunk' : null);
	return roadClass && { roadClass, link, routable: true, paved: null };
}

/** ONEWAY by a word: 'F', 'T', 'B' as Geofabrik has them, 1 and -1, yes and no, 正向, 逆向, 双向; null = unreadable. */
export function readOneway(text: string): number | null {
	const word = text.normalize('NFKC').trim().toLowerCase();
	if (/^(f|ft|forward|along|正向|顺向|顺行|单向|單向|单行|單行|单行线|单行道)$/.test(word)) return ONEWAY.forward;
	if (/^(t|tf|-1|-1\.0|2|backward|reverse|against|逆向|反向|逆行)$/.test(word)) return ONEWAY.backward;
	if (/^(b|both|two-?way|双向|雙向|双行|双向通行)$/.test(word)) return ONEWAY.both;
	if (TRUE_WORDS.test(word)) return ONEWAY.forward;
	return FALSE_WORDS.test(word) ? ONEWAY.both : null;
}

const ACCESS_WORDS: WordTable<number> = [
	[/不限|无限制/, ROAD_ACCESS.yes],
	[/^(bus|psv)$|公交/, ROAD_ACCESS.bus],
	[/^gate$|门禁|闸|道闸|大门|栏杆|闸机|伸缩门/, ROAD_ACCESS.gate],
	[
		/^(no|closed|blocked|3)$|封闭|封路|封堵|禁行|禁止通行|禁止|不可通行|不能通行|不通|断路|石墩|隔离桩|^否$/,
		ROAD_ACCESS.no,
	],
	[/^(private|permit|restricted|residents|1)$|限行|内部|專用|专用|私|限制|居民/, ROAD_ACCESS.private],
	[
		/^(yes|open|public|permissive|destination|designated|delivery|true|0)$|开放|公共|公用|可通行|通行|允许|正常|畅通|^是$/,
		ROAD_ACCESS.yes,
	],
];

/** ROAD_ACCESS by a word: yes, private, gate, no, bus, 开放, 限行, 门禁, 封闭, 公交专用, or our own number; null = unreadable. */
export function readAccess(text: string): number | null {
	const word = text.normalize('NFKC').trim().toLowerCase();
	if (word === '2') return ROAD_ACCESS.gate;
	if (word === '4') return ROAD_ACCESS.bus;
	return ACCESS_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** Whether a word for a surface says that it bears traffic in all weathers: OpenStreetMap's, 沥青, 水泥, 土路 ...; null = unreadable. */
export function readPaved(text: string): boolean | null {
	const word = text.normalize('NFKC').trim().toLowerCase();
	if (/未铺|未硬化|非硬化|无铺装|泥结/.test(word)) return false;
	if (/沥青|瀝青|水泥|混凝土|柏油|硬化|铺装|鋪裝|砖|石板|条石|块石|高级/.test(word)) return true;
	if (/土|砂|沙|碎石|砾石|泥|草/.test(word)) return false;
	const osm = isPavedSurface(word.replaceAll(' ', '_'));
	if (osm !== null) return osm;
	return TRUE_WORDS.test(word) ? true : FALSE_WORDS.test(word) ? false : null;
}

/** True or false by a word, or by the kind of thing that it names (viaduct, 高架桥, 环岛); null = unreadable. */
export function readPresence(text: string): boolean | null {
	const word = text.normalize('NFKC').trim().toLowerCase();
	if (TRUE_WORDS.test(word)) return true;
	if (FALSE_WORDS.test(word)) return false;
	if (/^(不是|非|普通|一般)/.test(word)) return false;
	return /桥|橋|高架|隧|涵|地道|环岛|環島|匝道|bridge|viaduct|aqueduct|tunnel|culvert|covered|underpass|passage|roundabout|circular|ramp|link/.test(
		word,
	)
		? true
		: null;
}
